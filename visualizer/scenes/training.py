"""The scene of a training: its loop, its path over the loss surface, and its loss curve."""

from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.datasets import pick_examples
from visualizer.core.lanes import Lanes
from visualizer.core.pulls import student_pulls
from visualizer.core.recipe import Recipe
from visualizer.core.setup import Task
from visualizer.figures.contour import contour_figure, contour_moves, pull_moves
from visualizer.figures.descent import (
    branch_moves,
    descent_moves,
    descent_step_moves,
    no_branch_moves,
)
from visualizer.figures.loss_curve import (
    loss_curve_figure,
    loss_curve_moves,
    loss_step_moves,
    same_steps,
)
from visualizer.figures.moves import Moves, in_short
from visualizer.figures.surface import surface_figure, surface_moves
from visualizer.live.scene import (
    Column,
    Controls,
    Joint,
    Moment,
    Picture,
    Quantity,
    Readouts,
    Scene,
    Setting,
    Show,
    Sweep,
    Text,
    Timeline,
)
from visualizer.scenes.landscape import (
    N_POINTS,
    Frame,
    Landscape,
    frame_around,
    load_landscape,
    slice_index,
    training_limits,
    weights_frame,
)
from visualizer.scenes.line_by_line import (
    code_panel,
    held_panel,
    idle_numbers,
    line_numbers,
    line_quantities,
)
from visualizer.scenes.quantities import numbered, quantities
from visualizer.scenes.runs import CONTROLS, Run, lane_numbers, make_run, step_numbers
from visualizer.scenes.settings import Values, slider
from visualizer.state.setup_of import neuron_of, recipe_of, setup_of
from visualizer.tables.loading import MOST_DRAWN, load_dataset

PARAMETERS = ("weight_1", "weight_2", "bias")
GRADIENTS = tuple(f"gradient_{name}" for name in PARAMETERS)
MOST_STUDENTS_SHOWN = 3
TITLES = ("weight of hours studied, w₁", "weight of hours slept, w₂")

COURSES = (
    "From {loss_start} the loss fell to {loss_end} in {last_step} steps.",
    "From {loss_start} the loss rose to {loss_end}: these steps are too large to go down.",
    "The training diverged at step {diverged_at}: its numbers grew until none was left that a "
    "computer can hold. The steps before that are still here. Try a lower learning rate.",
    "The loss did not move from {loss_start}: no gradient gets through.",
)
BRANCH_COURSES = (
    "The branch leaves at step {branch_step} at a rate of {branch_rate} and ends at {branch_end}; "
    "the run itself ends at {loss_end}.",
    "The branch leaves at step {branch_step} at a rate of {branch_rate} and diverges at step "
    "{branch_diverged_at}; the run itself ends at {loss_end}.",
)
LONGEST_PULL = 0.2  # of the width of the picture


@lru_cache(maxsize=64)
def training_scene(
    neuron: Architecture,
    dataset: str,
    scaling: str,
    n_steps: int,
    recipe: Recipe,
    branches: bool,
    frame: Frame | None = None,
) -> Scene:
    """Return the scene of a training of one neuron on one data set.

    Args:
        neuron: The architecture.
        dataset: Name of the data.
        scaling: How the inputs are given.
        n_steps: Number of updates.
        recipe: Optimizer, batch size and what is forgotten.
        branches: Whether a second future is drawn.
        frame: Which part of the surface is drawn; the usual one if ``None``.
    """
    task = Task(neuron, load_dataset(dataset, scaling))
    land = load_landscape(task, frame or weights_frame(training_limits(scaling)))
    sentences = ("{course}", "{branch_course}") if branches else ("{course}",)
    return Scene(
        rows=(
            (
                Column((_timeline(), _starts(branches))),
                Column((Show("surface", "The loss surface"),), 1.2),
                Column((Show("loss_curve", "The loss curve"), Text(sentences))),
            ),
            (
                Column((_line_control(), held_panel())),
                Column((code_panel(neuron, recipe), _readouts(dataset)), 1.8),
            ),
            (
                Column((Show("contour", "The same surface from above"),), 1.4),
                Column((_words_on_pulls(),)),
            ),
        ),
        quantities=(*_quantities(dataset), *_own(), *line_quantities(recipe)),
        pictures=_pictures(land, n_steps, load_dataset(dataset, most=MOST_DRAWN).n_samples),
        shared=(land.surfaces, land.heights),
        announcement="Step {step}: loss {loss}. {course}",
    )


