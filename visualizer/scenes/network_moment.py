"""The network as it stands, and what the control at hand makes of it."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from visualizer.live.moment import Moment, Setting, Sweep
from visualizer.scenes.network_branch import CONTROL, with_branch_now
from visualizer.scenes.network_curve import curve_now, top_of
from visualizer.scenes.network_drawn import drawn_moves, said_numbers
from visualizer.scenes.network_numbers import (
    chosen_place,
    codes_of,
    with_divergence,
)
from visualizer.scenes.network_point import (
    example_setting,
    lacking_units,
    point_moves,
    point_numbers,
)
from visualizer.scenes.network_sweeps import SWEEPS
from visualizer.scenes.network_test_curve import test_curve_now, top_with_test
from visualizer.scenes.network_training import network_run, parameters_at
from visualizer.scenes.network_trend import trend_now
from visualizer.scenes.settings import settings
from visualizer.state.network_parameters import FAR, UNITS
from visualizer.state.number_texts import shortest
from visualizer.state.views.network import NetworkView
from visualizer.words.hidden_layers import BIAS_LABEL, HIDDEN, HIDDEN_OF, OUTPUT, WEIGHT_LABEL
from visualizer.words.network_classes import OUTPUT as CLASS_OUTPUT


def network_moment(view: NetworkView, at_hand: str = "") -> Moment:
    """Return the network as it stands, and what the control at hand makes of it.

    Args:
        view: What the page shows.
        at_hand: The control that somebody is about to move; none has a sweep if it is no control.
    """
    architecture, place = view.setup.architecture, chosen_place(view)
    now = parameters_at(view)[:, None]
    numbers = lacking_units(len(view.sizes)) | numbers_now(view) | point_numbers(view)
    pictures = drawn_moves(view, now)
    for picture, moves in point_moves(view).items():
        pictures[picture] |= moves
    pictures["network"]["net.chosen"] = codes_of(architecture)[place : place + 1]
    places = _places(view, float(now[place]))
    is_there = at_hand in SWEEPS and at_hand in places
    curve = {**curve_now(view, numbers["loss"]), **test_curve_now(view)}
    return Moment(
        settings=places,
        sweeps={at_hand: SWEEPS[at_hand](view, places)} if is_there else {},
        fixed=with_branch_now(view, Sweep(numbers, {**pictures, "loss_curve": curve})),
        layouts={"loss_curve": {"yaxis.range": [0.0, top_with_test(view, top_of(view))]}},
    )


def numbers_now(view: NetworkView) -> dict[str, Tensor]:
    """Return the live numbers at the step at hand. Shapes ``(1,)``."""
    numbers = said_numbers(view, parameters_at(view)[:, None]) | _course(view) | trend_now(view)
    verdict = with_divergence(numbers["verdict"], numbers["diverged_at"], numbers["step"])
    return {**numbers, "verdict": verdict}


def _course(view: NetworkView) -> dict[str, Tensor]:
    """Return how far the training is, and what became of it."""
    hidden = view.setup.architecture.layers[:-1]
    diverged_at = network_run(view.setup).diverged_at if view.step else -1
    numbers = {
        "step": view.step,
        "n_examples": view.setup.dataset.n_samples,
        "n_units": hidden[-1].n_units if hidden else 0,
        "diverged_at": diverged_at,
        "from_seed": view.start == "seed",
    }
    return {name: torch.tensor([float(value)]) for name, value in numbers.items()}


def _places(view: NetworkView, value: float) -> dict[str, Setting]:
    """Return where every control stands; the one of the chosen part with its name."""
    sizes = dict(zip(UNITS, view.sizes, strict=False))
    rate = view.setup.learning_rate
    value = shortest(max(-FAR, min(FAR, value)))
    branch = {} if view.branch is None else {CONTROL: view.branch.learning_rate}
    found = settings({"network_weight": value, "learning_rate_network": rate, **branch, **sizes})
    found["network_weight"] = replace(found["network_weight"], label=part_name(view))
    found["network_example"] = example_setting(view)
    return {**found, "step_network": Setting(range(view.setup.n_steps + 1), view.step)}


def part_name(view: NetworkView) -> str:
    """Return what the chosen weight or bias is called."""
    place = view.setup.architecture.places[chosen_place(view)]
    target = _unit_name(view, place.layer, place.unit)
    if place.input == 0:
        return BIAS_LABEL.format(target=target)
    if place.layer == 1:
        source = view.setup.dataset.feature_names[place.input - 1]
    else:
        source = _unit_name(view, place.layer - 1, place.input)
    return WEIGHT_LABEL.format(source=source, target=target)


def _unit_name(view: NetworkView, layer: int, unit: int) -> str:
    if layer > len(view.sizes):
        classes = view.setup.task.wants_classes
        return CLASS_OUTPUT.format(number=unit - 1) if classes else OUTPUT
    return (HIDDEN if len(view.sizes) == 1 else HIDDEN_OF).format(layer=layer, unit=unit)
