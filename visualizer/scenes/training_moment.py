"""What every slider makes of a training: its path over the loss surface, and its loss curve."""

import torch
from torch import Tensor

from visualizer.core.lanes import Lanes
from visualizer.figures.contour import contour_moves
from visualizer.figures.descent import (
    branch_moves,
    descent_moves,
    descent_step_moves,
    no_branch_moves,
)
from visualizer.figures.loss_curve import loss_curve_moves, loss_step_moves, same_steps
from visualizer.figures.moves import Moves, in_short
from visualizer.figures.surface import surface_moves
from visualizer.live.scene import Joint, Moment, Setting, Sweep
from visualizer.scenes.landscape import Landscape, load_landscape, slice_index, training_frame
from visualizer.scenes.line_by_line import idle_numbers, line_numbers
from visualizer.scenes.pull_lines import pull_lines
from visualizer.scenes.runs import CONTROLS, Fork, Run, lane_numbers, make_run, step_numbers
from visualizer.state.views.training import TrainingView

FELL, ROSE, DIVERGED, STOOD_STILL = range(4)  # places in COURSES


def training_moment(view: TrainingView, run: Run | None = None) -> Moment:
    """Return what every slider makes of the training at the step at hand.

    Args:
        view: What the page shows.
        run: The training that it describes, if it is there already.
    """
    run = run or make_run(view)
    land = load_landscape(run.setup.task, training_frame(run.setup))
    of_lanes, of_steps = pull_lines(run, land)
    rates = torch.tensor(run.places["learning_rate"].positions)
    sweeps = {"learning_rate": Sweep({"learning_rate": rates})}
    if run.fork is not None:
        sweeps["branch_rate"] = _branch_sweep(run, run.fork)
    sweeps["step"] = _step_sweep(run, land, of_steps)
    sweeps["line"] = Sweep(line_numbers(run))
    n_lines = len(run.lines)
    return Moment(
        settings={
            **run.places,
            "step": Setting(range(run.n_steps + 1), run.step),
            "line": Setting(range(n_lines), min(view.line, n_lines - 1)),
        },
        sweeps=sweeps,
        fixed=Sweep(_fixed_numbers(view)),
        layouts={"loss_curve": {"yaxis.range": [0.0, _loss_range(run)]}},
        joint=Joint(CONTROLS, _lane_sweep(run, land, of_lanes)),
    )


def _fixed_numbers(view: TrainingView) -> dict[str, Tensor]:
    setup, branch = view.setup, view.branch
    numbers = {"last_step": float(setup.n_steps), "learning_rate": setup.learning_rate}
    if branch is not None:
        numbers |= {"branch_step": float(branch.step), "branch_rate": branch.learning_rate}
    return {name: torch.tensor([value]) for name, value in numbers.items()}


def _lane_sweep(run: Run, land: Landscape, pulls: Moves) -> Sweep:
    """Return what every position of every slider, side by side, makes of the whole training."""
    lanes, step = run.lanes, run.step
    numbers = lane_numbers(run, step)
    numbers["course"] = courses(lanes.losses, lanes.diverged_at)
    numbers["surface_bias"] = land.frame.held.nearest(numbers["bias"])
    numbers |= _idle_lines(run, lanes)
    drawn, shown = run.drawn_steps(), run.drawn_until(step)
    paths = _paths(lanes, drawn)
    now = {"x": numbers["weight_1"], "y": numbers["weight_2"], "z": numbers["loss"]}
    index = slice_index(numbers["bias"], land.frame.held)
    n_positions = len(numbers["bias"])
    return Sweep(
        numbers,
        {
            "surface": {
                **descent_moves(paths, now, shown),
                **surface_moves(land.heights, index),
                **no_branch_moves("xyz", n_positions),
            },
            "contour": {
                **descent_moves(_flat(paths), _flat(now), shown),
                **contour_moves(land.surfaces, index),
                **no_branch_moves("xy", n_positions),
                **pulls,
            },
            "loss_curve": {
                **loss_curve_moves(
                    drawn, paths["z"], shown, step, numbers["loss"], lanes.diverged_at
                ),
                **no_branch_moves("xy", n_positions),
            },
        },
    )


