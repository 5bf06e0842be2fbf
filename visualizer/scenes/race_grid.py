"""Where the race stands from every place of the map that it may start at."""

from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.lanes import train_lanes
from visualizer.figures.moves import Move
from visualizer.figures.race import (
    AWAY,
    RACERS,
    race_exit_moves,
    race_loss_moves,
    race_map_moves,
)
from visualizer.live.moment import Grid, Sweep
from visualizer.scenes.grids import affordable, shortened, starts_at, with_start_at_zero
from visualizer.scenes.landscape import Frame, frame_around
from visualizer.scenes.race_drawing import LIMITS
from visualizer.state.views.learning_rate import RaceView

POINT = "race_start"
MOST_POINTS = 40  # of a drawn path: there is one from each of a thousand places
FLOWN = 3.0  # times as far out as the map reaches; of who is there the way beyond it is not drawn
LATE = ("loss_end", "word", "diagnosis")  # of each racer: they need the rest of its training


def race_grid(view: RaceView) -> Grid:
    """Return where all racers are at the step at hand, from every place of the map."""
    setup, frame = view.setup, frame_around(view.setup, LIMITS)
    return _grid(replace(view, setup=with_start_at_zero(setup), log=False), frame)


@lru_cache(maxsize=8)
def _grid(view: RaceView, frame: Frame) -> Grid:
    work = len(RACERS) * view.setup.dataset.n_samples * (view.step + 1)
    across, up = affordable(frame, work)
    starts = starts_at(view.setup, across, up)
    weights = starts[:2]
    moves: dict[str, dict[str, Move]] = {"map": _start(weights), "race": {}}
    numbers = dict(zip(frame.axes, weights, strict=True))
    for racer, rate in zip(RACERS, view.rates, strict=True):
        numbers[f"loss_{racer}"] = _add_racer(moves, view, starts, frame, racer, rate)
    late = [f"{kind}_{racer}" for kind in LATE for racer in RACERS]
    return Grid(across, up, Sweep(numbers, shortened(moves)), late)


def _add_racer(
    moves: dict[str, dict[str, Move]],
    view: RaceView,
    starts: Tensor,
    frame: Frame,
    racer: str,
    rate: float,
) -> Tensor:
    """Add the moves of a racer; return its loss at every place. Shape ``(n_places,)``."""
    step, n_places = view.step, starts.shape[1]
    setup = replace(view.setup, n_steps=max(step, 1))
    lanes = train_lanes(setup, starts, torch.full((n_places,), rate))
    steps = torch.linspace(0, step, min(step + 1, MOST_POINTS)).round().long()
    ways = _seen(lanes.parameters[: step + 1, :2], frame.across.limits)
    paths = {letter: ways[steps, place].T.contiguous() for place, letter in enumerate("xy")}
    now = {letter: ways[step, place] for place, letter in enumerate("xy")}
    loss = lanes.losses[step]
    losses = lanes.losses[steps].T.contiguous()
    exits = torch.full((2, n_places), AWAY)  # crosses wait for the release
    moves["map"] |= {
        **race_map_moves(racer, paths, now, len(steps)),
        **race_exit_moves(racer, exits),
    }
    moves["race"] |= race_loss_moves(racer, steps, losses, len(steps), step, loss)
    return loss.clone()


def _seen(ways: Tensor, limits: tuple[float, float]) -> Tensor:
    """Return ways as far as they are to be seen: who flew off is not followed beyond the map.

    Same shape, ``(n_steps + 1, 2, n_places)``.
    """
    far = FLOWN * limits[1]
    has_flown = ~(ways[-1].abs() <= far).all(dim=0)
    is_outside = (ways.abs() > limits[1]).any(dim=1)
    left_before = is_outside.cumsum(dim=0) - is_outside.int() > 0
    return ways.masked_fill((left_before & has_flown)[:, None], torch.nan)


def _start(weights: Tensor) -> dict[str, Move]:
    return {f"start.{letter}": place[:, None] for letter, place in zip("xy", weights, strict=True)}
