"""The scene of somebody's data: every example, and which of them the neuron gets right."""

from collections.abc import Sequence
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import make_neuron
from visualizer.core.datasets import Dataset, pick_examples
from visualizer.core.forward import forward_lanes
from visualizer.figures.class_map import (
    HEIGHT,
    Limits,
    boundary_moves,
    class_map_figure,
    line_place,
    map_limits,
)
from visualizer.live.scene import (
    Column,
    Controls,
    Joint,
    Moment,
    Picture,
    Quantity,
    Readouts,
    Scene,
    Show,
    Sweep,
    Text,
)
from visualizer.scenes.forward import side_by_side
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import Values, as_tensors, settings, slider
from visualizer.state.parameters import PARAMETERS
from visualizer.tables.loading import load_dataset

CONTROLS = ("weight_1", "weight_2", "bias")
MOST_SHOWN = 300  # examples that the map draws; the numbers are computed on all
VERDICTS = (
    "It gets {right} of {n_examples} right. {line}",
    "It gets all {n_examples} right: the line parts the two kinds.",
    "The answers are not 0 and 1, so nothing is right or wrong; the loss says how far off it is.",
    "It gets all {n_examples} right. {line}",
    "The answers are not 0 and 1, so nothing is right or wrong. {line}",
)
SEEN, OUTSIDE, SCALE, TOO_STEEP, NOWHERE = range(5)
_OUTSIDE = "The line is outside the picture;"
_SCALED = f"“{PARAMETERS['scaling'].options['standardized']}” below"
LINES = (
    "Drag until the line parts the two kinds.",
    f"{_OUTSIDE} a bias of about {{bias_wanted}} brings it in.",
    f"{_OUTSIDE} choose {_SCALED}, or a bias of about {{bias_wanted}}.",
    f"{_OUTSIDE} smaller weights bring it in.",
    "Both weights are 0, so there is no line: drag one of them.",
)
MINE = ("", " My row lies far outside the picture, so its diamond is not drawn.")


@lru_cache(maxsize=32)
def your_data_scene(dataset: str, output: str) -> Scene:
    """Return the scene of the data called ``dataset``, and of a neuron with this ``output``."""
    raw = load_dataset(dataset, most=None)
    shown = pick_examples(raw, MOST_SHOWN)
    middle = _middle(raw)
    figure = class_map_figure(
        raw.feature_names,
        tuple((x, y) for x, y in shown.inputs.tolist()),
        tuple((shown.targets > middle).tolist()),
        _words(raw),
    )
    style = (1, "percent") if output == "sigmoid" else (4, "number")
    said = f"{shown.n_samples} of {raw.n_samples} examples" if shown is not raw else "All examples"
    level = "z is 0" if output == "sigmoid" else f"the prediction is {_written(middle)}"
    label = (
        f"{said} over {raw.feature_names[0]} and {raw.feature_names[1]}. The neuron cannot decide "
        f"on the line, where {level}. {{verdict}}"
    )
    note = (
        f"{said} are drawn. On the line {level}: there the neuron cannot decide. The further from "
        "it, the surer it is.{mine}",
    )
    return Scene(
        rows=(
            (
                Column(
                    (
                        Controls(tuple(slider(name) for name in CONTROLS), "Drag the line"),
                        # Below them: a longer one would move them under the hand.
                        Text(("{verdict}",), "sentence"),
                        Readouts(("loss", "prediction"), "Now"),
                    )
                ),
                Column((Show("class_map"), Text(note)), 1.6),
            ),
        ),
        quantities=(
            *quantities(*CONTROLS, "loss"),
            Quantity("prediction", "prediction for my row", *style),
            Quantity("right", style="integer"),
            Quantity("n_examples", style="integer"),
            Quantity("verdict", style="choice", choices=VERDICTS),
            Quantity("line", style="choice", choices=LINES),
            Quantity("bias_wanted", "bias that brings the line in", 2, signed=True, fine=True),
            Quantity("mine", style="choice", choices=MINE),
        ),
        pictures=(Picture("class_map", figure, label, HEIGHT),),
        announcement="Loss {loss}. {verdict}",
    )


