"""The loss on test examples along a training, as a dotted line beside the loss curve."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.figures.loss_curve import other_moves
from visualizer.figures.moves import Blend, Moves
from visualizer.scenes.network_curve import drawn_steps
from visualizer.scenes.network_training import NetworkRun, losses_on, network_run
from visualizer.state.views.network import NetworkView


@lru_cache(maxsize=64)  # 400 bytes each
def test_curve(view: NetworkView) -> Tensor:
    """Return the loss on test examples at the drawn steps; NaN before it is trained.

    Shape ``(n_points,)``.

    Args:
        view: What the page shows, with test examples.
    """
    if view.step == 0:
        return torch.full((len(drawn_steps(view.setup.n_steps)),), torch.nan)
    return _along(view, network_run(view.setup))


def top_with_test(view: NetworkView, top: float) -> float:
    """Return the top of the loss axis with room for the dotted line, but not for every leap of it.

    Args:
        view: What the page shows.
        top: Of the loss curve.
    """
    losses = torch.empty(0) if view.test is None else test_curve(view)
    losses = losses[losses.isfinite()]
    return max(top, min(1.15 * float(losses.max()), 2 * top)) if len(losses) else top


def test_curve_now(view: NetworkView) -> Moves:
    """Return the line of the training at hand; nothing where nobody is tested."""
    if view.test is None:
        return {}
    return other_moves(drawn_steps(view.setup.n_steps), test_curve(view)[None])


def test_curve_of_weight(view: NetworkView, index: int, n_positions: int) -> Moves:
    """Return the line while a weight is moved: elsewhere than now, a training yet to come.

    Args:
        view: What the page shows.
        index: Where the weight stands now.
        n_positions: Of its slider.
    """
    if view.test is None:
        return {}
    here = test_curve(view)
    is_here = torch.zeros(n_positions)
    is_here[index] = 1
    drawn = drawn_steps(view.setup.n_steps)
    moves = other_moves(drawn, here.expand(n_positions, -1))
    return {
        **moves,
        "other.y": Blend(torch.stack([torch.full_like(here, torch.nan), here]), is_here),
    }


def test_curve_of_steps(view: NetworkView, run: NetworkRun) -> Moves:
    """Return the line of the whole training, the same at every step."""
    if view.test is None:
        return {}
    drawn, n_positions = drawn_steps(view.setup.n_steps), len(run.losses)
    whole = _along(view, run)
    moves = other_moves(drawn, whole.expand(n_positions, -1))
    return {**moves, "other.y": Blend(whole[None], torch.zeros(n_positions))}


def test_curves_of_runs(runs: Sequence[tuple[NetworkView, NetworkRun]]) -> Moves:
    """Return the lines of several trainings."""
    if runs[0][0].test is None:
        return {}
    curves = torch.stack([_along(view, run) for view, run in runs])
    return other_moves(drawn_steps(len(runs[0][1].losses) - 1), curves)


def _along(view: NetworkView, run: NetworkRun) -> Tensor:
    assert view.test is not None
    drawn = drawn_steps(len(run.losses) - 1)
    return losses_on(view.test, view.setup, run.parameters[drawn].T)
