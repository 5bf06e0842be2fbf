"""One point on its way through the network, number by number."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.forward import forward_lanes
from visualizer.core.task import Task
from visualizer.live.moment import Setting, Sweep
from visualizer.scenes.network_pictures import plane_of, raw_of
from visualizer.scenes.network_training import parameters_at
from visualizer.state.network_parameters import MOST_UNITS
from visualizer.state.network_point import OWN_POINT
from visualizer.state.views.network import NetworkView

FAILS, PASSES, OWN, OUTSIDE = range(4)  # places in POINTS


def example_of(view: NetworkView) -> int:
    """Return the number of the example that is the point, ``OWN_POINT`` if it is none."""
    return min(view.example, view.setup.dataset.n_samples)


def point_of(view: NetworkView) -> Tensor:
    """Return the point as it is, before any scaling. Shape ``(1, 2)``."""
    example = example_of(view)
    if example == OWN_POINT:
        return torch.tensor([view.point])
    return raw_of(view.setup.dataset)[example - 1 : example]


def unit_numbers(view: NetworkView, parameters: Tensor) -> dict[str, Tensor]:
    """Return z and activation of every unit at the point. Shapes ``(lanes,)``.

    Args:
        view: What the networks have in common.
        parameters: Shape ``(n_parameters, lanes)``.
    """
    passed = _through(view, parameters)
    sums, answers = ([each[0] for each in layers] for layers in passed)
    return _named(sums, answers, view.setup.task)


def lacking_units(n_hidden: int) -> dict[str, Tensor]:
    """Return the numbers of all units that hidden layers can have, as none. Shapes ``(1,)``."""
    return {
        f"{name}_{layer}_{unit}": torch.tensor([torch.nan])
        for name in ("z", "activation")
        for layer in range(1, n_hidden + 1)
        for unit in range(1, MOST_UNITS + 1)
    }


def point_in_fold(view: NetworkView, parameters: Tensor) -> dict[str, Tensor]:
    """Return where two units of the last hidden layer see the point. Shapes ``(lanes, 1)``."""
    _, answers = _through(view, parameters)
    return _folded(view, [each[0] for each in answers])


def _through(view: NetworkView, parameters: Tensor) -> tuple[tuple[Tensor, ...], ...]:
    inputs = view.setup.dataset.transform(point_of(view))
    passed = forward_lanes(view.setup.architecture, parameters, inputs)
    return passed.pre_activations, passed.activations


def _folded(view: NetworkView, answers: list[Tensor]) -> dict[str, Tensor]:
    if len(answers) < 2 or len(answers[-2]) < 2:
        nowhere = torch.full((answers[-1].shape[1], 1), torch.nan)
        return {"point.x": nowhere, "point.y": nowhere}
    first, second = (answers[-2][unit - 1] for unit in view.looks.fold_of(len(answers[-2])))
    return {"point.x": first[:, None].contiguous(), "point.y": second[:, None].contiguous()}


def point_numbers(view: NetworkView) -> dict[str, Tensor]:
    """Return which point it is, and what the network is given for it. Shapes ``(1,)``."""
    example = example_of(view)
    kind = _kinds(view.setup.dataset)[example - 1] if example else torch.tensor(_own_kind(view))
    return _given(view.setup.dataset, point_of(view), kind[None], torch.tensor([example]))


def point_moves(view: NetworkView) -> dict[str, dict[str, Tensor]]:
    """Return where the point lies in the plane, and in the picture of every unit."""
    return _places(view, point_of(view))


def example_sweep(view: NetworkView, places: Mapping[str, Setting]) -> Sweep:
    """Return what the network makes of every example, and of an own point if there is one."""
    dataset, architecture = view.setup.dataset, view.setup.architecture
    numbers, points, kinds = (
        torch.arange(1, dataset.n_samples + 1),
        raw_of(dataset),
        _kinds(dataset),
    )
    if example_of(view) == OWN_POINT:
        numbers = torch.cat([torch.tensor([OWN_POINT]), numbers])
        points = torch.cat([point_of(view), points])
        kinds = torch.cat([torch.tensor([_own_kind(view)]), kinds])
    passed = forward_lanes(architecture, parameters_at(view)[:, None], dataset.transform(points))
    sums, answers = (
        [each[:, :, 0].T for each in layers]
        for layers in (passed.pre_activations, passed.activations)
    )
    given = _given(dataset, points, kinds, numbers)
    moves = {**_places(view, points), "fold": _folded(view, answers)}
    named = _named(sums, answers, view.setup.task)
    return Sweep({**given, **named}, moves)


def example_setting(view: NetworkView) -> Setting:
    """Return where the slider of the examples stands."""
    example, count = example_of(view), view.setup.dataset.n_samples
    if example == OWN_POINT:
        return Setting(range(count + 1), 0)
    return Setting(range(1, count + 1), example - 1)


def _named(sums: list[Tensor], answers: list[Tensor], task: Task) -> dict[str, Tensor]:
    """Return each number by its name.

    Args:
        sums: z of each layer, shapes ``(n_units, positions)``.
        answers: Its activations, of the same shapes.
        task: What is learned; of a chance or of classes the last number is a probability.
    """
    last = sums[-1]  # the logits, whatever the output makes of them
    if task.wants_classes:
        answers = [*answers[:-1], last.softmax(dim=0)]
    elif not task.wants_numbers:
        answers = [*answers[:-1], last.sigmoid()]
    found: dict[str, Tensor] = {}
    for layer, rows in enumerate(zip(sums, answers, strict=True), start=1):
        for name, values in zip(("z", "activation"), rows, strict=True):
            for unit, row in enumerate(values, start=1):
                found[f"{name}_{layer}_{unit}"] = row.contiguous()
        found[f"units_{layer}"] = torch.full((rows[0].shape[1],), len(rows[0]) - 1.0)
    found[f"units_{len(sums)}"] = torch.zeros(last.shape[1])  # there are always all outputs
    return found


def _kinds(dataset: Dataset) -> Tensor:
    return torch.where(dataset.targets > 0.5, PASSES, FAILS)


def _own_kind(view: NetworkView) -> int:
    low, high = torch.tensor(plane_of(view.setup.dataset, view.test)).unbind(dim=1)
    point = point_of(view)[0]
    return OWN if bool(((point >= low) & (point <= high)).all()) else OUTSIDE


def _given(dataset: Dataset, points: Tensor, kinds: Tensor, numbers: Tensor) -> dict[str, Tensor]:
    first, second = points.unbind(dim=1)
    scaled = dataset.transform(points).unbind(dim=1)
    known = (numbers - 1).clamp(min=0)
    return {
        "inputs": torch.zeros(len(numbers)),
        "point": kinds.float(),
        "point_example": numbers.float(),
        "point_1": first.contiguous(),
        "point_2": second.contiguous(),
        "target": torch.where(numbers == OWN_POINT, torch.nan, dataset.targets[known]),
        **{f"scaled_{place}": each.contiguous() for place, each in enumerate(scaled, start=1)},
    }


def _places(view: NetworkView, points: Tensor) -> dict[str, dict[str, Tensor]]:
    low, high = torch.tensor(plane_of(view.setup.dataset, view.test)).unbind(dim=1)
    share = (points - low) / (high - low)
    return {
        "plane": {"point.x": points[:, :1].contiguous(), "point.y": points[:, 1:].contiguous()},
        "network": {"net.point": torch.stack([share[:, 0], 1 - share[:, 1]], dim=1)},
    }
