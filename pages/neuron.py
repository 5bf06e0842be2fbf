"""The neuron: from two inputs to an answer, with every number on the way."""

import streamlit as st

from visualizer.live.stage import bring_scene, show_stage
from visualizer.live_part import live_part
from visualizer.scenes.lesson_numbers import neuron_numbers
from visualizer.scenes.neuron import neuron_moment, neuron_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.state.views.neuron import neuron_view
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit_here, read_page
from visualizer.words.neuron import LESSON

state = open_lesson(
    "neuron",
    "Inside the neuron",
    "Each input is multiplied by its **weight**, the products are added up, and the **bias** "
    "shifts the sum. The sum z goes through an activation function, and a sigmoid turns what is "
    "left of it into a chance between 0 and 100 %.",
)
guess = predict("neuron", LESSON)
with st.container(width=360):
    choose("activation", state)
scene = neuron_scene(neuron_view(state.values))
bring_scene("neuron", scene)


@live_part
def play() -> None:
    view = neuron_view(read_page().values)
    moment = neuron_moment(view)
    show_stage("neuron", scene, moment, commit_here(), plotly_urls())
    explain(guess, LESSON, **neuron_numbers(moment, view))


play()
