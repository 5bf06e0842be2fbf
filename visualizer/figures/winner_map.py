"""Which of several classes a network holds to be the likeliest, all over the plane."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.kind_marks import CLASSES
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
from visualizer.figures.theme import ANSWER, FIELD, THIRD

N_POINTS = 25  # of the grid, each way: three fields of it travel
TINTS = (ANSWER[4::-1], ANSWER[5:], THIRD)  # from undecided to sure of each class
TOP = 255  # bytes: those of each class one above the other
MOST_LOGIT, LEAST_LEAD = 1e34, 1e-30  # whose sums are still numbers
LEVEL = 127.5  # of a lead in bytes: from 128 on a class wins
BORDERS = len(CLASSES) - 1  # that of the last class is the rest of the others'


@lru_cache(maxsize=16)
def winner_map_figure(
    titles: tuple[str, str],
    limits: tuple[Limits, Limits],
    groups: tuple[Group, ...],
    shows: str = "probability",
) -> go.Figure:
    """Return the map with its examples; ``field``, its borders and its marks are still empty.

    Args:
        titles: The names of the two inputs.
        limits: First and last value of the axis across, and of the one upwards.
        groups: Words of the legend, how they are drawn, whether they are tested only, and where
            they lie, of some examples each.
        shows: One of ``answer_map.SHOWS``.
    """
    marks = [
        specks(f"{mark.name}_specks", mark, limits, N_POINTS)
        for mark in CLASSES
        if mark.speck and shows == "classes"
    ]
    borders = [
        border(f"border_{place}", limits, N_POINTS, LEVEL, "text") for place in range(BORDERS)
    ]
    drawn = [
        answer_field(limits, N_POINTS, _colorscale(shows), (0, TOP)),
        *marks,
        *borders,
        *map(examples, groups),
        ring(),
    ]
    return go.Figure({"data": drawn, "layout": map_layout(titles, limits)})


def winner_moves(
    logits: Tensor, limits: tuple[Limits, Limits], shows: str = "probability"
) -> dict[str, Tensor]:
    """Return how the map changes along a control.

    Args:
        logits: One for each class, at the points of the grid. Shape
            ``(n_points², n_classes, n_positions)``.
        limits: Those of the map.
        shows: What the map shows.
    """
    logits = logits.nan_to_num(nan=0.0).clamp(-MOST_LOGIT, MOST_LOGIT)
    best, winner = logits.softmax(dim=1).amax(dim=1), logits.argmax(dim=1)
    least = 1 / logits.shape[1]
    sure = ((best - least) / (1 - least)).clamp(0, 1)
    scales = len(_scales(shows))
    levels = TOP // scales
    field = levels * winner * (scales > 1) + (levels - 1) * sure
    moves = {"field.z": _squares(field.round().to(torch.uint8))}
    for place in range(BORDERS):
        moves[f"border_{place}.z"] = _squares(_lead(logits, place))
    if shows == "classes":
        wins = _squares(winner)
        for place, mark in enumerate(CLASSES):
            if mark.speck:
                seen = speck_moves(wins == place, limits)
                moves[f"{mark.name}_specks.x"] = in_short(seen)
    return moves


def _lead(logits: Tensor, place: int) -> Tensor:
    """Return as bytes how far a class is ahead of the best of the others: from 128 on it wins.

    Only where its border is counts, so each position has a measure of its own: about its mean.
    Near the border, where the line is drawn, steps are finest. Shape ``(n_points², n_positions)``.
    """
    others = torch.cat([logits[:, :place], logits[:, place + 1 :]], dim=1).amax(dim=1)
    lead = logits[:, place] - others
    usual = lead.abs().mean(dim=0).clamp(min=LEAST_LEAD)
    # Always down: a lead that is rounded to none would draw a border where there is none.
    return (128 + 127 * lead / (usual + lead.abs())).floor().to(torch.uint8)


def _squares(rows: Tensor) -> Tensor:
    """Return a field for each position. Shape ``(n_positions, N_POINTS, N_POINTS)``."""
    return rows.T.reshape(-1, N_POINTS, N_POINTS).contiguous()


def _colorscale(shows: str) -> list[list]:
    """Return the tints from undecided to sure, those of one class above those of the other."""
    scales = _scales(shows)
    levels = TOP // len(scales)
    return [
        [(levels * place + share * (levels - 1)) / TOP, tint]
        for place, scale in enumerate(scales)
        for share, tint in zip(torch.linspace(0, 1, len(scale)).tolist(), scale, strict=True)
    ] + [[1, scales[-1][-1]]]


def _scales(shows: str) -> tuple[tuple[str, ...], ...]:
    if shows == "certainty":
        return (FIELD[:7],)
    return tuple(2 * tints[2:3] for tints in TINTS) if shows == "classes" else TINTS
