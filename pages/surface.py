"""The surface: how wrong every neuron is, which way is up, and what a step does."""

import streamlit as st

from visualizer.live.stage import bring_scene, show_stage
from visualizer.live_part import live_part
from visualizer.scenes.lesson_numbers import surface_numbers
from visualizer.scenes.surface import surface_moment, surface_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.state.views.surface import surface_view
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit_here, read_page
from visualizer.words.surface import LESSON

state = open_lesson(
    "surface",
    "The loss surface",
    "Every choice of weights and bias is a place, and the loss is how high it lies. The "
    "**gradient** is the slope there. **Drag a weight, or click into the map, and see where the "
    "steps lead.**",
)
guess = predict("surface", LESSON)
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose("axes", state)
    with st.popover("Data, neuron", icon=":material/tune:"):
        for name in ("dataset", "scaling", "output", "activation"):
            choose(name, state)
bring_scene("surface", surface_scene(surface_view(state.values)))


@live_part
def play() -> None:
    view = surface_view(read_page().values)
    moment = surface_moment(view)
    scene = surface_scene(view)  # wider around a far point
    show_stage("surface", scene, moment, commit_here(), plotly_urls())
    explain(guess, LESSON, **surface_numbers(moment, view.setup))


play()
