"""The forward pass of one student as live numbers: shared by every page that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.forward import ForwardPass
from visualizer.core.sweeps import forward_side_by_side
from visualizer.live.moment import Setting
from visualizer.scenes.settings import as_tensors, settings
from visualizer.state.views.neuron import NeuronView

HELD = ("input_1", "input_2", "weight_1", "weight_2", "bias")
NUMBERS = (*HELD, "term_1", "term_2", "z", "activation", "derivative", "prediction", "output")


@dataclass(frozen=True, eq=False)
class Forward:
    """The forward pass of the student at hand, at every position of every control in a row.

    Attributes:
        places: Where each control stands.
        positions: The positions of each. Shapes ``(n_positions,)``.
        columns: Every number of ``HELD`` in every row: it varies in those of its own control.
            Shapes ``(n_rows,)``.
        found: The pass; its fields carry the row as their last axis.
    """

    places: dict[str, Setting]
    positions: dict[str, Tensor]
    columns: dict[str, Tensor]
    found: ForwardPass

    def quantities(self) -> dict[str, Tensor]:
        """Return every live number of the pass. Shapes ``(n_rows,)``."""
        return {**pass_numbers(self.found), **self.columns}

    def lowest_prediction(self) -> Tensor:
        """Return the lowest prediction that any one control reaches. Shape ``(1,)``."""
        return self.found.predictions.min().view(1)


def run_forward(view: NeuronView, controls: tuple[str, ...]) -> Forward:
    """Return the forward pass of the student at hand.

    Args:
        view: The neuron and the student.
        controls: Which of the numbers in ``HELD`` can be dragged.
    """
    held = view.held
    places = settings({name: held[name] for name in controls})
    positions = as_tensors(places)
    found = forward_side_by_side(view.neuron, view.parameters, view.inputs, positions)
    return Forward(places, positions, side_by_side(held, HELD, positions), found)


def side_by_side(
    held: Mapping[str, float], names: tuple[str, ...], positions: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """Return numbers at every position of every control in a row.

    Args:
        held: What each number is while another one's control moves.
        names: Which of them to return.
        positions: For each control the values that it takes. Shapes ``(n_positions,)``.

    Returns:
        Shapes ``(n_rows,)``, the rows of one control after those of another.
    """
    sizes = [len(each) for each in positions.values()]
    columns = torch.tensor([[held[name]] for name in names]).repeat(1, sum(sizes))
    for key, rows in zip(positions, columns.split(sizes, dim=1), strict=True):
        if key in names:
            rows[names.index(key)] = positions[key]
    return dict(zip(names, columns, strict=True))


def pass_numbers(found: ForwardPass, example: int = 0) -> dict[str, Tensor]:
    """Return a neuron's numbers for one example of a sweep. Shapes ``(n_positions,)``."""
    prediction, terms = found.predictions[example, 0], found.terms()[example, 0]
    return {
        "term_1": terms[0],
        "term_2": terms[1],
        "z": found.pre_activations[0][example, 0],
        "activation": found.activations[0][example, 0],
        "derivative": found.derivatives[0][example, 0],
        "prediction": prediction,
        "output": prediction,
        "answer": answers(prediction),
    }


def answers(predictions: Tensor) -> Tensor:
    """Return 1 (pass) where a prediction is at least 50 %, else 0 (fail). Same shape."""
    return (predictions >= 0.5).float()


def held_numbers(view: NeuronView) -> dict[str, Tensor]:
    """Return the numbers of ``HELD``, which the controls hold until they move. Shapes ``(1,)``."""
    return {name: torch.tensor([number]) for name, number in view.held.items()}
