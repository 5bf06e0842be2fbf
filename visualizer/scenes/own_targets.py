"""Targets for a table of somebody's own, each with a bar that follows from the table itself.

The bar lies between where the page opens and the lowest loss that its sliders were found to reach:
so it is not reached by opening the page, and somebody can get there. Where there is no such room
nothing is offered.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

import torch

from visualizer.core.lane_losses import lane_losses
from visualizer.core.lanes import train_lanes
from visualizer.core.setup import Setup
from visualizer.core.task import Task
from visualizer.scenes.landscape import load_landscape
from visualizer.scenes.plane import plane_frame
from visualizer.scenes.targets import TARGETS, Condition, Target, targets_of
from visualizer.state.kinds import Value
from visualizer.state.number_texts import number_text
from visualizer.state.pages import defaults
from visualizer.state.parameters import WEIGHTS, get_number
from visualizer.state.positions import grid
from visualizer.state.setup_of import setup_of, start_of
from visualizer.state.views.surface import surface_view
from visualizer.tables.own_data import is_own

SHARE = 0.25  # of the way from the lowest loss found up to that of the opening
FEWEST = 3  # positions of the slider that clear it: one alone may be a lucky leap
FAR_ENOUGH = 0.9  # a bar above this part of the opening's loss is no game


def all_targets_of(stage: str, values: Mapping[str, Value]) -> tuple[Target, ...]:
    """Return what there is to play for on a stage, a table of somebody's own included."""
    found = targets_of(stage, values)
    if stage not in _BARS or not is_own(values.get("dataset")):
        return found
    name, number, bar_of = _BARS[stage]
    bar = bar_of(values)
    if bar is None:
        return found
    ways = ((Condition(number, "<", bar),),)
    return (*found, replace(TARGETS[name], ways=ways, bar=number_text(bar)))


def bar_between(lowest: float, opening: float) -> float | None:
    """Return a bar of two digits between two losses; ``None`` where there is no room for one.

    Example:
        >>> bar_between(0.01, 0.33)
        0.09
    """
    bar = float(f"{lowest + SHARE * (opening - lowest):.2g}")
    return bar if lowest < bar < FAR_ENOUGH * opening else None


def _training_bar(values: Mapping[str, Value]) -> float | None:
    if values["zero_grad"] != "call":
        return None
    opened = {
        **values,
        **{name: defaults("training")[name] for name in (*WEIGHTS, "learning_rate")},
    }
    return _best_rate_bar(setup_of(opened))


@lru_cache(maxsize=64)
def _best_rate_bar(setup: Setup) -> float | None:
    """Return a bar that some rates of the slider clear, from the start of the opening."""
    rates = torch.tensor([setup.learning_rate, *grid(get_number("learning_rate"))])
    starts = setup.parameters[:, None].repeat(1, len(rates))
    ends = train_lanes(setup, starts, rates, record=False).losses[-1]
    opening, *others = ends.nan_to_num(nan=torch.inf).tolist()
    return bar_between(sorted(others)[FEWEST - 1], min(opening, _loss_of(setup.task, setup.start)))


def _surface_bar(values: Mapping[str, Value]) -> float | None:
    return _lowest_place_bar(surface_view(values).setup.task, start_of(defaults("surface")))


@lru_cache(maxsize=64)
def _lowest_place_bar(task: Task, start: tuple[float, ...]) -> float | None:
    """Return a bar that some place on the grid of the sliders clears."""
    land = load_landscape(task, plane_frame("w1_w2"))
    return bar_between(float(land.surfaces.min()), _loss_of(task, start))


def _loss_of(task: Task, parameters: tuple[float, ...]) -> float:
    return float(lane_losses(task, torch.tensor(parameters)[:, None]))


_BARS: Mapping[str, tuple[str, str, Callable[[Mapping[str, Value]], float | None]]] = {
    "training": ("own_in_time", "loss_end", _training_bar),
    "surface": ("own_place", "loss", _surface_bar),
}
"""By stage: the target, the live number that has to be below its bar, and what finds the bar."""
