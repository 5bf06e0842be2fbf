"""Activation functions: the curve that z goes through, and its slope."""

import streamlit as st

from visualizer.live.stage import bring_scene, show_stage
from visualizer.live_part import live_part
from visualizer.scenes.activations import activations_moment, activations_scene
from visualizer.scenes.experiment import experiment_moment, experiment_scene
from visualizer.scenes.lesson_numbers import activations_numbers
from visualizer.server.plotly_route import plotly_urls
from visualizer.state.views.activations import activations_view, experiment_task
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit_here, read_page
from visualizer.words.activations import LESSON

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
scene = activations_scene(activations_view(state.values))
bring_scene("activations", scene)


@live_part
def play() -> None:
    view = activations_view(read_page().values)
    moment = activations_moment(view)
    show_stage("activations", scene, moment, commit_here(), plotly_urls())
    explain(guess, LESSON, **activations_numbers(moment, view))


play()
st.subheader("SiLU against ReLU, measured", anchor=False)
st.markdown(
    "SiLU is “often 5–10 % better” than ReLU, it is said. Put it to the test: both are trained "
    "from the same 64 random starts, 200 steps each, at a learning rate of 0.1. **Change the data "
    "and see whether the answer stays.**"
)
with st.container(horizontal=True):
    choose("scaling", state)
    choose("output", state)
task = experiment_task(state.values)
bring_scene("experiment", experiment_scene(task))
show_stage(
    "experiment", experiment_scene(task), experiment_moment(task), commit_here(), plotly_urls()
)
