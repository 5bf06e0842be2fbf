"""What the page of the loss surface shows."""

from dataclasses import dataclass, replace

from visualizer.core.setup import Setup
from visualizer.state.setup_of import setup_of
from visualizer.state.values import Values, text

N_STEPS = 200


@dataclass(frozen=True)
class SurfaceView:
    """A point on the loss surface, and the trail that leads on from there.

    Attributes:
        setup: The training that starts at the point; its steps make the trail.
        axes: Which two parameters span the pictures, a key of ``scenes.plane.PLANES``.
    """

    setup: Setup
    axes: str


def surface_view(values: Values) -> SurfaceView:
    """Return what the checked ``values`` of the page show."""
    return SurfaceView(replace(setup_of(values), n_steps=N_STEPS), text(values, "axes"))
