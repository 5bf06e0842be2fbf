"""What Streamlit needs by itself: a heading, and a heading with its own chart (``?chart=1``)."""

import plotly.graph_objects as go
import streamlit as st

st.title("A heading")
if "chart" in st.query_params:
    st.plotly_chart(go.Figure(go.Scatter(y=[4, 2, 1, 0.5])))