def scene_of(values: Values) -> Scene:
    """Return the scene that the parameters of the page ask for."""
    return training_scene(
        neuron_of(values),
        values["dataset"],
        values["scaling"],
        int(values["n_steps"]),
        replace(recipe_of(values), seed=0),  # the order of the students changes no picture
        values["branch_step"] >= 0,
        frame_of(values),
    )


def frame_of(values: Values) -> Frame:
    """Return the part of the surface that is drawn: the usual one, or wider around the start."""
    return frame_around(setup_of(values), training_limits(values["scaling"]))


def training_moment(values: Values, run: Run | None = None) -> Moment:
    """Return what every slider makes of the training at the step at hand.

    Args:
        values: The parameters of the page.
        run: The training that they describe, if it is there already.
    """
    run = run or make_run(values)
    land = load_landscape(run.setup.task, frame_of(values))
    lines = run.lines
    of_lanes, of_steps = _pull_lines(run, land)
    rates = torch.tensor(run.places["learning_rate"].positions)
    sweeps = {"learning_rate": Sweep({"learning_rate": rates})}
    if run.branch is not None:
        sweeps["branch_rate"] = _branch_sweep(run)
    sweeps["step"] = _step_sweep(run, land, of_steps)
    sweeps["line"] = Sweep(line_numbers(run))
    return Moment(
        settings={
            **run.places,
            "step": Setting(range(run.n_steps + 1), run.step),
            "line": Setting(range(len(lines)), min(int(values["line"]), len(lines) - 1)),
        },
        sweeps=sweeps,
        fixed=Sweep(
            {
                "last_step": torch.tensor([float(run.n_steps)]),
                "branch_step": torch.tensor([float(run.branch or 0)]),
                **{name: torch.tensor([values[name]]) for name in ("learning_rate", "branch_rate")},
            }
        ),
        layouts={"loss_curve": {"yaxis.range": [0.0, _loss_range(run)]}},
        joint=Joint(CONTROLS, _lane_sweep(run, land, of_lanes)),
    )


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
            "surface": descent_moves(paths, now, shown)
            | surface_moves(land.heights, index)
            | no_branch_moves("xyz", n_positions),
            "contour": descent_moves(_flat(paths), _flat(now), shown)
            | contour_moves(land.surfaces, index)
            | no_branch_moves("xy", n_positions)
            | pulls,
            "loss_curve": loss_curve_moves(
                drawn, paths["z"], shown, step, numbers["loss"], lanes.diverged_at
            )
            | no_branch_moves("xy", n_positions),
        },
    )


def _branch_sweep(run: Run) -> Sweep:
    """Return what every rate of the branch makes of it; the run itself stays."""
    lanes, drawn = run.branches, run.drawn_steps()
    first = run.drawn_until(run.branch) - 1
    paths = _paths(lanes, drawn, first)
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
            "loss_curve": branch_moves({"y": paths["z"]})
            | {"branch.x": same_steps(drawn[first:], len(paths["z"]))},
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
        "surface": descent_step_moves(path) | surface_moves(land.heights, index),
        "contour": descent_step_moves(_flat(path)) | contour_moves(land.surfaces, index) | pulls,
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


def _pull_lines(run: Run, land: Landscape) -> tuple[Moves, Moves]:
    """Return the lines of the pulls for every lane, and for every step of the run."""
    setup, at_lanes = run.setup, run.lanes.parameters[run.step]
    parameters = torch.cat([at_lanes, run.trajectory.parameters.T], dim=1)
    students = Task(setup.architecture, pick_examples(setup.dataset, MOST_DRAWN))
    pulls = student_pulls(students, parameters)
    n_lanes = at_lanes.shape[1]
    scale = _pull_scale(pulls[..., n_lanes + run.step], land)
    return tuple(
        pull_moves(
            (parameters[0, part], parameters[1, part]),
            (pulls[:, 0, part], pulls[:, 1, part]),
            scale,
        )
        for part in (slice(n_lanes), slice(n_lanes, None))
    )


def _pull_scale(pulls: Tensor, land: Landscape) -> float:
    """Return the length of a pull of 1, such that the longest one now is easy to see."""
    longest = float(pulls[:, :2].norm(dim=1).max())
    span = land.limits[1] - land.limits[0]
    return LONGEST_PULL * span / longest if 0 < longest < float("inf") else 0.0


def _flat(paths: dict[str, Tensor]) -> dict[str, Tensor]:
    return {letter: path for letter, path in paths.items() if letter != "z"}


