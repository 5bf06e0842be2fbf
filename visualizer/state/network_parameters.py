"""The parameters of the network, which the pages of one neuron do not have."""

from collections.abc import Mapping
from dataclasses import replace

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import Architecture, Place
from visualizer.core.extra_inputs import EXTRA_INPUTS
from visualizer.core.network_data import NETWORK_DATASETS
from visualizer.core.optimizers import OPTIMIZERS
from visualizer.state.kinds import Choice, Number, Parameter
from visualizer.state.network_looks import LOOKS_TABLE, MOST_UNITS
from visualizer.state.packed_weights import read_weights
from visualizer.state.seeds import SEED
from visualizer.words.controls import DRAWN_START, EQUAL_START
from visualizer.words.help import HELP

MOST_LAYERS = 4  # hidden ones, with at most MOST_UNITS in each
LAST_STEP = 300
FAR = 1e37  # a training on its way to diverge gets there
UNITS = tuple(f"hidden_{layer}" for layer in range(1, MOST_LAYERS + 1))
"""How many units each hidden layer has."""
INPUTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "plain": ("The two as they are", ()),
    "sq": ("With their squares", ("square_1", "square_2")),
    "x1x2": ("With their product", ("product",)),
    "sq_x1x2": ("With squares and product", ("square_1", "square_2", "product")),
    "sin": ("With their sines", ("sine_1", "sine_2")),
    "all": ("All seven", tuple(EXTRA_INPUTS)),
}
"""What the network can be given: words, and names in ``EXTRA_INPUTS``."""
OWN_ACTIVATIONS = tuple(f"activation_{layer}" for layer in range(1, MOST_LAYERS + 1))
"""The activation of each hidden layer, where it has one of its own."""
SAME = "same"  # as the others
TABLE = "table"  # the examples that ``dataset`` names, as on the other pages
REDRAWN_BY = frozenset({"hidden_layers", "network_seed", "network_inputs", *UNITS})
"""Who sets one of them wants weights that fit, drawn anew."""


def code_of(layer: int, unit: int, input: int) -> int:
    """Return the code by which a link names a weight or, for input 0, a bias.

    Args:
        layer: Counted from 0.
        unit: Of the layer, counted from 0.
        input: That the weight belongs to, counted from 1.

    >>> code_of(0, 0, 1), code_of(1, 0, 0)
    (1, 72)
    """
    return (layer * MOST_UNITS + unit) * (MOST_UNITS + 1) + input


def code_at(place: Place) -> int:
    """Return the code of a weight or bias."""
    return code_of(place.layer - 1, place.unit - 1, place.input)


def part_codes(architecture: Architecture) -> list[int]:
    """Return the code of every weight and bias in the order of the flat vector."""
    return [code_at(each) for each in architecture.places]


LAST_PART = code_of(MOST_LAYERS, MOST_UNITS - 1, MOST_UNITS)

_RATE = Number(
    "", "", "", "", 1.0, minimum=0.001, maximum=10.0, n_positions=49, scale="log", digits=4,
    lowest=1e-9, highest=1e6,
)  # fmt: skip
_UNITS = Number(
    "", "", "", "", 2, minimum=1, maximum=MOST_UNITS, n_positions=MOST_UNITS, scale="integer",
    digits=0, help=HELP["hidden_units"],
)  # fmt: skip

_STEP = Number(
    "step_network", "net_step", "Step of the network", "", LAST_STEP, minimum=0, maximum=LAST_STEP,
    n_positions=LAST_STEP + 1, scale="integer", digits=0, help=HELP["step_network"],
)  # fmt: skip

