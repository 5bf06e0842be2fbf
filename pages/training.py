"""Training: the five lines of PyTorch, step by step."""

import streamlit as st

from visualizer.lessons.training import LESSON
from visualizer.live.stage import show_stage
from visualizer.scenes.lesson_numbers import training_numbers
from visualizer.scenes.training import scene_of, training_moment
from visualizer.server.plotly_route import plotly_urls
from visualizer.ui.choosers import choose, choose_seed
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit, reset

state = open_lesson(
    "training",
    "Training",
    "Random weights know nothing. Each step asks in which direction the loss grows, and moves the "
    "weights a little the other way. **Press Play, or drag where it starts and watch the path "
    "bend.**",
)
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
    if st.button(f"Branch at step {state.step}", icon=":material/call_split:", key="branch"):
        commit({"branch_step": state.step})
        st.rerun()
    if state.branch_step >= 0 and st.button("Remove the branch", key="unbranch"):
        reset("branch_step", "branch_rate")
        st.rerun()
show_stage("training", scene_of(state.values), training_moment(state.values), commit, plotly_urls())
explain(guess, LESSON, **numbers)
