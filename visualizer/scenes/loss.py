"""The scene of the loss: every miss as a square, one parabola, and the mean; tuned by hand."""

from collections.abc import Sequence
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.datasets import Dataset
from visualizer.core.forward import forward
from visualizer.core.losses import mse, residuals, squared_error_slopes, squared_errors
from visualizer.core.sweeps import forward_side_by_side
from visualizer.figures.parabola import (
    HEIGHT,
    Limits,
    curve_moves,
    parabola_figure,
    parabola_layout,
    parabola_moves,
)
from visualizer.figures.squares import (
    height_for,
    squares_figure,
    squares_moves,
    squares_texts,
    truth_moves,
)
from visualizer.live.scene import (
    Column,
    Controls,
    Joint,
    Moment,
    Picture,
    Quantity,
    Scene,
    Show,
    Sweep,
    Text,
)
from visualizer.scenes.duel import DUEL, duel_numbers, duel_quantities
from visualizer.scenes.forward import side_by_side
from visualizer.scenes.quantities import numbered, quantities
from visualizer.scenes.settings import Values, as_tensors, held_parameters, settings, slider
from visualizer.state.setup_of import task_of
from visualizer.tables.loading import MOST_DRAWN, load_dataset

CONTROLS = ("weight_1", "weight_2", "bias")
ENDS = ("lowest_drawn", "highest_drawn")  # of the predictions in the cells of the squares
MOST_TERMS = 3  # of residuals in the written-out mean; the squares of all fit
REACHES = tuple(float(f"{digit}e{power}") for power in range(15) for digit in (1, 2, 5))
ROOM = 1.2  # on the axes, for what a drag adds
UNSEEN = 5e-5  # shows as 0.0000

FARTHEST = (
    "{worst} misses by {worst_residual}. Squared, that one miss is {worst_share} of the whole "
    "sum: more than all the others together. A far miss counts more than two near ones.",
    "The widest miss is that of {worst}: {worst_residual}. Squared, it is {worst_share} of the "
    "sum. Nobody has half of it alone.",
    "Nobody misses by anything that four digits could show.",
)
SIDES = (
    "The prediction is too low, the slope is negative: a higher prediction lowers the error.",
    "The prediction is too high, the slope is positive: a lower prediction lowers the error.",
    "At the foot of the parabola the slope is 0: this student asks for no change.",
)
HALF_A_MISS = (
    "Half the miss leaves a quarter of the error: near its foot the parabola is flat, far from it "
    "steep."
)


@lru_cache(maxsize=256)
def loss_scene(dataset: str, example: int) -> Scene:
    """Return the scene of the loss on ``dataset``, with the parabola of student ``example``."""
    students = load_dataset(dataset, most=MOST_DRAWN)
    name = students.example_names[example - 1]
    return Scene(
        rows=(
            (
                Column((_verdict(), _knobs(), *DUEL)),
                Column((Show("squares", _title(students)), _mean(students), _farthest()), 1.6),
            ),
            (
                Column((Show("parabola", f"The squared error of {name}, alone"),), 1.6),
                Column((_one_student(name), Text(("{side}", HALF_A_MISS), "sentence"))),
            ),
        ),
        quantities=(*_quantities(students), *_own(students), *duel_quantities()),
        pictures=_pictures(students, name),
        announcement="The loss is {loss}. {farthest}",
    )


def loss_moment(values: Values, start: Sequence[float], losses: Sequence[float]) -> Moment:
    """Return what every position of the weights and the bias makes of the loss.

    Args:
        values: The parameters of the page.
        start: Where tuning by hand began: both weights and the bias.
        losses: The MSE there and after each move since.
    """
    task, held = task_of(values, MOST_DRAWN), held_parameters(values)
    neuron, dataset = task.architecture, task.dataset
    places = settings({name: values[name] for name in CONTROLS})
    positions = as_tensors(places)
    limits = prediction_limits(neuron, forward(neuron, held, dataset.inputs).predictions)
    found = forward_side_by_side(neuron, held, dataset.inputs, positions)
    example = int(values["example"]) - 1
    target = dataset.targets[example]
    sweep = _sweep(found.predictions[:, 0], dataset, example, limits)
    columns = side_by_side(values, CONTROLS, positions)
    return Moment(
        settings=places,
        sweeps={},
        fixed=Sweep(
            {
                "target": target.view(1),
                **{name: torch.tensor([end]) for name, end in zip(ENDS, limits, strict=True)},
                **duel_numbers(task, values, start, losses),
            },
            {
                "squares": truth_moves(dataset.targets, example, limits),
                "parabola": curve_moves(target, limits),
            },
        ),
        layouts={"parabola": parabola_layout(float(target), limits)},
        joint=Joint(CONTROLS, Sweep({**columns, **sweep.quantities}, sweep.moves)),
    )


def loss_now(values: Values) -> float:
    """Return the MSE of the neuron that ``values`` describe."""
    task = task_of(values, MOST_DRAWN)
    passed = forward(task.architecture, held_parameters(values), task.dataset.inputs)
    return float(mse(passed.predictions[:, 0], task.dataset.targets))


