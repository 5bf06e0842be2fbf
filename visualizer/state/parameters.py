"""Every parameter of the app in one table: its words, its range, its default.

The controls, the address, the checks and the tests all read this table. Numbers are those of
PyTorch's float32: each is kept as the shortest decimal that names it, so that it looks the same in
a field, in an address and in a test, and still is the same number to the last bit.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.recipe import OPTIMIZERS
from visualizer.state.backward_parameters import BACKWARD_TABLE
from visualizer.state.kinds import Choice, Number, Parameter
from visualizer.state.network_parameters import NETWORK_TABLE
from visualizer.state.slice_parameters import SLICE_TABLE
from visualizer.tables.own_data import find_table

# Beyond them a square of a sum comes too close to the largest float32. Sliders of round steps can
# end there.
FAR = 3e6
HOURS = Number(
    "", "", "", "", None, 0.0, 12.0, n_positions=61, unit="h", lowest=-FAR, highest=FAR
)  # fmt: skip
WEIGHT = Number("", "", "", "", None, -1.5, 1.5, n_positions=61, lowest=-FAR, highest=FAR)
RATE = Number(
    "", "", "", "", None, 0.001, 100.0, n_positions=61, scale="log", digits=4,
    lowest=1e-9, highest=1e6,
)  # fmt: skip
RACER = "How far each step of this racer goes against the gradient."

_TABLE: tuple[Parameter, ...] = (
    replace(
        HOURS,
        name="input_1",
        address="x1",
        label="Hours studied",
        symbol="x₁",
        default=5.0,
        help="The first input.",
    ),
    replace(
        HOURS,
        name="input_2",
        address="x2",
        label="Hours slept",
        symbol="x₂",
        default=7.0,
        help="The second input.",
    ),
    replace(
        WEIGHT,
        name="weight_1",
        address="w1",
        label="Weight of hours studied",
        symbol="w₁",
        default=0.1,
        help="How much an hour of studying counts.",
    ),
    replace(
        WEIGHT,
        name="weight_2",
        address="w2",
        label="Weight of hours slept",
        symbol="w₂",
        default=0.2,
        help="How much an hour of sleep counts.",
    ),
    Number(
        "bias",
        "b",
        "Bias",
        "b",
        0.5,
        minimum=-3.0,
        maximum=3.0,
        n_positions=61,
        help="Shifts the sum, whatever the inputs are.",
        lowest=-2 * FAR,  # twice a weight's, as are the ends of its slider
        highest=2 * FAR,
    ),
    replace(
        RATE,
        name="learning_rate",
        address="lr",
        label="Learning rate",
        symbol="lr",
        default=0.1,
        help="How far each step goes against the gradient.",
    ),
    replace(
        RATE,
        name="learning_rate_low",
        address="lr1",
        label="Learning rate of racer A",
        symbol="A",
        default=0.01,
        help=RACER,
    ),
    replace(
        RATE,
        name="learning_rate_mid",
        address="lr2",
        label="Learning rate of racer B",
        symbol="B",
        default=0.1,
        help=RACER,
    ),
    replace(
        RATE,
        name="learning_rate_high",
        address="lr3",
        label="Learning rate of racer C",
        symbol="C",
        default=1.0,
        help=RACER,
    ),
    Choice(
        "loss_axis",
        "loss_axis",
        "Loss axis",
        "linear",
        {"linear": "Linear", "log": "Logarithmic"},
        help="On a logarithmic axis equal distances are equal ratios.",
    ),
    Choice(
        "n_steps",
        "steps",
        "Steps of the training",
        100,
        {50: "50", 100: "100", 200: "200", 300: "300"},
        help="With all students in every step, one step is one epoch.",
    ),
    Number(
        "step",
        "step",
        "Step",
        "",
        0,
        minimum=0,
        maximum=300,
        n_positions=301,
        scale="integer",
        digits=0,
        help="How many updates the training has made.",
    ),
    Number(
        "seed",
        "seed",
        "Random start",
        "",
        0,
        minimum=0,
        maximum=9999,
        n_positions=10000,
        scale="integer",
        digits=0,
        help="The same seed always draws the same weights.",
    ),
    Choice(
        "activation",
        "activation",
        "Activation",
        "identity",
        {name: each.label for name, each in ACTIVATIONS.items()},
        help="The function that the weighted sum goes through.",
    ),
    Choice(
        "second_activation",
        "second",
        "Compare with",
        "none",
        {"none": "Nothing", **{name: each.label for name, each in ACTIVATIONS.items()}},
        help="A second function to lay over the first.",
    ),
    Choice(
        "output",
        "output",
        "Output",
        "sigmoid",
        {"sigmoid": "Sigmoid", "identity": "Linear"},
        help="A sigmoid turns the answer into a chance between 0 and 1.",
    ),
    Choice(
        "dataset",
        "data",
        "Data",
        "three_students",
        {"three_students": "Three students", "twelve_students": "Twelve students"},
        help="The examples to learn from.",
        accepts=find_table,
    ),
    Choice(
        "example",
        "student",
        "Which student",
        2,  # the one whom the untrained neuron of the lesson misses by far
        {place: f"Student {place}" for place in range(1, 13)},
        help="The student whose parabola is drawn.",
    ),
    Choice(
        "axes",
        "axes",
        "The surface over",
        "w1_w2",
        {"w1_w2": "w₁ and w₂", "w1_b": "w₁ and b", "w2_b": "w₂ and b"},
        help="The two parameters that span the picture; the third is held.",
    ),
    Choice(
        "scaling",
        "scaling",
        "Inputs are given",
        "raw",
        {"raw": "As they are", "tenths": "Divided by ten", "standardized": "Standardized"},
        help="The scale of the inputs decides which learning rates work.",
    ),
    Choice(
        "optimizer",
        "optimizer",
        "Optimizer",
        "sgd",
        {name: each.label for name, each in OPTIMIZERS.items()},
        help="How a gradient becomes a step.",
    ),
    Choice(
        "batch_size",
        "batch",
        "Students in each step",
        0,
        {1: "1", 2: "2", 0: "All"},
        help="With fewer than all, every epoch shuffles the students anew.",
    ),
    Choice(
        "zero_grad",
        "zero_grad",
        "zero_grad()",
        "call",
        {"call": "Called in every step", "forget": "Forgotten"},
        help="Without it, the gradients of all steps add up.",
    ),
    Number(
        "line",
        "line",
        "Line of the loop",
        "",
        0,
        minimum=0,
        maximum=5,
        n_positions=6,
        scale="integer",
        digits=0,
        help="How many lines of this step have been executed.",
    ),
    Number(
        "branch_step",
        "branch",
        "Branch from step",
        "",
        -1,
        minimum=-1,
        maximum=300,
        n_positions=302,
        scale="integer",
        digits=0,
        help="From this step on the branch has a learning rate of its own; −1 for no branch.",
    ),
    replace(
        RATE,
        name="branch_rate",
        address="branch_lr",
        label="Learning rate of the branch",
        symbol="lr′",
        default=1.0,
        help="How far each step of the branch goes against the gradient.",
    ),
)

PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {each.name: each for each in (*_TABLE, *NETWORK_TABLE, *BACKWARD_TABLE, *SLICE_TABLE)}
)
"""Every parameter of the app by name."""

WEIGHTS = ("weight_1", "weight_2", "bias")
"""What makes one neuron: whoever sets one of them has chosen all of them."""


def get_number(name: str) -> Number:
    """Return the number called ``name``; ``KeyError`` or ``TypeError`` if there is none."""
    found = PARAMETERS[name]
    if not isinstance(found, Number):
        raise TypeError(f"{name} is no number")
    return found


def get_choice(name: str) -> Choice:
    """Return the choice called ``name``; ``KeyError`` or ``TypeError`` if there is none."""
    found = PARAMETERS[name]
    if not isinstance(found, Choice):
        raise TypeError(f"{name} is no choice")
    return found
