"""The live numbers of many networks side by side, and what their units do."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.evidence import SATURATED_SLOPE
from visualizer.core.forward import ForwardPass, forward_lanes
from visualizer.core.lanes import train_lanes
from visualizer.core.setup import Setup
from visualizer.scenes.network_training import losses_on
from visualizer.state.network_parameters import part_codes
from visualizer.state.views.network import NetworkView
from visualizer.words.network_answers import CLOSE

SOME_RIGHT, ALL_RIGHT, DIVERGED, BEYOND = range(4)  # places in VERDICTS
(
    PICTURES,
    NO_LAYER,
    NO_ACTIVATION,
    DEAD,
    ONE_DEAD,
    COPIES,
    SATURATED,
    ONE_SATURATED,
    ONE_COPY,
    NO_LAYER_BENT,
    NO_ACTIVATION_BENT,
    VANISHING,
) = range(12)  # places in FACTS
FLAT = SATURATED_SLOPE  # the same as of an output that is called saturated
VANISHED = 0.01  # of the output's gradient: next to nothing reaches the first layer
ALIKE = 1e-6  # two units that never differ by more say the same


@dataclass(frozen=True)
class UnitFacts:
    """What hidden units do on the examples, counted in each lane. Shapes ``(lanes,)``.

    Attributes:
        dead: Units that answer the same on every example, with a slope of exactly 0.
        saturated: Units whose slope is next to nothing on every example, and which are not dead.
        copies: Units that answer like one before them in their layer on every example.
    """

    dead: Tensor
    saturated: Tensor
    copies: Tensor


def unit_facts(passed: ForwardPass) -> UnitFacts:
    """Return what the hidden units of many networks do.

    Args:
        passed: A pass through all lanes, as :func:`forward_lanes` returns it.
    """
    n_lanes = passed.predictions.shape[-1]
    dead, saturated, copies = (torch.zeros(n_lanes) for _ in range(3))
    for slopes, answers in zip(passed.derivatives[:-1], passed.activations[:-1], strict=True):
        same = answers.amax(dim=0) - answers.amin(dim=0) <= ALIKE
        is_dead = (slopes == 0).all(dim=0) & same
        dead += is_dead.sum(dim=0)
        saturated += ((slopes.abs() < FLAT).all(dim=0) & ~is_dead).sum(dim=0)
        apart = (answers[:, :, None] - answers[:, None]).abs().amax(dim=0)  # (units, units, lanes)
        earlier = torch.ones(apart.shape[:2]).tril(-1).bool()[..., None]
        copies += ((apart <= ALIKE) & earlier).any(dim=1).sum(dim=0)
    return UnitFacts(dead, saturated, copies)


def codes_of(architecture: Architecture) -> Tensor:
    """Return the code of every weight and bias in the order of the flat vector."""
    return torch.tensor(part_codes(architecture))


def chosen_place(view: NetworkView) -> int:
    """Return where the chosen weight or bias stands in the flat vector.

    Where this network has no such part, it is the first one.
    """
    return place_of(view.setup.architecture, view.part)


def place_of(architecture: Architecture, code: int) -> int:
    """Return where the weight or bias of a code stands in the flat vector; 0 if there is none."""
    found = (codes_of(architecture) == code).nonzero()
    return int(found[0]) if len(found) else 0


def network_numbers(view: NetworkView, parameters: Tensor) -> dict[str, Tensor]:
    """Return the live numbers of many networks of one size. Shapes ``(lanes,)``.

    Args:
        view: What they have in common.
        parameters: Shape ``(n_parameters, lanes)``.
    """
    setup, place = view.setup, chosen_place(view)
    now = train_lanes(replace(setup, n_steps=0), parameters)
    passed = forward_lanes(setup.architecture, parameters, setup.dataset.inputs)
    facts = unit_facts(passed)
    numbers = {
        "loss": now.losses[0],
        **_verdict(setup, passed),
        "chosen_value": parameters[place],
        "chosen_gradient": now.gradients[0, place],
        "dead": facts.dead,
        "saturated": facts.saturated,
        "copies": facts.copies,
        **_fold(view, parameters.shape[1]),
    }
    sizes = _lengths(setup, now.gradients[0])
    vanishes = _vanishes(setup, parameters) if setup.recipe.l1 else _faint(sizes)
    numbers["facts"] = _fact(setup.architecture, facts, view.start == "equal", vanishes)
    for layer, size in enumerate(sizes, start=1):
        numbers[f"gradient_layer_{layer}"] = _rounded(size)
    if view.test is not None:
        numbers["test_loss"] = losses_on(view.test, setup, parameters)
    return numbers


def _lengths(setup: Setup, gradients: Tensor) -> list[Tensor]:
    """Return how long the gradient of each layer is. Shapes ``(lanes,)``."""
    layers = setup.architecture.split(gradients)
    return [torch.cat([weight.flatten(0, 1), bias]).norm(dim=0) for weight, bias in layers]


def _faint(sizes: list[Tensor]) -> Tensor:
    """Return whether hardly any gradient reaches the first layer. Shape ``(lanes,)``."""
    return sizes[0] < VANISHED * sizes[-1]


def _vanishes(setup: Setup, parameters: Tensor) -> Tensor:
    """Return the same for the gradient of the loss alone, without the L1 term."""
    alone = replace(setup, n_steps=0, recipe=replace(setup.recipe, l1=0.0))
    return _faint(_lengths(setup, train_lanes(alone, parameters).gradients[0]))


def _verdict(setup: Setup, passed: ForwardPass) -> dict[str, Tensor]:
    """Return how good the answers are, and what that means."""
    targets = setup.dataset.targets[:, None]
    if setup.task.wants_numbers:
        return _off(passed, targets)
    sums = passed.pre_activations[-1]
    if setup.task.wants_classes:
        return _right(sums.argmax(dim=1) == targets)
    return _right((sums[:, 0] > 0) == (targets > 0.5))  # a logit above 0 for “passes”


def _right(is_right: Tensor) -> dict[str, Tensor]:
    """Return how many examples are on the right side of every border, and what that means."""
    right = is_right.sum(dim=0).float()
    all_right = right == len(is_right)
    return {"right": right, "verdict": torch.where(all_right, float(ALL_RIGHT), float(SOME_RIGHT))}


def _off(passed: ForwardPass, targets: Tensor) -> dict[str, Tensor]:
    """Return how far off answers are that are numbers, and what that means."""
    misses = (passed.predictions[:, 0] - targets).abs()
    all_right = misses.amax(dim=0) <= CLOSE
    verdict = torch.where(all_right, float(ALL_RIGHT), float(SOME_RIGHT))
    return {"off": misses.mean(dim=0), "verdict": verdict}


def _rounded(sizes: Tensor) -> Tensor:
    """Return sizes with two digits that count: to be compared, from layer to layer."""
    power = torch.floor(torch.log10(sizes.double().clamp(min=1e-300))) - 1
    return (torch.round(sizes.double() / 10**power) * 10**power).float()


def with_divergence(verdict: Tensor, diverged_at: Tensor, step: Tensor) -> Tensor:
    """Return the verdict, or the one of a training that has diverged by then.

    Args:
        verdict: Shape ``(lanes,)``.
        diverged_at: First step without finite numbers, −1 for never. Shape ``(lanes,)``.
        step: The step at hand of each. Shape ``(lanes,)``.
    """
    gone = (diverged_at >= 0) & (diverged_at <= step)
    told = torch.where(diverged_at == 0, float(BEYOND), float(DIVERGED))
    return torch.where(gone, told, verdict)


def _fact(
    architecture: Architecture, facts: UnitFacts, started_alike: bool, vanishes: Tensor
) -> Tensor:
    """Return which sentence of ``FACTS`` holds in each lane."""
    hidden, is_bent = architecture.layers[:-1], architecture.n_inputs > 2
    if not hidden:
        return torch.full_like(facts.dead, float(NO_LAYER_BENT if is_bent else NO_LAYER))
    if all(layer.activation == "identity" for layer in hidden):
        straight = NO_ACTIVATION_BENT if is_bent else NO_ACTIVATION
        return torch.full_like(facts.dead, float(straight))
    fact = torch.where(vanishes, float(VANISHING), float(PICTURES))
    fact = torch.where(facts.saturated == 1, float(ONE_SATURATED), fact)
    fact = torch.where(facts.saturated > 1, float(SATURATED), fact)
    if started_alike:
        fact = torch.where(facts.copies == 1, float(ONE_COPY), fact)
        fact = torch.where(facts.copies > 1, float(COPIES), fact)
    fact = torch.where(facts.dead == 1, float(ONE_DEAD), fact)
    return torch.where(facts.dead > 1, float(DEAD), fact)


def _fold(view: NetworkView, n_lanes: int) -> dict[str, Tensor]:
    """Return which sentence of ``FOLDS`` holds in each lane, and the units that it names."""
    n_units = view.setup.architecture.layers[-2].n_units if view.sizes else 0
    across, up = view.looks.fold_of(n_units)
    numbers = {
        "fold": {0: 3, 1: 2, 2: 0}.get(n_units, 1),
        "fold_across": across,
        "fold_up": up,
    }
    return {name: torch.full((n_lanes,), float(number)) for name, number in numbers.items()}
