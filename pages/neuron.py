"""The neuron: from two inputs to an answer, with every number on the way."""

import streamlit as st

from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.neuron import LESSON

state = open_lesson(
    "neuron",
    "Inside the neuron",
    "Each input is multiplied by its **weight**, the products are added up, and the **bias** "
    "shifts the sum. The sum z goes through an activation function, and a sigmoid turns what is "
    "left of it into a chance between 0 and 100 %.",
)
predict("neuron", LESSON)
with st.container(width=360):
    choose("activation", state)
show_stage("neuron")
show_answer("neuron")
