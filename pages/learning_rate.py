"""The learning rate: too low, right and too high, side by side."""

import streamlit as st

from visualizer.live.stage import bring_scene, show_stage
from visualizer.live_part import live_part
from visualizer.scenes.learning_rate import scene_of
from visualizer.scenes.race import run_race
from visualizer.scenes.race_moment import learning_rate_moment
from visualizer.scenes.race_numbers import first_numbers, race_numbers
from visualizer.scenes.scaling_lab import scaling_moment, scaling_scene
from visualizer.scenes.ways_out import ways_out
from visualizer.server.plotly_route import plotly_urls
from visualizer.state.pages import defaults
from visualizer.state.views.learning_rate import race_view
from visualizer.tables.loading import load_dataset
from visualizer.ui.buttons import show_button
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit, commit_here, read_page
from visualizer.words.learning_rate import LESSON

state = open_lesson(
    "learning_rate",
    "The learning rate",
    "The gradient says which way is up; the **learning rate** says how far to step the other way. "
    "Three rates race from one start. **Drag one and watch its path bend**, or click on the map "
    "to start elsewhere.",
)
first = race_view(defaults("learning_rate"))
guess = predict("learning_rate", LESSON, **first_numbers(first))
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose("scaling", state)
    choose("loss_axis", state)
    with st.popover("Data, neuron, number of steps", icon=":material/tune:"):
        for name in ("dataset", "output", "activation", "n_steps"):
            choose(name, state)
bring_scene("race", scene_of(race_view(state.values)))


@live_part
def play() -> None:
    view = race_view(read_page().values)
    race = run_race(view)
    scene = scene_of(view)  # wider around a far start or rate
    show_stage("race", scene, learning_rate_moment(view, race), commit_here(), plotly_urls())
    with st.container(horizontal=True, key="ways_out"):
        for way in ways_out(race):
            key = f"way_out_{'_'.join(way.racers)}"
            show_button(way.label, key, commit, way.changes, icon=":material/healing:")
    explain(guess, LESSON, **race_numbers(race, first))


play()
st.subheader("The scaling lab", anchor=False)
lab = scaling_scene(load_dataset(state.dataset, state.scaling))
bring_scene("scaling_lab", lab)
show_stage(
    "scaling_lab",
    lab,
    scaling_moment(),
    commit_here(),
    plotly_urls(),
)
