"""The branch of a network's training: its loss, its border, and what its rate makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor

from visualizer.core.branch import Branch
from visualizer.core.lanes import train_lanes
from visualizer.figures.branch_border import nowhere
from visualizer.figures.descent import branch_moves
from visualizer.figures.loss_curve import same_steps
from visualizer.figures.moves import Blend, Moves, Prefix
from visualizer.live.moment import Setting, Sweep
from visualizer.scenes.branch_course import TO_COME, WAITS, branch_courses
from visualizer.scenes.network_curve import drawn_steps
from visualizer.scenes.network_drawn import branch_border
from visualizer.scenes.network_frames import between_frames, frames_of
from visualizer.scenes.network_training import NetworkRun, network_run
from visualizer.state.views.network import NetworkView

CONTROL = "branch_rate_network"
FRAMES, FIRST_FRAMES = 14, 4  # of its border along the steps

Numbers = dict[str, Tensor]


def with_branch_now(view: NetworkView, fixed: Sweep) -> Sweep:
    """Return what stands still with the branch at the step at hand, if there is one."""
    branch = view.branch
    if branch is None:
        return fixed
    told = {"branch_step": float(branch.step), "branch_rate": branch.learning_rate}
    numbers, steps, losses, border = _now(view, branch)
    numbers |= {name: torch.tensor([value]) for name, value in told.items()}
    curve = branch_moves({"x": steps[None], "y": losses[None]})
    return _joined(fixed, numbers, curve, border)


def with_waiting_branch(
    view: NetworkView, sweep: Sweep, index: int, elsewhere: int = WAITS
) -> Sweep:
    """Return the sweep of a control that changes the training: elsewhere than now no branch.

    Args:
        view: What the page shows.
        sweep: Of the control.
        index: Where it stands.
        elsewhere: What is said of the branch there, a place in ``BRANCH_COURSES``; at the start
            it is yet to be trained in any case.
    """
    branch = view.branch
    if branch is None:
        return sweep
    here, steps, losses, border = _now(view, branch)
    is_here = torch.zeros_like(sweep.quantities["loss"])
    is_here[index] = 1
    away = float(elsewhere if view.step else TO_COME)
    courses = torch.where(is_here > 0, here["branch_course"], away)
    counts = (is_here * len(steps)).long()
    return _joined(
        sweep,
        {"branch_course": courses},
        {"branch.x": Prefix(steps, counts), "branch.y": Prefix(losses, counts)},
        _blended(border, is_here),
    )


def with_branch_of_steps(view: NetworkView, sweep: Sweep) -> Sweep:
    """Return the sweep of the steps with the branch: its whole curve, its border from its step."""
    branch = view.branch
    if branch is None:
        return sweep
    n_steps, run = view.setup.n_steps, _branch_run(view, branch)
    at_start, later = _to_come(1), _numbers(view, branch, [run])
    numbers = {
        name: torch.cat([at_start[name], row.expand(n_steps)])
        for name, row in later.items()
        if name == "branch_course" or view.step == 0  # those that stay stand still anyway
    }
    steps = _drawn(view, branch)
    counts = torch.full((n_steps + 1,), len(steps))
    counts[0] = 0
    return _joined(
        sweep,
        numbers,
        {
            "branch.x": Prefix(steps.float(), counts),
            "branch.y": Prefix(run.losses[steps], counts),
        },
        _border_of_steps(view, branch, run),
    )


def branch_sweep(view: NetworkView, places: Mapping[str, Setting]) -> Sweep:
    """Return what every rate of the branch makes of it; the training itself stays."""
    branch, setting = view.branch, places[CONTROL]
    assert branch is not None
    rates = torch.tensor(setting.positions)
    if view.step == 0:
        return Sweep({"branch_rate": rates, **_to_come(len(rates))})
    setup = replace(view.setup, branch=branch)
    starts = setup.parameters[:, None].repeat(1, len(rates))
    lanes = train_lanes(setup, starts, branch_rates=rates)
    # Where it stands, the loop on the page has the last word.
    runs = [
        _branch_run(view, branch) if place == setting.index else NetworkRun(*each)
        for place, each in enumerate(
            zip(
                lanes.parameters.unbind(2),
                lanes.losses.unbind(1),
                lanes.diverged_at.tolist(),
                strict=True,
            )
        )
    ]
    steps = _drawn(view, branch)
    losses = torch.stack([run.losses[steps] for run in runs])
    curve = {**branch_moves({"y": losses}), "branch.x": same_steps(steps, len(losses))}
    plane = _borders(view, runs) if view.step >= branch.step else {}
    return Sweep(
        {"branch_rate": rates, **_numbers(view, branch, runs)},
        {"loss_curve": curve, "plane": plane},
    )


def _branch_run(view: NetworkView, branch: Branch) -> NetworkRun:
    return network_run(replace(view.setup, branch=branch))


def _numbers(view: NetworkView, branch: Branch, runs: list[NetworkRun]) -> Numbers:
    run, n_steps = network_run(view.setup), view.setup.n_steps
    diverged_at = torch.tensor([each.diverged_at for each in runs])
    return {
        "branch_end": torch.stack([each.losses[-1] for each in runs]),
        "branch_diverged_at": diverged_at.float(),
        "branch_course": branch_courses(branch, n_steps, run.diverged_at, diverged_at),
        "loss_end": run.losses[-1:].expand(len(runs)),
    }


def _to_come(count: int) -> Numbers:
    """Return the numbers of a branch that is yet to be trained."""
    unknown = torch.full((count,), torch.nan)
    return {
        "branch_end": unknown,
        "branch_diverged_at": unknown,
        "loss_end": unknown,
        "branch_course": torch.full((count,), float(TO_COME)),
    }


def _drawn(view: NetworkView, branch: Branch) -> Tensor:
    """Return the steps of its drawn points, the first one where its curve leaves the other."""
    drawn = drawn_steps(view.setup.n_steps)
    return drawn[int((drawn <= branch.step).sum()) - 1 :]


def _now(view: NetworkView, branch: Branch) -> tuple[Numbers, Tensor, Tensor, dict[str, Tensor]]:
    """Return the branch at the step at hand; at the start it has yet to be trained.

    Its numbers, shapes ``(1,)``; the steps of its drawn points, and the losses there; the moves
    of its border, of one position.
    """
    if view.step == 0:
        border = nowhere(branch_border(view, view.setup.parameters[:, None]))
        return _to_come(1), torch.empty(0), torch.empty(0), border
    run, steps = _branch_run(view, branch), _drawn(view, branch)
    border = _borders(view, [run])
    border = border if view.step >= branch.step else nowhere(border)
    return _numbers(view, branch, [run]), steps.float(), run.losses[steps], border


def _borders(view: NetworkView, runs: list[NetworkRun]) -> dict[str, Tensor]:
    """Return how the border moves over several branches at the step at hand."""
    rows = [run.parameters[run.until(view.step)] for run in runs]
    return branch_border(view, torch.stack(rows, dim=1))


def _border_of_steps(view: NetworkView, branch: Branch, run: NetworkRun) -> Moves:
    """Return the border along the steps: nowhere before the branch leaves."""
    n_more = view.setup.n_steps - branch.step
    later = max(view.step - branch.step, 0)
    frames = frames_of(n_more, later, FRAMES, FIRST_FRAMES)
    shown = torch.tensor([run.until(branch.step + more) for more in frames.tolist()])
    fields = branch_border(view, run.parameters[shown].T)
    index = torch.zeros(view.setup.n_steps + 1)
    index[branch.step :] = 1 + between_frames(frames, n_more)
    if branch.step == 0:
        index[0] = 0  # at the start it is yet to be trained
    return _blended(fields, index)


def _blended(fields: Mapping[str, Tensor], index: Tensor) -> Moves:
    """Return where ``index`` leads among the fields, counted from 1; at 0 there is no border."""
    none = nowhere(fields)
    return {
        target: Blend(torch.cat([none[target], rows]), index) for target, rows in fields.items()
    }


def _joined(sweep: Sweep, numbers: Numbers, curve: Moves, plane: Moves) -> Sweep:
    """Return ``sweep`` with the numbers and moves of the branch in it."""
    moves = dict(sweep.moves)
    for picture, more in (("loss_curve", curve), ("plane", plane)):
        moves[picture] = {**moves[picture], **more}
    return Sweep({**sweep.quantities, **numbers}, moves)
