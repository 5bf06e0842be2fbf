"""The parameters of the page on backpropagation: a small network, one example, one step."""

from collections.abc import Callable
from dataclasses import replace

from visualizer.core.activations import ACTIVATIONS
from visualizer.state.kinds import Choice, Number, Parameter
from visualizer.state.network_parameters import LAST_PART
from visualizer.state.packed_weights import read_weights
from visualizer.state.seeds import SEED
from visualizer.words.help import HELP

FAR = 3e6  # sliders of round steps can end there
LAST_MOMENT = 40  # no network of the page has more
SHAPES = {"2-2-1": (2, 1), "2-3-1": (3, 1), "2-2-2": (2, 2)}
"""Hidden units and outputs of each network."""
FORGOTTEN_BY = {
    "back_start": frozenset({"back_network", "back_seed"}),
    "back_point": frozenset({"back_data", "back_example"}),
}
"""What was moved by hand, and who sets one of these wants it as it was."""


def _reader(count: int | None = None) -> Callable[[str], tuple[float, ...]]:
    def read(text: str) -> tuple[float, ...]:
        """Return packed numbers, none of them too far off.

        Raises:
            ValueError: If the text holds others, or not as many.
        """
        numbers = read_weights(text)
        if count is not None and len(numbers) != count:
            raise ValueError(f"there must be {count} numbers, got {len(numbers)}")
        if any(abs(each) > FAR for each in numbers):
            raise ValueError(f"every number must lie between {-FAR} and {FAR}")
        return numbers

    return read


_INPUT = Number(
    "", "", "", "", 0.5, minimum=0.0, maximum=1.2, n_positions=61, digits=4,
    lowest=-FAR, highest=FAR, linked=False,
)  # fmt: skip

BACKWARD_TABLE: tuple[Parameter, ...] = (
    Choice(
        "back_network",
        "bp_net",
        "Network",
        "2-2-1",
        {name: name.replace("-", " – ") for name in SHAPES},
        help=HELP["back_network"],
    ),
    Choice(
        "back_activation",
        "bp_act",
        "Activation of the hidden units",
        "sigmoid",
        {name: each.label for name, each in ACTIVATIONS.items()},
        help=HELP["back_activation"],
    ),
    Choice(
        "back_data",
        "bp_data",
        "Examples from",
        "students",
        {"students": "Four students", "worked": "The worked example"},
        help=HELP["back_data"],
    ),
    Choice(
        "back_example",
        "bp_student",
        "Which student",
        2,
        {
            1: "1: little of both, fails",
            2: "2: studied much, slept little, passes",
            3: "3: slept much, studied little, passes",
            4: "4: much of both, fails",
        },
        help=HELP["back_example"],
    ),
    Choice(
        "back_point",
        "bp_x",
        "Its inputs",
        "table",
        {"table": "As in the table"},
        help=HELP["back_point"],
        accepts=_reader(2),
    ),
    replace(SEED, name="back_seed", address="bp_seed", default=20, help=HELP["back_seed"]),
    Choice(
        "back_start",
        "bp_w",
        "Weights before the step",
        "seed",
        {"seed": "Drawn at random"},
        help=HELP["back_start"],
        accepts=_reader(),
    ),
    Choice(
        "back_batch",
        "bp_step",
        "The step takes",
        "alone",
        {"alone": "This example alone", "mean": "The mean over all examples"},
        help=HELP["back_batch"],
    ),
    Number(
        "back_rate",
        "bp_lr",
        "Learning rate",
        "lr",
        0.5,
        minimum=0.001,
        maximum=10.0,
        n_positions=49,
        scale="log",
        digits=4,
        help=HELP["back_rate"],
        lowest=1e-9,
        highest=1e6,
    ),
    Number(
        "back_moment",
        "bp_at",
        "Line by line",
        "",
        LAST_MOMENT,
        minimum=0,
        maximum=LAST_MOMENT,
        n_positions=LAST_MOMENT + 1,
        scale="integer",
        digits=0,
        help=HELP["back_moment"],
    ),
    Number(
        "back_part",
        "bp_part",
        "Chosen weight or bias",
        "",
        1,
        minimum=0,
        maximum=LAST_PART,
        n_positions=LAST_PART + 1,
        scale="integer",
        digits=0,
        help=HELP["back_part"],
    ),
    Number(
        "back_weight",
        "bp_part_value",
        "Chosen weight",
        "",
        0.0,
        minimum=-3.0,
        maximum=3.0,
        n_positions=61,
        digits=4,
        help=HELP["back_weight"],
        lowest=-FAR,
        highest=FAR,
        linked=False,
    ),
    replace(_INPUT, name="back_input_1", address="bp_x1", label="Input 1", symbol="x₁",
            help=HELP["back_input_1"]),
    replace(_INPUT, name="back_input_2", address="bp_x2", label="Input 2", symbol="x₂",
            help=HELP["back_input_2"]),
)  # fmt: skip

INPUTS = ("back_input_1", "back_input_2")
