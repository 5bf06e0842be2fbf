"""The learning rate: too low, right and too high, side by side."""

import streamlit as st

from visualizer.lessons.learning_rate import LESSON
from visualizer.live.stage import show_stage
from visualizer.scenes.learning_rate import learning_rate_moment, learning_rate_scene
from visualizer.scenes.race import run_race
from visualizer.scenes.race_numbers import race_numbers
from visualizer.scenes.scaling_lab import scaling_moment, scaling_scene
from visualizer.scenes.ways_out import ways_out
from visualizer.scenes.wording import with_names
from visualizer.server.plotly_route import plotly_urls
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.pages import defaults
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit

state = open_lesson(
    "learning_rate",
    "The learning rate",
    "The gradient says which way is up; the **learning rate** says how far to step the other way. "
    "Three rates race from one start. **Drag one and watch its path bend**, or click on the map "
    "to start elsewhere.",
)
race = run_race(state.values)
numbers = race_numbers(race, state.values, defaults("learning_rate"))
guess = predict("learning_rate", LESSON, **numbers)
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose("scaling", state)
    choose("loss_axis", state)
    with st.popover("Data, neuron, number of steps", icon=":material/tune:"):
        for name in ("dataset", "output", "activation", "n_steps"):
            choose(name, state)
show_stage(
    "race",
    with_names(
        learning_rate_scene(
            state.activation,
            state.output,
            state.dataset,
            state.scaling,
            state.n_steps,
            state.loss_axis,
        ),
        state.dataset,
    ),
    learning_rate_moment(state.values, race),
    commit,
    plotly_urls(),
)
with st.container(horizontal=True, key="ways_out"):
    for way in ways_out(race):
        if st.button(way.label, key=f"way_out_{'_'.join(way.racers)}", icon=":material/healing:"):
            commit(way.changes)
            st.rerun()
st.subheader("The scaling lab", anchor=False)
show_stage(
    "scaling_lab",
    scaling_scene(state.dataset, state.scaling),
    scaling_moment(),
    commit,
    plotly_urls(),
)
explain(guess, LESSON, **numbers)
