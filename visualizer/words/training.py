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
        "In the lesson’s own training, with three students and a rate of 0.1, the loss falls to "
        "{loss} in 100 steps. And at 1.0?"
    ),
    options=("A tenth of it", "Less, but not a tenth", "More"),
    correct=1,
    why=(
        "Longer steps go further, but the slope flattens on the way down: ten times the rate is "
        "not ten times the progress."
    ),
    answers=(
        "It reaches {loss_ten}. Steps ten times as long go further, but the slope under them "
        "flattens on the way down, and ten times the rate is not ten times the progress. At 10.0 "
        "it ends at {loss_hundred}.",
        "It reaches {loss_ten}: further, but the slope flattens on the way down, so ten times the "
        "rate is not ten times the progress. At 10.0 it ends at {loss_hundred}. "
        "Bigger is not faster for ever.",
        "At 1.0 the steps still help: it reaches {loss_ten}. But it must end somewhere. At 10.0 "
        "it ends at {loss_hundred}, worse than at the start.",
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
        "numbers_of_some": "At this step, with the first {shown} of {all} examples",
        "pulls": "What each example wants",
        "surface": "The loss surface",
        "contour": "From above: drag where it starts",
        "loss_curve": "The loss curve",
        "plane": "What it answers, everywhere",
    }
)
"""What stands above each part of the page."""

UNSCALED = (
    "The inputs of your table are as large as {largest}, and z becomes so large with them that the "
    "training comes to nothing: **{trouble}**. Standardized, each input is counted from its mean "
    "and in units of its own scatter, and the same training ends at a loss of {end}."
)
STANDARDIZE = "Standardize the inputs"

PARTS = ("Curve and map", "Line by line as well", "Everything")
"""How much of the page is open."""
OPENERS = (
    "Watch one step, line by line",
    "See where each student pulls, and the surface in space",
)
"""What opens the part after each of them."""
FOLD = "Fold the last part away"

ANNOUNCEMENT = "Step {step}: loss {loss}. {course}"
SURFACE = (
    "The loss over both weights, drawn for a bias of {surface_bias}. At step {step} the neuron is "
    "at w₁ {weight_1}, w₂ {weight_2}, loss {loss}. {off_map}"
)
"""What a screen reader says of both pictures of the surface."""
START = "Start of the training on the map, the arrow keys move it"
START_SAID = "w₁ = {across}, w₂ = {up}. At step {step} the loss is {loss}."
OFF_MAP = ("", "At this step the point has left the map; a cross marks the edge nearest to it.")
LOSS_CURVE = "The loss over {n_steps} steps. {{course}} At step {{step}} it is {{loss}}."
"""What a screen reader says of the loss curve."""
TRUTH = "{example}, truth {truth} %"
"""Whose prediction it is."""

BRANCH, REMOVE_BRANCH = "Branch at this step", "Remove the branch"
BRANCH_COURSES = (
    "The branch leaves at step {branch_step} at a rate of {branch_rate} and ends at {branch_end}; "
    "the run itself ends at {loss_end}.",
    "The branch leaves at step {branch_step} at a rate of {branch_rate} and diverges at step "
    "{branch_diverged_at}; the run itself ends at {loss_end}.",
    "The branch leaves at step {branch_step} at a rate of {branch_rate} and ends at {branch_end}; "
    "the run itself diverges.",
    "The branch leaves at step {branch_step} at a rate of {branch_rate} and diverges at step "
    "{branch_diverged_at}; the run itself diverges as well.",
    "The training diverges at step {branch_diverged_at}, so at step {branch_step} nothing is left "
    "that a branch could go on from. Go back to a step before that, and branch there.",
    "The branch leaves at step {branch_step}, which is the last one, so it has no step of its own. "
    "Go back to an earlier step, and branch there.",
    "The branch of step {branch_step} is drawn anew when you let go.",
    "The branch will leave at step {branch_step} at a rate of {branch_rate}. Play, or go to a "
    "later step, and both futures are drawn.",
)
"""What becomes of a branch; see ``scenes.branch_course``."""
PULLS = (
    "On the map above, a line leads from the point where the neuron stands to where each example "
    "pulls it. The step goes to the middle of all pulls in its batch: with all examples, where "
    "they agree; with one example a step, back and forth between them.",
    "The lines are drawn longer than the step, all by the same factor. The surface is drawn "
    "for a bias of {surface_bias}.",
)

SAYINGS: Mapping[str, str] = MappingProxyType(
    {
        "optimizer.zero_grad()": "# .grad is None again",
        "predictions = model(inputs)": "# {predictions}",
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
HELD = (
    "None",
    "{{{number}}}",
    "None ◂ new",
    "{{{number}}} ◂ new",
    "{{{number}}}, left by the last step",
)
"""What PyTorch holds: nothing or a number, the same where the last line has changed it, and a
gradient that is not yet that of these weights."""
NO_LOSS = "not worked out yet"
"""In place of a loss, before the line that works it out."""
AND_SO_ON = ", …"
"""Behind the first few predictions."""
