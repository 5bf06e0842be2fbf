"""Start: one neuron that answers while it is dragged."""

from visualizer.state.views.start import start_view
from visualizer.ui.lesson import open_lesson
from visualizer.ui.notices import as_text
from visualizer.ui.own_tables import say_whose
from visualizer.ui.parts import predict, question_row
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.start import LEAD, LESSON, TITLE

state = open_lesson("start", TITLE, LEAD)
column, _ = start_view(state.values).examples.feature_names
say_whose("start")
with question_row():
    predict("start", LESSON, column_1=as_text(column))
show_stage("start")
show_answer("start")
