"""Training: the five lines of PyTorch, step by step."""

import streamlit as st

from visualizer.core.setup import Setup
from visualizer.core.training import Trajectory
from visualizer.scenes.lesson_numbers import training_numbers
from visualizer.scenes.runs import make_run, train_branch
from visualizer.state.run_making import Trained
from visualizer.state.views.training import training_view
from visualizer.ui.buttons import show_button
from visualizer.ui.choosers import choose, choose_seed
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.run_rows import show_keep_row
from visualizer.ui.run_storage import sync_runs
from visualizer.ui.session import commit, read_page, reset
from visualizer.ui.stage import show_stage
from visualizer.ui.take_home import show_take_home
from visualizer.words.training import LEAD, LESSON, TITLE

state = open_lesson("training", TITLE, LEAD)


def setup() -> Setup:
    """Return what the run on screen is made from."""
    return training_view(read_page().values).setup


def trajectory() -> Trajectory:
    """Return the run on screen."""
    return make_run(training_view(read_page().values)).trajectory


def trained() -> Trained:
    """Return the run on screen and its branch, if it has one."""
    return Trained(trajectory(), train_branch(training_view(read_page().values)))


def branch() -> None:
    """Let a second run leave the first one at the step on screen."""
    commit({"branch_step": read_page().step})


numbers = training_numbers()
guess = predict("training", LESSON, **numbers)
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose_seed(state)
    with st.popover("Data and neuron", icon=":material/tune:"):
        for name in ("dataset", "scaling", "output", "activation", "n_steps"):
            choose(name, state)
    with st.popover("How it steps", icon=":material/footprint:"):
        for name in ("optimizer", "batch_size", "zero_grad"):
            choose(name, state)
    show_button("Branch at this step", "branch", branch, icon=":material/call_split:")
    if state.branch_step >= 0:
        show_button("Remove the branch", "unbranch", reset, "branch_step", "branch_rate")
show_stage("training")
show_keep_row(trained)
show_take_home(setup, trajectory)
explain(guess, LESSON, **numbers)
sync_runs()
