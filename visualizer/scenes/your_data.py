"""The scene of somebody's data: every example, and which of them the neuron gets right."""

from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import make_neuron
from visualizer.core.datasets import Dataset, load_dataset, pick_examples
from visualizer.core.forward import forward_lanes
from visualizer.figures.class_map import HEIGHT, boundary_moves, class_map_figure, map_limits
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

CONTROLS = ("weight_1", "weight_2", "bias")
MOST_SHOWN = 300  # examples that the map draws; the numbers are computed on all
VERDICTS = (
    "It gets {right} of {n_examples} right. Drag until the line parts the two kinds.",
    "It gets all {n_examples} right: the line parts the two kinds.",
    "The answers are not 0 and 1, so nothing is right or wrong; the loss says how far off it is.",
)


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
        "it, the surer it is.",
    )
    return Scene(
        rows=(
            (
                Column(
                    (
                        Text(("{verdict}",), "sentence"),
                        Controls(tuple(slider(name) for name in CONTROLS), "Drag the line"),
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
    across, up = (map_limits(column) for column in shown.inputs.T.tolist())
    places = settings(values, CONTROLS)
    positions = as_tensors(places)
    mine = torch.tensor([[values["input_1"], values["input_2"]]])
    columns = side_by_side(values, CONTROLS, positions)
    parameters = torch.stack([columns[name] for name in CONTROLS])
    predictions, own = (
        forward_lanes(neuron, parameters, inputs).predictions[:, 0]
        for inputs in (dataset.inputs, dataset.transform(mine))
    )
    level = 0.0 if neuron.output == "sigmoid" else _middle(raw)  # of z, where it cannot decide
    slopes = parameters[:2] / dataset.scales[:, None]
    offsets = columns["bias"] - (slopes * dataset.offsets[:, None]).sum(dim=0) - level
    numbers = {**columns, "prediction": own[0], **_verdict(predictions, dataset)}
    boundary = {"class_map": boundary_moves(slopes, offsets, across, up)}
    return Moment(
        settings=places,
        sweeps={},
        fixed=Sweep(
            {"n_examples": torch.tensor([float(dataset.n_samples)])},
            {"class_map": {"yours.x": mine[:, :1], "yours.y": mine[:, 1:]}},
        ),
        joint=Joint(CONTROLS, Sweep(numbers, boundary)),
    )


def _verdict(predictions: Tensor, dataset: Dataset) -> dict[str, Tensor]:
    """Return the loss and how many are right, for ``(n_samples, n_positions)`` predictions."""
    targets = dataset.targets[:, None].expand_as(predictions)
    losses = ((predictions - targets) ** 2).mean(dim=0)
    right = ((predictions >= 0.5) == (targets >= 0.5)).sum(dim=0).float()
    verdict = (right == dataset.n_samples).float()
    if not _is_two(dataset):
        verdict = torch.full_like(verdict, 2.0)
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
