"""Where the training stands over a slice of the loss, and what its two controls make of that."""

from __future__ import annotations

import torch
from torch import Tensor

from visualizer.figures.descent import descent_moves, descent_step_moves
from visualizer.figures.loss_curve import loss_curve_moves, loss_step_moves, other_moves
from visualizer.figures.moves import Blend
from visualizer.figures.slice_map import lies_in_it_moves
from visualizer.live.moment import Moment, Setting, Sweep
from visualizer.scenes.network_curve import drawn_steps
from visualizer.scenes.network_frames import between_frames, frames_of
from visualizer.scenes.slice_cut import Cut, cut_of
from visualizer.state.views.slice import SliceView

N_FRAMES = 31  # pictures of slices at other steps; between two of them they are blended
FEWER_FRAMES = 13  # of a network with many parameters, that the answer comes as soon
MANY = 80  # parameters
IN_IT, SHADOW, OUTSIDE, IN_IT_OUTSIDE, DIVERGED, BEYOND = range(6)  # places in WHEREABOUTS


def slice_moment(view: SliceView, at_hand: str = "") -> Moment:
    """Return where the training stands over the slice, and what the controls make of it.

    Args:
        view: What the page shows.
        at_hand: The control that somebody is about to move.
    """
    cut, n_steps = cut_of(view), view.network.setup.n_steps
    step, cuts = view.network.step, torch.tensor([view.cut])
    sweeps = {"step_network": _step_sweep(cut, view.cut)}
    if at_hand == "slice_step":
        sweeps["slice_step"] = _cut_sweep(cut, step, view.cut)
    drawn = drawn_steps(n_steps)
    below = _until_it_diverges(cut, drawn, cut.below(drawn, torch.full_like(drawn, view.cut)))
    return Moment(
        settings={
            "step_network": Setting(range(n_steps + 1), step),
            "slice_step": Setting(range(n_steps + 1), view.cut),
        },
        sweeps=sweeps,
        fixed=Sweep(
            _numbers(cut, torch.tensor([step]), cuts) | _way(cut),
            {
                "slice": {
                    "field.z": cut.fields(cuts),
                    **_shadow(cut, step),
                    **lies_in_it_moves(cut.is_in(torch.tensor([step]), cuts)),
                },
                "slice_curve": {
                    **_curve(cut, step),
                    **other_moves(drawn, below[None]),
                },
            },
        ),
        layouts={"slice_curve": {"yaxis.range": [0.0, _top(cut, below)]}},
    )


def _step_sweep(cut: Cut, held: int) -> Sweep:
    """Return the whole training over one slice."""
    steps = torch.arange(cut.setup.n_steps + 1)
    cuts = torch.full_like(steps, held)
    path = cut.shadow(steps)
    moves = {**descent_step_moves(path), **lies_in_it_moves(cut.is_in(steps, cuts))}
    return Sweep(
        _numbers(cut, steps, cuts),
        {"slice": moves, "slice_curve": loss_step_moves(cut.run.losses)},
    )


def _cut_sweep(cut: Cut, step: int, held: int) -> Sweep:
    """Return one step of the training over the slices at all steps."""
    n_steps = cut.setup.n_steps
    cuts = torch.arange(n_steps + 1)
    steps, drawn = torch.full_like(cuts, step), drawn_steps(n_steps)
    is_small = cut.setup.architecture.n_parameters < MANY
    count = N_FRAMES if is_small else FEWER_FRAMES
    frames = frames_of(n_steps, held, count, count // 3)
    index = between_frames(frames, n_steps)
    below = cut.below(drawn.repeat(len(frames)), frames.repeat_interleave(len(drawn)))
    curves = _until_it_diverges(cut, drawn, below.view(len(frames), len(drawn)))
    return Sweep(
        _numbers(cut, steps, cuts),
        {
            "slice": {
                "field.z": Blend(cut.fields(frames), index),
                **lies_in_it_moves(cut.is_in(steps, cuts)),
            },
            "slice_curve": {"other.y": Blend(curves, index)},
        },
    )


def _numbers(cut: Cut, steps: Tensor, cuts: Tensor) -> dict[str, Tensor]:
    """Return the live numbers at steps over slices. Shapes as both."""
    return {
        "step": steps.float(),
        "slice_step": cuts.float(),
        "loss": cut.losses(steps),
        "slice_loss": cut.below(steps, cuts),
        "distance": cut.distances(steps, cuts),
        "whereabouts": _whereabouts(cut, steps, cuts),
        "meet": cuts.clamp(max=cut.run.until(cut.setup.n_steps)).float(),
    }


def _whereabouts(cut: Cut, steps: Tensor, cuts: Tensor) -> Tensor:
    """Return which sentence says where the network is. Same shape."""
    is_in, is_outside = cut.is_in(steps, cuts), cut.is_outside(steps)
    found = torch.where(is_in, float(IN_IT), float(SHADOW))
    found = torch.where(is_outside, torch.where(is_in, float(IN_IT_OUTSIDE), float(OUTSIDE)), found)
    diverged_at = cut.run.diverged_at
    if diverged_at < 0:
        return found
    gone = float(DIVERGED if diverged_at else BEYOND)
    return torch.where(steps >= diverged_at, gone, found)


def _until_it_diverges(cut: Cut, steps: Tensor, below: Tensor) -> Tensor:
    """Return a curve over ``steps`` that ends with the training. Same shape as ``below``."""
    return below.masked_fill(steps > cut.run.until(cut.setup.n_steps), torch.nan)


def _way(cut: Cut) -> dict[str, Tensor]:
    """Return how far the training moved, and how much of that the picture has. Shapes ``(1,)``."""
    aside = cut.aside[:, :1] - cut.aside[:, -1:]
    seen = cut.plane.networks(cut.across[:1], cut.up[:1]) - cut.plane.centre[:, None]
    numbers = {
        "whole": (seen + aside).norm(dim=0),
        "seen": seen.norm(dim=0),
        "diverged_at": torch.tensor([float(cut.run.diverged_at)]),
    }
    way = 0 if cut.run.diverged_at < 0 else 1 if cut.run.diverged_at else 2
    return numbers | {"way": torch.tensor([float(way)])}


def _shadow(cut: Cut, step: int) -> dict:
    path = cut.shadow(torch.arange(cut.setup.n_steps + 1))
    now = {letter: values[step : step + 1] for letter, values in path.items()}
    return dict(descent_moves({k: v[None] for k, v in path.items()}, now, step + 1))


def _curve(cut: Cut, step: int) -> dict:
    drawn, run = drawn_steps(cut.setup.n_steps), cut.run
    return dict(
        loss_curve_moves(
            drawn,
            run.losses[drawn][None],
            int((drawn <= step).sum()),
            step,
            run.losses[step : step + 1],
            torch.tensor([run.diverged_at]),
        )
    )


def _top(cut: Cut, below: Tensor) -> float:
    """Return the top of the loss axis: room for both curves, but not for every leap of theirs."""
    losses = torch.cat([cut.run.losses, below])
    losses = losses[losses.isfinite()]
    if not len(losses):
        return 1.0
    first = float(cut.run.losses[0].nan_to_num(nan=1.0, posinf=1.0))
    return max(0.02, min(1.15 * float(losses.max()), 4 * first, 1e6))
