"""The parameters of a slice of the loss, besides those of the network that it is cut for."""

from dataclasses import replace

from visualizer.state.kinds import Choice, Number, Parameter
from visualizer.state.network_parameters import LAST_PART, LAST_STEP, code_of
from visualizer.state.seeds import SEED
from visualizer.words.help import HELP

_PART = Number(
    "", "", "", "", None, 0, LAST_PART, n_positions=LAST_PART + 1, scale="integer", digits=0,
)  # fmt: skip

REACHES = {"near": 0.25, "path": 1.0, "far": 4.0}
"""How much of the plane is shown, in parts of what the whole training needs."""

SLICE_TABLE: tuple[Parameter, ...] = (
    Choice(
        "slice_kind",
        "cut",
        "The picture shows",
        "weights",
        {"weights": "Two weights", "random": "Two random directions"},
        help=HELP["slice_kind"],
    ),
    replace(
        _PART,
        name="slice_across",
        address="across",
        label="Across",
        default=code_of(0, 0, 1),
        help=HELP["slice_across"],
    ),
    replace(
        _PART,
        name="slice_up",
        address="up",
        label="Upwards",
        default=code_of(1, 0, 1),
        help=HELP["slice_up"],
    ),
    Choice(
        "slice_reach",
        "reach",
        "How much of it",
        "path",
        {"near": "Near", "path": "The whole training", "far": "Far"},
        help=HELP["slice_reach"],
    ),
    replace(
        SEED, name="slice_seed", address="cut_seed", label="Drawn by seed", help=HELP["slice_seed"]
    ),
    Number(
        "slice_step",
        "cut_at",
        "The slice is cut at step",
        "",
        LAST_STEP,
        minimum=0,
        maximum=LAST_STEP,
        n_positions=LAST_STEP + 1,
        scale="integer",
        digits=0,
        help=HELP["slice_step"],
    ),
)
