"""The loss: every miss squared, and the mean of the squares."""

import streamlit as st

from visualizer.scenes.lesson_numbers import loss_numbers
from visualizer.scenes.whys import why_numbers
from visualizer.state.pages import n_students
from visualizer.state.views.loss import loss_view
from visualizer.ui.buttons import show_button
from visualizer.ui.changed_choices import say_changed
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict, question_row
from visualizer.ui.session import read_page
from visualizer.ui.stage import show_answer, show_stage
from visualizer.ui.tuning import start_over
from visualizer.ui.whys import show_whys
from visualizer.words.loss import LEAD, LESSON, TITLE

IN_THE_LIST = ("dataset", "scaling", "output", "activation")


def begin_again() -> None:
    """Go back to where the game began."""
    start_over(loss_view(read_page().values).game)


state = open_lesson("loss", TITLE, LEAD)
view = loss_view(state.values)
with question_row():
    predict("loss", LESSON, **loss_numbers(view.task, view.weights))
    choose("example", state, n_students(state.values))
    with st.popover("Data, neuron", icon=":material/tune:"):
        for name in IN_THE_LIST:
            choose(name, state)
    show_button("Start over", "start_over", begin_again, icon=":material/restart_alt:")
say_changed(IN_THE_LIST)
show_stage("loss")
show_whys("loss", why_numbers())
show_answer("loss")
