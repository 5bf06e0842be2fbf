"""What the instruments of the bug clinic read, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import torch
from torch import Tensor

from visualizer.core.clinic.course import Course
from visualizer.figures.clinic import (
    dots_moves,
    dots_range,
    log_range,
    mark_moves,
    other_loss_moves,
    plain_range,
)
from visualizer.figures.loss_curve import diverged_moves
from visualizer.figures.moves import Move, Prefix
from visualizer.scenes.clinic_case import Case
from visualizer.scenes.clinic_instruments import layers_of

NONE, NUMBER, NAN, INF, MINUS_INF, NOT_REACHED = range(6)  # places in the words of a gradient
MOVES, MOVES_LAST, MOVES_NO_MORE, STOPPED, STANDS = range(5)  # places in the words of an update
ALL_Z, LOST_Z, NO_Z = range(3)  # places in the words of z
APART = 0.12  # of the units of one layer beside one another, in parts of an example's width


@dataclass(frozen=True)
class Reading:
    """What an instrument reads.

    Attributes:
        numbers: Live numbers at each step. Shapes ``(n_positions,)``.
        moves: Of each picture along the steps.
        still: Of each picture, at every step the same; one position each.
        layouts: Of each picture.
    """

    numbers: Mapping[str, Tensor] = field(default_factory=dict)
    moves: Mapping[str, Mapping[str, Move]] = field(default_factory=dict)
    still: Mapping[str, Mapping[str, Move]] = field(default_factory=dict)
    layouts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def read_losses(case: Case, picture: str, log: bool) -> Reading:
    """Return the loss curves of a case, for the picture called so."""
    steps, losses = case.steps, case.at(case.sick.losses).float()
    others = {"mended": case.mended, "healthy": case.healthy}
    beside = {key: case.at(each.losses).float() for key, each in others.items() if each}
    along: dict[str, Move] = {}
    still: dict[str, Move] = {"curve.x": steps.float()[None], "curve.y": losses[None]}
    for key, values in beside.items():
        still |= other_loss_moves(key, steps, values)
        along |= mark_moves(key, steps, values)
    along |= _so_far(steps, losses)
    if case.sick.error is None:
        still |= diverged_moves(torch.tensor([case.lost_at]), float(steps[-1]))
    every = [losses, *beside.values()]
    limits = log_range(every) if log else plain_range(every, below=False)
    return Reading(
        moves={picture: along},
        still={picture: still},
        layouts={picture: {"yaxis.range": limits}},
    )


def _so_far(steps: Tensor, losses: Tensor) -> dict[str, Move]:
    counts = torch.arange(1, len(steps) + 1)
    return {
        "so_far.x": Prefix(steps.float(), counts),
        "so_far.y": Prefix(losses, counts),
        "marker.x": steps.float()[:, None],
        "marker.y": losses[:, None],
    }


def _weights(case: Case) -> Reading:
    course = case.sick
    numbers: dict[str, Tensor] = {}
    for place in range(len(course.symbols)):
        before, after = (case.at(each[:, place]) for each in (course.weights, _after(course)))
        numbers[f"at_{place}"] = before.float()
        numbers[f"then_{place}"] = after.float()
        gradient = case.at(course.gradients[:, place])
        numbers |= _gradient(f"grad_{place}", gradient, before, course)
    for place in range(len(course.body)):
        value = case.at(course.line_weights[:, place, 0])
        numbers[f"line_{place}"] = value.float()
        gradient = case.at(course.line_gradients[:, place, 0])
        numbers |= _gradient(f"line_grad_{place}", gradient, value, course)
    return Reading(numbers)


def _after(course: Course) -> Tensor:
    """Return the weights at the end of each step. Shape ``(n_steps + 1, n)``."""
    return course.line_weights[:, -1]


def _gradient(name: str, gradient: Tensor, value: Tensor, course: Course) -> dict[str, Tensor]:
    """Return the number of a gradient, and which words tell it. Where it is None it is NaN."""
    kind = torch.full_like(gradient, float(NUMBER))
    kind[gradient.isnan()] = NAN
    kind[gradient.isnan() & value.isfinite()] = NONE
    kind[gradient == torch.inf] = INF
    kind[gradient == -torch.inf] = MINUS_INF
    if course.error is not None:
        kind[value.isnan()] = NOT_REACHED
    return {name: kind, f"{name}_number": gradient.float()}


def _layers(case: Case) -> Reading:
    gradients = case.at(case.sick.gradients)
    lengths = [gradients[:, list(places)].norm(dim=1).float() for places in layers_of(case.sick)]
    numbers = {f"layer_{place}": each for place, each in enumerate(lengths)}
    return _lines(case, "clinic_layers", lengths, numbers)


def _update(case: Case) -> Reading:
    update = case.at(case.sick.update_ratio).float()
    now = torch.full_like(update, float(MOVES))
    now[case.steps == case.sick.n_steps] = MOVES_LAST
    now[update == 0] = STANDS
    now[update.isnan()] = MOVES_NO_MORE if case.sick.error is None else STOPPED
    return _lines(case, "clinic_update", [update], {"update": update, "update_now": now})


def _lines(case: Case, picture: str, lines: list[Tensor], numbers: Mapping[str, Tensor]) -> Reading:
    still: dict[str, Move] = {}
    along: dict[str, Move] = {}
    for place, each in enumerate(lines):
        drawn = each.masked_fill(each <= 0, torch.nan)
        still |= other_loss_moves(f"line_{place}", case.steps, drawn)
        along |= mark_moves(f"line_{place}", case.steps, drawn)
    return Reading(
        numbers, {picture: along}, {picture: still}, {picture: {"yaxis.range": log_range(lines)}}
    )


def _z(case: Case) -> Reading:
    moves: dict[str, Mapping[str, Move]] = {}
    layouts: dict[str, Mapping[str, object]] = {}
    below, lost = torch.zeros(len(case.steps)), torch.zeros(len(case.steps))
    n_z = 0
    for layer, (z, values) in enumerate(zip(case.sick.sums, case.sick.activations, strict=True)):
        z, values = (case.at(each).flatten(1, -1).float() for each in (z, values))
        across = _across(len(case.sick.targets), z.shape[1])
        moves[f"clinic_z_{layer}"] = dots_moves(0, across, z) | dots_moves(1, across, values)
        layouts[f"clinic_z_{layer}"] = {"yaxis.range": dots_range([z, values])}
        below += (z < 0).sum(dim=1)
        lost += z.isnan().sum(dim=1)
        n_z += z.shape[1]
    now = torch.full_like(below, float(ALL_Z))
    now[lost > 0] = LOST_Z if case.sick.error is None else NO_Z
    counts = torch.full_like(below, float(n_z))
    numbers = {"below": below, "lost": lost, "all_z": counts, "z_now": now}
    return Reading(numbers, moves, {}, layouts)


def _across(n_examples: int, n_points: int) -> Tensor:
    """Return where the points stand: those of one example side by side. Shape ``(n_points,)``."""
    n_units = n_points // n_examples
    examples = torch.arange(1.0, n_examples + 1)
    units = (torch.arange(float(n_units)) - (n_units - 1) / 2) * APART
    return (examples[:, None] + units).flatten()


def _predictions(case: Case) -> Reading:
    predictions = case.at(case.sick.predictions).flatten(1).float()
    targets = case.sick.targets.flatten().float().expand(len(case.steps), -1)
    across = _across(targets.shape[1], targets.shape[1])
    picture = "clinic_predictions"
    return Reading(
        {"least": predictions.amin(dim=1), "most": predictions.amax(dim=1)},
        {picture: dots_moves(0, across, predictions) | dots_moves(1, across, targets)},
        {},
        {picture: {"yaxis.range": dots_range([predictions, targets])}},
    )


def _rate(case: Case) -> Reading:
    same = torch.ones(len(case.steps))
    numbers = {"rate_now": same * case.sick.rate}
    if case.sick.limit is not None:
        numbers["rate_limit"] = same * case.sick.limit
    return Reading(numbers)


READINGS: Mapping[str, Callable[[Case], Reading]] = MappingProxyType(
    {
        "log": lambda case: read_losses(case, "clinic_log", True),
        "weights": _weights,
        "layers": _layers,
        "update": _update,
        "z": _z,
        "predictions": _predictions,
        "shapes": lambda case: Reading(),
        "rate": _rate,
    }
)
"""By the name of the instrument."""
