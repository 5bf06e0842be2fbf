"""One step: where it leads, what the gradient promised for it, and what came of it."""

import torch
from torch import Tensor

from visualizer.core.lanes import Lanes
from visualizer.live.scene import Quantity

SEEN = 5e-5  # a smaller drop is shown as nothing
KEPT = 0.1  # a promise counts as kept within this part of it

FLAT, HARDLY, OVERSHOT, LESS, KEPT_IT, MORE, BEYOND, TOO_MUCH = range(8)
VERDICTS = (
    "There is no slope here at all. The gradient is zero, and no learning rate makes a step of it. "
    "Flat is not finished: the loss is still {loss}.",
    "A step of this size changes nothing that you could see. Flat is not finished: the loss is "
    "still {loss}.",
    "Overshot: the gradient promised a drop, and the loss rose. The gradient knows only the slope "
    "where it stands; the step ran past the bottom and up the other side. Bigger is not faster.",
    "Less than promised: the slope changes on the way down, and the gradient knows only the slope "
    "where it stands. A bigger step is not always a faster one.",
    "Promise kept, nearly: over so short a step the slope hardly changes.",
    "More than promised: the slope gets steeper on the way down, and the gradient knows only the "
    "slope where it stands.",
    "The step leads so far away that the loss there is more than a computer can hold. Bigger is "
    "not faster.",
    "The gradient promised a drop of more than all the loss there is: so long a step leaves the "
    "slope that the gradient knows far behind. Bigger is not faster.",
)


def step_quantities() -> tuple[Quantity, ...]:
    """Return the live numbers of one step, with their one format."""
    return (
        Quantity("gradient_length", "steepness, |gradient|", 4),
        Quantity("step_length", "length of the step", 4),
        Quantity("loss_next", "loss after one step", 4),
        Quantity("loss_drop_predicted", "promised drop, lr · |gradient|²", 4),
        Quantity("loss_drop_real", "real drop after one step", 4),
        Quantity("drop_verdict", style="choice", choices=VERDICTS),
    )


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
