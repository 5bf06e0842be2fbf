"""The scene of the activation functions: values, slopes, and the neuron's place on both."""

from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.activations import get_activation
from visualizer.core.architecture import make_neuron
from visualizer.core.datasets import Dataset
from visualizer.core.forward import ForwardPass, forward_lanes
from visualizer.figures.activations import activation_figure, activation_moves
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
from visualizer.scenes.forward import HELD, NUMBERS, held_numbers, run_forward, side_by_side
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import Values, slider
from visualizer.state.parameters import WEIGHTS
from visualizer.tables.loading import MOST_DRAWN, load_dataset

LABEL = "{first} and its slope. At z = {z} the value is {activation} and the slope is {derivative}."


@lru_cache(maxsize=256)
def activations_scene(first: str, second: str, dataset: str) -> Scene:
    """Return the scene of one activation function, with a second one unless it is ``none``."""
    label = get_activation(first).label
    other = None if second in ("none", first) else second
    students = load_dataset(dataset, most=MOST_DRAWN).n_samples
    picture = Picture(
        "activation",
        activation_figure(first, other),
        LABEL.replace("{first}", label),
        520,
        {"students.text": tuple(str(place) for place in range(1, students + 1))},
    )
    knobs = (
        Controls(tuple(slider(name) for name in HELD[2:]), "The neuron"),
        Controls(tuple(slider(name) for name in HELD[:2]), "The student"),
    )
    return Scene(
        rows=((Column((*knobs, _numbers(other))), Column((Show("activation"), _words()), 1.6)),),
        quantities=(*quantities(*NUMBERS), *_own(first, other)),
        pictures=(picture,),
        announcement=f"z = {{z}}, {label} of z = {{activation}}, slope {{derivative}}",
    )


def activations_moment(values: Values) -> Moment:
    """Return where the neuron stands on the curves at every position of its sliders."""
    dataset = load_dataset(values["dataset"], most=MOST_DRAWN)
    first = get_activation(values["activation"])
    second = values["second_activation"]
    names = (first.name,) if second in ("none", first.name) else (first.name, second)
    run = run_forward(make_neuron(first.name), values, HELD)
    z = run.found.pre_activations[0][0, 0]
    others = _students(dataset, values, run.positions)
    moves = {}
    for place, name in enumerate(names):
        moves |= activation_moves(get_activation(name), z, others, place)
    numbers = {**run.quantities(), **_second(names, z), "region": _regions(run.found)}
    return Moment(
        settings=run.places,
        sweeps={},
        fixed=Sweep(held_numbers(values)),
        joint=Joint(HELD, Sweep(numbers, {"activation": moves})),
    )


def _students(dataset: Dataset, values: Values, positions: dict[str, Tensor]) -> Tensor:
    """Return z of every student in the data, in every row; inputs move only yours."""
    columns = side_by_side(values, WEIGHTS, positions)
    parameters = torch.stack([columns[name] for name in WEIGHTS])
    passed = forward_lanes(make_neuron(), parameters, dataset.inputs)
    return passed.pre_activations[0][:, 0]


def _second(names: tuple[str, ...], z: Tensor) -> dict[str, Tensor]:
    if len(names) == 1:
        return {}
    other = get_activation(names[1])
    return {"second_activation": other.function(z), "second_derivative": other.derivative(z)}


def _regions(found: ForwardPass) -> Tensor:
    """Return 0 where the slope is (almost) nothing, 1 where it passes on what comes in."""
    return (found.derivatives[0][0, 0].abs() >= 0.05).float()


def _numbers(other: str | None) -> Readouts:
    second = ("second_activation", "second_derivative") if other else ()
    return Readouts(("z", "activation", "derivative", *second), "Where the neuron stands")


def _words() -> Text:
    return Text(("{region}",), "sentence")


def _own(first: str, other: str | None) -> tuple[Quantity, ...]:
    label = get_activation(first).label
    flat = (
        f"Here {label} is flat: its slope is {{derivative}}. Whatever the loss asks for, almost "
        "none of it gets through to the weights, so this student teaches the neuron nothing."
    )
    steep = (
        f"The straight line touches {label} at your z. Its slope, {{derivative}}, is how strongly "
        "a small change of z comes out on the other side."
    )
    region = Quantity("region", style="choice", choices=(flat, steep))
    if other is None:
        return (region,)
    name = get_activation(other).label
    return (
        region,
        Quantity("second_activation", f"{name} of the same z", 2),
        Quantity("second_derivative", f"slope of {name}", 2),
    )
