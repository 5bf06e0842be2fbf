"""The gradient three ways: what each finds as live numbers, and whether they agree."""

import torch
from torch import Tensor

from visualizer.core.forward import forward_lanes
from visualizer.core.gradient import (
    WIGGLE,
    ChainRule,
    autograd_gradient,
    formula_gradient,
    wiggle_gradient,
)
from visualizer.core.surface import AXES
from visualizer.core.task import Task
from visualizer.live.scene import Quantity
from visualizer.scenes.quantities import quantities
from visualizer.words.gradient import AGREE, AGREEMENTS, AT_A_BEND, ROUNDED

DIGITS = 4  # of a gradient, after the point
MILLIONTHS = 1e6
SHOWN = 3  # students whose part in the formula is shown
KINDS = ("gradient_wiggle", "gradient_formula", "gradient", "loss_change")  # of each parameter
BENT = ("relu", "leaky_relu", "elu")  # activations that are put together from two pieces at z = 0


def gradient_quantities() -> tuple[Quantity, ...]:
    """Return the live numbers of the three ways, with their one format."""
    each_student = [
        (f"residual_{place}", f"output_slope_{place}", f"derivative_{place}", f"signal_{place}")
        for place in range(1, SHOWN + 1)
    ]
    return (
        *quantities(*(f"gradient_{name}" for name in AXES)),
        *(Quantity(f"gradient_wiggle_{name}", digits=DIGITS, signed=True) for name in AXES),
        *(Quantity(f"gradient_formula_{name}", digits=DIGITS, signed=True) for name in AXES),
        *(Quantity(f"loss_change_{name}", digits=3, signed=True) for name in AXES),
        *(Quantity(name, digits=DIGITS) for names in each_student for name in names),
        Quantity("agreement", style="choice", choices=AGREEMENTS),
    )


def gradient_numbers(task: Task, parameters: Tensor) -> dict[str, Tensor]:
    """Return what every way finds in every lane. Shapes ``(lanes,)``.

    Args:
        task: What the neuron learns.
        parameters: Both weights and the bias. Shape ``(3, lanes)``.
    """
    lanes = (task, parameters)
    wiggle, formula, autograd = (
        wiggle_gradient(*lanes),
        formula_gradient(*lanes),
        autograd_gradient(*lanes),
    )
    ways = torch.stack([wiggle.gradients, formula.gradients, autograd])
    factors = _factors(formula)
    rows = (wiggle.gradients, formula.gradients, autograd, MILLIONTHS * wiggle.changes)
    names = [f"{kind}_{name}" for kind in KINDS for name in AXES]
    names += [
        f"{kind}_{place}" for kind, each in factors.items() for place in range(1, len(each) + 1)
    ]
    numbers = torch.cat([*rows, *factors.values()]).float()  # all of them in one go
    return {
        **dict(zip(names, numbers, strict=True)),
        "agreement": agreements(ways, _is_at_a_bend(*lanes)).float(),
    }


def agreements(ways: Tensor, is_at_a_bend: Tensor) -> Tensor:
    """Return which of the sentences in ``AGREEMENTS`` holds for each lane. Shape ``(lanes,)``.

    Args:
        ways: What each of the ways found. Shape ``(ways, parameters, lanes)``.
        is_at_a_bend: Whether a wiggle crosses a bend. Shape ``(lanes,)``.
    """
    # Numbers travel as float32; times 10⁴ each of them is exact in float64, halves go up.
    sizes = ways.float().double().abs()
    power = torch.log10(sizes.clamp(min=1e-300)).floor().clamp(max=1 - DIGITS)
    scale = 10 ** (1 - power)
    seen = ways.sign() * (sizes * scale + 0.5).floor() / scale  # as shown
    agree = (seen == seen[:1]).flatten(0, 1).all(dim=0)
    reason = torch.where(is_at_a_bend, float(AT_A_BEND), float(ROUNDED))
    return torch.where(agree, float(AGREE), reason)


def _is_at_a_bend(task: Task, parameters: Tensor) -> Tensor:
    (layer,), inputs = task.architecture.layers, task.dataset.inputs
    if layer.activation not in BENT:
        return torch.zeros_like(parameters[0], dtype=torch.bool)
    passed = forward_lanes(task.architecture, parameters.double(), inputs.double())
    z = passed.pre_activations[0][:, 0]
    reach = WIGGLE * inputs.abs().amax(dim=1).clamp(min=1)  # the bias has an input of 1
    return (z.abs() <= 1.1 * reach[:, None]).any(dim=0)


def _factors(found: ChainRule) -> dict[str, Tensor]:
    """Return what the formula multiplies for the first students. Shapes ``(students, lanes)``."""
    return {
        "residual": found.error_slopes[:SHOWN, 0] / 2,
        "output_slope": found.output_slopes[:SHOWN, 0],
        "derivative": found.activation_slopes[0][:SHOWN, 0],
        "signal": found.signals[0][:SHOWN, 0],
    }
