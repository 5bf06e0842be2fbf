"""The plane on pages with a student of their own, who has a ring there among the examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.datasets import Dataset
from visualizer.core.forward import ForwardPass, forward_from
from visualizer.figures.moves import Moves
from visualizer.figures.neuron_map import axes_moves
from visualizer.live.moment import Grid, Sweep
from visualizer.live.scene import Picture, Quantity, Text
from visualizer.scenes.forward import Forward, pass_numbers
from visualizer.scenes.names import names_of
from visualizer.scenes.neuron_plane import (
    BORDER,
    Plane,
    border_quantity,
    limits_of,
    plane_moves,
    plane_picture,
    ring_moves,
    tilt_of,
    with_room,
)
from visualizer.scenes.plane_grid import inputs_at, places_in, plane_grid, point_grip
from visualizer.scenes.settings import settings
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.neuron import INPUTS, NeuronView
from visualizer.tables.own_data import is_own
from visualizer.words.plane import HERE, MINE, PLANE, SEEN, SEEN_TITLE

More = Callable[[Tensor, ForwardPass], dict[str, Tensor]]
HEIGHT = 320  # that of the drawing beside it


def students_picture(neuron: Architecture, examples: Dataset) -> Picture:
    """Return the plane with the examples and the ring around the page's own student."""
    names = names_of(examples)
    label = names.fill(f"{PLANE} {MINE}")
    picture = plane_picture(neuron, examples, limits_of(examples), HEIGHT, HERE, label)
    return replace(picture, grip=point_grip(names))


def students_words() -> Text:
    """Return what the colours of the plane mean, and where its border runs."""
    return Text((SEEN,), title=SEEN_TITLE)


def students_border(neuron: Architecture, examples: Dataset) -> Quantity:
    """Return the live sentence that says where the border runs."""
    return border_quantity(neuron, examples)


def students_moves(view: NeuronView, found: Forward) -> tuple[dict[str, Tensor], dict[str, Moves]]:
    """Return the live numbers and the moves of the plane in every row of a pass."""
    parameters = torch.stack([found.columns[name] for name in WEIGHTS])
    tilt = tilt_of(view.neuron, view.examples, parameters, _limits(view))
    numbers, moves = plane_moves(tilt)
    return numbers, {"plane": {**moves, **ring_moves(*(found.columns[name] for name in INPUTS))}}


def students_grid(
    view: NeuronView, more: More = lambda inputs, found: {}, late: Sequence[str] = ()
) -> Grid:
    """Return what the neuron makes of a student at every place of the plane.

    Args:
        view: The neuron.
        more: The page's own numbers there, by the inputs, shape ``(n_places, 2)``, and the pass.
        late: Those of them that are not known before the release.
    """
    # The examples of a table of one's own may lie beyond the sliders. The picture reaches further
    # once the point stands there, and its border may be seen elsewhere.
    is_far = is_own(view.examples.name)
    across, up = places_in(_limits(view) if is_far else _reach(view.row))
    inputs = inputs_at(across, up)
    parameters = view.parameters[:, None].expand(-1, len(inputs))
    found = forward_from(view.neuron, parameters, inputs.T[None])
    return plane_grid(
        across,
        up,
        {**pass_numbers(found), **more(inputs, found)},
        (*late, BORDER) if is_far else late,
    )


def students_axes(view: NeuronView) -> tuple[Sweep, dict[str, dict[str, object]]]:
    """Return what is held of the plane, and its axes: they reach as far as the inputs can go."""
    across, up = limits = _limits(view)
    layout: dict[str, object] = {"xaxis.range": list(across), "yaxis.range": list(up)}
    return Sweep(moves={"plane": axes_moves(limits)}), {"plane": layout}


def _limits(view: NeuronView) -> Plane:
    return _limits_around(view.row, view.examples)


@lru_cache(maxsize=256)
def _limits_around(row: tuple[float, float], examples: Dataset) -> Plane:
    """Return the plane as far as the sliders of the inputs go, and with the examples on it."""
    ends = (with_room(*each) for each in _reach(row))
    first, second = (
        (min(low, limits[0]), max(high, limits[1]))
        for (low, high), limits in zip(ends, limits_of(examples), strict=True)
    )
    return first, second


def _reach(row: tuple[float, float]) -> Plane:
    """Return how far the sliders of both inputs go."""
    places = settings(dict(zip(INPUTS, row, strict=True))).values()
    first, second = ((each.positions[0], each.positions[-1]) for each in places)
    return first, second
