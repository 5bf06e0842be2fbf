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
    aspect_for,
    height_for,
    squares_figure,
    squares_moves,
    squares_texts,
    truth_moves,
)
from visualizer.live.moment import Joint, Moment, Sweep
from visualizer.live.scene import Column, Controls, Picture, Quantity, Scene, Show, Text
from visualizer.scenes.duel import DUEL, duel_numbers, duel_quantities
from visualizer.scenes.forward import side_by_side
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.quantities import numbered, quantities
from visualizer.scenes.settings import as_tensors, settings, slider
from visualizer.state.views.loss import LossView
from visualizer.words import loss as words

CONTROLS = ("weight_1", "weight_2", "bias")
ENDS = ("lowest_drawn", "highest_drawn")  # of the predictions in the cells of the squares
MOST_TERMS = 3  # of residuals in the written-out mean; the squares of all fit
REACHES = tuple(float(f"{digit}e{power}") for power in range(15) for digit in (1, 2, 5))
ROOM = 1.2  # on the axes, for what a drag adds
UNSEEN = 5e-5  # shows as 0.0000


def loss_scene(view: LossView) -> Scene:
    """Return the scene of the loss, with the parabola of the one who is looked at."""
    dataset = view.task.dataset
    return _scene(names_of(dataset), dataset.example_names, view.example)


@lru_cache(maxsize=256)
def _scene(names: Names, students: tuple[str, ...], example: int) -> Scene:
    student = students[example]
    return Scene(
        rows=(
            (
                Column((Text((words.VERDICT,), "verdict"), _knobs(names), *DUEL)),
                Column((_squares_panel(), _mean(len(students)), _farthest()), 1.6),
            ),
            (
                Column((Show("parabola", words.ONE_ERROR.format(student=student)),), 1.6),
                Column((_one_student(student), *_side())),
            ),
        ),
        quantities=(*_quantities(names, students), *_own(students), *duel_quantities()),
        pictures=(_squares(students), _parabola(student)),
        announcement=words.ANNOUNCEMENT,
    )


def loss_moment(view: LossView, start: tuple[float, ...], losses: Sequence[float]) -> Moment:
    """Return what every position of the weights and the bias makes of the loss.

    Args:
        view: What the page shows.
        start: Where tuning by hand began: both weights and the bias.
        losses: The MSE there and after each move since.
    """
    neuron, dataset, held = view.task.architecture, view.task.dataset, torch.tensor(view.weights)
    stand = dict(zip(CONTROLS, view.weights, strict=True))
    places = settings(stand)
    positions = as_tensors(places)
    limits = prediction_limits(neuron, forward(neuron, held, dataset.inputs).predictions)
    found = forward_side_by_side(neuron, held, dataset.inputs, positions)
    target = dataset.targets[view.example]
    sweep = _sweep(found.predictions[:, 0], dataset, view.example, limits)
    columns = side_by_side(stand, CONTROLS, positions)
    return Moment(
        settings=places,
        sweeps={},
        fixed=Sweep(
            {
                "target": target.view(1),
                **{name: torch.tensor([end]) for name, end in zip(ENDS, limits, strict=True)},
                **duel_numbers(view.descent(start, len(losses) - 1), losses),
            },
            {
                "squares": truth_moves(dataset.targets, view.example, limits),
                "parabola": curve_moves(target, limits),
            },
        ),
        layouts={"parabola": parabola_layout(float(target), limits)},
        joint=Joint(CONTROLS, Sweep({**columns, **sweep.quantities}, sweep.moves)),
    )


def loss_now(view: LossView) -> float:
    """Return the MSE of the neuron as it stands."""
    task = view.task
    passed = forward(task.architecture, torch.tensor(view.weights), task.dataset.inputs)
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


def _knobs(names: Names) -> Controls:
    return Controls(tuple(slider(name, names) for name in CONTROLS), words.TUNE_BY_HAND)


def _squares_panel() -> Show:
    return Show("squares", words.EACH_MISS)


def _mean(count: int) -> Text:
    """Return the mean of ``count`` squares, written out with the numbers of the screen."""
    places = range(1, count + 1)
    squares = " + ".join(f"{{squared_error_{place}}}" for place in places)
    mean = words.MEAN.format(squares=squares, count=count)
    if count > MOST_TERMS:
        return Text((mean,), "equation", words.MEAN_TITLE)
    terms = " + ".join(words.TERM.format(miss=f"{{residual_{place}}}") for place in places)
    written_out = words.MEAN_OF_TERMS.format(terms=terms, count=count)
    return Text((written_out, mean), "equation", words.MEAN_TITLE)


def _farthest() -> Text:
    return Text(("{farthest}",), "sentence", answers=True)


def _one_student(student: str) -> Text:
    return Text(words.ONE_STUDENT, "equation", words.ONE_STUDENT_TITLE.format(student=student))


def _side() -> tuple[Text, Text]:
    return Text(("{side}",)), Text((words.HALF_A_MISS,), answers=True)


def _quantities(names: Names, students: tuple[str, ...]) -> tuple[Quantity, ...]:
    return (
        *quantities(*CONTROLS, "loss", names=names),
        *numbered("residual", students),
        *numbered("squared_error", students),
    )


def _own(students: tuple[str, ...]) -> tuple[Quantity, ...]:
    return (
        Quantity("prediction", words.LABELS["prediction"], 3),
        *quantities("residual", "squared_error"),
        Quantity("target", words.LABELS["target"], 2),
        *(Quantity(name, style="integer") for name in ENDS),
        Quantity("slope", words.LABELS["slope"], 3, signed=True),
        Quantity("side", style="choice", choices=words.SIDES),
        Quantity("worst", style="choice", choices=students),
        Quantity("worst_residual", digits=3, signed=True),
        Quantity("worst_share", digits=0, style="percent"),
        Quantity("farthest", style="choice", choices=words.FARTHEST, veil=""),
    )


def _squares(students: tuple[str, ...]) -> Picture:
    count = len(students)
    short = students if count <= MOST_TERMS else [str(place) for place in range(1, count + 1)]
    squares = [f"squared_error_{place}" for place in range(1, count + 1)]
    return Picture(
        "squares",
        squares_figure(count),
        words.SQUARES_ALT.format(count=count),
        height_for(count),
        squares_texts(short, squares, "loss", ENDS),
        aspect=aspect_for(count),
    )


def _parabola(student: str) -> Picture:
    return Picture(
        "parabola",
        parabola_figure(),
        words.PARABOLA_ALT.format(student=student),
        HEIGHT,
        {"note.text": (words.SLOPE_NOTE,)},
    )
