"""The scene of a training: its loop, its path over the loss surface, and its loss curve."""

from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.datasets import load_dataset
from visualizer.core.neuron import Neuron, model_code
from visualizer.figures.contour import contour_figure, contour_moves
from visualizer.figures.descent import descent_moves, descent_step_moves
from visualizer.figures.loss_curve import loss_curve_figure, loss_curve_moves, loss_step_moves
from visualizer.figures.moves import Moves
from visualizer.figures.surface import surface_figure, surface_moves
from visualizer.live.scene import (
    Column,
    Controls,
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
    Landscape,
    drawn_bias,
    load_landscape,
    slice_index,
)
from visualizer.scenes.quantities import numbered, quantities
from visualizer.scenes.runs import CONTROLS, Run, lane_numbers, make_run, step_numbers
from visualizer.scenes.settings import Values, slider

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


@lru_cache(maxsize=64)
def training_scene(
    activation: str, output: str, dataset: str, scaling: str, n_steps: int
) -> Scene:
    """Return the scene of a training of one neuron on one data set."""
    neuron = Neuron(activation, output)
    land = load_landscape(neuron, dataset, scaling)
    return Scene(
        rows=(
            (
                Column((_timeline(), _starts())),
                Column((Show("surface", "The loss surface"),), 1.2),
                Column((Show("loss_curve", "The loss curve"), _words())),
            ),
            (
                Column((Show("contour", "The same surface from above"),)),
                Column((_readouts(dataset), _code(neuron)), 1.6),
            ),
        ),
        quantities=(*_quantities(dataset), *_own(n_steps)),
        pictures=_pictures(land, n_steps),
        shared=(land.surfaces, land.heights),
        announcement="Step {step}: loss {loss}. {course}",
    )


def training_moment(values: Values, run: Run | None = None) -> Moment:
    """Return what every slider makes of the training at the step at hand.

    Args:
        values: The parameters of the page.
        run: The training that they describe, if it is there already.
    """
    run = run or make_run(values)
    step = min(int(values["step"]), run.n_steps)
    land = load_landscape(run.neuron, values["dataset"], values["scaling"])
    sweeps = {key: _lane_sweep(run, land, key, step) for key in CONTROLS}
    return Moment(
        settings={**run.places, "step": Setting(range(run.n_steps + 1), step)},
        sweeps={**sweeps, "step": _step_sweep(run, land)},
        fixed=Sweep(
            {
                "last_step": torch.tensor([float(run.n_steps)]),
                "learning_rate": torch.tensor([values["learning_rate"]]),
            }
        ),
        layouts={"loss_curve": {"yaxis.range": [0.0, _loss_range(run)]}},
    )


def _lane_sweep(run: Run, land: Landscape, key: str, step: int) -> Sweep:
    """Return what every position of a slider makes of the whole training."""
    lanes = run.lanes[key]
    numbers = lane_numbers(run, key, step)
    numbers["course"] = courses(lanes.losses, lanes.diverged_at)
    numbers["surface_bias"] = drawn_bias(numbers["bias"])
    if key == "learning_rate":
        numbers[key] = torch.tensor(run.places[key].positions)
    drawn, shown = run.drawn_steps(), run.drawn_until(step)
    paths = {
        "x": lanes.weights[drawn, 0].T.contiguous(),
        "y": lanes.weights[drawn, 1].T.contiguous(),
        "z": lanes.losses[drawn].T.contiguous(),
    }
    now = {"x": numbers["weight_1"], "y": numbers["weight_2"], "z": numbers["loss"]}
    index = slice_index(numbers["bias"])
    return Sweep(
        numbers,
        {
            "surface": descent_moves(paths, now, shown) | surface_moves(land.heights, index),
            "contour": descent_moves(_flat(paths), _flat(now), shown)
            | contour_moves(land.surfaces, index),
            "loss_curve": loss_curve_moves(drawn, paths["z"], shown, step, numbers["loss"]),
        },
    )


def _step_sweep(run: Run, land: Landscape) -> Sweep:
    """Return what every step of the training that ran looks like."""
    numbers = step_numbers(run)
    numbers["surface_bias"] = drawn_bias(numbers["bias"])
    path = {"x": numbers["weight_1"], "y": numbers["weight_2"], "z": numbers["loss"]}
    index = slice_index(numbers["bias"])
    moves: dict[str, Moves] = {
        "surface": descent_step_moves(path) | surface_moves(land.heights, index),
        "contour": descent_step_moves(_flat(path)) | contour_moves(land.surfaces, index),
        "loss_curve": loss_step_moves(numbers["loss"]),
    }
    return Sweep(numbers, moves)


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


def _starts() -> Controls:
    return Controls(tuple(slider(name, 4) for name in CONTROLS), "Where it starts, how far it steps")


def _timeline() -> Controls:
    return Controls((Timeline("step", "Step of the training"),), "Let it learn")


def _words() -> Text:
    return Text(("{course}",), "sentence")


def _readouts(dataset: str) -> Readouts:
    shown = min(load_dataset(dataset).n_samples, MOST_STUDENTS_SHOWN)
    predictions = tuple(f"prediction_{place}" for place in range(1, shown + 1))
    return Readouts(("step", "loss", *PARAMETERS, *GRADIENTS, *predictions), "At this step")


def _code(neuron: Neuron) -> Text:
    lines = (
        f"model = {model_code(neuron)}",
        "loss_function = nn.MSELoss()",
        "optimizer = torch.optim.SGD(model.parameters(), lr={learning_rate})",
        "",
        "for step in range({last_step}):",
        "    optimizer.zero_grad()                       # forget old gradients",
        "    predictions = model(inputs)                 # {prediction_1} …",
        "    loss = loss_function(predictions, targets)  # {loss}",
        "    loss.backward()                             # {gradient_weight_1} …",
        "    optimizer.step()                            # w₁ is {weight_1} now",
    )
    return Text(lines, "code", "The program that runs")


def _quantities(dataset: str) -> tuple[Quantity, ...]:
    students = load_dataset(dataset)
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


def _own(n_steps: int) -> tuple[Quantity, ...]:
    return (
        Quantity("loss_start", digits=4),
        Quantity("loss_end", digits=4),
        Quantity("last_step", style="integer"),
        Quantity("diverged_at", style="integer"),
        Quantity("surface_bias", digits=2, signed=True),
        Quantity("course", style="choice", choices=COURSES),
    )


def _pictures(land: Landscape, n_steps: int) -> tuple[Picture, ...]:
    where = "At step {step} the neuron is at w₁ {weight_1}, w₂ {weight_2}, loss {loss}."
    drawn = "The loss over both weights, drawn for a bias of {surface_bias}."
    surface = surface_figure(TITLES, land.limits, N_POINTS, land.top)
    contour = contour_figure(TITLES, land.limits, N_POINTS, land.top)
    curve = f"The loss over {n_steps} steps. {{course}} At step {{step}} it is {{loss}}."
    return (
        Picture("surface", surface, f"{drawn} {where}", 440, heavy=True),
        Picture("contour", contour, f"{drawn} {where}", 380),
        Picture("loss_curve", loss_curve_figure(n_steps), curve, 300),
    )
