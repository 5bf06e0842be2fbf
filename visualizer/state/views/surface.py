"""What the page of the loss surface shows."""

from dataclasses import dataclass, replace

from visualizer.core.setup import Setup, with_cross_entropy
from visualizer.state.second_loss import CROSS_ENTROPY
from visualizer.state.setup_of import setup_of
from visualizer.state.values import Values, text

N_STEPS = 200


@dataclass(frozen=True)
class SurfaceView:
    """A point on the loss surface, and the trail that leads on from there.

    Attributes:
        setup: The training that starts at the point; its steps make the trail.
        axes: Which two parameters span the pictures, a key of ``scenes.plane.PLANES``.
        crossed: The same with cross-entropy, to be drawn beside it, if that was chosen.
    """

    setup: Setup
    axes: str
    crossed: Setup | None = None


def surface_view(values: Values) -> SurfaceView:
    """Return what the checked ``values`` of the page show."""
    setup = replace(setup_of(values), n_steps=N_STEPS)
    is_beside = text(values, "second_loss") == CROSS_ENTROPY
    return SurfaceView(
        setup, text(values, "axes"), with_cross_entropy(setup) if is_beside else None
    )
