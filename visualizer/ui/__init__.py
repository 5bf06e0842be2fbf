"""What a page needs of Streamlit: its parameters, its address, its session and its frame."""
