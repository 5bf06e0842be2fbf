"""The scene of somebody's data: every example, and which of them the neuron gets right."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.crosswise import lie_crosswise
from visualizer.core.datasets import Dataset, pick_examples
from visualizer.core.forward import forward_lanes
from visualizer.figures.map_parts import Limits
from visualizer.figures.neuron_map import PARTS, Tilt, axes_moves, map_limits
from visualizer.live.moment import Grid, Joint, Moment, Sweep
from visualizer.live.scene import Column, Controls, Quantity, Readouts, Scene, Show, Text
from visualizer.scenes.forward import side_by_side
from visualizer.scenes.names import names_of
from visualizer.scenes.neuron_plane import (
    MOST_SHOWN,
    Plane,
    border_quantity,
    is_two,
    level_of,
    plane_moves,
    plane_picture,
    ring_moves,
    tilt_of,
    written,
)
from visualizer.scenes.plane_grid import POINT, inputs_at, places_in, plane_grid, point_grip
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import as_tensors, settings, slider
from visualizer.state.parameters import get_choice, get_number
from visualizer.state.views.neuron import INPUTS
from visualizer.state.views.your_data import YourDataView
from visualizer.words import your_data as words
from visualizer.words.plane import PLANE

CONTROLS = ("weight_1", "weight_2", "bias")
HEIGHT = 460
LATE = ("bias_wanted",)  # it is in the middle of the picture, which reaches as far as the row
BEST_OF_CROSSWISE = 5.0  # place in ``words.VERDICTS``
SEEN, OUTSIDE, SCALE, TOO_STEEP, NOWHERE = range(5)  # the sentences in ``words.LINES``


def your_data_scene(view: YourDataView) -> Scene:
    """Return the scene of the data in ``view`` and of its neuron, wherever its line runs."""
    return _scene(view.raw, view.task.architecture)


@lru_cache(maxsize=32)
def _scene(raw: Dataset, neuron: Architecture) -> Scene:
    names = names_of(raw)
    style = (1, "percent") if neuron.output == "sigmoid" else (4, "number")
    label, note = _label_and_note(raw, neuron)
    knobs = Controls(tuple(slider(name, names) for name in CONTROLS), words.DRAG)
    verdict = Text(("{verdict}",), "sentence")  # below them: a longer one would move them
    now = Readouts(("loss", "prediction"), words.NOW)
    plane = plane_picture(neuron, raw, _limits(raw), HEIGHT, words.MY_ROW, label)
    return Scene(
        rows=((Column((knobs, verdict, now)), Column((Show("plane"), Text((note,))), 1.6)),),
        quantities=(
            *quantities(*CONTROLS, "loss", names=names),
            Quantity("prediction", words.MY_PREDICTION, *style),
            Quantity("right", style="integer"),
            Quantity("n_examples", style="integer"),
            Quantity("verdict", style="choice", choices=words.VERDICTS),
            Quantity("line", style="choice", choices=_lines()),
            Quantity("bias_wanted", words.BIAS_WANTED, 2, signed=True, fine=True),
            Quantity("mine", style="choice", choices=words.MINE),
            border_quantity(neuron, raw),
        ),
        pictures=(replace(plane, grip=point_grip(names)),),
        shared=(PARTS,),
        announcement=words.SAID,
    )


def _label_and_note(raw: Dataset, neuron: Architecture) -> tuple[str, str]:
    """Return what a screen reader says of the map, and what stands below it for everybody."""
    names, shown = names_of(raw), min(raw.n_samples, MOST_SHOWN)
    over, seen = words.ALL_OVER, words.ALL_DRAWN
    if shown < raw.n_samples:
        over, seen = words.SOME_OVER, words.SOME_DRAWN
    undecided = words.ON_THE_LINE if neuron.output == "sigmoid" else words.ON_THE_LINE_LINEAR
    places = {"shown": shown, "all": raw.n_samples, "middle": written(level_of(neuron, raw))}
    over, seen, undecided = (names.fill(each, **places) for each in (over, seen, undecided))
    plane = names.fill(PLANE)
    return f"{over} {plane} {{verdict}}", f"{seen} {undecided} {words.SURER}{{mine}}"


def _lines() -> tuple[str, ...]:
    standardized = get_choice("scaling").options["standardized"]
    return tuple(line.format(standardized=standardized) for line in words.LINES)


def your_data_moment(view: YourDataView, at_hand: str = "") -> Moment:
    """Return what every position of the weights makes of the line and of the answers.

    Args:
        view: What the page shows.
        at_hand: What somebody is about to move; it may be the point of the plane.
    """
    neuron, dataset, row = view.task.architecture, view.task.dataset, view.row
    places = settings(view.held)
    positions = as_tensors(places)
    across, up = limits = _limits(view.raw, row)
    columns = side_by_side(view.held, CONTROLS, positions)
    parameters = torch.stack([columns[name] for name in CONTROLS])
    predictions, own = (
        forward_lanes(neuron, parameters, inputs).predictions[:, 0]
        for inputs in (dataset.inputs, dataset.transform(view.inputs))
    )
    tilt = tilt_of(neuron, dataset, parameters, limits)
    border, plane = plane_moves(tilt)
    line = _line(tilt, columns["bias"], places["bias"].positions, dataset.scaling)
    numbers = {
        **columns,
        "prediction": own[0],
        **border,
        **line,
        **_verdict(predictions, dataset, line["line"]),
    }
    return Moment(
        settings=places,
        sweeps={},
        fixed=Sweep(
            {
                "n_examples": torch.tensor([float(dataset.n_samples)]),
                **{name: torch.tensor([each]) for name, each in zip(INPUTS, row, strict=True)},
                "mine": torch.tensor([float(not _is_within(row, limits))]),
            },
            {"plane": {**axes_moves(limits), **ring_moves(*view.inputs.T)}},
        ),
        layouts={"plane": {"xaxis.range": list(across), "yaxis.range": list(up)}},
        joint=Joint(CONTROLS, Sweep(numbers, {"plane": plane})),
        grids={POINT: _grid(view, limits)} if at_hand == POINT else {},
    )


def _grid(view: YourDataView, limits: Plane) -> Grid:
    """Return what the neuron makes of the student's own row at every place of the picture."""
    across, up = places_in(limits)
    inputs = view.task.dataset.transform(inputs_at(across, up))
    parameters = torch.tensor(view.weights)[:, None]
    found = forward_lanes(view.task.architecture, parameters, inputs).predictions[:, 0, 0]
    within = torch.zeros(len(found), dtype=torch.uint8)  # so its ring is drawn
    return plane_grid(across, up, {"prediction": found, "mine": within}, LATE)


