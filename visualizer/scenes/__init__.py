"""The scenes of the pages: results of the core and pictures, put together for a live stage.

A scene module knows no Streamlit. Its ``*_scene`` is what stays, its ``*_moment`` what a release
renews; a page calls both and shows them.
"""
