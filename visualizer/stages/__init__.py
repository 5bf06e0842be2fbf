"""The live stages of the pages: what a session's values look like on each, and what is said of it.

Script runs and the route of the releases read the same registry. Knows no Streamlit.
"""
