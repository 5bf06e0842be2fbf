"""A whole class at once: many sessions over Streamlit's own protocol, against the real server."""
