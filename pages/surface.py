"""The surface: how wrong every neuron is, which way is up, and what a step does."""

import streamlit as st

from visualizer.core.setup import with_cross_entropy
from visualizer.scenes.whys import why_numbers
from visualizer.state.views.surface import surface_view
from visualizer.ui.changed_choices import say_changed
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict, question_row
from visualizer.ui.session import read_page
from visualizer.ui.stage import show_answer, show_stage
from visualizer.ui.whys import show_whys
from visualizer.words.surface import LEAD, LESSON, TITLE

IN_THE_LIST = ("dataset", "scaling", "output", "activation")

state = open_lesson("surface", TITLE, LEAD)
with question_row():
    predict("surface", LESSON)
    choose("axes", state)
    if with_cross_entropy(surface_view(read_page().values).setup):
        choose("second_loss", state)
    with st.popover("Data, neuron", icon=":material/tune:"):
        for name in IN_THE_LIST:
            choose(name, state)
say_changed(IN_THE_LIST)
show_stage("surface")
show_whys("surface", why_numbers())
show_answer("surface")
