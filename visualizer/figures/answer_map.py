"""What a network answers all over the plane of its two inputs, and where it cannot decide."""

import math
from functools import lru_cache

import plotly.graph_objects as go
from torch import Tensor

from visualizer.figures.kind_marks import PASS_OR_FAIL
from visualizer.figures.map_parts import (
    Group,
    Limits,
    answer_field,
    border,
    examples,
    map_layout,
    ring,
    speck_moves,
    specks,
)
from visualizer.figures.moves import in_short
from visualizer.figures.theme import answer_colorscale, certainty_colorscale, class_colorscale

N_POINTS = 29  # of the grid, each way
SURE = 4.0  # logits: from a chance of 98 % on the map is as dark as it gets
NINETY = math.log(0.9 / 0.1)  # the logit of a chance of 90 %
SHOWS = ("probability", "classes", "certainty")
FAILS, _ = PASS_OR_FAIL
SPECKS = f"{FAILS.name}_specks"


@lru_cache(maxsize=16)
def answer_map_figure(
    titles: tuple[str, str],
    limits: tuple[Limits, Limits],
    groups: tuple[Group, ...],
    shows: str = "probability",
) -> go.Figure:
    """Return the map with its examples; ``field``, ``border`` and its specks are still empty.

    Besides its colours, the side of those who fail has small crosses where the classes are shown,
    and lines beside the border say where the network is sure where that is.

    Args:
        titles: The names of the two inputs.
        limits: First and last value of the axis across, and of the one upwards.
        groups: Words of the legend, how they are drawn, whether they are tested only, and where
            they lie, of some examples each.
        shows: One of ``SHOWS``.
    """
    if shows not in SHOWS:
        raise ValueError(f"shows must be one of {', '.join(SHOWS)}; not {shows!r}")
    ground = _ground(limits, shows)
    return go.Figure(
        {"data": [*ground, *map(examples, groups), ring()], "layout": map_layout(titles, limits)}
    )


def answer_moves(
    logits: Tensor, limits: tuple[Limits, Limits], shows: str = "probability"
) -> dict[str, Tensor]:
    """Return how the map changes along a control.

    Args:
        logits: How sure the network is, at the points of the grid; below 0 for what fails. Shape
            ``(n_points², n_positions)``.
        limits: Those of the map.
        shows: What the map shows.
    """
    side = round(len(logits) ** 0.5)
    fields = in_short(logits.T.reshape(-1, side, side))
    if shows != "classes":
        return {"field.z": fields, "border.z": fields}
    return {"border.z": fields, f"{SPECKS}.x": in_short(speck_moves(fields < 0, limits))}


def _ground(limits: tuple[Limits, Limits], shows: str) -> list[dict]:
    """Return what lies under the examples: a field with its lines, or areas with specks."""
    line = border("border", limits, N_POINTS, 0, "z")
    if shows == "classes":
        line["contours"] |= {"coloring": "fill"}
        return [
            line | {"colorscale": class_colorscale()},
            specks(SPECKS, FAILS, limits, N_POINTS),
        ]
    if shows == "probability":
        return [answer_field(limits, N_POINTS, answer_colorscale(), (-SURE, SURE)), line]
    line["contours"] |= {"start": -NINETY, "end": NINETY, "size": NINETY}
    return [answer_field(limits, N_POINTS, certainty_colorscale(), (-SURE, SURE)), line]
