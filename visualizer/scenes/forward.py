"""The forward pass of one student as live numbers: shared by every page that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.neuron import ForwardPass, Neuron
from visualizer.core.sweeps import forward_sweeps
from visualizer.live.scene import Setting
from visualizer.scenes.settings import Values, as_tensors, settings, weight_and_bias

HELD = ("input_1", "input_2", "weight_1", "weight_2", "bias")
NUMBERS = (*HELD, "term_1", "term_2", "z", "activation", "derivative", "prediction", "output")


@dataclass(frozen=True, eq=False)
class Forward:
    """The forward pass of the student at hand, at every position of every control.

    Attributes:
        places: Where each control stands.
        positions: The positions of each. Shapes ``(n_positions,)``.
        passes: Control to its pass; its fields carry the position as their last axis.
    """

    places: dict[str, Setting]
    positions: dict[str, Tensor]
    passes: dict[str, ForwardPass]

    def quantities(self, key: str) -> dict[str, Tensor]:
        """Return every live number of the pass along the control ``key``."""
        numbers = pass_numbers(self.passes[key])
        return {**numbers, key: self.positions[key]}

    def lowest_prediction(self) -> Tensor:
        """Return the lowest prediction that any one control reaches. Shape ``(1,)``."""
        lowest = [found.predictions.min() for found in self.passes.values()]
        return torch.stack(lowest).min().view(1)


def run_forward(neuron: Neuron, values: Values, controls: tuple[str, ...]) -> Forward:
    """Return the forward pass of the student with ``input_1`` and ``input_2`` hours.

    Args:
        neuron: The architecture.
        values: The numbers named in ``HELD``.
        controls: Which of them can be dragged.
    """
    places = settings(values, controls)
    positions = as_tensors(places)
    inputs = torch.tensor([[values["input_1"], values["input_2"]]])
    weight, bias = weight_and_bias(values)
    return Forward(places, positions, forward_sweeps(neuron, inputs, weight, bias, positions))


def pass_numbers(found: ForwardPass, example: int = 0) -> dict[str, Tensor]:
    """Return the numbers of one example of a sweep, each of shape ``(n_positions,)``."""
    prediction = found.predictions[example]
    return {
        "term_1": found.terms[example, 0],
        "term_2": found.terms[example, 1],
        "z": found.pre_activations[example],
        "activation": found.activations[example],
        "derivative": found.derivatives[example],
        "prediction": prediction,
        "output": prediction,
        "answer": answers(prediction),
    }


def answers(predictions: Tensor) -> Tensor:
    """Return 1 (pass) where a prediction is at least 50 %, else 0 (fail). Same shape."""
    return (predictions >= 0.5).float()


def held_numbers(values: Mapping[str, float], names: tuple[str, ...] = HELD) -> dict[str, Tensor]:
    """Return numbers that the controls hold until they move. Shapes ``(1,)``."""
    return {name: torch.tensor([float(values[name])]) for name in names}
