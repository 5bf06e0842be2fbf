"""What a step does to the parameters: PyTorch's optimizers, for one training or for many lanes."""

import torch
from torch import Tensor

from visualizer.core.passes import Update
from visualizer.core.recipe import Recipe
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
        # The kernels that torch.optim.SGD calls in the end, on memory of its own.
        plain = _plain_update([-rate for rate in setup.rates()], len(values) == 2)
        decay = setup.recipe.weight_decay
        return _decayed(plain, decay) if decay else plain
    own = [value.clone() for value in values]
    optimizer = setup.recipe.make_optimizer(own, setup.learning_rate)

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


def _decayed(plain: Update[list[Tensor]], decay: float) -> Update[list[Tensor]]:
    """Return ``plain`` with each parameter's share of ``decay`` added to its gradient."""

    def update(values: list[Tensor], gradients: list[Tensor], step: int) -> list[Tensor]:
        pairs = zip(values, gradients, strict=True)
        return plain(values, [slope.add(value, alpha=decay) for value, slope in pairs], step)

    return update


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
    if recipe.optimizer == "sgd" and not recipe.weight_decay:
        less, lesser = -before, -after  # equal, bit for bit, to the step of torch.optim.SGD
        return lambda values, gradients, step: values.addcmul(
            gradients, less if step < turn else lesser
        )
    # PyTorch's optimizers know one rate for all lanes. So one with a rate of 1 finds the move,
    # starting each time from zero, and each lane makes it at its own rate.
    move = torch.zeros_like(values)
    optimizer = recipe.make_optimizer([move], 1.0)
    decay = decay_of(optimizer)
    # Where the decay is a part of the gradient, the optimizer would take it from the move, and
    # there it is none: it is added here instead.
    coupled, decoupled = (0.0, decay) if is_decoupled(optimizer) else (decay, 0.0)

    def update(values: Tensor, gradients: Tensor, step: int) -> Tensor:
        rates = before if step < turn else after
        move.zero_()
        move.grad = gradients.add(values, alpha=coupled) if coupled else gradients
        optimizer.step()
        kept = values * (1 - rates * decoupled) if decoupled else values
        return kept.addcmul(move, rates)

    return update


def decay_of(optimizer: torch.optim.Optimizer) -> float:
    """Return the weight decay of an optimizer whose step lanes can share.

    A move that starts from zero knows nothing of it: there is nothing to shrink.

    Raises:
        ValueError: If the move is not known to be linear in the rate.
    """
    if type(optimizer) not in LINEAR_IN_RATE:
        raise ValueError(
            f"lanes need an optimizer whose step is its rate times a move that is the same at "
            f"every rate and for every parameter, got {optimizer}"
        )
    return optimizer.defaults.get("weight_decay") or 0.0


def is_decoupled(optimizer: torch.optim.Optimizer) -> bool:
    """Tell whether the decay of an optimizer shrinks the parameters past the gradient."""
    return bool(optimizer.defaults.get("decoupled_weight_decay"))
