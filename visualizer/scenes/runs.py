"""A run: one training and everything that its sliders would make of it, computed once."""

from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.datasets import MOST_DRAWN, Dataset, load_dataset, picked_rows
from visualizer.core.lanes import Lanes, forward_lanes, train_lanes
from visualizer.core.lines import LineState
from visualizer.core.neuron import Neuron
from visualizer.core.recipe import Branch, Recipe
from visualizer.core.sweeps import train_side_by_side
from visualizer.core.training import Trajectory, train, watch_step
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
        trajectory: What the training loop on the page did.
        lanes: The trainings of all positions of all of ``CONTROLS``, side by side.
        branches: The trainings of all positions of ``branch_rate``, if there is a branch.
        branch: The step at which a second future begins, or ``None``; its rates are the
            positions of ``branch_rate``.
        lines: What was there around each line of the step that is shown.
    """

    neuron: Neuron
    dataset: Dataset
    n_steps: int
    step: int
    places: dict[str, Setting]
    trajectory: Trajectory
    lanes: Lanes
    branches: Lanes | None = None
    branch: int | None = None
    lines: tuple[LineState, ...] = ()

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
    """Return the run that ``values`` describe: data, scaling, neuron, start, rate, recipe.

    A release that moves only along the training, or along the lines of a step, finds the training
    still there.
    """
    recipe, n_steps = recipe_of(values), int(values["n_steps"])
    step = min(int(values["step"]), n_steps)
    branch = min(int(values["branch_step"]), n_steps)
    trained = _train(
        Neuron(values["activation"], values["output"]),
        load_dataset(values["dataset"], values["scaling"]),
        tuple(values[name] for name in (*CONTROLS, "branch_rate")),
        n_steps,
        recipe,
        branch,
    )
    run = replace(trained, step=step)
    return replace(run, lines=_lines(run, values["learning_rate"], recipe))


def train_branch(values: Values) -> Trajectory | None:
    """Return the second future of the run that ``values`` describe, start included, if any."""
    n_steps = int(values["n_steps"])
    step = min(int(values["branch_step"]), n_steps)
    if step < 0:
        return None
    weight, bias = weight_and_bias(values)
    return train(
        Neuron(values["activation"], values["output"]),
        load_dataset(values["dataset"], values["scaling"]),
        weight,
        bias,
        values["learning_rate"],
        n_steps,
        recipe_of(values),
        Branch(step, values["branch_rate"]),
    )


@lru_cache(maxsize=16)  # one megabyte each; nobody changes them
def _train(
    neuron: Neuron,
    dataset: Dataset,
    numbers: tuple[float, ...],
    n_steps: int,
    recipe: Recipe,
    branch: int,
) -> Run:
    """Return a run at its start, without the lines of a step; ``branch`` is −1 for none."""
    values = dict(zip((*CONTROLS, "branch_rate"), numbers, strict=True))
    weight, bias = weight_and_bias(values)
    rate = values["learning_rate"]
    places = settings(values, CONTROLS)
    lanes = train_side_by_side(
        neuron, dataset, weight, bias, rate, n_steps, as_tensors(places), recipe
    )
    branches = None
    if branch >= 0:
        places |= settings(values, ("branch_rate",))
        rates = torch.tensor(places["branch_rate"].positions)
        weights, biases = weight[:, None].repeat(1, len(rates)), bias.repeat(len(rates))
        branches = train_lanes(
            neuron, dataset, weights, biases, rate, n_steps,
            recipe=recipe, branch=Branch(branch, rates),
        )  # fmt: skip
    trajectory = train(neuron, dataset, weight, bias, rate, n_steps, recipe)
    step = branch if branch >= 0 else None
    return Run(neuron, dataset, n_steps, 0, places, trajectory, lanes, branches, step)


def _lines(run: Run, rate: float, recipe: Recipe) -> tuple[LineState, ...]:
    """Return what was there around each line of the step that is shown."""
    trajectory, watched = run.trajectory, run.watched
    if not recipe.has_memory:
        return watch_step(run.neuron, run.dataset, trajectory, watched, rate, recipe)
    weight, bias = trajectory.weights[0], trajectory.biases[0]
    return train(
        run.neuron, run.dataset, weight, bias, rate, watched + 1, recipe, watched=watched
    ).lines


def lane_numbers(run: Run, step: int) -> dict[str, Tensor]:
    """Return the live numbers of all lanes at ``step``. Shapes ``(lanes,)``."""
    lanes = run.lanes
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
    shown = predictions[picked_rows(len(predictions), MOST_DRAWN)]
    return {f"prediction_{place}": row for place, row in enumerate(shown, start=1)}
