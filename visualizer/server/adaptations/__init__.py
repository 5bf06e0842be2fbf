"""What the app changes inside Streamlit, uvicorn and PyTorch: one table, each entry optional."""
