"""Start: one neuron that answers while it is dragged."""

from visualizer.live.stage import bring_scene, show_stage
from visualizer.live_part import live_part
from visualizer.scenes.lesson_numbers import start_numbers
from visualizer.scenes.start import start_moment, start_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.state.views.start import start_view
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import explain, predict
from visualizer.ui.session import commit_here, read_page
from visualizer.words.start import LESSON

state = open_lesson(
    "start",
    "Meet a neuron",
    "It takes two numbers, the hours a student studied and slept, and guesses whether the student "
    "passes. **Drag a weight: every number follows your finger.**",
)
guess = predict("start", LESSON)
bring_scene("start", start_scene())


@live_part
def play() -> None:
    view = start_view(read_page().values)
    moment = start_moment(view)
    show_stage("start", start_scene(), moment, commit_here(), plotly_urls())
    explain(guess, LESSON, **start_numbers(moment, view))


play()