def courses(losses: Tensor, diverged_at: Tensor) -> Tensor:
    """Return which of the sentences in ``COURSES`` holds for each lane. Shape ``(lanes,)``.

    Args:
        losses: Shape ``(n_steps + 1, lanes)``.
        diverged_at: Step of each lane, −1 for never. Shape ``(lanes,)``.
    """
    start, end = losses[0], losses[-1]
    fell, still = torch.tensor(0.0), torch.tensor(3.0)
    course = torch.where(end > start, 1.0, torch.where(end == start, still, fell))
    return torch.where(diverged_at >= 0, 2.0, course)


def _loss_range(run: Run) -> float:
    """Return the top of the loss axis: room for the curve, and for what a drag makes of it."""
    losses = run.trajectory.losses
    start = losses[0].nan_to_num(nan=1.0, posinf=1.0)
    highest = losses[losses.isfinite()].max() if losses.isfinite().any() else start
    return float(torch.minimum(2 * highest, 4 * start).clamp(min=0.02))


def _starts(branches: bool) -> Controls:
    names = (*CONTROLS, "branch_rate") if branches else CONTROLS
    return Controls(
        tuple(slider(name, digits=4) for name in names), "Where it starts, how far it steps"
    )


def _timeline() -> Controls:
    return Controls((Timeline("step", "Step of the training"),), "Let it learn")


def _line_control() -> Controls:
    return Controls((Timeline("line", "Lines executed", (1,), speed=2),), "One step, line by line")


def _words_on_pulls() -> Text:
    lines = (
        "From the point where the neuron stands, a line leads to where each student pulls it. The "
        "step goes to the middle of all pulls in its batch: with all students, where they agree; "
        "with one student a step, back and forth between them.",
        "The lines are drawn longer than the step, all by the same factor. The surface is drawn "
        "for a bias of {surface_bias}.",
    )
    return Text(lines, title="What each student wants")


def _readouts(dataset: str) -> Readouts:
    shown = min(load_dataset(dataset).n_samples, MOST_STUDENTS_SHOWN)
    predictions = tuple(f"prediction_{place}" for place in range(1, shown + 1))
    return Readouts(("step", "loss", *PARAMETERS, *GRADIENTS, *predictions), "At this step")


def _quantities(dataset: str) -> tuple[Quantity, ...]:
    students = load_dataset(dataset, most=MOST_DRAWN)
    truths = zip(students.example_names, students.targets.tolist(), strict=True)
    answers = (f"{name}, truth {100 * truth:.0f} %" for name, truth in truths)
    return (
        *(
            Quantity(name, quantity.label, 4, quantity.style, quantity.signed)
            for name, quantity in zip(PARAMETERS, quantities(*PARAMETERS), strict=True)
        ),
        *quantities("step", "loss", "learning_rate", *GRADIENTS),
        *numbered("prediction", answers),
    )


def _own() -> tuple[Quantity, ...]:
    return (
        Quantity("loss_start", digits=4),
        Quantity("loss_end", digits=4),
        Quantity("last_step", style="integer"),
        Quantity("diverged_at", style="integer"),
        Quantity("surface_bias", digits=2, signed=True),
        Quantity("course", style="choice", choices=COURSES),
        Quantity("branch_step", style="integer"),
        Quantity("branch_rate", digits=4, fine=True),
        Quantity("branch_end", digits=4),
        Quantity("branch_diverged_at", style="integer"),
        Quantity("branch_course", style="choice", choices=BRANCH_COURSES),
    )


def _pictures(land: Landscape, n_steps: int, n_students: int) -> tuple[Picture, ...]:
    where = "At step {step} the neuron is at w₁ {weight_1}, w₂ {weight_2}, loss {loss}."
    drawn = "The loss over both weights, drawn for a bias of {surface_bias}."
    surface = surface_figure(TITLES, land.limits, N_POINTS, land.top)
    contour = contour_figure(TITLES, land.limits, N_POINTS, land.top)
    curve = f"The loss over {n_steps} steps. {{course}} At step {{step}} it is {{loss}}."
    numbers = tuple(str(place + 1) for place in range(n_students))
    return (
        Picture("surface", surface, f"{drawn} {where}", 440, heavy=True),
        Picture("contour", contour, f"{drawn} {where}", 380, {"pull_names.text": numbers}),
        Picture("loss_curve", loss_curve_figure(n_steps), curve, 300),
    )
