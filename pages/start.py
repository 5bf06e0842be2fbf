"""Start: one neuron that answers while it is dragged."""

from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.start import LEAD, LESSON, TITLE

open_lesson("start", TITLE, LEAD)
predict("start", LESSON)
show_stage("start")
show_answer("start")
