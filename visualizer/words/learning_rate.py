"""The words of the learning rate: bigger is not faster."""

from collections.abc import Mapping
from types import MappingProxyType

from visualizer.words.lesson import Lesson

TITLE = "The learning rate"
LEAD = (
    "The gradient says which way is up; the **learning rate** says how far to step the other way. "
    "Three rates race from one start. **Guess, let them run, and drag a rate: its path bends.** "
    "You can drag the start, too."
)

LESSON = Lesson(
    question=(
        "In the lesson's own race, B learns at a rate of {rate_mid}, C at {rate_high},"
        " half as much again. Which of the two has the lower loss after {race_steps} steps?"
    ),
    options=("C: its steps are longer", "Both arrive at the same", "B: C gets worse and worse"),
    correct=2,
    why=(
        "Each step of C overshoots the valley by more than it gains. Longer steps are faster only"
        " as long as they land in it."
    ),
    answers=(
        "Longer steps are faster only as long as they land in the valley. C's overshoot it by more "
        "than they gain: in that race, B is at {end_mid} after {race_steps} steps, and C at "
        "{end_high}. Its limit is {race_limit}. Drag C below the limit and watch its path bend "
        "back.",
        "They would, below {race_limit}: up to there every rate arrives, sooner or later. Above it "
        "each step overshoots the valley by more than it gains. In that race, B is at {end_mid} "
        "after {race_steps} steps, and C at {end_high}.",
        "In that race, B ends at {end_mid} and C at {end_high}. The border between the two is "
        "{race_limit}, exact for a linear neuron. And A, at {rate_low}, only crawls: it is still "
        "at {end_low}.",
    ),
    code_answers=True,
    code="""\
def train(learning_rate):
    model = {model}
    with torch.no_grad():  # all start at the same place
        model[0].weight.copy_(torch.tensor([[{weight_1}, {weight_2}]]))
        model[0].bias.fill_({bias})
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for step in range({n_steps}):
        optimizer.zero_grad()
        loss = loss_function(model(inputs), targets)
        loss.backward()
        optimizer.step()
    return loss_function(model(inputs), targets).item()

train({learning_rate_low})  # A: {loss_end_low}
train({learning_rate_mid})  # B: {loss_end_mid}
train({learning_rate_high})  # C: {loss_end_high}

# The limit of the linear neuron: 2 by the largest curvature of its loss.
x = torch.cat([inputs, torch.ones(len(inputs), 1)], dim=1)
hessian = 2 / len(inputs) * x.T @ x
limit = 2 / torch.linalg.eigvalsh(hessian)[-1]  # {limit}""",
)

STEP = "Step of the race"
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "timeline": "Let them run",
        "rates": "How far each of their steps goes",
        "map": "One ground: drag the start",
        "race": "The loss of each",
        "gauge": "How far is too far?",
        "verdict": "Racer {letter} at the end",
    }
)
"""What stands above each part of the page."""
RATE = "learning rate of {letter}"
LOSS = "loss of {letter}"

STANDINGS = "After {last_step} steps: A {word_low}; B {word_mid}; C {word_high}."
ANNOUNCEMENT = (
    "Step {step}. Loss of A: {loss_low}; of B: {loss_mid}; of C: {loss_high}. {standings}"
)
START = "Start of the race on the map, the arrow keys move it"
START_SAID = (
    "w₁ = {across}, w₂ = {up}. At this step the loss of A is {loss_low}, of B {loss_mid}, of C "
    "{loss_high}."
)
ON_THE_MAP = (
    "The same ground for all three: the lowest loss that two weights can have, with any bias. A "
    "racer has a bias of its own, and stands on the ground or above it. A cross marks where one "
    "flew off."
)
EXACT = (
    "The limit {limit} is exact for this linear neuron: below it every step goes down, above it "
    "the loss grows without end, from almost every start."
)
GUIDE_ONLY = (
    "The limit {limit} is exact for the linear neuron; for this one it is only a guide. Its "
    "surface bends differently in each place, and too high a rate fails in its own way."
)

MAP = (
    "The loss over both weights from above, at every place for the bias that is best there, with "
    "three descents from one start up to step {step}. A click on it sets another start. {standings}"
)
"""What a screen reader says of the map."""
RACE = (
    "The loss of each racer over {n_steps} steps. At step {{step}}: A {{loss_low}}; "
    "B {{loss_mid}}; C {{loss_high}}."
)
"""What a screen reader says of the losses."""
GAUGE = (
    "A scale of learning rates. The limit of the linear neuron is {limit}. A is at "
    "{learning_rate_low}; B is at {learning_rate_mid}; C is at {learning_rate_high}."
)
"""What a screen reader says of the scale."""

HALF_OF_THE_LIMIT = "Half of the limit for {racer}: {rate}"
HALF = "Halve the rate of {racer}: {rate}"
TEN_TIMES = "Ten times the rate for {racer}: {rate}"
STANDARDIZE = "Standardize the inputs: a rounder valley for {racer}"
ANOTHER_START = (
    "Another start, which helps {}",
    "Another start, which helps {} and {}",
    "Another start, which helps {} and {} and {}",
)
"""For one racer, for two, for all three."""
