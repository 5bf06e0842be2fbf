"""What the page of the network shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture, Layer
from visualizer.core.branch import Branch
from visualizer.core.datasets import Dataset
from visualizer.core.model import initial_parameters
from visualizer.core.recipe import Recipe
from visualizer.core.setup import Setup
from visualizer.state.branches import network_branch
from visualizer.state.network_examples import (
    data_of,
    has_classes,
    has_numbers,
    n_inputs,
    n_outputs,
)
from visualizer.state.network_parameters import LAST_STEP, OWN_ACTIVATIONS, SAME, UNITS
from visualizer.state.packed_weights import is_packed, read_weights
from visualizer.state.values import Values, number, text, whole


@dataclass(frozen=True)
class Looks:
    """What is drawn of a network.

    Attributes:
        lines: What the lines tell: ``weights`` or ``gradients``.
        plane: What the plane shows: ``probability``, ``classes`` or ``certainty``.
        fold: Which units of the last hidden layer the folded plane has across and upwards, counted
            from 1; may be the same one twice, or one that there is not.
    """

    lines: str = "weights"
    plane: str = "probability"
    fold: tuple[int, int] = (1, 2)

    def fold_of(self, n_units: int) -> tuple[int, int]:
        """Return the units of the folded plane in a layer of ``n_units``, two different ones.

        In place of one that the layer does not have there is the first, or the second.

        >>> Looks(fold=(1, 5)).fold_of(4), Looks(fold=(3, 5)).fold_of(4)
        ((1, 2), (3, 2))
        >>> Looks(fold=(3, 3)).fold_of(4)
        (3, 4)
        """
        across, up = self.fold
        across, up = (across if across <= n_units else 1), (up if up <= n_units else 2)
        return (across, up) if across != up else (across, across % n_units + 1)


@dataclass(frozen=True)
class NetworkView:
    """A network, its training, and how far that has gone. Two made from the same are equal.

    Attributes:
        setup: What the training is made from, without a branch.
        test: Examples that it never learns from, if there are any.
        step: The step at hand, from 0 to its last.
        part: The code of the chosen weight or bias; may be one that this network does not have.
        seed: What draws its weights.
        start: Where they come from: ``seed``, ``equal``, or packed weights.
        looks: What is drawn of it.
        example: The number of the example that goes through it, 0 for ``point``; may be higher than
            there are examples.
        point: Where in the plane the point lies that does, if it is no example.
        branch: Where a second future begins and at which rate, if there is one.
    """

    setup: Setup
    test: Dataset | None = None
    step: int = LAST_STEP
    part: int = 1
    seed: int = 0
    start: str = "seed"
    looks: Looks = Looks()
    example: int = 1
    point: tuple[float, float] = (0.0, 0.0)
    branch: Branch | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of each hidden layer."""
        return tuple(layer.n_units for layer in self.setup.architecture.layers[:-1])

    def with_sizes(self, sizes: tuple[int, ...]) -> NetworkView:
        """Return the view of as many layers of other sizes, their weights drawn by the seed."""
        if sizes == self.sizes:
            return self
        kept = "equal" if self.start == "equal" else "seed"
        old = self.setup.architecture
        activations = tuple(layer.activation for layer in old.layers[:-1])
        network = make_network(sizes, activations, old.output, old.n_inputs, old.n_outputs)
        setup = replace(self.setup, architecture=network, start=start_of(network, self.seed, kept))
        return replace(self, setup=setup, start=kept)


def n_weights(values: Values) -> int:
    """Return how many weights and biases the network has that the values describe."""
    return _network(values).n_parameters


def _network(values: Values) -> Architecture:
    sizes = tuple(whole(values, name) for name in UNITS[: whole(values, "hidden_layers")])
    is_chance = _loss(values) == "mse" and not has_numbers(values)  # of one kind, not the other
    output = "sigmoid" if is_chance else "identity"
    chosen = [text(values, name) for name in OWN_ACTIVATIONS[: len(sizes)]]
    activations = tuple(text(values, "network_activation") if x == SAME else x for x in chosen)
    return make_network(sizes, activations, output, n_inputs(values), n_outputs(values))


def _loss(values: Values) -> str:
    if has_classes(values):
        return "cross_entropy"
    return "mse" if has_numbers(values) else text(values, "network_loss")


def network_view(values: Values) -> NetworkView:
    """Return what the checked ``values`` of the page describe."""
    network, data = _network(values), data_of(values)
    seed, start = whole(values, "network_seed"), text(values, "network_start")
    setup = Setup(
        network,
        data.train,
        start_of(network, seed, start),
        number(values, "learning_rate_network"),
        LAST_STEP,
        _recipe(values),
        loss=_loss(values),
    )
    step, part = whole(values, "step_network"), whole(values, "network_part")
    fold = whole(values, "fold_across"), whole(values, "fold_up")
    looks = Looks(text(values, "network_lines"), text(values, "plane_shows"), fold)
    example, point = (
        whole(values, "network_example"),
        (number(values, "point_1"), number(values, "point_2")),
    )
    branch = network_branch(values)
    return NetworkView(setup, data.test, step, part, seed, start, looks, example, point, branch)


def _recipe(values: Values) -> Recipe:
    l2, l1 = text(values, "network_l2"), text(values, "network_l1")
    return Recipe(
        optimizer=text(values, "network_optimizer"),
        batch_size=whole(values, "network_batch"),
        seed=whole(values, "network_seed"),
        weight_decay=None if l2 == "usual" else float(l2),
        l1=0.0 if l1 == "off" else float(l1),
    )


@lru_cache(maxsize=64)
def make_network(
    sizes: tuple[int, ...],
    activations: tuple[str, ...],
    output: str,
    n_inputs: int,
    n_outputs: int = 1,
) -> Architecture:
    """Return hidden layers of ``sizes`` units with an activation each, and the outputs.

    Where there is no hidden layer, one output is the lesson's neuron without an activation.
    """
    hidden = tuple(map(Layer, sizes, activations))
    return Architecture((*hidden, Layer(n_outputs)), output, n_inputs)


def start_of(network: Architecture, seed: int, start: str) -> tuple[float, ...]:
    """Return where each weight and bias of ``network`` starts.

    Args:
        network: Whose.
        seed: What draws them.
        start: ``seed``; ``equal`` for units that are copies of the first one of their layer; or
            packed weights. Those of another number are left out.
    """
    if is_packed(start):
        weights = read_weights(start)
        if len(weights) == network.n_parameters:
            return weights
    drawn = initial_parameters(seed, network)
    return tuple((_equal(network, drawn) if start == "equal" else drawn).tolist())


def _equal(network: Architecture, drawn: Tensor) -> Tensor:
    """Return ``drawn`` with every unit of a layer a copy of its first; the same for its inputs."""
    parts = []
    for place, (weight, bias) in enumerate(network.split(drawn)):
        rows = weight[:1].expand_as(weight)
        # What comes from units that are equal counts equally, or their gradients would differ.
        rows = rows if place == 0 else rows[:, :1].expand_as(rows)
        parts += [rows.flatten(), bias[:1].expand_as(bias)]
    return torch.cat(parts)
