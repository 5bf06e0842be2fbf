"""Training: the five lines of PyTorch, step by step."""

import streamlit as st

from visualizer.core.setup import Setup
from visualizer.core.trajectory import Trajectory
from visualizer.scenes.lesson_numbers import training_numbers
from visualizer.scenes.runs import both_futures, make_run, train_branch
from visualizer.scenes.unscaled import remedy_of
from visualizer.state.run_making import Trained
from visualizer.state.views.training import training_view
from visualizer.ui.branching import OF_NEURON, show_branching
from visualizer.ui.changed_choices import say_changed
from visualizer.ui.choosers import choose, choose_seed
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict, question_row
from visualizer.ui.remedy import show_remedy
from visualizer.ui.run_rows import show_keep_row
from visualizer.ui.run_storage import sync_runs
from visualizer.ui.session import read_page
from visualizer.ui.stage import show_stage
from visualizer.ui.take_home import show_take_home
from visualizer.ui.training_parts import show_openers
from visualizer.ui.whys import show_whys
from visualizer.words.training import LEAD, LESSON, TITLE

DATA_AND_NEURON = ("dataset", "scaling", "output", "activation", "n_steps")
HOW_IT_STEPS = ("optimizer", "batch_size", "zero_grad")

state = open_lesson("training", TITLE, LEAD)


def setup() -> Setup:
    """Return what the run on screen and its branch are made from."""
    return both_futures(training_view(read_page().values))


def trajectory() -> Trajectory:
    """Return the run on screen."""
    return make_run(training_view(read_page().values)).trajectory


def trained() -> Trained:
    """Return the run on screen and its branch, if it has one."""
    return Trained(trajectory(), train_branch(training_view(read_page().values)))


numbers = training_numbers()
with question_row():
    guess = predict("training", LESSON, **numbers)
    choose_seed(state)
    with st.popover("Data, neuron", icon=":material/tune:"):
        for name in DATA_AND_NEURON:
            choose(name, state)
    with st.popover("How it steps", icon=":material/footprint:"):
        for name in HOW_IT_STEPS:
            choose(name, state)
    show_branching(OF_NEURON)
say_changed((*DATA_AND_NEURON, *HOW_IT_STEPS))
remedy = remedy_of(training_view(read_page().values).setup)
show_remedy(remedy.said if remedy else "")
show_stage("training")
show_openers(training_view(read_page().values).parts)
show_keep_row(trained)
show_take_home(setup, trajectory)
show_whys("training")
explain(guess, LESSON, **numbers)
sync_runs()
