"""The surface: how wrong every neuron is, which way is up, and what a step does."""

import streamlit as st

from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.surface import LEAD, LESSON, TITLE

state = open_lesson("surface", TITLE, LEAD)
predict("surface", LESSON)
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose("axes", state)
    with st.popover("Data, neuron", icon=":material/tune:"):
        for name in ("dataset", "scaling", "output", "activation"):
            choose(name, state)
show_stage("surface")
show_answer("surface")
