"""A run: one training and everything that its sliders would make of it, computed once."""

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset, load_dataset
from visualizer.core.lanes import Lanes, forward_lanes, train_lanes
from visualizer.core.neuron import Neuron
from visualizer.core.recipe import Branch, Recipe
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
        step: The step at hand, from 0 to ``n_steps``.
        places: Where each control stands.
        trajectory: What the training loop on the page did, its step at hand line by line.
        lanes: Control to the trainings of its positions.
        branch: The step at which a second future begins, or ``None``; its rates are the
            positions of ``branch_rate``.
    """

    neuron: Neuron
    dataset: Dataset
    n_steps: int
    step: int
    places: dict[str, Setting]
    trajectory: Trajectory
    lanes: dict[str, Lanes]
    branch: int | None = None

    @property
    def watched(self) -> int:
        """The step that is shown line by line: the one that comes next, or the last one."""
        return min(self.step, self.n_steps - 1)

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


def recipe_of(values: Values) -> Recipe:
    """Return the recipe that the parameters of the page describe."""
    return Recipe(
        optimizer=values["optimizer"],
        batch_size=int(values["batch_size"]),
        seed=int(values["seed"]),
        forget_zero_grad=values["zero_grad"] == "forget",
    )


def make_run(values: Values) -> Run:
    """Return the run that ``values`` describe: data, scaling, neuron, start, rate, recipe."""
    neuron = Neuron(values["activation"], values["output"])
    dataset = load_dataset(values["dataset"], values["scaling"])
    n_steps = int(values["n_steps"])
    step = min(int(values["step"]), n_steps)
    weight, bias = weight_and_bias(values)
    rate, recipe = values["learning_rate"], recipe_of(values)
    places = settings(values, CONTROLS)
    lanes = train_sweeps(
        neuron, dataset, weight, bias, rate, n_steps, as_tensors(places), recipe
    )
    branch = min(int(values["branch_step"]), n_steps) if values["branch_step"] >= 0 else None
    if branch is not None:
        places |= settings(values, ("branch_rate",))
        rates = torch.tensor(places["branch_rate"].positions)
        lanes["branch_rate"] = train_lanes(
            neuron, dataset, weight[:, None].repeat(1, len(rates)), bias.repeat(len(rates)), rate,
            n_steps, recipe=recipe, branch=Branch(branch, rates),
        )  # fmt: skip
    watched = min(step, n_steps - 1)
    trajectory = train(
        neuron, dataset, weight, bias, rate, n_steps, recipe=recipe, watched=watched
    )
    return Run(neuron, dataset, n_steps, step, places, trajectory, lanes, branch)


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
