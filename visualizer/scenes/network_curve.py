"""The loss curve of a network's training, and how far its axis reaches."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from visualizer.core.setup import Setup
from visualizer.figures.loss_curve import loss_curve_moves, loss_step_moves
from visualizer.figures.moves import Blend, Move, Moves, Prefix
from visualizer.live.moment import Setting
from visualizer.scenes.network_numbers import network_numbers
from visualizer.scenes.network_training import NetworkRun, network_run
from visualizer.state.views.network import NetworkView
from visualizer.words.hidden_layers import LOSS_TITLES, WITHOUT_L1

MOST_POINTS = 100  # of a drawn curve


def drawn_steps(n_steps: int) -> Tensor:
    """Return the steps that a drawn curve goes through. Ascending, int64."""
    return torch.arange(0, n_steps + 1, -(-n_steps // MOST_POINTS))


def loss_title(setup: Setup) -> str:
    """Return what the axis of the loss is called."""
    title = LOSS_TITLES[setup.loss]
    return WITHOUT_L1.format(title=title) if setup.recipe.l1 else title


def top_of(view: NetworkView) -> float:
    """Return the top of the loss axis: room for the curve, but not for every leap of it."""
    if view.step:
        losses = network_run(view.setup).losses
    else:
        losses = network_numbers(view, view.setup.parameters[:, None])["loss"]
    first = losses[0].nan_to_num(nan=1.0, posinf=1.0)
    highest = losses[losses.isfinite()].max() if losses.isfinite().any() else first
    return float(torch.minimum(1.15 * highest, 4 * first).clamp(min=0.02, max=1e6))


def curve_now(view: NetworkView, loss: Tensor) -> Moves:
    """Return the curve of the training at hand; at its start it has yet to be trained.

    Args:
        view: What the page shows.
        loss: Of the network at its start. Shape ``(1,)``.
    """
    drawn = drawn_steps(view.setup.n_steps)
    if view.step == 0:
        losses = torch.full((1, len(drawn)), torch.nan)
        return loss_curve_moves(drawn, losses, 1, 0, loss, torch.tensor([-1]))
    run = network_run(view.setup)
    return loss_curve_moves(
        drawn,
        run.losses[drawn][None],
        int((drawn <= view.step).sum()),
        view.step,
        run.losses[view.step : view.step + 1],
        torch.tensor([run.diverged_at]),
    )


def curve_of_weight(view: NetworkView, setting: Setting, losses: Tensor) -> Moves:
    """Return the curve while a weight is moved: elsewhere than now, a training yet to come.

    Args:
        view: What the page shows.
        setting: Where the weight stands.
        losses: At every position. Shape ``(n_positions,)``.
    """
    drawn = drawn_steps(view.setup.n_steps)
    curves = torch.full((2, len(drawn)), torch.nan)  # elsewhere, and here
    steps, losses = torch.zeros(len(losses)), losses.clone()
    diverged_at = torch.full((len(losses),), -1)
    if view.step:
        run = network_run(view.setup)
        curves[1], diverged_at[setting.index] = run.losses[drawn], run.diverged_at
        steps[setting.index], losses[setting.index] = view.step, run.losses[view.step]
    shown = int((drawn <= view.step).sum())
    moves = loss_curve_moves(
        drawn, curves[:1].expand(len(losses), -1), shown, 0, losses, diverged_at
    )
    is_here = torch.zeros(len(losses))
    is_here[setting.index] = 1
    return {
        **moves,
        "curve.y": Blend(curves, is_here),
        "so_far.y": Blend(curves[:, :shown].contiguous(), is_here),
        "marker.x": steps[:, None],
    }


def curves_of_runs(runs: list[NetworkRun], step: int) -> Moves:
    """Return the curves of several trainings.

    Args:
        runs: One for each position, all of the same length.
        step: The step at hand.
    """
    drawn = drawn_steps(len(runs[0].losses) - 1)
    curves = torch.stack([run.losses[drawn] for run in runs])
    diverged_at = torch.tensor([run.diverged_at for run in runs])
    now = torch.stack([run.losses[step] for run in runs])
    return loss_curve_moves(drawn, curves, int((drawn <= step).sum()), step, now, diverged_at)


def curve_of_steps(run: NetworkRun) -> Moves:
    """Return the whole curve, and how the part up to now grows along the steps."""
    count = len(run.losses)
    drawn = drawn_steps(count - 1)
    diverged_at = torch.tensor([run.diverged_at])
    whole = loss_curve_moves(drawn, run.losses[drawn][None], 1, 0, run.losses[:1], diverged_at)
    still = ("curve.x", "curve.y", "diverged.x", "diverged_word.x")
    return {
        **{target: _repeated(whole[target], count) for target in still},
        **loss_step_moves(run.losses),
    }


def _repeated(move: Move, count: int) -> Move:
    """Return a move of one position for ``count`` of them, sent once."""
    if isinstance(move, Prefix):
        return replace(move, counts=move.counts.expand(count).contiguous())
    assert isinstance(move, Tensor)
    return Blend(move, torch.zeros(count))
