"""The scene of somebody's data: every example, and which of them the neuron gets right."""

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

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
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import as_tensors, settings, slider
from visualizer.state.parameters import get_choice, get_number
from visualizer.state.views.your_data import YourDataView
from visualizer.words import your_data as words

CONTROLS = ("weight_1", "weight_2", "bias")
MOST_SHOWN = 300  # examples that the map draws; the numbers are computed on all
SEEN, OUTSIDE, SCALE, TOO_STEEP, NOWHERE = range(5)  # the sentences in ``words.LINES``


def your_data_scene(view: YourDataView) -> Scene:
    """Return the scene of the data in ``view`` and of its neuron, wherever its line runs."""
    return _scene(view.raw, view.task.architecture.output)


@lru_cache(maxsize=32)
def _scene(raw: Dataset, output: str) -> Scene:
    names, shown = names_of(raw), pick_examples(raw, MOST_SHOWN)
    style = (1, "percent") if output == "sigmoid" else (4, "number")
    label, note = _label_and_note(raw, shown.n_samples, output)
    knobs = Controls(tuple(slider(name, names) for name in CONTROLS), words.DRAG)
    verdict = Text(("{verdict}",), "sentence")  # below them: a longer one would move them
    now = Readouts(("loss", "prediction"), words.NOW)
    return Scene(
        rows=((Column((knobs, verdict, now)), Column((Show("class_map"), Text((note,))), 1.6)),),
        quantities=(
            *quantities(*CONTROLS, "loss", names=names),
            Quantity("prediction", words.MY_PREDICTION, *style),
            Quantity("right", style="integer"),
            Quantity("n_examples", style="integer"),
            Quantity("verdict", style="choice", choices=words.VERDICTS),
            Quantity("line", style="choice", choices=_lines()),
            Quantity("bias_wanted", words.BIAS_WANTED, 2, signed=True, fine=True),
            Quantity("mine", style="choice", choices=words.MINE),
        ),
        pictures=(Picture("class_map", _figure(raw, shown, names), label, HEIGHT),),
        announcement=words.SAID,
    )


def _figure(raw: Dataset, shown: Dataset, names: Names) -> go.Figure:
    middle = _middle(raw)
    low, high = words.LOW, words.HIGH
    if _is_two(raw):
        low, high = words.LOW_OF_TWO, words.HIGH_OF_TWO
    return class_map_figure(
        (names.input_1, names.input_2),
        tuple((x, y) for x, y in shown.inputs.tolist()),
        tuple((shown.targets > middle).tolist()),
        (
            names.fill(low, middle=_written(middle)),
            names.fill(high, middle=_written(middle)),
        ),
    )


def _label_and_note(raw: Dataset, n_shown: int, output: str) -> tuple[str, str]:
    """Return what a screen reader says of the map, and what stands below it for everybody."""
    drawn = (words.ALL_OVER, words.ALL_DRAWN)
    if n_shown < raw.n_samples:
        drawn = (words.SOME_OVER, words.SOME_DRAWN)
    border = (words.UNDECIDED, words.ON_THE_LINE)
    if output != "sigmoid":
        border = (words.UNDECIDED_LINEAR, words.ON_THE_LINE_LINEAR)
    places = {"shown": n_shown, "all": raw.n_samples, "middle": _written(_middle(raw))}
    (over, seen), (undecided, on_the_line) = (
        [names_of(raw).fill(each, **places) for each in pair] for pair in (drawn, border)
    )
    label = f"{over} {undecided} {{verdict}}"
    return label, f"{seen} {on_the_line} {words.SURER}{{mine}}"


def _lines() -> tuple[str, ...]:
    standardized = get_choice("scaling").options["standardized"]
    return tuple(line.format(standardized=standardized) for line in words.LINES)


def your_data_moment(view: YourDataView) -> Moment:
    """Return what every position of the weights makes of the line and of the answers."""
    neuron, dataset, row = view.task.architecture, view.task.dataset, view.row
    shown = pick_examples(view.raw, MOST_SHOWN)
    places = settings(view.held)
    positions = as_tensors(places)
    across, up = limits = [
        map_limits(column, own) for column, own in zip(shown.inputs.T.tolist(), row, strict=True)
    ]
    columns = side_by_side(view.held, CONTROLS, positions)
    parameters = torch.stack([columns[name] for name in CONTROLS])
    predictions, own = (
        forward_lanes(neuron, parameters, inputs).predictions[:, 0]
        for inputs in (dataset.inputs, dataset.transform(view.inputs))
    )
    level = 0.0 if neuron.output == "sigmoid" else _middle(view.raw)  # of z, where it cannot decide
    slopes = parameters[:2] / dataset.scales[:, None]
    offsets = columns["bias"] - (slopes * dataset.offsets[:, None]).sum(dim=0) - level
    height, reach = line_place(slopes, offsets, across, up)
    line = _line(height, reach, columns["bias"], places["bias"].positions, dataset.scaling)
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
            {"class_map": {"yours.x": view.inputs[:, :1], "yours.y": view.inputs[:, 1:]}},
        ),
        layouts={"class_map": {"xaxis.range": list(across), "yaxis.range": list(up)}},
        joint=Joint(CONTROLS, Sweep(numbers, boundary)),
    )


def _is_within(row: Sequence[float], limits: Sequence[Limits]) -> bool:
    return all(low < each < high for each, (low, high) in zip(row, limits, strict=True))


def _line(
    height: Tensor, reach: Tensor, biases: Tensor, reached: Sequence[float], scaling: str
) -> dict[str, Tensor]:
    """Return what is to be said of the line, and which bias brings it in.

    Args:
        height: z in the middle of the picture, less that on the line. Shape ``(n_positions,)``.
        reach: How far z gets from that within the picture. Same shape.
        biases: At every position. Same shape.
        reached: The biases on the slider, ascending.
        scaling: How the neuron gets the inputs.
    """
    middle = biases - height
    dragged = middle.clamp(reached[0], reached[-1])  # into the middle, or as far as the slider goes
    is_dragged = (dragged - middle).abs() < 0.8 * reach
    wanted = torch.where(is_dragged, dragged, middle)
    lowest, highest = get_number("bias").limits
    said = torch.full_like(height, float(OUTSIDE if scaling == "standardized" else SCALE))
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


def _written(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _is_two(dataset: Dataset) -> bool:
    return bool(((dataset.targets == 0) | (dataset.targets == 1)).all())


def _middle(dataset: Dataset) -> float:
    return float(dataset.targets.min() + dataset.targets.max()) / 2
