"""Pictures: results of the core in, Plotly figures and what moves in them out."""
