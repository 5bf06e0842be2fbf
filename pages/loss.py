"""The loss: every miss squared, and the mean of the squares."""

from collections.abc import Mapping

import streamlit as st

from visualizer.live.stage import bring_scene, show_stage
from visualizer.live_part import live_part
from visualizer.scenes.lesson_numbers import loss_numbers
from visualizer.scenes.loss import loss_moment, loss_now, loss_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.state.pages import n_students
from visualizer.state.views.loss import LossView, loss_view
from visualizer.ui.buttons import show_button
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit, read_page
from visualizer.ui.tuning import Tuning, follow_tuning, start_over
from visualizer.words.loss import LESSON


def follow(view: LossView) -> Tuning:
    """Note where the weights are in the game of this data and this neuron."""
    return follow_tuning(view.game, view.weights, loss_now(view))


def commit_move(changes: Mapping[str, object]) -> None:
    """Commit a release and count it; once the page is left, it counts when it is opened again."""
    now = commit(changes, "loss")
    if now.page == "loss":
        follow(loss_view(now.values))


def begin_again() -> None:
    """Go back to where the game began."""
    start_over(loss_view(read_page().values).game)


state = open_lesson(
    "loss",
    "How wrong is it?",
    "Each student has a truth, and the neuron a prediction. The **residual** is how far it misses, "
    "and the **loss** is the mean of the squared residuals. **Drag a weight and make the squares "
    "small.**",
)
view = loss_view(state.values)
guess = predict("loss", LESSON, **loss_numbers(view.task, view.weights))
with st.container(horizontal=True, vertical_alignment="bottom"):
    with st.container(width=220):
        choose("example", state, n_students(state.values))
    with st.popover("Data, neuron", icon=":material/tune:"):
        for name in ("dataset", "scaling", "output", "activation"):
            choose(name, state)
    show_button("Start over", "start_over", begin_again, icon=":material/restart_alt:")
scene = loss_scene(view)
bring_scene("loss", scene)


@live_part
def play() -> None:
    view = loss_view(read_page().values)
    tuning = follow(view)
    moment = loss_moment(view, tuning.start, tuning.losses)
    show_stage("loss", scene, moment, commit_move, plotly_urls())
    explain(guess, LESSON, **loss_numbers(view.task, view.weights))


play()
