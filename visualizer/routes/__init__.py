"""What the app answers itself, by addresses of its own and in front of Streamlit's."""
