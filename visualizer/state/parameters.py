"""Every parameter of the app in one table: its label, its range, its default.

The controls, the address, the checks and the tests all read this table. Numbers are those of
PyTorch's float32: each is kept as the shortest decimal that names it, so that it looks the same in
a field, in an address and in a test, and still is the same number to the last bit.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.optimizers import OPTIMIZERS
from visualizer.state.backward_parameters import BACKWARD_TABLE
from visualizer.state.clinic_parameters import CLINIC_TABLE
from visualizer.state.guesses import GUESSES
from visualizer.state.kinds import Choice, Number, Parameter
from visualizer.state.network_parameters import NETWORK_TABLE
from visualizer.state.packed_task import TASK, TASK_MOVES
from visualizer.state.presenting import PRESENT
from visualizer.state.second_loss import SECOND_LOSS
from visualizer.state.seeds import SEED
from visualizer.state.slice_parameters import SLICE_TABLE
from visualizer.state.training_parts import TRAINING_PARTS
from visualizer.tables.own_data import find_table
from visualizer.words.help import HELP

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

_RACERS = (("low", "A", 0.01), ("mid", "B", 0.1), ("high", "C", 1.0))

_TABLE: tuple[Parameter, ...] = (
    replace(
        HOURS,
        name="input_1",
        address="x1",
        label="Hours studied",
        symbol="x₁",
        default=5.0,
        help=HELP["input_1"],
    ),
    replace(
        HOURS,
        name="input_2",
        address="x2",
        label="Hours slept",
        symbol="x₂",
        default=7.0,
        help=HELP["input_2"],
    ),
    replace(
        WEIGHT,
        name="weight_1",
        address="w1",
        label="Weight of hours studied",
        symbol="w₁",
        default=0.1,
        help=HELP["weight_1"],
    ),
    replace(
        WEIGHT,
        name="weight_2",
        address="w2",
        label="Weight of hours slept",
        symbol="w₂",
        default=0.2,
        help=HELP["weight_2"],
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
        help=HELP["bias"],
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
        help=HELP["learning_rate"],
    ),
    *(
        replace(
            RATE,
            name=f"learning_rate_{racer}",
            address=f"lr{place}",
            label=f"Learning rate of racer {letter}",
            symbol=letter,
            default=rate,
            help=HELP[f"learning_rate_{racer}"],
        )
        for place, (racer, letter, rate) in enumerate(_RACERS, start=1)
    ),
    Choice(
        "loss_axis",
        "loss_axis",
        "Loss axis",
        "linear",
        {"linear": "Linear", "log": "Logarithmic"},
        help=HELP["loss_axis"],
    ),
    Choice(
        "n_steps",
        "steps",
        "Steps of the training",
        100,
        {50: "50", 100: "100", 200: "200", 300: "300"},
        help=HELP["n_steps"],
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
        help=HELP["step"],
    ),
    replace(SEED, name="seed", address="seed", help=HELP["seed"]),
    Choice(
        "activation",
        "activation",
        "Activation",
        "identity",
        {name: each.label for name, each in ACTIVATIONS.items()},
        help=HELP["activation"],
    ),
    Choice(
        "second_activation",
        "second",
        "Compare with",
        "none",
        {"none": "Nothing", **{name: each.label for name, each in ACTIVATIONS.items()}},
        help=HELP["second_activation"],
    ),
    Choice(
        "output",
        "output",
        "Output",
        "sigmoid",
        {"sigmoid": "Sigmoid", "identity": "Linear"},
        help=HELP["output"],
    ),
    Choice(
        "dataset",
        "data",
        "Data",
        "three_students",
        {"three_students": "Three students", "twelve_students": "Twelve students"},
        help=HELP["dataset"],
        accepts=find_table,
    ),
    Choice(
        "example",
        "student",
        "Which student",
        2,  # the one whom the untrained neuron of the lesson misses by far
        {place: f"Student {place}" for place in range(1, 13)},
        help=HELP["example"],
    ),
    Choice(
        "axes",
        "axes",
        "The surface over",
        "w1_w2",
        {"w1_w2": "w₁ and w₂", "w1_b": "w₁ and b", "w2_b": "w₂ and b"},
        help=HELP["axes"],
    ),
    Choice(
        "scaling",
        "scaling",
        "Scale of the inputs",
        "raw",
        {"raw": "Not scaled", "tenths": "Divided by ten", "standardized": "Standardized"},
        help=HELP["scaling"],
    ),
    Choice(
        "optimizer",
        "optimizer",
        "Optimizer",
        "sgd",
        {name: each.label for name, each in OPTIMIZERS.items()},
        help=HELP["optimizer"],
    ),
    Choice(
        "batch_size",
        "batch",
        "Students in each step",
        0,
        {1: "1", 2: "2", 0: "All"},
        help=HELP["batch_size"],
    ),
    Choice(
        "zero_grad",
        "zero_grad",
        "zero_grad()",
        "call",
        {"call": "Called in every step", "forget": "Forgotten"},
        help=HELP["zero_grad"],
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
        help=HELP["line"],
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
        help=HELP["branch_step"],
    ),
    replace(
        RATE,
        name="branch_rate",
        address="branch_lr",
        label="Learning rate of the branch",
        symbol="lr′",
        default=1.0,
        help=HELP["branch_rate"],
    ),
    TRAINING_PARTS,
    SECOND_LOSS,
    PRESENT,
    GUESSES,
    TASK,
    TASK_MOVES,
)

PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {
        each.name: each
        for each in (*_TABLE, *NETWORK_TABLE, *BACKWARD_TABLE, *SLICE_TABLE, *CLINIC_TABLE)
    }
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
