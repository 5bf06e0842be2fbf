"""What is drawn of the network, whatever it is and has learned."""

from dataclasses import replace

from visualizer.state.kinds import Choice, Number, Parameter
from visualizer.words.help import HELP

MOST_UNITS = 8  # of a layer
FOLD = ("fold_across", "fold_up")
"""Which unit of the last hidden layer the folded plane has across, and which one upwards."""

_UNIT = Choice(
    "", "", "", 1, {unit: str(unit) for unit in range(1, MOST_UNITS + 1)},
    help=HELP["fold_across"],
)  # fmt: skip
_PLACE = Number(
    "", "", "", "", 0.0, minimum=-10.0, maximum=10.0, n_positions=61,
    help=HELP["point_1"],
    lowest=-3e6, highest=3e6,
)  # fmt: skip

LOOKS_TABLE: tuple[Parameter, ...] = (
    Choice(
        "network_lines",
        "lines",
        "Lines of the drawing",
        "weights",
        {"weights": "Weights", "gradients": "Gradients"},
        help=HELP["network_lines"],
    ),
    Choice(
        "plane_shows",
        "plane",
        "The plane shows",
        "probability",
        {"probability": "Probability", "classes": "Classes", "certainty": "How sure it is"},
        help=HELP["plane_shows"],
    ),
    replace(_UNIT, name="fold_across", address="fold1", label="Unit across"),
    replace(_UNIT, name="fold_up", address="fold2", label="Unit upwards", default=2),
    Number(
        "network_example",
        "seen",
        "Example",
        "",
        1,
        minimum=0,
        maximum=999,
        n_positions=1000,
        scale="integer",
        digits=0,
        help=HELP["network_example"],
    ),
    replace(_PLACE, name="point_1", address="at1", label="First input of the chosen point"),
    replace(_PLACE, name="point_2", address="at2", label="Second input of the chosen point"),
)
"""Its parameters. All of them stand in a link; a setting worth seeing leaves them as they are."""
