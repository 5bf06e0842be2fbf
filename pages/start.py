"""Start: one neuron that answers while it is dragged."""

import streamlit as st

from visualizer.live.stage import show_stage
from visualizer.scenes.start import start_moment, start_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.ui.session import commit, open_page

state = open_page("start")

st.title("Meet a neuron")
st.markdown(
    f"It is given two numbers, {state.input_1:.2f} hours studied and {state.input_2:.2f} hours "
    "slept, and it guesses whether the student passes. **Drag a weight: every number follows your "
    "finger.**"
)
show_stage("start", start_scene(), start_moment(state.values), commit, plotly_urls())
