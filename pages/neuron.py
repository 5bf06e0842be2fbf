"""The neuron: from two inputs to an answer, with every number on the way."""

from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.own_tables import say_whose
from visualizer.ui.parts import predict, question_row
from visualizer.ui.stage import show_answer, show_stage
from visualizer.ui.whys import show_whys
from visualizer.words.neuron import LEAD, LESSON, TITLE

state = open_lesson("neuron", TITLE, LEAD)
say_whose("neuron")
with question_row():
    guess = predict("neuron", LESSON)
    choose("activation", state)
show_stage("neuron")
show_whys("neuron", is_answered=guess is not None)
show_answer("neuron")
