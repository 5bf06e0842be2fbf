"""One step: where it leads, what the gradient promised for it, and what came of it."""

import torch
from torch import Tensor

from visualizer.core.lanes import Lanes
from visualizer.live.scene import Quantity, Text
from visualizer.words import first_step as words
from visualizer.words.first_step import (
    BEYOND,
    FLAT,
    HARDLY,
    KEPT_IT,
    LESS,
    MORE,
    OVERSHOT,
    TOO_MUCH,
)

SEEN = 5e-5  # a smaller drop is shown as nothing
KEPT = 0.1  # a promise counts as kept within this part of it


def step_quantities() -> tuple[Quantity, ...]:
    """Return the live numbers of one step, with their one format."""
    return (
        *(Quantity(name, label, 4) for name, label in words.LABELS.items()),
        Quantity("drop_verdict", style="choice", choices=words.VERDICTS),
    )


def step_panel() -> Text:
    """Return the panel that compares the promise of one step with what came of it."""
    return Text(words.LINES, "sentence", words.TITLE)


def step_numbers(lanes: Lanes, learning_rates: Tensor) -> dict[str, Tensor]:
    """Return what the first step of every lane promised and what came of it.

    Args:
        lanes: Trainings of at least one step.
        learning_rates: The rate of each. Shape ``(lanes,)``.

    Returns:
        Numbers of shape ``(lanes,)``.
    """
    gradients = lanes.gradients[0].double()
    length = gradients.norm(dim=0)
    promised = learning_rates.double() * length.square()
    dropped = (lanes.losses[0].double() - lanes.losses[1].double()).nan_to_num(nan=-torch.inf)
    return {
        "gradient_length": length,
        "step_length": learning_rates.double() * length,
        "loss_next": lanes.losses[1],
        "loss_drop_predicted": promised,
        "loss_drop_real": dropped,
        "drop_verdict": drop_verdicts(lanes.losses[0], length, promised, dropped),
    }


def drop_verdicts(loss: Tensor, length: Tensor, promised: Tensor, dropped: Tensor) -> Tensor:
    """Return which of the sentences in ``VERDICTS`` holds. All shapes ``(lanes,)``.

    Args:
        loss: Before the step.
        length: Of the gradient.
        promised: The drop of the loss that a straight slope would bring.
        dropped: The real one; negative where the loss rose, −∞ where it became no number.
    """
    verdict = torch.full_like(promised, float(KEPT_IT))
    for holds, name in (
        (dropped < (1 - KEPT) * promised, LESS),
        (promised > loss, TOO_MUCH),
        (dropped > (1 + KEPT) * promised, MORE),
        ((promised < SEEN) & (dropped.abs() < SEEN), HARDLY),
        (dropped <= -SEEN, OVERSHOT),
        (~dropped.isfinite(), BEYOND),
        (length == 0, FLAT),
    ):
        verdict = torch.where(holds, float(name), verdict)
    return verdict
