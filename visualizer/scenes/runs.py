"""A run: one training and everything that its sliders would make of it, computed once."""

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset, load_dataset
from visualizer.core.lanes import Lanes, forward_lanes
from visualizer.core.neuron import Neuron
from visualizer.core.sweeps import train_sweeps
from visualizer.core.training import Trajectory, train
from visualizer.live.scene import Setting
from visualizer.scenes.settings import Values, as_tensors, settings, weight_and_bias

CONTROLS = ("weight_1", "weight_2", "bias", "learning_rate")
MOST_POINTS = 100  # a longer path is drawn with fewer points, so that a release stays small


@dataclass(frozen=True, eq=False)
class Run:
    """A training and its sweeps.

    Attributes:
        neuron: The architecture.
        dataset: The examples.
        n_steps: Number of updates.
        places: Where each control stands.
        trajectory: What the training loop on the page did.
        lanes: Control to the trainings of its positions.
    """

    neuron: Neuron
    dataset: Dataset
    n_steps: int
    places: dict[str, Setting]
    trajectory: Trajectory
    lanes: dict[str, Lanes]

    @property
    def stride(self) -> int:
        """How many steps lie between two points of a drawn path."""
        return -(-self.n_steps // MOST_POINTS)

    def drawn_steps(self) -> Tensor:
        """Return the steps that a drawn path goes through: every ``stride``-th, and the last."""
        steps = torch.arange(0, self.n_steps + 1, self.stride)
        last = torch.tensor([self.n_steps])
        return steps if steps[-1] == last else torch.cat([steps, last])

    def drawn_until(self, step: int) -> int:
        """Return how many of the drawn points lie at ``step`` or before."""
        return int((self.drawn_steps() <= step).sum())


def make_run(values: Values) -> Run:
    """Return the run that ``values`` describe: data, scaling, neuron, start, rate and steps."""
    neuron = Neuron(values["activation"], values["output"])
    dataset = load_dataset(values["dataset"], values["scaling"])
    n_steps = int(values["n_steps"])
    places = settings(values, CONTROLS)
    weight, bias = weight_and_bias(values)
    rate = values["learning_rate"]
    return Run(
        neuron=neuron,
        dataset=dataset,
        n_steps=n_steps,
        places=places,
        trajectory=train(neuron, dataset, weight, bias, rate, n_steps),
        lanes=train_sweeps(neuron, dataset, weight, bias, rate, n_steps, as_tensors(places)),
    )


def lane_numbers(run: Run, key: str, step: int) -> dict[str, Tensor]:
    """Return the live numbers at ``step`` along the control ``key``. Shapes ``(n_positions,)``."""
    lanes = run.lanes[key]
    predictions = forward_lanes(
        run.neuron, run.dataset.inputs, lanes.weights[step], lanes.biases[step]
    ).predictions
    return {
        "weight_1": lanes.weights[step, 0],
        "weight_2": lanes.weights[step, 1],
        "bias": lanes.biases[step],
        "loss": lanes.losses[step],
        "gradient_weight_1": lanes.weight_gradients[step, 0],
        "gradient_weight_2": lanes.weight_gradients[step, 1],
        "gradient_bias": lanes.bias_gradients[step],
        "loss_start": lanes.losses[0],
        "loss_end": lanes.losses[-1],
        "diverged_at": lanes.diverged_at.float(),
        **_each_prediction(predictions),
    }


def step_numbers(run: Run) -> dict[str, Tensor]:
    """Return the live numbers at every step of the run. Shapes ``(n_steps + 1,)``."""
    trajectory = run.trajectory
    return {
        "step": torch.arange(run.n_steps + 1, dtype=torch.float32),
        "weight_1": trajectory.weights[:, 0],
        "weight_2": trajectory.weights[:, 1],
        "bias": trajectory.biases,
        "loss": trajectory.losses,
        "gradient_weight_1": trajectory.weight_gradients[:, 0],
        "gradient_weight_2": trajectory.weight_gradients[:, 1],
        "gradient_bias": trajectory.bias_gradients,
        **_each_prediction(trajectory.predictions.T),
    }


def _each_prediction(predictions: Tensor) -> dict[str, Tensor]:
    return {f"prediction_{place}": row for place, row in enumerate(predictions, start=1)}
