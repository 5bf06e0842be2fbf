"""What every position of a control makes of a network.

Twenty weights, each with sixty positions and a picture in every unit, would be too much to send at
once. Only the control that somebody is about to move has a sweep; the stage asks for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import torch
from torch import Tensor

from visualizer.core.lanes import train_lanes
from visualizer.figures.moves import Blend, Moves
from visualizer.live.moment import Setting, Sweep
from visualizer.scenes.branch_course import TO_COME
from visualizer.scenes.network_branch import (
    CONTROL,
    branch_sweep,
    with_branch_of_steps,
    with_waiting_branch,
)
from visualizer.scenes.network_curve import curve_of_steps, curve_of_weight, curves_of_runs
from visualizer.scenes.network_drawn import drawn_moves, line_moves, said_numbers
from visualizer.scenes.network_frames import between_frames, frames_of
from visualizer.scenes.network_numbers import chosen_place, network_numbers, with_divergence
from visualizer.scenes.network_pictures import Pictures
from visualizer.scenes.network_point import example_sweep
from visualizer.scenes.network_test_curve import (
    test_curve_of_steps,
    test_curve_of_weight,
    test_curves_of_runs,
)
from visualizer.scenes.network_training import (
    NetworkRun,
    network_run,
    parameters_at,
    sized_runs,
)
from visualizer.scenes.network_trend import trend_of_steps, trend_of_weight, trends_of_runs
from visualizer.state.network_parameters import UNITS
from visualizer.state.views.network import NetworkView

MOST_UNIT_PICTURES = 500  # along a weight: its pictures are blended, too, if there were more

BY_HAND = "by hand"  # whatever the weights were drawn from, a moved one was not

Settings = Mapping[str, Setting]


def weight_sweep(view: NetworkView, places: Settings) -> Sweep:
    """Return what each number of the chosen part makes of the network, all others held.

    Wherever it is moved to, another training begins: its step is 0.
    """
    setting, place = places["network_weight"], chosen_place(view)
    lanes = parameters_at(view)[:, None].repeat(1, len(setting.positions))
    lanes[place] = torch.tensor(setting.positions)
    numbers = said_numbers(replace(view, start=BY_HAND), lanes)
    here = network_numbers(view, lanes[:, setting.index : setting.index + 1])
    numbers["facts"][setting.index] = here["facts"][0]
    numbers["step"] = torch.zeros(len(setting.positions))
    numbers["diverged_at"] = torch.full_like(numbers["step"], -1.0)
    numbers["from_seed"] = torch.zeros(len(setting.positions))
    numbers["from_seed"][setting.index] = view.start == "seed"
    if view.step:
        numbers["step"][setting.index] = view.step
        numbers["diverged_at"][setting.index] = network_run(view.setup).diverged_at
    numbers["verdict"] = with_divergence(
        numbers["verdict"], numbers["diverged_at"], numbers["step"]
    )
    pictures = _pictures_of_weight(view, lanes, place, setting.index)
    numbers |= trend_of_weight(view, setting.index, numbers.get("test_loss"))
    curve = curve_of_weight(view, setting, numbers["loss"])
    tested = test_curve_of_weight(view, setting.index, len(setting.positions))
    sweep = Sweep(numbers, {**pictures, "loss_curve": {**curve, **tested}})
    return with_waiting_branch(view, sweep, setting.index, TO_COME)


def _pictures_of_weight(
    view: NetworkView, lanes: Tensor, place: int, index: int
) -> dict[str, Moves]:
    """Return what the pictures show of each number of a weight; of many units only at some."""
    moved, last = view.setup.architecture.places[place], lanes.shape[1] - 1
    n_drawn = 1 + sum(layer.n_units for layer in view.setup.architecture.layers[moved.layer :])
    apart = math.ceil(n_drawn * (last + 1) / MOST_UNIT_PICTURES)
    if apart == 1:
        return {**drawn_moves(view, lanes, moved)}
    frames = torch.tensor([*range(0, last, apart), last, index]).unique()
    drawn = _blended(drawn_moves(view, lanes[:, frames], moved), between_frames(frames, last))
    return {**drawn, "network": {**drawn["network"], **line_moves(view, lanes)}}


def rate_sweep(view: NetworkView, places: Settings) -> Sweep:
    """Return where each learning rate leads to at the step at hand."""
    setup, setting = view.setup, places["learning_rate_network"]
    rates = torch.tensor(setting.positions)
    starts = setup.parameters[:, None].repeat(1, len(rates))
    lanes = train_lanes(setup, starts, rates)
    runs = [
        NetworkRun(parameters, losses, int(diverged_at))
        for parameters, losses, diverged_at in zip(
            lanes.parameters.unbind(2), lanes.losses.unbind(1), lanes.diverged_at, strict=True
        )
    ]
    # Where it stands, the loop on the page has the last word: over many steps lanes may end up
    # elsewhere, where a training hangs by its last digits.
    runs[setting.index] = network_run(setup)
    sweep = _of_runs(view.step, [(view, run) for run in runs])
    return with_waiting_branch(view, sweep, setting.index)


def units_sweep(view: NetworkView, places: Settings, layer: int) -> Sweep:
    """Return what a network with each number of units in a hidden layer has learned.

    Args:
        view: What the page shows.
        places: Where the controls stand.
        layer: The hidden layer, counted from 0.
    """
    sizes = [
        (*view.sizes[:layer], int(count), *view.sizes[layer + 1 :])
        for count in places[UNITS[layer]].positions
    ]
    views = [view.with_sizes(each) for each in sizes]
    runs = sized_runs(view.setup, tuple(each.setup for each in views))
    sweep = _of_runs(view.step, list(zip(views, runs, strict=True)))
    last = torch.tensor([float(each[-1]) for each in sizes])
    sweep = Sweep({**sweep.quantities, "n_units": last}, sweep.moves)
    return with_waiting_branch(view, sweep, places[UNITS[layer]].index)


def step_sweep(view: NetworkView, places: Settings) -> Sweep:
    """Return the whole training: the numbers of every step, and the pictures of some."""
    setup, steps = view.setup, torch.arange(len(places["step_network"].positions))
    run = network_run(setup)
    shown = torch.tensor([run.until(step) for step in steps.tolist()])
    numbers = said_numbers(view, run.parameters[shown].T)
    numbers["diverged_at"] = torch.full((len(steps),), float(run.diverged_at))
    numbers["step"] = steps.float()
    numbers["verdict"] = with_divergence(
        numbers["verdict"], numbers["diverged_at"], numbers["step"]
    )
    numbers |= trend_of_steps(view, run)
    frames = frames_of(setup.n_steps, view.step)
    pictures = drawn_moves(view, run.parameters[shown[frames]].T)
    moves = _blended(pictures, between_frames(frames, setup.n_steps))
    moves["loss_curve"] = {**curve_of_steps(run), **test_curve_of_steps(view, run)}
    return with_branch_of_steps(view, Sweep(numbers, moves))


def _blended(pictures: Pictures, index: Tensor) -> dict[str, Moves]:
    """Return moves between the pictures that there are, at each fractional index."""
    return {
        name: {target: Blend(rows, _between(target, rows, index)) for target, rows in each.items()}
        for name, each in pictures.items()
    }


def _between(target: str, rows: Tensor, index: Tensor) -> Tensor:
    """Return where to read frames: between two classes there is no third, so their map jumps.

    So do the marks on a map, which are in their places or not there.
    """
    is_map_of_classes = target == "field.z" and rows.dtype == torch.uint8
    is_mark = target.endswith("_specks.x")
    return index.round() if is_map_of_classes or is_mark else index


def _of_runs(step: int, runs: list[tuple[NetworkView, NetworkRun]]) -> Sweep:
    """Return numbers and pictures of several trainings at the step at hand."""
    groups = _side_by_side(step, runs)
    parts = [said_numbers(each, parameters) for each, parameters in groups]
    nothing = [torch.full_like(part["loss"], torch.nan) for part in parts]
    numbers = {  # a unit that a network lacks has none
        name: torch.cat([part.get(name, none) for part, none in zip(parts, nothing, strict=True)])
        for name in {name: None for part in parts for name in part}
    }
    numbers["diverged_at"] = torch.tensor([float(run.diverged_at) for _, run in runs])
    now = torch.full_like(numbers["diverged_at"], float(step))
    numbers["verdict"] = with_divergence(numbers["verdict"], numbers["diverged_at"], now)
    numbers |= trends_of_runs(step, runs)
    pictures = _joined(
        [drawn_moves(each, parameters) for each, parameters in groups],
        [parameters.shape[1] for _, parameters in groups],
    )
    curves = curves_of_runs([run for _, run in runs], step)
    return Sweep(numbers, {**pictures, "loss_curve": {**curves, **test_curves_of_runs(runs)}})


def _side_by_side(
    step: int, runs: list[tuple[NetworkView, NetworkRun]]
) -> list[tuple[NetworkView, Tensor]]:
    """Return the networks at the step at hand, those of one size together as lanes."""
    groups: list[tuple[NetworkView, list[Tensor]]] = []
    for view, run in runs:
        parameters = run.parameters[run.until(step)]
        if groups and groups[-1][0].setup.architecture == view.setup.architecture:
            groups[-1][1].append(parameters)
        else:
            groups.append((view, [parameters]))
    return [(view, torch.stack(lanes, dim=1)) for view, lanes in groups]


def _joined(pictures: list[Pictures], counts: list[int]) -> Pictures:
    """Return the moves of groups of lanes, one after the other.

    A target that a group does not have, such as the picture of a unit, is empty there.
    """
    if len(pictures) == 1:
        return pictures[0]
    joined: Pictures = {}
    for name in pictures[0]:
        joined[name] = {}
        for target in dict.fromkeys(target for each in pictures for target in each[name]):
            like = next(each[name][target] for each in pictures if target in each[name])
            joined[name][target] = torch.cat(
                [
                    each[name].get(target, like.new_zeros(count, *like.shape[1:]))
                    for each, count in zip(pictures, counts, strict=True)
                ]
            )
    return joined


SWEEPS: Mapping[str, Callable[[NetworkView, Settings], Sweep]] = MappingProxyType(
    {
        "network_weight": weight_sweep,
        "learning_rate_network": rate_sweep,
        CONTROL: branch_sweep,
        "step_network": step_sweep,
        "network_example": example_sweep,
        **{name: partial(units_sweep, layer=layer) for layer, name in enumerate(UNITS)},
    }
)
"""What makes the sweep of each control."""
