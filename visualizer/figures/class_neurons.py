"""The neurons of a class: as dots on the surface of their loss, and as borders in the plane."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.class_dots import Seen, dot_moves, dots, ring, ring_moves
from visualizer.figures.contour import contour_figure
from visualizer.figures.map_parts import Group, Limits, answer_field, examples, map_layout
from visualizer.figures.moves import Moves, in_short
from visualizer.figures.neuron_map import N_POINTS, Tilt, border_moves
from visualizer.figures.theme import answer_colorscale, color

INSIDE = 0.985  # of the way from the middle to the edge, so that a dot there is seen whole
FAINT, FAINTEST = 0.5, 0.12  # a border of one of a few, and of one of very many
FEW = 24  # borders that do not hide what lies under them


@lru_cache(maxsize=16)
def class_surface_figure(
    titles: tuple[str, str], limits: tuple[float, float], n_points: int, top: float
) -> go.Figure:
    """Return the map of a loss surface, its field and the dots of a class still empty.

    Arguments as in ``contour_figure``.
    """
    whole = contour_figure(titles, limits, n_points, top).to_plotly_json()
    field = next(trace for trace in whole["data"] if trace["uid"] == "field")
    field["hoverinfo"] = "skip"
    del field["hovertemplate"]
    return go.Figure({"data": [field, dots("students"), ring()], "layout": whole["layout"]})


def class_surface_moves(
    places: Tensor, seen: Seen, chosen: int | None, limits: tuple[float, float]
) -> Moves:
    """Return where the neurons of a class are; those beyond the map stand at its edge.

    Args:
        places: The parameters across and up. Shape ``(2, n_students)``.
        seen: How each is seen.
        chosen: Which of them has the ring, if any.
        limits: First and last value of both axes.
    """
    middle, half = sum(limits) / 2, INSIDE * (limits[1] - limits[0]) / 2
    inside = places.clamp(middle - half, middle + half)
    return {**dot_moves("students", inside, seen), **ring_moves(inside, chosen)}


@lru_cache(maxsize=16)
def class_plane_figure(
    titles: tuple[str, str], limits: tuple[Limits, Limits], groups: tuple[Group, ...]
) -> go.Figure:
    """Return the plane with examples, its colours and the borders of a class still empty.

    Args:
        titles: The names of the two inputs.
        limits: First and last value across, and upwards.
        groups: The examples.
    """
    field = answer_field(limits, N_POINTS, answer_colorscale(), (0.0, 1.0))
    return go.Figure(
        {
            "data": [
                field,
                _line("borders", 1.5) | {"opacity": FAINT},
                _line("chosen", 4),
                *map(examples, groups),
            ],
            "layout": map_layout(titles, limits),
        }
    )


def class_plane_moves(tilt: Tilt, chosen: int | None) -> Moves:
    """Return the border of each neuron of a class, and how many of them say yes at each point.

    Args:
        tilt: z of each over the picture; shapes with ``n_students`` positions.
        chosen: Which of them is drawn thick, if any.
    """
    drawn = border_moves(tilt)
    found: dict[str, Tensor] = {}
    for letter in "xy":
        ends = drawn[f"border.{letter}"]
        gaps = torch.cat([ends, torch.full_like(ends[:, :1], torch.nan)], dim=1)
        found[f"borders.{letter}"] = in_short(gaps.flatten()[None])
        one = torch.full((1, 2), torch.nan) if chosen is None else ends[chosen : chosen + 1]
        found[f"chosen.{letter}"] = in_short(one)
    faint = max(FAINTEST, FAINT * min(1.0, FEW / max(1, len(tilt.middle))))
    found["borders.opacity"] = torch.tensor([round(faint, 2)])
    return {"field.z": _agreement(tilt)[None].half(), **found}


def _agreement(tilt: Tilt) -> Tensor:
    """Return the share of neurons that are above their border. Shape ``(N_POINTS, N_POINTS)``."""
    along = torch.linspace(-1, 1, N_POINTS)
    across, up = tilt.rise[0], tilt.rise[1]
    # One row of the picture after the other, all neurons at once: (n_points, n_points, n_students)
    z = tilt.lead + along[None, :, None] * across + along[:, None, None] * up
    if z.shape[-1] == 0:
        return torch.full(z.shape[:2], 0.5)
    return (z > 0).float().mean(dim=-1)


def _line(uid: str, width: float) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [None, None],
        "y": [None, None],
        "line": {"color": color("z"), "width": width},
        "connectgaps": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }
