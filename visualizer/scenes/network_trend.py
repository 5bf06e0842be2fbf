"""The loss on test examples along a training: where it was lowest, and whether it rises since."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import torch
from torch import Tensor

from visualizer.scenes.network_curve import drawn_steps
from visualizer.scenes.network_training import NetworkRun, losses_on, network_run
from visualizer.state.views.network import NetworkView

FALLS, RISES = range(2)  # places in TRENDS
RISE = 1.1  # times the lowest: less is no more than a tremble

Numbers = dict[str, Tensor]


def trend_now(view: NetworkView) -> Numbers:
    """Return the trend at the step at hand; nothing where nobody is tested. Shapes ``(1,)``.

    Where nothing was trained yet, it is that of a single step.
    """
    if view.test is None:
        return {}
    if view.step == 0:
        return _numbers(losses_on(view.test, view.setup, view.setup.parameters[:, None]))
    return trends_of_runs(view.step, [(view, network_run(view.setup))])


def trend_of_weight(view: NetworkView, index: int, test_losses: Tensor | None) -> Numbers:
    """Return the trends while a weight is moved: elsewhere than now a training yet to come.

    Args:
        view: What the page shows.
        index: Where the weight stands now.
        test_losses: At every position, if somebody is tested. Shape ``(n_positions,)``.
    """
    if test_losses is None:
        return {}
    numbers = _numbers(test_losses.clone())
    for name, value in trend_now(view).items():
        numbers[name][index] = value[0]
    return numbers


def trends_of_runs(step: int, runs: Sequence[tuple[NetworkView, NetworkRun]]) -> Numbers:
    """Return the trends of several trainings at one step. Shapes ``(n_runs,)``."""
    found: list[Numbers] = []
    for _, group in groupby(runs, key=lambda each: each[0].setup.architecture):
        alike = list(group)
        found.append(_alike(step, alike[0][0], [run for _, run in alike]))
    return {name: torch.cat([each[name] for each in found]) for name in found[0]}


def trend_of_steps(view: NetworkView, run: NetworkRun) -> Numbers:
    """Return the trend at every step of one training. Shapes ``(n_steps + 1,)``."""
    if view.test is None:
        return {}
    steps = torch.tensor([run.until(step) for step in range(len(run.losses))])
    drawn = drawn_steps(len(run.losses) - 1)
    test_losses = losses_on(view.test, view.setup, run.parameters.T)
    lowest, place = _without_gaps(test_losses[drawn]).cummin(dim=0)
    until = torch.searchsorted(drawn, steps, right=True) - 1
    best = drawn[place[until]]
    now = (test_losses[steps], run.losses[steps])
    return _trend(now, best, (lowest[until], run.losses[best]))


def _alike(step: int, view: NetworkView, runs: list[NetworkRun]) -> Numbers:
    """Return the trends of trainings of one architecture."""
    if view.test is None:
        return {}
    drawn = drawn_steps(len(runs[0].losses) - 1)
    drawn = drawn[drawn <= step]
    lasts = torch.tensor([run.until(step) for run in runs])
    rows = [torch.cat([drawn, last[None]]) for last in lasts]
    parameters = torch.cat([run.parameters[row] for run, row in zip(runs, rows, strict=True)])
    test_losses = losses_on(view.test, view.setup, parameters.T).view(len(runs), -1)
    lowest, place = _without_gaps(test_losses[:, :-1]).min(dim=1)
    best, losses = drawn[place], torch.stack([run.losses for run in runs])
    each = torch.arange(len(runs))
    now = (test_losses[:, -1], losses[each, lasts])
    return _trend(now, best, (lowest, losses[each, best]))


def _trend(now: tuple[Tensor, Tensor], best: Tensor, then: tuple[Tensor, Tensor]) -> Numbers:
    """Return trends from the losses on test and on training examples, now and at their best."""
    # A test that is passed better than what was learned is nothing learned by heart.
    rises = (now[0] > RISE * then[0]) & (now[1] < then[1]) & (now[0] > now[1])
    trend = torch.where(rises, float(RISES), float(FALLS))
    return {"trend": trend, "best_step": best.float(), "best_test_loss": then[0]}


def _numbers(test_losses: Tensor) -> Numbers:
    zeros = torch.zeros_like(test_losses)
    return {"trend": zeros, "best_step": zeros.clone(), "best_test_loss": test_losses}


def _without_gaps(losses: Tensor) -> Tensor:
    return losses.nan_to_num(nan=torch.inf)
