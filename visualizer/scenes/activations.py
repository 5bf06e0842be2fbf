"""The scene of the activation functions: values, slopes, and the neuron's place on both."""

from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.activations import get_activation
from visualizer.core.architecture import make_neuron
from visualizer.core.forward import ForwardPass, forward_lanes
from visualizer.figures.activations import activation_figure, activation_moves
from visualizer.figures.moves import Move
from visualizer.live.moment import Joint, Moment, Sweep
from visualizer.live.scene import Column, Controls, Picture, Quantity, Readouts, Scene, Show, Text
from visualizer.scenes.forward import HELD, NUMBERS, held_numbers, run_forward, side_by_side
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import slider
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.activations import ActivationsView
from visualizer.words import activations as words
from visualizer.words.neuron import NEURON, STUDENT


def activations_scene(view: ActivationsView) -> Scene:
    """Return the scene of one activation function, with a second one if there is one."""
    dataset = view.dataset
    return _scene(view.own.activation, view.second, names_of(dataset), dataset.n_samples)


@lru_cache(maxsize=256)
def _scene(first: str, second: str | None, names: Names, n_students: int) -> Scene:
    label = get_activation(first).label
    picture = Picture(
        "activation",
        activation_figure(first, second),
        words.PICTURE.format(function=label),
        520,
        {"students.text": tuple(str(place) for place in range(1, n_students + 1))},
        answers=("derivative_0", "derivative_1", "slope_0", "slope_1"),
    )
    knobs = (
        Controls(tuple(slider(name, names) for name in HELD[2:]), NEURON),
        Controls(tuple(slider(name, names) for name in HELD[:2]), STUDENT),
    )
    shown = (
        Show("activation"),
        Text(("{region}",), "sentence", answers=True),
        Text((words.STRIP,), "sentence"),
    )
    return Scene(
        rows=((Column((*knobs, _numbers(second))), Column(shown, 1.6)),),
        quantities=(*quantities(*NUMBERS, names=names), *_own(first, second)),
        pictures=(picture,),
        announcement=words.SAID.format(function=label),
    )


def activations_moment(view: ActivationsView) -> Moment:
    """Return where the neuron stands on the curves at every position of its sliders."""
    run = run_forward(view.own, HELD)
    z = run.found.pre_activations[0][0, 0]
    others = _students(view, run.positions)
    moves: dict[str, Move] = {}
    for place, name in enumerate(filter(None, (view.own.activation, view.second))):
        moves |= activation_moves(get_activation(name), z, others, place)
    numbers = {**run.quantities(), **_second(view.second, z), "region": _regions(run.found)}
    return Moment(
        settings=run.places,
        sweeps={},
        fixed=Sweep(held_numbers(view.own)),
        joint=Joint(HELD, Sweep(numbers, {"activation": moves})),
    )


def _students(view: ActivationsView, positions: dict[str, Tensor]) -> Tensor:
    """Return z of every student in the data, in every row; inputs move only yours."""
    columns = side_by_side(view.own.held, WEIGHTS, positions)
    parameters = torch.stack([columns[name] for name in WEIGHTS])
    passed = forward_lanes(make_neuron(), parameters, view.dataset.inputs)
    return passed.pre_activations[0][:, 0]


def _second(name: str | None, z: Tensor) -> dict[str, Tensor]:
    if name is None:
        return {}
    other = get_activation(name)
    return {"second_activation": other.function(z), "second_derivative": other.derivative(z)}


def _regions(found: ForwardPass) -> Tensor:
    """Return 0 where the slope is (almost) nothing, 1 where it passes on what comes in."""
    return (found.derivatives[0][0, 0].abs() >= 0.05).float()


def _numbers(second: str | None) -> Readouts:
    others = ("second_activation", "second_derivative") if second else ()
    return Readouts(("z", "activation", "derivative", *others), words.WHERE)


def _own(first: str, second: str | None) -> tuple[Quantity, ...]:
    label = get_activation(first).label
    choices = (words.FLAT.format(function=label), words.STEEP.format(function=label))
    region = Quantity("region", style="choice", choices=choices)
    if second is None:
        return (region,)
    other = get_activation(second).label
    return (
        region,
        Quantity("second_activation", words.SECOND_VALUE.format(function=other), 2),
        Quantity("second_derivative", words.SECOND_SLOPE.format(function=other), 2),
    )
