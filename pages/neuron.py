"""The neuron: from two inputs to an answer, with every number on the way."""

import streamlit as st

from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.neuron import LEAD, LESSON, TITLE

state = open_lesson("neuron", TITLE, LEAD)
predict("neuron", LESSON)
with st.container(width=360):
    choose("activation", state)
show_stage("neuron")
show_answer("neuron")
