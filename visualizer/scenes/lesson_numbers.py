"""The numbers that the answers and the code of each page quote, computed like all the others."""

import math
from collections.abc import Mapping
from functools import cache

import torch

from visualizer.core.activations import get_activation
from visualizer.core.architecture import make_neuron
from visualizer.core.forward import forward
from visualizer.core.lanes import train_lanes
from visualizer.core.losses import mse, residuals
from visualizer.core.model import initial_parameters, model_code
from visualizer.core.setup import Setup
from visualizer.core.task import Task
from visualizer.live.moment import Moment
from visualizer.scenes.neuron import lowest_possible
from visualizer.state.number_texts import number_text, rounded, shortest
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.activations import ActivationsView
from visualizer.state.views.neuron import NeuronView
from visualizer.tables.loading import load_dataset

FLAT_Z = -3.0
FAR_AND_NEAR = (0.6, 0.3)  # one far miss, and each of two near ones


def start_numbers(moment: Moment, view: NeuronView) -> dict[str, str]:
    """Return the pass as it is, and as it would be with a weight of −1 on hours studied.

    Args:
        moment: What the stage shows.
        view: What it was made of.
    """
    low = forward(view.neuron, torch.tensor([-1.0, *view.weights[1:]]), view.inputs)
    return {
        **_pass_numbers(moment, view),
        "z_low": rounded(float(low.pre_activations[0]), 2),
        "prediction_low": _percent(float(low.predictions)),
    }


def neuron_numbers(moment: Moment, view: NeuronView) -> dict[str, str]:
    """Return the pass as it is, and the lowest prediction that ReLU and SiLU allow."""
    floors = {name: float(lowest_possible(make_neuron(name))) for name in ("relu", "silu")}
    return {
        **_pass_numbers(moment, view),
        "activation_code": get_activation(view.activation).code,
        **{f"floor_{name}": _percent(floor) for name, floor in floors.items()},
    }


def activations_numbers(moment: Moment, view: ActivationsView) -> dict[str, str]:
    """Return the pass as it is, and the slopes of ReLU and SiLU at z = −3."""
    return {**neuron_numbers(moment, view.own), **_flat_slopes()}


@cache
def _flat_slopes() -> Mapping[str, str]:
    flat = torch.tensor(FLAT_Z)
    return {
        f"{name}_slope": rounded(float(get_activation(name).derivative(flat)), 2)
        for name in ("relu", "silu")
    }


def surface_numbers(moment: Moment, setup: Setup) -> dict[str, str]:
    """Return the point in the pictures, its gradient, and the loss before and after one step."""
    gradient = [moment.number(f"gradient_{name}") for name in WEIGHTS]
    return {
        **dict(zip(WEIGHTS, map(number_text, setup.start), strict=True)),
        "learning_rate": number_text(setup.learning_rate),
        **{
            f"gradient_{name}": rounded(each, 4)
            for name, each in zip(WEIGHTS, gradient, strict=True)
        },
        "steepness": rounded(math.hypot(*gradient), 4),
        "loss": rounded(moment.number("loss"), 4),
        "loss_next": rounded(moment.number("loss_next"), 4),
        "model": model_code(setup.architecture),
    }


def loss_numbers(task: Task, weights: tuple[float, ...]) -> dict[str, str]:
    """Return every step from predictions to the loss, and what a far and two near misses add.

    Args:
        task: The neuron and the examples.
        weights: Both weights and the bias, where they stand.
    """
    neuron, dataset = task.architecture, task.dataset
    predictions = forward(neuron, torch.tensor(weights), dataset.inputs).predictions[:, 0]
    misses = residuals(predictions, dataset.targets)
    squares = torch.tensor(FAR_AND_NEAR).square()
    far, near = FAR_AND_NEAR
    return {
        "far": f"{far:.1f}",
        "near": f"{near:.1f}",
        "far_square": f"{float(squares[0]):.2f}",
        "near_squares": f"{2 * float(squares[1]):.2f}",
        "predictions": _first_few(predictions),
        "residuals": _first_few(misses),
        "loss": rounded(float(misses.square().mean()), 4),
        "mse": rounded(float(mse(predictions, dataset.targets)), 4),
    }


@cache
def training_numbers() -> dict[str, str]:
    """Return where the program of the lesson ends at its rate, and at 10 and 100 times that."""
    start, rates = initial_parameters(0), torch.tensor([0.1, 1.0, 10.0])
    setup = Setup(make_neuron(), load_dataset("three_students"), tuple(start.tolist()), n_steps=100)
    lanes = train_lanes(setup, start[:, None].repeat(1, len(rates)), rates, record=False)
    names = ("loss", "loss_ten", "loss_hundred")
    return {
        name: rounded(end, 4) for name, end in zip(names, lanes.losses[-1].tolist(), strict=True)
    }


def _pass_numbers(moment: Moment, view: NeuronView) -> dict[str, str]:
    return {
        **{name: _as_given(number) for name, number in view.held.items()},
        **{name: rounded(moment.number(name), 2) for name in ("z", "activation", "derivative")},
        "output": rounded(moment.number("output"), 6),
        "prediction": _percent(moment.number("prediction")),
        **dict(zip(("column_1", "column_2"), view.examples.feature_names, strict=True)),
    }


def _first_few(numbers: torch.Tensor) -> str:
    """Return the first three of ``numbers``, of shape ``(n_students,)``, in brackets."""
    shown = [rounded(number, 3) for number in numbers[:3].tolist()]
    return f"[{', '.join(shown + ['…'] * (len(numbers) > 3))}]"


def _percent(share: float) -> str:
    return f"{rounded(100 * share, 1)} %"


def _as_given(number: float) -> str:
    """Return a number as the code takes it: two digits after the point, or all that it has."""
    short = f"{number:.2f}"
    return short if float(short) == shortest(number) else number_text(shortest(number))
