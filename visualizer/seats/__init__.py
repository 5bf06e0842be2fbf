"""What a session with a place in a class hears of it and tells it. Knows no Streamlit."""
