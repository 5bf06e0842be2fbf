"""The numbers that the answers and the code of each page quote, computed like all the others."""

from functools import cache

import torch

from visualizer.core.activations import get_activation
from visualizer.core.datasets import load_dataset
from visualizer.core.lanes import train_lanes
from visualizer.core.neuron import Neuron, forward, initial_parameters
from visualizer.scenes.neuron import lowest_possible
from visualizer.scenes.settings import Values, weight_and_bias

HELD = ("input_1", "input_2", "weight_1", "weight_2", "bias")
FLAT_Z = -3.0


def start_numbers(values: Values) -> dict[str, str]:
    """Return the pass as it is, and as it would be with a weight of −1 on hours studied."""
    low = _pass_numbers(Neuron(), {**values, "weight_1": -1.0})
    return {
        **_pass_numbers(Neuron(), values),
        "z_low": low["z"],
        "prediction_low": low["prediction"],
    }


def neuron_numbers(values: Values) -> dict[str, str]:
    """Return the pass as it is, and the lowest prediction that ReLU and SiLU allow."""
    activation = get_activation(values["activation"])
    return {
        **_pass_numbers(Neuron(activation.name), values),
        "activation_code": activation.code,
        **{f"floor_{name}": _percent(lowest_possible(Neuron(name))) for name in ("relu", "silu")},
    }


def activations_numbers(values: Values) -> dict[str, str]:
    """Return the pass as it is, and the slopes of ReLU and SiLU at z = −3."""
    flat = torch.tensor(FLAT_Z)
    slopes = {
        f"{name}_slope": f"{float(get_activation(name).derivative(flat)):.2f}"
        for name in ("relu", "silu")
    }
    return {**neuron_numbers(values), **slopes}


@cache
def training_numbers() -> dict[str, str]:
    """Return where the program of the lesson ends at its rate, and at 10 and 100 times that."""
    weight, bias = initial_parameters(0)
    rates = torch.tensor([0.1, 1.0, 10.0])
    weights, biases = weight[:, None].expand(-1, len(rates)), bias.expand(len(rates))
    students = load_dataset("three_students")
    lanes = train_lanes(Neuron(), students, weights, biases, rates, 100, record=False)
    names = ("loss", "loss_ten", "loss_hundred")
    return {name: f"{end:.4f}" for name, end in zip(names, lanes.losses[-1].tolist(), strict=True)}


def _pass_numbers(neuron: Neuron, values: Values) -> dict[str, str]:
    weight, bias = weight_and_bias(values)
    found = forward(
        neuron, torch.tensor([[values["input_1"], values["input_2"]]]), weight, bias
    )
    return {
        **{name: f"{values[name]:.2f}" for name in HELD},
        "z": f"{float(found.pre_activations):.2f}",
        "activation": f"{float(found.activations):.2f}",
        "derivative": f"{float(found.derivatives):.2f}",
        "output": f"{float(found.predictions):.6f}",
        "prediction": _percent(found.predictions),
    }


def _percent(share: torch.Tensor) -> str:
    return f"{100 * float(share):.1f} %"
