"""What the learning rate buys."""

from visualizer.words.lesson import Lesson

LESSON = Lesson(
    question=(
        "The program reaches a loss of {loss} in 100 steps at a learning rate of 0.1. What does "
        "it reach at 1.0, ten times as much?"
    ),
    options=("A tenth of it", "Less, but not a tenth", "More"),
    correct=1,
    answers=(
        "It reaches {loss_ten}. Steps ten times as long go further, but the slope under them "
        "flattens on the way down, and ten times the rate is not ten times the progress. Drag the "
        "rate on: at 10.0 it ends at {loss_hundred}.",
        "It reaches {loss_ten}: further, but the slope flattens on the way down, so ten times the "
        "rate is not ten times the progress. Drag the rate on: at 10.0 it ends at "
        "{loss_hundred}. Bigger is not faster for ever.",
        "Not yet: it reaches {loss_ten}. But you are right that it must end somewhere. Drag the "
        "rate on: at 10.0 it ends at {loss_hundred}, worse than at the start.",
    ),
)
