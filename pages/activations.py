"""Activation functions: the curve that z goes through, and its slope."""

import streamlit as st

from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.activations import LESSON

state = open_lesson(
    "activations",
    "Activation functions",
    "Without one, a network is only linear arithmetic, however many layers it has. **Drag a "
    "weight and watch z travel along the curve**, with every student of the data beside it.",
)
predict("activations", LESSON)
with st.container(horizontal=True):
    choose("activation", state)
    choose("second_activation", state)
    choose("dataset", state)
show_stage("activations")
show_answer("activations")
st.subheader("SiLU against ReLU, measured", anchor=False)
st.markdown(
    "SiLU is “often 5–10 % better” than ReLU, it is said. Put it to the test: both are trained "
    "from the same 64 random starts, 200 steps each, at a learning rate of 0.1. **Change the data "
    "and see whether the answer stays.**"
)
with st.container(horizontal=True):
    choose("scaling", state)
    choose("output", state)
show_stage("experiment")
