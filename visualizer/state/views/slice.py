"""What the page of a slice shows."""

from __future__ import annotations

from dataclasses import dataclass

from visualizer.state.network_parameters import LAST_STEP, part_codes
from visualizer.state.slice_parameters import REACHES
from visualizer.state.values import Values, text, whole
from visualizer.state.views.network import NetworkView, network_view


@dataclass(frozen=True)
class SliceView:
    """A slice of the loss of a network, and how far its training has gone.

    Attributes:
        network: The network and its training.
        is_random: Whether two random directions span it, and not two weights.
        places: Those of the two weights or biases in the flat vector; two different ones.
        seed: What draws the random directions.
        reach: How much is shown, in parts of what the whole training needs.
        cut: The step at which all that the picture does not show is held.
    """

    network: NetworkView
    is_random: bool = False
    places: tuple[int, int] = (0, 1)
    seed: int = 0
    reach: float = 1.0
    cut: int = LAST_STEP


def slice_view(values: Values) -> SliceView:
    """Return what the checked ``values`` of the page show."""
    network = network_view(values)
    codes = part_codes(network.setup.architecture)
    across, up = (_place(codes, whole(values, name)) for name in ("slice_across", "slice_up"))
    if up == across:
        up = 0 if across else 1
    return SliceView(
        network,
        text(values, "slice_kind") == "random",
        (across, up),
        whole(values, "slice_seed"),
        REACHES[text(values, "slice_reach")],
        whole(values, "slice_step"),
    )


def _place(codes: list[int], code: int) -> int:
    """Return where a part stands; the first one where this network does not have it."""
    return codes.index(code) if code in codes else 0