def _branch_sweep(run: Run, fork: Fork) -> Sweep:
    """Return what every rate of the branch makes of it; the run itself stays."""
    lanes, drawn = fork.lanes, run.drawn_steps()
    first = run.drawn_until(fork.step) - 1
    paths = _paths(lanes, drawn, first)
    times = same_steps(drawn[first:], len(paths["z"]))
    return Sweep(
        {
            "branch_rate": torch.tensor(run.places["branch_rate"].positions),
            "branch_end": lanes.losses[-1],
            "branch_diverged_at": lanes.diverged_at.float(),
            "branch_course": (lanes.diverged_at >= 0).float(),
        },
        {
            "surface": branch_moves(paths),
            "contour": branch_moves(_flat(paths)),
            "loss_curve": {**branch_moves({"y": paths["z"]}), "branch.x": times},
        },
    )


def _step_sweep(run: Run, land: Landscape, pulls: Moves) -> Sweep:
    """Return what every step of the training that ran looks like."""
    numbers = step_numbers(run)
    numbers["surface_bias"] = land.frame.held.nearest(numbers["bias"])
    numbers |= _idle_steps(run)
    path = {"x": numbers["weight_1"], "y": numbers["weight_2"], "z": numbers["loss"]}
    index = slice_index(numbers["bias"], land.frame.held)
    moves: dict[str, Moves] = {
        "surface": {**descent_step_moves(path), **surface_moves(land.heights, index)},
        "contour": {
            **descent_step_moves(_flat(path)),
            **contour_moves(land.surfaces, index),
            **pulls,
        },
        "loss_curve": loss_step_moves(numbers["loss"]),
    }
    return Sweep(numbers, moves)


def _paths(lanes: Lanes, drawn: Tensor, first: int = 0) -> dict[str, Tensor]:
    """Return the drawn points of every lane; the losses, which a pointer can read, in full."""
    drawn = drawn[first:]
    return {
        "x": in_short(lanes.parameters[drawn, 0].T),
        "y": in_short(lanes.parameters[drawn, 1].T),
        "z": lanes.losses[drawn].T.contiguous(),
    }


def _idle_lines(run: Run, lanes: Lanes) -> dict[str, Tensor]:
    here, before = run.watched, max(run.watched - 1, 0)
    watched = torch.full_like(lanes.losses[0], float(here))
    return idle_numbers(lanes.parameters[here], lanes.gradients[before], watched)


def _idle_steps(run: Run) -> dict[str, Tensor]:
    steps = torch.arange(run.n_steps + 1).clamp(max=run.n_steps - 1)
    before, trajectory = (steps - 1).clamp(min=0), run.trajectory
    parameters, gradients = trajectory.parameters[steps], trajectory.gradients[before]
    return idle_numbers(parameters.T, gradients.T, steps.float())


def _flat(paths: dict[str, Tensor]) -> dict[str, Tensor]:
    return {letter: path for letter, path in paths.items() if letter != "z"}


def courses(losses: Tensor, diverged_at: Tensor) -> Tensor:
    """Return which of the sentences in ``COURSES`` holds for each lane. Shape ``(lanes,)``.

    Args:
        losses: Shape ``(n_steps + 1, lanes)``.
        diverged_at: Step of each lane, −1 for never. Shape ``(lanes,)``.
    """
    start, end = losses[0], losses[-1]
    fell, still = torch.tensor(float(FELL)), torch.tensor(float(STOOD_STILL))
    course = torch.where(end > start, float(ROSE), torch.where(end == start, still, fell))
    return torch.where(diverged_at >= 0, float(DIVERGED), course)


def _loss_range(run: Run) -> float:
    """Return the top of the loss axis: room for the curve, and for what a drag makes of it."""
    losses = run.trajectory.losses
    start = losses[0].nan_to_num(nan=1.0, posinf=1.0)
    highest = losses[losses.isfinite()].max() if losses.isfinite().any() else start
    return float(torch.minimum(2 * highest, 4 * start).clamp(min=0.02))
