"""The part of the loss surface that two parameters span, the third one held."""

from visualizer.core.surface import remaining_axis
from visualizer.scenes.landscape import Frame, Span, widening
from visualizer.state.parameters import WEIGHTS, get_number
from visualizer.state.views.surface import SurfaceView

N_POINTS = 61
N_SLICES = 31
SOLID_EVERY = 2

# From the choice of axes to the parameters across and up. The bias has twice the range of a
# weight, and lies where the picture is wider.
PLANES = {
    "w1_w2": ("weight_1", "weight_2"),
    "w1_b": ("bias", "weight_1"),
    "w2_b": ("bias", "weight_2"),
}


def frame_of(view: SurfaceView) -> Frame:
    """Return the frame of the axes that are chosen, wide enough for the point."""
    # One factor for all, so that a unit stays as long across as it is up.
    factors = (widening(view.setup, (name,), get_number(name).maximum) for name in WEIGHTS)
    return plane_frame(view.axes, max(factors))


def plane_frame(axes: str, factor: float = 1.0) -> Frame:
    """Return the frame of a choice of axes; it spans what the sliders reach.

    So every click in it is a start that the sliders can take.

    Args:
        axes: A key of ``PLANES``.
        factor: How many times wider than the usual sliders it is.
    """
    across, up = PLANES[axes]
    held = remaining_axis(across, up)
    sides = _span(across, N_POINTS, factor), _span(up, N_POINTS, factor)
    return Frame(*sides, _span(held, N_SLICES, factor), SOLID_EVERY)


def _span(name: str, count: int, factor: float) -> Span:
    number = get_number(name)
    return Span(name, (number.minimum, number.maximum), count).widened(factor)
