"""The same neuron and the same examples with cross-entropy, beside the squared error.

PyTorch takes cross-entropy of what goes into the sigmoid, ``nn.BCEWithLogitsLoss``: the sigmoid is
in the loss, and the neuron hands on its number as it is.
"""

from dataclasses import replace

from torch import Tensor

from visualizer.core.lanes import Lanes
from visualizer.core.task import Task
from visualizer.figures.contour import contour_figure, contour_moves
from visualizer.figures.descent import descent_moves
from visualizer.figures.moves import Moves
from visualizer.live.scene import Grip, Picture, Quantity, Show, Text
from visualizer.scenes.landscape import Frame, Landscape, load_landscape, slice_index
from visualizer.scenes.trail import drawn_places, drawn_steps, short_places
from visualizer.words import surface as words
from visualizer.words.pictures import ROUGH_PLACE

POINT = "cross_entropy_point"
PICTURE, FIELD = "cross_entropy", "cross_entropy_field"
QUANTITIES = (
    Quantity("loss_crossed", digits=4, least=2),
    Quantity("gradient_crossed", digits=4, least=2),
)


def cross_entropy_land(task: Task, frame: Frame) -> Landscape:
    """Return the landscape of cross-entropy over ``frame``, on a coarser grid.

    Args:
        task: Of cross-entropy, as ``core.setup.with_cross_entropy`` makes it.
        frame: What the map of the squared error spans.
    """
    across, up = (replace(span, count=frame.n_solid_points) for span in (frame.across, frame.up))
    return load_landscape(task, replace(frame, across=across, up=up, solid_every=1))


def cross_entropy_panels() -> tuple[Show, Text]:
    """Return the map and what is said of it."""
    return Show(PICTURE, words.CROSSED_TITLE), Text(words.CROSSED)


def cross_entropy_picture(
    land: Landscape, titles: tuple[str, str], alt: str, height: int, said: str
) -> Picture:
    """Return the map of cross-entropy, with a point and a trail of its own.

    Args:
        land: As :func:`cross_entropy_land` returns it.
        titles: What the axes are, those of the map beside it.
        alt: What a screen reader says.
        height: In pixels.
        said: What it says of where its point is.
    """
    frame = land.frame
    across, up = frame.across, frame.up
    figure = contour_figure(
        titles, across.limits, across.count, land.top, up.limits, FIELD, ROUGH_PLACE
    )
    figure.update_layout(
        xaxis={"constrain": "domain"},
        yaxis={"constrain": "domain", "scaleanchor": "x", "scaleratio": 1},
    )
    grip = Grip(POINT, frame.axes, words.CROSSED_POINT, said)
    return Picture(PICTURE, figure, alt, height, picks=frame.axes, grip=grip)


def cross_entropy_numbers(trails: Lanes) -> dict[str, Tensor]:
    """Return the loss and its steepness where every trail of cross-entropy begins."""
    return {
        "loss_crossed": trails.losses[0],
        "gradient_crossed": trails.gradients[0].double().norm(dim=0),
    }


def cross_entropy_moves(trails: Lanes, frame: Frame, steps: Tensor | None = None) -> Moves:
    """Return how the point and the trail of cross-entropy move; ``steps`` as of the other trail."""
    drawn = drawn_places(trails, frame, drawn_steps() if steps is None else steps)
    now = {letter: path[:, 0] for letter, path in drawn.items()}
    return descent_moves(short_places(drawn, frame), now, shown=1)


def cross_entropy_bends(land: Landscape, held: Tensor) -> Moves:
    """Return how the map changes with what is held. Shape ``(n_positions,)``."""
    return contour_moves(land.field, slice_index(held, land.frame.held), FIELD)
