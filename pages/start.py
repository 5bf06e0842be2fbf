"""Start: one neuron that answers while it is dragged."""

from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words.start import LESSON

open_lesson(
    "start",
    "Meet a neuron",
    "It takes two numbers, the hours a student studied and slept, and guesses whether the student "
    "passes. **Drag a weight: every number follows your finger.**",
)
predict("start", LESSON)
show_stage("start")
show_answer("start")
