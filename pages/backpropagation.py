"""Backpropagation: one example, one step, and every number on the way."""

import streamlit as st

from visualizer.core.setup import Setup
from visualizer.core.training import train
from visualizer.core.trajectory import Trajectory
from visualizer.state.backward_presets import shows, worked_example
from visualizer.state.views.backward import backward_view
from visualizer.ui.buttons import show_button
from visualizer.ui.choosers import choose, choose_seed
from visualizer.ui.closing import closing_popover, show_choice
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict, question_row
from visualizer.ui.session import commit, read_page
from visualizer.ui.stage import show_answer, show_stage
from visualizer.ui.take_home import show_take_home
from visualizer.words import backpropagation as words

state = open_lesson("backpropagation", words.TITLE, words.LEAD)


def setup() -> Setup:
    """Return the step on screen, as a training."""
    return backward_view(read_page().values).setup


def trajectory() -> Trajectory:
    """Return what came of it."""
    return train(setup())


def show(question: str) -> None:
    """Set what lets the answer to a question be seen."""
    commit(shows(question, read_page().values))


def show_worked_example() -> None:
    """Set the example of the lecture slides."""
    commit(worked_example())


with question_row():
    predict("backpropagation", words.LESSON)
    with st.popover("Network", icon=":material/layers:"):
        for name in ("back_network", "back_activation"):
            choose(name, state)
        choose_seed(state, "back_seed")
    with st.popover("Example", icon=":material/person:"):
        choose("back_data", state)
        if state.back_data == "students":
            choose("back_example", state)
    with st.popover("The step", icon=":material/footprint:"):
        choose("back_batch", state)
    with closing_popover(words.QUESTIONS_TITLE, "questions", icon=":material/help:"):
        for name, (question, answer, label) in words.QUESTIONS.items():
            with st.expander(question):
                st.markdown(answer)
                key, icon = f"show_{name}", ":material/visibility:"
                show_choice("questions", label, key, show, name, icon=icon)
    title, about, told = words.WORKED
    show_button(title, "worked", show_worked_example, icon=":material/menu_book:", help=about)
if state.back_data == "worked":
    st.caption(told)
elif backward_view(state.values).task.architecture.n_outputs > 1:
    st.caption(words.TWO_OUTPUTS)
show_stage("backpropagation")
show_take_home(setup, trajectory)
show_answer("backpropagation")
