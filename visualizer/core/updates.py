"""What a step does to the parameters: PyTorch's optimizers, for one training or for many lanes."""

import torch
from torch import Tensor

from visualizer.core.passes import Update
from visualizer.core.recipe import OPTIMIZERS, Recipe
from visualizer.core.setup import Setup

LINEAR_IN_RATE = (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW)
"""Optimizers that move a parameter by the rate times a move that does not depend on the rate."""


def one_update(setup: Setup, values: list[Tensor]) -> Update[list[Tensor]]:
    """Return the update of one training: the optimizer itself, bit for bit.

    Args:
        setup: Optimizer, rate and branch.
        values: Where each parameter starts.
    """
    if setup.recipe.optimizer == "sgd":
        # The kernel that torch.optim.SGD calls in the end, on memory of its own.
        return _plain_update([-rate for rate in setup.rates()], len(values) == 2)
    own = [value.clone() for value in values]
    optimizer = OPTIMIZERS[setup.recipe.optimizer].make(own, setup.learning_rate)

    def update(_: list[Tensor], gradients: list[Tensor], step: int) -> list[Tensor]:
        optimizer.param_groups[0]["lr"] = setup.rate_at(step)
        for parameter, gradient in zip(own, gradients, strict=True):
            parameter.grad = gradient
        optimizer.step()
        return [parameter.clone() for parameter in own]

    return update


def _plain_update(rates: list[float], is_one_layer: bool) -> Update[list[Tensor]]:
    """Return the update by ``rates``, the sizes of all steps with a minus before them."""

    def one_layer(values: list[Tensor], gradients: list[Tensor], step: int) -> list[Tensor]:
        weight, bias = values
        weight_slope, bias_slope = gradients
        rate = rates[step]
        return [weight.add(weight_slope, alpha=rate), bias.add(bias_slope, alpha=rate)]

    def any_layers(values: list[Tensor], gradients: list[Tensor], step: int) -> list[Tensor]:
        rate = rates[step]
        return [
            value.add(slope, alpha=rate) for value, slope in zip(values, gradients, strict=True)
        ]

    return one_layer if is_one_layer else any_layers


def lanes_update(
    recipe: Recipe, values: Tensor, rates: tuple[Tensor, Tensor], turn: int
) -> Update[Tensor]:
    """Return the update of many trainings, each at its own rate.

    Args:
        recipe: Which optimizer.
        values: Where the parameters start.
        rates: The rates before the branch and from it on, of a shape that fits ``values``.
        turn: The step from which the second ones hold.

    Raises:
        ValueError: If the optimizer's step is not known to follow from its rate in a way that
            lanes can share.
    """
    before, after = rates
    if recipe.optimizer == "sgd":
        less, lesser = -before, -after  # equal, bit for bit, to the step of torch.optim.SGD
        return lambda values, gradients, step: values.addcmul(
            gradients, less if step < turn else lesser
        )
    # PyTorch's optimizers know one rate for all lanes. So one with a rate of 1 finds the move,
    # starting each time from zero, and each lane makes it at its own rate.
    move = torch.zeros_like(values)
    optimizer = OPTIMIZERS[recipe.optimizer].make([move], 1.0)
    decay = decay_of(optimizer)

    def update(values: Tensor, gradients: Tensor, step: int) -> Tensor:
        rates = before if step < turn else after
        move.zero_()
        move.grad = gradients
        optimizer.step()
        kept = values * (1 - rates * decay) if decay else values
        return kept.addcmul(move, rates)

    return update


def decay_of(optimizer: torch.optim.Optimizer) -> float:
    """Return by which share of itself, times the rate, a step shrinks each parameter.

    A move that starts from zero knows nothing of that: there is nothing to shrink.

    Raises:
        ValueError: If the decay passes through the gradient, or the move is not known to be linear
            in the rate.
    """
    settings = optimizer.defaults
    decay = settings.get("weight_decay") or 0.0
    if type(optimizer) not in LINEAR_IN_RATE or (
        decay and not settings.get("decoupled_weight_decay")
    ):
        raise ValueError(
            f"lanes need an optimizer whose step is its rate times a move that is the same at "
            f"every rate and for every parameter, got {optimizer}"
        )
    return decay
