"""The words of the training: what the learning rate buys, and what the pictures show."""

from collections.abc import Mapping
from types import MappingProxyType

from visualizer.words.lesson import Lesson

TITLE = "Training"
LEAD = (
    "Random weights know nothing. Each step asks in which direction the loss grows, and moves the "
    "weights a little the other way. **Press Play, or drag where it starts and watch the path "
    "bend.**"
)

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

STEP = "Step of the training"
LINE = "Lines executed"
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "timeline": "Let it learn",
        "start": "Where it starts, how far it steps",
        "line": "One step, line by line",
        "program": "The program that runs, line by line",
        "held": "What PyTorch holds now",
        "numbers": "At this step",
        "pulls": "What each student wants",
        "surface": "The loss surface",
        "contour": "The same surface from above",
        "loss_curve": "The loss curve",
    }
)
"""What stands above each part of the page."""

ANNOUNCEMENT = "Step {step}: loss {loss}. {course}"
SURFACE = (
    "The loss over both weights, drawn for a bias of {surface_bias}. At step {step} the neuron is "
    "at w₁ {weight_1}, w₂ {weight_2}, loss {loss}."
)
"""What a screen reader says of both pictures of the surface."""
LOSS_CURVE = "The loss over {n_steps} steps. {{course}} At step {{step}} it is {{loss}}."
"""What a screen reader says of the loss curve."""
TRUTH = "{example}, truth {truth} %"
"""Whose prediction it is."""

COURSES = (
    "From {loss_start} the loss fell to {loss_end} in {last_step} steps.",
    "From {loss_start} the loss rose to {loss_end}: these steps are too large to go down.",
    "The training diverged at step {diverged_at}: its numbers grew until none was left that a "
    "computer can hold. The steps before that are still here. Try a lower learning rate.",
    "The loss did not move from {loss_start}: no gradient gets through.",
)
"""What becomes of a training: it falls, it rises, it diverges, it stands still."""
BRANCH_COURSES = (
    "The branch leaves at step {branch_step} at a rate of {branch_rate} and ends at {branch_end}; "
    "the run itself ends at {loss_end}.",
    "The branch leaves at step {branch_step} at a rate of {branch_rate} and diverges at step "
    "{branch_diverged_at}; the run itself ends at {loss_end}.",
)
"""What becomes of a branch: it ends, it diverges."""
PULLS = (
    "From the point where the neuron stands, a line leads to where each student pulls it. The "
    "step goes to the middle of all pulls in its batch: with all students, where they agree; "
    "with one student a step, back and forth between them.",
    "The lines are drawn longer than the step, all by the same factor. The surface is drawn "
    "for a bias of {surface_bias}.",
)

SAYINGS: Mapping[str, str] = MappingProxyType(
    {
        "optimizer.zero_grad()": "# .grad is None again",
        "predictions = model(inputs)": (
            "# {line_prediction_1}, {line_prediction_2}, {line_prediction_3}"
        ),
        "loss = loss_function(predictions, targets)": "# {line_loss}",
        "loss.backward()": (
            "# .grad is {line_gradient_weight_1}, {line_gradient_weight_2}, {line_gradient_bias}"
        ),
        "optimizer.step()": "# w₁, w₂, b are {line_weight_1}, {line_weight_2}, {line_bias}",
    }
)
"""What a line says once it has been executed."""
STEP_COMMENT = "# step {watched_step}"
"""Which step it is that the lines execute."""
HELD = ("None", "{{{number}}}", "None ◂ new", "{{{number}}} ◂ new")
"""What PyTorch holds: nothing or a number, and the same where the last line has changed it."""
