"""The bug clinic: programs that train and are wrong, and how to tell from the evidence."""

import streamlit as st

from visualizer.scenes.clinic_answers import answer_of, tried_of
from visualizer.state.views.clinic import clinic_view
from visualizer.takeaway.check import check_program
from visualizer.ui.clinic_desk import show_diagnosis, show_instruments, show_reception
from visualizer.ui.clinic_new import show_new_patient
from visualizer.ui.clinic_record import show_record
from visualizer.ui.file_out import show_file_button
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import question_row
from visualizer.ui.stage import show_stage
from visualizer.words import clinic as words

state = open_lesson("bug_clinic", words.TITLE, words.LEAD)
view = clinic_view(state.values)
with question_row():
    show_reception(state)
    show_instruments(view)
show_stage("bug_clinic")
show_diagnosis(state, view, answer_of(view), tried_of(view))
show_record()
st.header(words.HOME, anchor=False)
st.markdown(words.HOME_LEAD)
show_file_button(words.HOME_FILE, "home_check", "check.py", check_program, mime="text/x-python")
show_new_patient()