def prediction_limits(neuron: Architecture, predictions: Tensor) -> Limits:
    """Return the ends of the prediction axis: 0 and 1, or wider for a linear output.

    Args:
        neuron: The architecture.
        predictions: What it says now; the axis has room for them.
    """
    if neuron.output == "sigmoid":
        return 0.0, 1.0
    widest = ROOM * float(predictions.abs().max())
    reach = next((each for each in REACHES if each >= widest), REACHES[-1])
    return (-reach if bool((predictions < 0).any()) else 0.0), reach


def _sweep(
    predictions: Tensor,
    dataset: Dataset,
    example: int,
    limits: Limits,
) -> Sweep:
    """Return what predictions, ``(n_students, n_positions)``, lead to."""
    targets = dataset.targets[:, None].expand_as(predictions)
    misses, errors = residuals(predictions, targets), squared_errors(predictions, targets)
    losses = errors.mean(dim=0)
    numbers = {
        "loss": losses,
        **_each("residual", misses),
        **_each("squared_error", errors),
        **_farthest_numbers(misses, errors),
        **_example_numbers(predictions[example], targets[example]),
    }
    return Sweep(
        numbers,
        {
            "squares": squares_moves(misses, dataset.targets, losses, limits),
            "parabola": parabola_moves(predictions[example], dataset.targets[example], limits),
        },
    )


def _each(name: str, rows: Tensor) -> dict[str, Tensor]:
    return {f"{name}_{place}": row for place, row in enumerate(rows, start=1)}


def _farthest_numbers(misses: Tensor, errors: Tensor) -> dict[str, Tensor]:
    """Return who misses by most, and how much of the sum is theirs."""
    most, worst = errors.max(dim=0)
    share = most / errors.sum(dim=0).clamp(min=torch.finfo().tiny)
    sentence = torch.where(share > 0.5, 0.0, 1.0)
    return {
        "worst": worst.float(),
        "worst_residual": misses.gather(0, worst[None])[0],
        "worst_share": share,
        "farthest": torch.where(most < UNSEEN, 2.0, sentence),
    }


def _example_numbers(predictions: Tensor, targets: Tensor) -> dict[str, Tensor]:
    miss = residuals(predictions, targets)
    side = torch.where(miss < 0, 0.0, 1.0)
    return {
        "prediction": predictions,
        "residual": miss,
        "squared_error": squared_errors(predictions, targets),
        "slope": squared_error_slopes(predictions, targets),
        "side": torch.where(miss.abs() < 10 * UNSEEN, 2.0, side),
    }


def _verdict() -> Text:
    return Text(("loss = {loss}",), "verdict")


def _knobs() -> Controls:
    return Controls(tuple(slider(name) for name in CONTROLS), "Tune by hand")


def _title(students: Dataset) -> str:
    return f"● prediction, ▬ truth ({students.target_name}): each miss, squared"


def _mean(students: Dataset) -> Text:
    """Return the mean, written out with the numbers of the screen."""
    places = range(1, students.n_samples + 1)
    squares = " + ".join(f"{{squared_error_{place}}}" for place in places)
    lines = (f"loss = ( {squares} ) / {len(places)} = {{loss}}",)
    if len(places) <= MOST_TERMS:
        terms = " + ".join(f"({{residual_{place}}})²" for place in places)
        lines = (f"loss = ( {terms} ) / {len(places)}", *lines)
    return Text(lines, "equation", "The loss is the mean of the squares")


def _farthest() -> Text:
    return Text(("{farthest}",), "sentence")


def _one_student(name: str) -> Text:
    lines = (
        "residual = prediction − truth = {prediction} − {target} = {residual}",
        "squared error = ({residual})² = {squared_error}",
        "slope = 2 · ({residual}) = {slope}",
    )
    return Text(lines, "equation", f"{name}, in numbers")


def _quantities(students: Dataset) -> tuple[Quantity, ...]:
    return (
        *quantities(*CONTROLS, "loss"),
        *numbered("residual", students.example_names),
        *numbered("squared_error", students.example_names),
    )


def _own(students: Dataset) -> tuple[Quantity, ...]:
    return (
        Quantity("prediction", "prediction", 3),
        *quantities("residual", "squared_error"),
        Quantity("target", "truth", 2),
        *(Quantity(name, style="integer") for name in ENDS),
        Quantity("slope", "slope of the parabola", 3, signed=True),
        Quantity("side", style="choice", choices=SIDES),
        Quantity("worst", style="choice", choices=students.example_names),
        Quantity("worst_residual", digits=3, signed=True),
        Quantity("worst_share", digits=0, style="percent"),
        Quantity("farthest", style="choice", choices=FARTHEST),
    )


def _pictures(students: Dataset, name: str) -> tuple[Picture, ...]:
    count = students.n_samples
    short = students.example_names if count <= MOST_TERMS else map(str, range(1, count + 1))
    squares = [f"squared_error_{place}" for place in range(1, count + 1)]
    return (
        Picture(
            "squares",
            squares_figure(count),
            f"The squared misses of {count} students and their mean, as squares. The mean is "
            "{loss}. {farthest}",
            height_for(count),
            squares_texts(list(short), squares, "loss", ENDS),
        ),
        Picture(
            "parabola",
            parabola_figure(),
            f"The squared error of {name} is a parabola over the prediction, lowest at the truth "
            "{target}. At {prediction} it is {squared_error}, its slope {slope}.",
            HEIGHT,
            {"note.text": ("slope {slope}",)},
        ),
    )
