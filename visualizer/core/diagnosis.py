"""Diagnosis: what became of a training, in one word that follows from its tensors.

Every word has a rule. They are asked in the order of ``DIAGNOSES``, and the first that holds gives
the word. "The end" is the last quarter of the steps, "the gap" is how far the loss is above the
lowest that the neuron is known to reach on the data (``lowest_loss``).

- diverged: a number stopped being finite; or the end of the loss lies above the start, with a peak
  more than twice that of the quarter before: it grows without bound.
- dead: the activation is ReLU, no example has a z above 0, and the gradient is exactly 0.
- finished: during the whole end the loss is within 10 % of the lowest known, or so close to it
  that the predictions are off by a thousandth.
- saturated: for every example the slope of the prediction along z is below ``SATURATED_SLOPE``.
- oscillating: at a quarter of the steps of the end or more, the gradient points against the one
  before: each step crosses the valley and lands on the other side.
- flat: the end changed the loss by less than 1 %, and the ground is level there: straight on at
  this slope, the lowest loss would lie more than ``FAR`` away in weight.
- crawling: the end closed less than half of the gap.
- converging: all others. The end closed half of the gap or more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from visualizer.core.activations import get_activation
from visualizer.core.datasets import Dataset
from visualizer.core.lanes import Lanes, forward_lanes
from visualizer.core.neuron import ForwardPass, Neuron
from visualizer.core.optimum import lowest_loss
from visualizer.core.training import Trajectory

FEWEST_STEPS = 4
"""A training has to have four quarters to be judged by the last of them."""

SATURATED_SLOPE = 0.01
"""A sigmoid is steepest in its middle, at 1/4; this is what is left of it at z = ±4.6."""

FAR = 10.0
"""In units of weight. The sliders of the app go from −1.5 to 1.5."""

CLOSE = 1e-6
"""A squared error of a thousandth of the way from fail to pass."""


def diagnose(neuron: Neuron, dataset: Dataset, lanes: Lanes) -> Tensor:
    """Return the diagnosis of every lane as a place in ``DIAGNOSES``.

    Args:
        neuron: The architecture of the lanes.
        dataset: The examples that they learned from.
        lanes: Full-batch trainings with every step recorded.

    Returns:
        Places between 0 and ``len(DIAGNOSES) - 1``. Shape ``(lanes,)``, int64.

    Raises:
        ValueError: If the record has fewer than ``FEWEST_STEPS`` steps.

    Example:
        >>> from visualizer.core import load_dataset, train_lanes
        >>> students, neuron = load_dataset("twelve_students", "tenths"), Neuron("relu", "identity")
        >>> start = torch.full((2, 3), 0.1), torch.zeros(3)
        >>> lanes = train_lanes(neuron, students, *start, torch.tensor([0.001, 0.5, 0.9]), 200)
        >>> [DIAGNOSES[place] for place in diagnose(neuron, students, lanes)]
        ['crawling', 'converging', 'dead']
    """
    n_steps = len(lanes.losses) - 1
    if n_steps < FEWEST_STEPS:
        raise ValueError(f"a diagnosis needs at least {FEWEST_STEPS} steps, got {n_steps}")
    evidence = Evidence(neuron, dataset, lanes)
    answers = torch.stack([rule(evidence) for rule in _RULES.values()])
    return answers.int().argmax(dim=0)  # the first of those that hold


def diagnose_trajectory(neuron: Neuron, dataset: Dataset, trajectory: Trajectory) -> str:
    """Return the word for one training, one of ``DIAGNOSES``.

    Args:
        neuron: Its architecture.
        dataset: The examples that it learned from.
        trajectory: A full-batch training.

    Raises:
        ValueError: If it has fewer than ``FEWEST_STEPS`` steps.
    """
    step = trajectory.diverged_at
    lanes = Lanes(
        weights=trajectory.weights[..., None],
        biases=trajectory.biases[..., None],
        losses=trajectory.losses[..., None],
        weight_gradients=trajectory.weight_gradients[..., None],
        bias_gradients=trajectory.bias_gradients[..., None],
        diverged_at=torch.tensor([-1 if step is None else step]),
    )
    return DIAGNOSES[int(diagnose(neuron, dataset, lanes))]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the rules look at, worked out once for all lanes.

    Attributes:
        neuron: The architecture.
        dataset: The examples.
        lanes: The trainings.
    """

    neuron: Neuron
    dataset: Dataset
    lanes: Lanes

    @cached_property
    def quarter(self) -> int:
        """Number of steps in a quarter of the training."""
        return (len(self.lanes.losses) - 1) // 4

    @cached_property
    def end(self) -> Tensor:
        """Losses of the last quarter. Shape ``(quarter + 1, lanes)``."""
        return self.lanes.losses[-self.quarter - 1 :]

    @cached_property
    def gap(self) -> Tensor:
        """How far the end is above the lowest loss, at least 0. Shape ``(quarter + 1, lanes)``."""
        return (self.end - lowest_loss(self.neuron, self.dataset)).clamp(min=0)

    @cached_property
    def gradients(self) -> Tensor:
        """Gradients of the last quarter. Shape ``(quarter + 1, n_features + 1, lanes)``."""
        rows = slice(-self.quarter - 1, None)
        weights, biases = self.lanes.weight_gradients[rows], self.lanes.bias_gradients[rows]
        return torch.cat([weights, biases[:, None]], dim=1)

    @cached_property
    def last(self) -> ForwardPass:
        """The forward pass at the last step; every field has the lane as its last axis."""
        lanes = self.lanes
        return forward_lanes(self.neuron, self.dataset.inputs, lanes.weights[-1], lanes.biases[-1])


