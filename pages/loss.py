"""The loss: every miss squared, and the mean of the squares."""

from collections.abc import Mapping

import streamlit as st

from visualizer.lessons.loss import LESSON
from visualizer.live.stage import show_stage
from visualizer.scenes.lesson_numbers import loss_numbers
from visualizer.scenes.loss import loss_moment, loss_now, loss_scene
from visualizer.scenes.wording import with_names
from visualizer.server.plotly_route import plotly_urls
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.pages import n_students
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import PageState, commit
from visualizer.ui.tuning import Tuning, follow_tuning, start_over

GAME = ("dataset", "scaling", "activation", "output", "learning_rate")


def follow(state: PageState) -> Tuning:
    """Note where the weights are in the game of this data and this neuron."""
    return follow_tuning(game(state), state.values, loss_now(state.values))


def game(state: PageState) -> tuple:
    """Return what the student and gradient descent must have in common."""
    return tuple(state.values[name] for name in GAME)


def commit_move(changes: Mapping[str, object]) -> None:
    """Commit a release and count it."""
    follow(commit(changes))


state = open_lesson(
    "loss",
    "How wrong is it?",
    "Each student has a truth, and the neuron a prediction. The **residual** is how far it misses, "
    "and the **loss** is the mean of the squared residuals. **Drag a weight and make the squares "
    "small.**",
)
numbers = loss_numbers(state.values)
guess = predict("loss", LESSON, **numbers)
tuning = follow(state)
with st.container(horizontal=True, vertical_alignment="bottom"):
    with st.container(width=220):
        choose("example", state, n_students(state.values))
    with st.popover("Data, neuron", icon=":material/tune:"):
        for name in ("dataset", "scaling", "output", "activation"):
            choose(name, state)
    if st.button("Start over", icon=":material/restart_alt:", key="start_over"):
        start_over(game(state))
        st.rerun()
show_stage(
    "loss",
    with_names(loss_scene(state.dataset, state.example), state.dataset),
    loss_moment(state.values, tuning.start, tuning.losses),
    commit_move,
    plotly_urls(),
)
explain(guess, LESSON, **numbers)
