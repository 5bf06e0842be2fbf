"""How much of the training's page is open: it would show too much at once."""

from visualizer.state.kinds import Choice
from visualizer.words.help import HELP
from visualizer.words.training import PARTS

CURVE_AND_MAP, LINE_BY_LINE, PULLS = range(3)  # each with those before it
TRAINING_PARTS = Choice(
    "training_parts", "open", "Parts of the training", CURVE_AND_MAP,
    dict(enumerate(PARTS)), help=HELP["training_parts"],
)  # fmt: skip
