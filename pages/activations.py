"""Activation functions: the curve that z goes through, and its slope."""

import streamlit as st

from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict, question_row
from visualizer.ui.stage import show_answer, show_stage
from visualizer.ui.whys import show_whys
from visualizer.words.activations import EXPERIMENT, EXPERIMENT_TITLE, LEAD, LESSON, TITLE

state = open_lesson("activations", TITLE, LEAD)
with question_row():
    predict("activations", LESSON)
    choose("activation", state)
    choose("second_activation", state)
    choose("dataset", state)
show_stage("activations")
show_answer("activations")
st.subheader(EXPERIMENT_TITLE, anchor=False)
st.markdown(EXPERIMENT)
with st.container(horizontal=True):
    choose("scaling", state)
    choose("output", state)
show_stage("experiment")
show_whys("activations")