def _diverged(evidence: Evidence) -> Tensor:
    losses, quarter = evidence.lanes.losses, evidence.quarter
    before = losses[-2 * quarter - 1 : -quarter].amax(dim=0)
    peak = evidence.end[1:].amax(dim=0)
    grows = (evidence.end[-1] > losses[0]) & (peak > 2 * before)
    return (evidence.lanes.diverged_at >= 0) | grows


def _dead(evidence: Evidence) -> Tensor:
    is_relu = torch.tensor(evidence.neuron.activation == "relu")
    nobody = (evidence.last.pre_activations <= 0).all(dim=0)
    return is_relu & nobody & (evidence.gradients[-1] == 0).all(dim=0)


def _finished(evidence: Evidence) -> Tensor:
    lowest = lowest_loss(evidence.neuron, evidence.dataset)
    return (evidence.end <= 1.1 * lowest + CLOSE).all(dim=0)


def _saturated(evidence: Evidence) -> Tensor:
    output = get_activation(evidence.neuron.output)
    slopes = output.derivative(evidence.last.activations) * evidence.last.derivatives
    return (slopes.abs() < SATURATED_SLOPE).all(dim=0)


def _oscillating(evidence: Evidence) -> Tensor:
    gradients = evidence.gradients
    turned = (gradients[1:] * gradients[:-1]).sum(dim=1) < 0
    return turned.float().mean(dim=0) >= 0.25


def _flat(evidence: Evidence) -> Tensor:
    before, now = evidence.end[0], evidence.end[-1]
    slope = evidence.gradients[-1].norm(dim=0)
    return ((before - now).abs() < 0.01 * before) & (evidence.gap[-1] > FAR * slope)


def _crawling(evidence: Evidence) -> Tensor:
    return evidence.gap[-1] > evidence.gap[0] / 2


def _converging(evidence: Evidence) -> Tensor:
    return torch.ones_like(evidence.lanes.diverged_at, dtype=torch.bool)


_RULES: dict[str, Callable[[Evidence], Tensor]] = {
    "diverged": _diverged,
    "dead": _dead,
    "finished": _finished,
    "saturated": _saturated,
    "oscillating": _oscillating,
    "flat": _flat,
    "crawling": _crawling,
    "converging": _converging,
}

DIAGNOSES = tuple(_RULES)
"""Every word, in the order in which their rules are asked."""
