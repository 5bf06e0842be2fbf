"""What every position of a control makes of a network.

Twenty weights, each with sixty positions and a picture in every unit, would be too much to send at
once. Only the control that somebody is about to move has a sweep; the stage asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import torch
from torch import Tensor

from visualizer.core.lanes import train_lanes
from visualizer.figures.moves import Blend, Moves
from visualizer.live.scene import Setting, Sweep
from visualizer.scenes.network_curve import curve_of_steps, curve_of_weight, curves_of_runs
from visualizer.scenes.network_drawn import drawn_moves, said_numbers
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

MOST_FRAMES = 54  # of a training in pictures; between two of them they are blended
FIRST_FRAMES = 20  # steps that all have a picture: there most happens

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
    if view.step:
        numbers["step"][setting.index] = view.step
        numbers["diverged_at"][setting.index] = network_run(view.setup).diverged_at
    numbers["verdict"] = with_divergence(
        numbers["verdict"], numbers["diverged_at"], numbers["step"]
    )
    pictures = drawn_moves(view, lanes, view.setup.architecture.places[place])
    numbers |= trend_of_weight(view, setting.index, numbers.get("test_loss"))
    curve = curve_of_weight(view, setting, numbers["loss"])
    tested = test_curve_of_weight(view, setting.index, len(setting.positions))
    return Sweep(numbers, {**pictures, "loss_curve": {**curve, **tested}})


def rate_sweep(view: NetworkView, places: Settings) -> Sweep:
    """Return where each learning rate leads to at the step at hand."""
    setup, rates = view.setup, torch.tensor(places["learning_rate_network"].positions)
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
    runs[places["learning_rate_network"].index] = network_run(setup)
    return _of_runs(view.step, [(view, run) for run in runs])


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
    return Sweep({**sweep.quantities, "n_units": last}, sweep.moves)


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
    index = between_frames(frames, setup.n_steps)
    moves: dict[str, Moves] = {
        name: {target: Blend(rows, index) for target, rows in each.items()}
        for name, each in pictures.items()
    }
    moves["loss_curve"] = {**curve_of_steps(run), **test_curve_of_steps(view, run)}
    return Sweep(numbers, moves)


def frames_of(n_steps: int, step: int) -> Tensor:
    """Return the steps that have a picture of their own, ``step`` among them. Ascending, int64."""
    last = min(FIRST_FRAMES, n_steps)
    rest = torch.linspace(last, n_steps, MOST_FRAMES - last).round().long()
    return torch.cat([torch.arange(last + 1), rest, torch.tensor([step])]).unique()


def between_frames(frames: Tensor, n_steps: int) -> Tensor:
    """Return where each step lies among the frames. Shape ``(n_steps + 1,)``.

    >>> between_frames(torch.tensor([0, 1, 3]), 3)
    tensor([0.0000, 1.0000, 1.5000, 2.0000])
    """
    steps = torch.arange(n_steps + 1)
    after = torch.searchsorted(frames, steps)
    before = (after - 1).clamp(min=0)
    width = (frames[after] - frames[before]).clamp(min=1)
    share = (steps - frames[before]) / width
    return torch.where(frames[after] == steps, after.float(), before + share)


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
        "step_network": step_sweep,
        "network_example": example_sweep,
        **{name: partial(units_sweep, layer=layer) for layer, name in enumerate(UNITS)},
    }
)
"""What makes the sweep of each control."""
