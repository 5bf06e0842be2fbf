"""The neuron: from two inputs to an answer, with every number on the way."""

import streamlit as st

from visualizer.live.stage import show_stage
from visualizer.scenes.neuron import neuron_moment, neuron_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.ui.session import commit, open_page

state = open_page("neuron")

st.title("Inside the neuron")
st.markdown(
    "Each input is multiplied by its **weight**, the products are added up, and the **bias** "
    "shifts the sum. What comes out, z, goes through an activation function, and a sigmoid turns "
    "it into a chance between 0 and 100 %."
)
show_stage(
    "neuron",
    neuron_scene(state.activation),
    neuron_moment(state.activation, state.values),
    commit,
    plotly_urls(),
)
