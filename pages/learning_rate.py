"""The learning rate: too low, right and too high, side by side."""

import streamlit as st

from visualizer.scenes.race_numbers import first_numbers
from visualizer.state.pages import defaults
from visualizer.state.views.learning_rate import race_view
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict, question_row
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.learning_rate import LEAD, LESSON, TITLE
from visualizer.words.scaling_lab import TITLE as SCALING_LAB_TITLE

state = open_lesson("learning_rate", TITLE, LEAD)
with question_row():
    guess = predict("learning_rate", LESSON, **first_numbers(race_view(defaults("learning_rate"))))
    choose("scaling", state)
    with st.popover("More choices", icon=":material/tune:"):
        for name in ("loss_axis", "dataset", "output", "activation", "n_steps"):
            choose(name, state)
show_stage("race")
show_answer("race")
if guess is not None:  # it names the limits
    st.subheader(SCALING_LAB_TITLE, anchor=False)
    show_stage("scaling_lab")
