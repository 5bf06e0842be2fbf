"""The live numbers of one step of a small network, in many lanes side by side."""

from __future__ import annotations

import torch
from torch import Tensor

from visualizer.core.backward import Backward, backward_from, losses_from, wiggle_from
from visualizer.core.gradient import WIGGLE
from visualizer.core.task import Task
from visualizer.scenes.backward_path import path_numbers
from visualizer.scenes.network_numbers import place_of
from visualizer.state.views.backward import BackwardView, only

THE_SAME, KINK, ROUGH = range(3)  # places in WIGGLED
KINKED = frozenset({"relu", "leaky_relu"})
Numbers = dict[str, Tensor]
"""Name of a live number to its value in each lane. Shapes ``(lanes,)``."""


def backward_numbers(
    view: BackwardView, parameters: Tensor, inputs: Tensor, rates: Tensor
) -> Numbers:
    """Return every live number of many such steps.

    Args:
        view: What they have in common.
        parameters: Before the step. Shape ``(n_parameters, lanes)``.
        inputs: Of all examples. Shape ``(n_examples, 2, lanes)``.
        rates: Learning rates. Shape ``(lanes,)``.
    """
    task, example = view.task, view.example
    place = place_of(task.architecture, view.part)
    back = backward_from(task, parameters, inputs)
    mean = back.gradients.mean(dim=0)
    taken = mean if view.takes_all else back.gradients[example]
    after = parameters.double() - rates.double() * taken
    losses_after = losses_from(task, after, inputs)
    own = only(task.dataset, example)
    wiggle = wiggle_from(
        Task(task.architecture, own, task.loss), parameters, inputs[example, None], place
    )[0]
    numbers = {
        **_forward(back, example, inputs),
        **_back(back, example),
        **path_numbers(task.architecture, back, parameters, example, place),
        "loss": back.losses[example],
        "loss_after": losses_after[example],
        "loss_mean": back.losses.mean(dim=0),
        "loss_mean_after": losses_after.mean(dim=0),
        "learning_rate": rates,
        "wiggle": wiggle,
        "wiggled": _wiggled(back, example, place, wiggle / (2 * WIGGLE)),
        "gradient_chosen": back.gradients[example, place],
        "gradient_chosen_auto": back.grads[example, place],
        "gradient_chosen_wiggle": wiggle / (2 * WIGGLE),
        "gradient_chosen_mean": mean[place],
        "gradient_chosen_step": taken[place],
    }
    for row in range(task.dataset.n_samples):
        numbers[f"gradient_of_{row + 1}"] = back.gradients[row, place]
    for each, name in enumerate(task.architecture.names):
        numbers[f"value_{name}"] = parameters[each]
        numbers[f"gradient_{name}"] = back.gradients[example, each]
        numbers[f"gradient_auto_{name}"] = back.grads[example, each]
        numbers[f"gradient_step_{name}"] = taken[each]
        numbers[f"after_{name}"] = after[each]
    for output, target in enumerate(own.targets.reshape(-1).tolist(), start=1):
        numbers[f"target_{output}"] = torch.full_like(rates, target)
    return {name: row.float() for name, row in numbers.items()}


def _wiggled(back: Backward, example: int, chosen: int, found: Tensor) -> Tensor:
    """Return which sentence about the wiggle holds. Shape ``(lanes,)``.

    Args:
        back: The pass.
        example: The row of the example at hand.
        chosen: The parameter that was wiggled.
        found: The gradient by it. Shape ``(lanes,)``.
    """
    network, gradient = back.passed.architecture, back.gradients[example, chosen]
    place = network.places[chosen]
    same = (found - gradient).abs() <= 1e-4 * gradient.abs() + 1e-7
    told = torch.full_like(found, float(ROUGH))
    if place.layer == 1 and network.layers[0].activation in KINKED:
        heard = back.passed.inputs[example, place.input - 1].abs() if place.input else 1.0
        close = back.passed.pre_activations[0][example, place.unit - 1].abs() <= WIGGLE * heard
        told = torch.where(close, float(KINK), told)
    return torch.where(same, float(THE_SAME), told)


def _forward(back: Backward, example: int, inputs: Tensor) -> Numbers:
    passed = back.passed
    numbers = {f"input_{n + 1}": inputs[example, n] for n in range(2)}
    for layer, (sums, answers, slopes) in enumerate(_layers(back), start=1):
        for unit in range(sums.shape[1]):
            where = f"{layer}_{unit + 1}"
            numbers[f"z_{where}"] = sums[example, unit]
            numbers[f"activation_{where}"] = answers[example, unit]
            numbers[f"derivative_{where}"] = slopes[example, unit]
            numbers[f"answer_{where}"] = answers[example, unit]
    for unit in range(passed.predictions.shape[1]):
        numbers[f"prediction_{unit + 1}"] = passed.predictions[example, unit]
    return numbers


def _layers(back: Backward) -> list[tuple[Tensor, Tensor, Tensor]]:
    """Return z, what becomes of it and the slope of that, for each layer; the last by its σ."""
    passed, rule = back.passed, back.rule
    (hidden, last) = passed.pre_activations
    return [
        (hidden, passed.activations[0], rule.activation_slopes[0]),
        (last, passed.predictions, rule.output_slopes),
    ]


def _back(back: Backward, example: int) -> Numbers:
    numbers = {}
    pairs = zip(back.rule.signals, back.sum_grads, strict=True)
    for layer, (signals, grads) in enumerate(pairs, start=1):
        for unit in range(signals.shape[1]):
            numbers[f"gradient_z_{layer}_{unit + 1}"] = signals[example, unit]
            numbers[f"gradient_auto_z_{layer}_{unit + 1}"] = grads[example, unit]
            numbers[f"signal_{layer}_{unit + 1}"] = signals[example, unit]
    for output in range(back.answer_grads.shape[1]):
        numbers[f"gradient_o_{output + 1}"] = back.rule.error_slopes[example, output]
        numbers[f"gradient_auto_o_{output + 1}"] = back.answer_grads[example, output]
    return numbers