def _limits(raw: Dataset, row: tuple[float, float] | None = None) -> Plane:
    """Return what is shown of the plane, as far as ``row`` if it is not too far off."""
    columns = pick_examples(raw, MOST_SHOWN).inputs.T.tolist()
    first, second = map(map_limits, columns, row or (None, None))
    return first, second


def _is_within(row: Sequence[float], limits: Sequence[Limits]) -> bool:
    return all(low < each < high for each, (low, high) in zip(row, limits, strict=True))


def _line(tilt: Tilt, biases: Tensor, reached: Sequence[float], scaling: str) -> dict[str, Tensor]:
    """Return what is to be said of the line, and which bias brings it in.

    Args:
        tilt: z over the picture.
        biases: At every position. Shape ``(n_positions,)``.
        reached: The biases on the slider, ascending.
        scaling: How the neuron gets the inputs.
    """
    height, reach = tilt.lead, tilt.reach
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
    if is_two(dataset):
        verdict = torch.where(is_all, torch.where(is_seen, 1.0, 3.0), 0.0)
        if lie_crosswise(dataset):
            verdict[is_seen & (right == dataset.n_samples - 1)] = BEST_OF_CROSSWISE
    else:
        verdict = torch.where(is_seen, 2.0, 4.0)
    return {"loss": losses, "right": right, "verdict": verdict}
