"""What a session shows and remembers, and how links and files say it. Knows no Streamlit."""
