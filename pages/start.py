"""Start: one neuron that answers while it is dragged."""

from visualizer.lessons.start import LESSON
from visualizer.live.stage import show_stage
from visualizer.scenes.lesson_numbers import start_numbers
from visualizer.scenes.start import start_moment, start_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit

state = open_lesson(
    "start",
    "Meet a neuron",
    "It takes two numbers, the hours a student studied and slept, and guesses whether the student "
    "passes. **Drag a weight: every number follows your finger.**",
)
guess = predict("start", LESSON)
show_stage("start", start_scene(), start_moment(state.values), commit, plotly_urls())
explain(guess, LESSON, **start_numbers(state.values))
