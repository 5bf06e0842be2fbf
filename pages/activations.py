"""Activation functions: the curve that z goes through, and its slope."""

import streamlit as st

from visualizer.lessons.activations import LESSON
from visualizer.live.stage import show_stage
from visualizer.scenes.lesson_numbers import activations_numbers
from visualizer.scenes.activations import activations_moment, activations_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit

state = open_lesson(
    "activations",
    "Activation functions",
    "Without one, a network is only linear arithmetic, however many layers it has. **Drag a "
    "weight and watch z travel along the curve**, with every student of the data beside it.",
)
guess = predict("activations", LESSON)
with st.container(horizontal=True):
    choose("activation", state)
    choose("second_activation", state)
    choose("dataset", state)
show_stage(
    "activations",
    activations_scene(state.activation, state.second_activation, state.dataset),
    activations_moment(state.values),
    commit,
    plotly_urls(),
)
explain(guess, LESSON, **activations_numbers(state.values))