NETWORK_TABLE: tuple[Parameter, ...] = (
    Choice(
        "hidden_layers",
        "layers",
        "Hidden layers",
        1,
        {count: str(count) for count in range(MOST_LAYERS + 1)},
        help=HELP["hidden_layers"],
    ),
    *(
        replace(_UNITS, name=name, address=f"h{layer}", label=f"Units in hidden layer {layer}")
        for layer, name in enumerate(UNITS, start=1)
    ),
    Choice(
        "network_data",
        "points",
        "Examples",
        "either_not_both",
        {
            **{name: each.label for name, each in NETWORK_DATASETS.items()},
            TABLE: "My data, or the lesson's students",
        },
        help=HELP["network_data"],
    ),
    Choice(
        "noise",
        "noise",
        "Noise",
        0,
        {0: "None", 10: "A little", 25: "Much"},
        help=HELP["noise"],
    ),
    Choice(
        "test_share",
        "test",
        "Kept for the test",
        0,
        {0: "None", 25: "A quarter", 50: "Half"},
        help=HELP["test_share"],
    ),
    Choice(
        "network_inputs",
        "net_in",
        "Inputs of the network",
        "plain",
        {name: label for name, (label, _) in INPUTS.items()},
        help=HELP["network_inputs"],
    ),
    Choice(
        "network_activation",
        "act",
        "Activation of hidden units",
        "tanh",
        {name: each.label for name, each in ACTIVATIONS.items()},
        help=HELP["network_activation"],
    ),
    *(
        Choice(
            name,
            f"act{layer}",
            f"Activation of hidden layer {layer}",
            SAME,
            {SAME: "As chosen for all", **{each: ACTIVATIONS[each].label for each in ACTIVATIONS}},
            help=HELP["own_activation"],
        )
        for layer, name in enumerate(OWN_ACTIVATIONS, start=1)
    ),
    Choice(
        "network_loss",
        "net_loss",
        "Loss",
        "mse",
        {"mse": "Mean squared error", "binary_cross_entropy": "Cross-entropy"},
        help=HELP["network_loss"],
    ),
    Choice(
        "network_optimizer",
        "net_opt",
        "Optimizer",
        "sgd",
        {name: each.label for name, each in OPTIMIZERS.items()},
        help=HELP["network_optimizer"],
    ),
    Choice(
        "network_batch",
        "net_batch",
        "Examples in each step",
        0,
        {1: "1", 4: "4", 10: "10", 0: "All"},
        help=HELP["network_batch"],
    ),
    Choice(
        "network_l2",
        "l2",
        "L2: weight decay",
        "usual",
        {"usual": "Off (AdamW: 0.01)", "0.001": "0.001", "0.01": "0.01", "0.1": "0.1"},
        help=HELP["network_l2"],
    ),
    Choice(
        "network_l1",
        "l1",
        "L1: a term in the loss",
        "off",
        {"off": "Off", "0.001": "0.001", "0.003": "0.003", "0.01": "0.01"},
        help=HELP["network_l1"],
    ),
    replace(
        _RATE,
        name="learning_rate_network",
        address="net_lr",
        label="Learning rate",
        symbol="lr",
        help=HELP["learning_rate_network"],
    ),
    replace(
        SEED,
        name="network_seed",
        address="net_seed",
        help=HELP["network_seed"],
    ),
    Choice(
        "network_start",
        "net_w",
        "Where it starts",
        "seed",
        {"seed": DRAWN_START, "equal": EQUAL_START},
        help=HELP["network_start"],
        accepts=read_weights,
    ),
    _STEP,
    replace(
        _STEP,
        name="branch_step_network",
        address="net_branch",
        label="Branch of the network from step",
        default=-1,
        minimum=-1,
        n_positions=LAST_STEP + 2,
        help=HELP["branch_step"],
    ),
    replace(
        _RATE,
        name="branch_rate_network",
        address="net_branch_lr",
        label="Learning rate of the branch",
        symbol="lr′",
        default=0.3,
        help=HELP["branch_rate"],
    ),
    Number(
        "network_part",
        "part",
        "Chosen weight or bias",
        "",
        1,
        minimum=0,
        maximum=LAST_PART,
        n_positions=LAST_PART + 1,
        scale="integer",
        digits=0,
        help=HELP["network_part"],
    ),
    Number(
        "network_weight",
        "part_value",
        "Chosen weight",
        "",
        0.0,
        minimum=-6.0,
        maximum=6.0,
        n_positions=61,
        help=HELP["network_weight"],
        lowest=-FAR,
        highest=FAR,
        linked=False,
    ),
    *LOOKS_TABLE,
)
