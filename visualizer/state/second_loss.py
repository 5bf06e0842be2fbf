"""What is drawn beside the map of the squared error: the same in space, or another loss."""

from visualizer.state.kinds import Choice
from visualizer.words.help import HELP
from visualizer.words.surface import BESIDE

IN_SPACE, CROSS_ENTROPY = "space", "cross_entropy"
SECOND_LOSS = Choice(
    "second_loss", "beside", "Beside it", IN_SPACE,
    {IN_SPACE: BESIDE[0], CROSS_ENTROPY: BESIDE[1]}, help=HELP["second_loss"],
)  # fmt: skip
