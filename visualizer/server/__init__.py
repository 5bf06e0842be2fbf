"""What the process needs besides its pages: the Plotly bundle, the warm-up, the failure notice."""