def your_data_moment(values: Values) -> Moment:
    """Return what every position of the weights makes of the line and of the answers."""
    neuron = make_neuron(output=values["output"])
    dataset = load_dataset(values["dataset"], values["scaling"], None)
    raw = load_dataset(values["dataset"], most=None)
    shown = pick_examples(raw, MOST_SHOWN)
    places = settings({name: values[name] for name in CONTROLS})
    positions = as_tensors(places)
    row = values["input_1"], values["input_2"]
    mine = torch.tensor([row])
    across, up = limits = [
        map_limits(column, own) for column, own in zip(shown.inputs.T.tolist(), row, strict=True)
    ]
    columns = side_by_side(values, CONTROLS, positions)
    parameters = torch.stack([columns[name] for name in CONTROLS])
    predictions, own = (
        forward_lanes(neuron, parameters, inputs).predictions[:, 0]
        for inputs in (dataset.inputs, dataset.transform(mine))
    )
    level = 0.0 if neuron.output == "sigmoid" else _middle(raw)  # of z, where it cannot decide
    slopes = parameters[:2] / dataset.scales[:, None]
    offsets = columns["bias"] - (slopes * dataset.offsets[:, None]).sum(dim=0) - level
    line = _line(slopes, offsets, limits, columns["bias"], places["bias"].positions, dataset)
    numbers = {
        **columns, "prediction": own[0], **line, **_verdict(predictions, dataset, line["line"]),
    }  # fmt: skip
    boundary = {"class_map": boundary_moves(slopes, offsets, across, up)}
    return Moment(
        settings=places,
        sweeps={},
        fixed=Sweep(
            {
                "n_examples": torch.tensor([float(dataset.n_samples)]),
                "mine": torch.tensor([float(not _is_within(row, limits))]),
            },
            {"class_map": {"yours.x": mine[:, :1], "yours.y": mine[:, 1:]}},
        ),
        layouts={"class_map": {"xaxis.range": list(across), "yaxis.range": list(up)}},
        joint=Joint(CONTROLS, Sweep(numbers, boundary)),
    )


def _is_within(row: Sequence[float], limits: Sequence[Limits]) -> bool:
    return all(low < each < high for each, (low, high) in zip(row, limits, strict=True))


def _line(
    slopes: Tensor,
    offsets: Tensor,
    limits: Sequence[Limits],
    biases: Tensor,
    reached: Sequence[float],
    dataset: Dataset,
) -> dict[str, Tensor]:
    """Return what is to be said of the line, and which bias brings it in.

    Args:
        slopes: Of z along both inputs as they are given. Shape ``(2, n_positions)``.
        offsets: z where both inputs are 0, less that on the line. Shape ``(n_positions,)``.
        limits: Ends of both axes.
        biases: At every position. Shape ``(n_positions,)``.
        reached: The biases on the slider, ascending.
        dataset: Scaled as the neuron gets it.
    """
    height, reach = line_place(slopes, offsets, *limits)
    middle = biases - height
    dragged = middle.clamp(reached[0], reached[-1])  # into the middle, or as far as the slider goes
    is_dragged = (dragged - middle).abs() < 0.8 * reach
    wanted = torch.where(is_dragged, dragged, middle)
    lowest, highest = PARAMETERS["bias"].limits
    said = torch.full_like(height, float(OUTSIDE if dataset.scaling == "standardized" else SCALE))
    said[is_dragged] = OUTSIDE
    said[~((lowest <= wanted) & (wanted <= highest))] = TOO_STEEP
    said[height.abs() < reach] = SEEN
    said[reach == 0] = NOWHERE
    return {"line": said, "bias_wanted": wanted}


def _verdict(predictions: Tensor, dataset: Dataset, line: Tensor) -> dict[str, Tensor]:
    """Return the loss and how many are right, for ``(n_samples, n_positions)`` predictions.

    ``line``, shape ``(n_positions,)``, is what is to be said of the line.
    """
    targets = dataset.targets[:, None].expand_as(predictions)
    losses = ((predictions - targets) ** 2).mean(dim=0)
    right = ((predictions >= 0.5) == (targets >= 0.5)).sum(dim=0).float()
    is_seen, is_all = line == SEEN, right == dataset.n_samples
    if _is_two(dataset):
        verdict = torch.where(is_all, torch.where(is_seen, 1.0, 3.0), 0.0)
    else:
        verdict = torch.where(is_seen, 2.0, 4.0)
    return {"loss": losses, "right": right, "verdict": verdict}


def _words(dataset: Dataset) -> tuple[str, str]:
    """Return what the legend says of the lower and of the upper answer."""
    if _is_two(dataset):
        return f"{dataset.target_name}: 0", f"{dataset.target_name}: 1"
    middle = _written(_middle(dataset))
    return f"{dataset.target_name} up to {middle}", f"above {middle}"


def _written(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _is_two(dataset: Dataset) -> bool:
    return bool(((dataset.targets == 0) | (dataset.targets == 1)).all())


def _middle(dataset: Dataset) -> float:
    return float(dataset.targets.min() + dataset.targets.max()) / 2
