"""What every slider makes of a training: its path over the loss surface, and its loss curve."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor

from visualizer.core.divergence import surely_finite
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.setup import Setup
from visualizer.figures.contour import contour_moves
from visualizer.figures.descent import (
    branch_moves,
    descent_moves,
    descent_step_moves,
    no_branch_moves,
)
from visualizer.figures.loss_curve import loss_curve_moves, loss_step_moves, same_steps
from visualizer.figures.moves import Moves, in_short_below, in_short_over, rows_of
from visualizer.figures.off_map import is_off, last_numbers, off_map_moves
from visualizer.figures.surface import lifted, surface_moves
from visualizer.live.moment import Grid, Joint, Moment, Setting, Sweep
from visualizer.scenes.branch_course import WAITS, branch_courses
from visualizer.scenes.courses import course_numbers
from visualizer.scenes.grids import affordable, shortened, starts_at, with_start_at_zero
from visualizer.scenes.landscape import (
    Frame,
    Landscape,
    load_landscape,
    slice_index,
    training_frame,
)
from visualizer.scenes.line_by_line import idle_numbers, line_numbers
from visualizer.scenes.neuron_plane import limits_of, plane_moves, tilt_of
from visualizer.scenes.pull_lines import pull_lines
from visualizer.scenes.runs import CONTROLS, Fork, Run, lane_numbers, make_run, step_numbers
from visualizer.scenes.training import POINT
from visualizer.state.training_parts import LINE_BY_LINE, PULLS
from visualizer.state.views.training import TrainingView


def training_moment(view: TrainingView, run: Run | None = None, at_hand: str = "") -> Moment:
    """Return what every slider makes of the training at the step at hand.

    Args:
        view: What the page shows.
        run: The training that it describes, if it is there already.
        at_hand: What somebody is about to move; it may be the start on the map.
    """
    run = run or make_run(view)
    land = load_landscape(run.setup.task, training_frame(run.setup))
    parts = view.parts
    of_lanes, of_steps = pull_lines(run, land) if parts == PULLS else ({}, {})
    maps_of_lanes, maps_of_steps = _on_maps(run, land)
    top = _loss_range(run)
    rates = torch.tensor(run.places["learning_rate"].positions)
    sweeps = {"learning_rate": Sweep({"learning_rate": rates})}
    if run.fork is not None:
        sweeps["branch_rate"] = _branch_sweep(run, run.fork, land, parts)
    sweeps["step"] = _step_sweep(run, land, maps_of_steps, of_steps, parts)
    places = {**run.places, "step": Setting(range(run.n_steps + 1), run.step)}
    if parts >= LINE_BY_LINE:
        sweeps["line"] = Sweep(line_numbers(run))
        n_lines = len(run.lines)
        places["line"] = Setting(range(n_lines), min(view.line, n_lines - 1))
    return Moment(
        settings=places,
        sweeps=sweeps,
        fixed=Sweep(_fixed_numbers(view)),
        layouts={"loss_curve": {"yaxis.range": [0.0, top]}},
        joint=Joint(CONTROLS, _lane_sweep(run, land, maps_of_lanes, of_lanes, parts, top)),
        grids={POINT: _grid(run, land, parts)} if at_hand == POINT else {},
    )


def _grid(run: Run, land: Landscape, parts: int) -> Grid:
    """Return what the training becomes from every place of the map."""
    across, up, lanes = _from_all_over(with_start_at_zero(run.setup), land.frame)
    many = replace(run, lanes=lanes)
    pulls = pull_lines(many, land)[0] if parts == PULLS else {}
    sweep = _lane_sweep(many, land, _on_maps(many, land)[0], pulls, parts, _loss_range(run))
    return Grid(across, up, Sweep(sweep.quantities, shortened(sweep.moves)))


@lru_cache(maxsize=8)  # a few megabytes each; nobody changes them
def _from_all_over(setup: Setup, frame: Frame) -> tuple[Sequence[float], Sequence[float], Lanes]:
    """Return the places of the map, across and up, and a training from each of them."""
    across, up = affordable(frame, setup.dataset.n_samples * (setup.n_steps + 1))
    return across, up, train_lanes(setup, starts_at(setup, across, up))


def _fixed_numbers(view: TrainingView) -> dict[str, Tensor]:
    setup, branch = view.setup, view.branch
    numbers = {"learning_rate": setup.learning_rate}
    if branch is not None:
        numbers |= {"branch_step": float(branch.step), "branch_rate": branch.learning_rate}
    return {name: torch.tensor([value]) for name, value in numbers.items()}


class _OnMaps(NamedTuple):
    """What is seen of many neurons on the map and in the plane: live numbers and moves of each."""

    border: dict[str, Tensor]
    plane: Moves
    off: dict[str, Tensor]
    cross: Moves


def _on_maps(run: Run, land: Landscape) -> tuple[_OnMaps, _OnMaps]:
    """Return what is seen of every lane at the step at hand, and of every step of the run."""
    at_lanes, path = run.lanes.parameters[run.step], run.trajectory.parameters
    n_lanes, task = at_lanes.shape[1], run.setup.task
    parameters = torch.cat([at_lanes, path.T], dim=1)  # both in one go
    lanes_last = last_numbers(run.lanes.parameters[: run.step + 1, :2])[-1]
    last = torch.cat([lanes_last, last_numbers(path[:, :2, None])[..., 0].T], dim=1)
    limits = limits_of(task.dataset)
    border, plane = plane_moves(tilt_of(task.architecture, task.dataset, parameters, limits))
    off = is_off(parameters[:2], land.limits)
    cross = off_map_moves(parameters[:2], last, land.limits)

    def part(rows: slice) -> _OnMaps:
        return _OnMaps(
            {name: each[rows] for name, each in border.items()},
            {target: rows_of(move, rows) for target, move in plane.items()},
            {"off_map": off[rows].to(torch.uint8)},
            {target: rows_of(move, rows) for target, move in cross.items()},
        )

    return part(slice(n_lanes)), part(slice(n_lanes, None))


def _lane_sweep(
    run: Run, land: Landscape, maps: _OnMaps, pulls: Moves, parts: int, top: float
) -> Sweep:
    """Return what every position of every slider, side by side, makes of the whole training."""
    lanes, step = run.lanes, run.step
    numbers = lane_numbers(run, step)
    numbers |= course_numbers(run.setup, lanes)
    numbers["surface_bias"] = land.frame.held.nearest(numbers["bias"])
    numbers |= maps.border
    if parts >= LINE_BY_LINE:
        numbers |= _idle_lines(run, lanes)
    if run.fork is not None:
        numbers["branch_course"] = torch.full_like(numbers["loss"], float(WAITS))
    drawn, shown = run.drawn_steps(), run.drawn_until(step)
    paths = _paths(lanes, drawn, land)
    now = {"x": numbers["weight_1"], "y": numbers["weight_2"], "z": numbers["loss"]}
    index = slice_index(numbers["bias"], land.frame.held)
    numbers |= maps.off
    n_positions = len(numbers["bias"])
    # No pointer reads off a curve under a finger; as they rest, the steps have it in full.
    curves = in_short_below(_gaps(paths["z"]), top)
    moves: dict[str, Moves] = {
        "contour": {
            **descent_moves(_flat(paths), _flat(now), shown),
            **contour_moves(land.field, index),
            **no_branch_moves("xy", n_positions),
            **pulls,
            **maps.cross,
        },
        "loss_curve": {
            **loss_curve_moves(drawn, curves, shown, step, numbers["loss"], lanes.diverged_at),
            **no_branch_moves("xy", n_positions),
        },
        "plane": maps.plane,
    }
    if parts == PULLS:
        moves["surface"] = {
            **descent_moves(_solid(paths, land), _solid(now, land), shown),
            **surface_moves(land.heights, index),
            **no_branch_moves("xyz", n_positions),
        }
    return Sweep(numbers, moves)


def _branch_sweep(run: Run, fork: Fork, land: Landscape, parts: int) -> Sweep:
    """Return what every rate of the branch makes of it; the run itself stays."""
    lanes, drawn = fork.lanes, run.drawn_steps()
    first = run.drawn_until(fork.branch.step) - 1
    own = run.trajectory.diverged_at
    run_at = -1 if own is None else own
    paths = _paths(lanes, drawn, land, first)
    times = same_steps(drawn[first:], len(paths["z"]))
    return Sweep(
        {
            "branch_rate": torch.tensor(run.places["branch_rate"].positions),
            "branch_end": lanes.losses[-1],
            "branch_diverged_at": lanes.diverged_at.float(),
            "branch_course": branch_courses(fork.branch, run.n_steps, run_at, lanes.diverged_at),
        },
        {
            **({"surface": branch_moves(_solid(paths, land))} if parts == PULLS else {}),
            "contour": branch_moves(_flat(paths)),
            "loss_curve": {**branch_moves({"y": paths["z"]}), "branch.x": times},
        },
    )


def _step_sweep(run: Run, land: Landscape, maps: _OnMaps, pulls: Moves, parts: int) -> Sweep:
    """Return what every step of the training that ran looks like."""
    numbers = step_numbers(run)
    numbers["surface_bias"] = land.frame.held.nearest(numbers["bias"])
    numbers |= maps.border
    if parts >= LINE_BY_LINE:
        numbers |= _idle_steps(run)
    path = {"x": numbers["weight_1"], "y": numbers["weight_2"], "z": numbers["loss"]}
    index = slice_index(numbers["bias"], land.frame.held)
    numbers |= maps.off
    moves: dict[str, Moves] = {
        "contour": {
            **descent_step_moves(_flat(path)),
            **contour_moves(land.field, index),
            **pulls,
            **maps.cross,
        },
        "loss_curve": {
            **loss_step_moves(numbers["loss"]),
            "curve.y": same_steps(numbers["loss"][run.drawn_steps()], len(numbers["loss"])),
        },
        "plane": maps.plane,
    }
    if parts == PULLS:
        on_it = descent_step_moves(_solid(path, land))
        moves["surface"] = {**on_it, **surface_moves(land.heights, index)}
    return Sweep(numbers, moves)


def _paths(lanes: Lanes, drawn: Tensor, land: Landscape, first: int = 0) -> dict[str, Tensor]:
    """Return the drawn points of every lane; the losses, which a pointer can read, in full."""
    drawn = drawn[first:]
    return {
        "x": in_short_over(lanes.parameters[drawn, 0].T, land.limits),
        "y": in_short_over(lanes.parameters[drawn, 1].T, land.limits),
        "z": lanes.losses[drawn].T.contiguous(),
    }


def _gaps(losses: Tensor) -> Tensor:
    """Return losses with a gap where there is no number. Same shape."""
    if surely_finite(losses):
        return losses
    return losses.masked_fill(~losses.isfinite(), torch.nan)


def _idle_lines(run: Run, lanes: Lanes) -> dict[str, Tensor]:
    here, before = run.watched, max(run.watched - 1, 0)
    watched = torch.full_like(lanes.losses[0], float(here))
    return idle_numbers(lanes.parameters[here], lanes.gradients[before], watched)


def _idle_steps(run: Run) -> dict[str, Tensor]:
    steps = torch.arange(run.n_steps + 1).clamp(max=run.n_steps - 1)
    before, trajectory = (steps - 1).clamp(min=0), run.trajectory
    parameters, gradients = trajectory.parameters[steps], trajectory.gradients[before]
    return idle_numbers(parameters.T, gradients.T, steps.float())


def _solid(paths: dict[str, Tensor], land: Landscape) -> dict[str, Tensor]:
    """Return the same in space, where they lie on the surface and not in it."""
    return {**paths, "z": in_short_below(lifted(paths["z"], land.top), land.top)}


def _flat(paths: dict[str, Tensor]) -> dict[str, Tensor]:
    return {letter: path for letter, path in paths.items() if letter != "z"}


def _loss_range(run: Run) -> float:
    """Return the top of the loss axis: room for the curve, and for what a drag makes of it."""
    losses = run.trajectory.losses
    start = losses[0].nan_to_num(nan=1.0, posinf=1.0)
    finite = losses[losses.isfinite()]
    highest = finite.max() if len(finite) else start
    return float(torch.minimum(2 * highest, 4 * start).clamp(min=0.02))
