"""The five lines of PyTorch that train, as programs: their text is what the app shows."""

import inspect
import textwrap
from collections.abc import Iterable

import torch
from torch import Tensor, nn

Batches = Iterable[tuple[Tensor, Tensor]]


def training_loop(
    model: nn.Module,
    loss_function: nn.Module,
    optimizer: torch.optim.Optimizer,
    batches: Batches,
) -> None:
    """Train ``model`` in place by one update for each batch of inputs and targets."""
    for inputs, targets in batches:
        optimizer.zero_grad()
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss.backward()
        optimizer.step()


def forgetful_loop(
    model: nn.Module,
    loss_function: nn.Module,
    optimizer: torch.optim.Optimizer,
    batches: Batches,
) -> None:
    """Train like ``training_loop``, but let the gradients of all steps add up."""
    for inputs, targets in batches:
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss.backward()
        optimizer.step()


def penalized_loop(
    model: nn.Module,
    loss_function: nn.Module,
    optimizer: torch.optim.Optimizer,
    l1: float,
    batches: Batches,
) -> None:
    """Train like ``training_loop``, but let the size of every weight and bias count as well."""
    for inputs, targets in batches:
        optimizer.zero_grad()
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss = loss + l1 * sum(each.abs().sum() for each in model.parameters())
        loss.backward()
        optimizer.step()


def loop_source(forget_zero_grad: bool = False, l1: bool = False) -> str:
    """Return the loop that runs as text, to be shown: its body, taken from its source."""
    loop = penalized_loop if l1 else forgetful_loop if forget_zero_grad else training_loop
    source = inspect.getsource(loop)
    return textwrap.dedent(source[source.index("    for ") :])
