"""A network: hidden layers that bend the plane until one straight line parts it."""

import streamlit as st

from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.hidden_layers import LEAD, LESSON, TITLE

state = open_lesson("network", TITLE, LEAD)
predict("network", LESSON)
with st.container(horizontal=True, vertical_alignment="bottom"):
    with st.container(width=180):
        choose("hidden_layers", state)
    with st.popover("Examples", icon=":material/scatter_plot:"):
        for name in ("network_data", "noise", "test_share"):
            choose(name, state)
    with st.popover("How it learns", icon=":material/footprint:"):
        for name in ("network_activation", "network_loss", "network_optimizer", "network_start"):
            choose(name, state)
show_stage("network")
show_answer("network")
