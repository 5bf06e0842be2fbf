"""The parameters of the network, which the pages of one neuron do not have."""

from collections.abc import Mapping
from dataclasses import replace

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.extra_inputs import EXTRA_INPUTS
from visualizer.core.network_data import NETWORK_DATASETS
from visualizer.core.recipe import OPTIMIZERS
from visualizer.state.kinds import Choice, Number, Parameter
from visualizer.state.network_looks import LOOKS_TABLE, MOST_UNITS
from visualizer.state.packed_weights import read_weights

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


LAST_PART = code_of(MOST_LAYERS, MOST_UNITS - 1, MOST_UNITS)

_UNITS = Number(
    "", "", "", "", 2, minimum=1, maximum=MOST_UNITS, n_positions=MOST_UNITS, scale="integer",
    digits=0, help="Each unit is a neuron of its own: weights, a bias, an activation.",
)  # fmt: skip

NETWORK_TABLE: tuple[Parameter, ...] = (
    Choice(
        "hidden_layers",
        "layers",
        "Hidden layers",
        1,
        {count: str(count) for count in range(MOST_LAYERS + 1)},
        help="Layers of units between the inputs and the output.",
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
        help="What the network learns from.",
    ),
    Choice(
        "noise",
        "noise",
        "Noise",
        0,
        {0: "None", 10: "A little", 25: "Much"},
        help="How far the examples are scattered.",
    ),
    Choice(
        "test_share",
        "test",
        "Kept for the test",
        0,
        {0: "None", 25: "A quarter", 50: "Half"},
        help="Examples that the network never learns from, to see what it makes of new ones.",
    ),
    Choice(
        "network_inputs",
        "net_in",
        "Inputs of the network",
        "plain",
        {name: label for name, (label, _) in INPUTS.items()},
        help="Numbers made of the two inputs x₁ and x₂, as they are after scaling, can be given to "
        "the network beside them.",
    ),
    Choice(
        "network_activation",
        "act",
        "Activation of hidden units",
        "tanh",
        {name: each.label for name, each in ACTIVATIONS.items()},
        help="The function that the sum of each hidden unit goes through.",
    ),
    *(
        Choice(
            name,
            f"act{layer}",
            f"Activation of hidden layer {layer}",
            SAME,
            {SAME: "As chosen for all", **{each: ACTIVATIONS[each].label for each in ACTIVATIONS}},
            help="The units of a layer can have another activation than those of the others.",
        )
        for layer, name in enumerate(OWN_ACTIVATIONS, start=1)
    ),
    Choice(
        "network_loss",
        "net_loss",
        "Loss",
        "mse",
        {"mse": "Mean squared error", "binary_cross_entropy": "Cross-entropy"},
        help="What counts as wrong, and how much.",
    ),
    Choice(
        "network_optimizer",
        "net_opt",
        "Optimizer",
        "sgd",
        {name: each.label for name, each in OPTIMIZERS.items()},
        help="How a gradient becomes a step.",
    ),
    Choice(
        "network_batch",
        "net_batch",
        "Examples in each step",
        0,
        {1: "1", 4: "4", 10: "10", 0: "All"},
        help="With fewer than all, every epoch shuffles the examples anew, and the loss on screen "
        "is still that of all of them.",
    ),
    Choice(
        "network_l2",
        "l2",
        "L2: weight decay",
        "usual",
        {"usual": "Off (AdamW: 0.01)", "0.001": "0.001", "0.01": "0.01", "0.1": "0.1"},
        help="In every step the optimizer also pulls each weight and bias towards 0, in "
        "proportion to its size; AdamW does so by 0.01 unless another number is chosen.",
    ),
    Choice(
        "network_l1",
        "l1",
        "L1: a term in the loss",
        "off",
        {"off": "Off", "0.001": "0.001", "0.003": "0.003", "0.01": "0.01"},
        help="The sizes of all weights and biases, times this, are added to what the training "
        "lowers; the loss on screen is without them.",
    ),
    Number(
        "learning_rate_network",
        "net_lr",
        "Learning rate",
        "lr",
        1.0,
        minimum=0.001,
        maximum=10.0,
        n_positions=49,
        scale="log",
        digits=4,
        help="How far each step goes.",
        lowest=1e-9,
        highest=1e6,
    ),
    Number(
        "network_seed",
        "net_seed",
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
        "network_start",
        "net_w",
        "Where it starts",
        "seed",
        {"seed": "Drawn at random", "equal": "The same for all units of a layer"},
        help="The weights and biases before the first step.",
        accepts=read_weights,
    ),
    Number(
        "step_network",
        "net_step",
        "Step of the network",
        "",
        LAST_STEP,
        minimum=0,
        maximum=LAST_STEP,
        n_positions=LAST_STEP + 1,
        scale="integer",
        digits=0,
        help="How many updates the training has made.",
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
        help="The part of the drawing that the slider below it moves.",
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
        help="The number of the part that is chosen.",
        lowest=-FAR,
        highest=FAR,
        linked=False,
    ),
    *LOOKS_TABLE,
)
