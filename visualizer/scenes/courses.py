"""What becomes of a training, in one sentence with a diagnosis: the same on every page."""

import torch
from torch import Tensor

from visualizer.core.diagnosis import diagnose, rounding_of
from visualizer.core.lanes import Lanes
from visualizer.core.setup import Setup
from visualizer.live.scene import Quantity
from visualizer.scenes.diagnosis_words import MEANINGS, NAMES
from visualizer.words.diagnoses import COURSES

MOVED, STOOD_STILL, BARELY, DIVERGED = range(4)  # places in COURSES
UNSEEN = 5e-5  # a loss that falls by less may look the same in four digits

LOSS_END = Quantity("loss_end", digits=4, least=2)
QUANTITIES = (
    Quantity("loss_start", digits=4, least=2),
    LOSS_END,
    Quantity("loss_drop", digits=4, least=2),
    Quantity("last_step", style="integer"),
    Quantity("diverged_at", style="integer"),
    Quantity("diagnosis", style="choice", choices=tuple(NAMES.values())),
    Quantity("meaning", style="choice", choices=MEANINGS),
    Quantity("course", style="choice", choices=COURSES),
)
"""The sentence ``course``, and what stands in it."""


def course_numbers(setup: Setup, lanes: Lanes) -> dict[str, Tensor]:
    """Return what became of each training. Shapes ``(lanes,)``.

    Args:
        setup: What they have in common.
        lanes: Trainings with every step recorded.
    """
    losses, diverged_at = lanes.losses, lanes.diverged_at
    found = diagnose(setup, lanes).float()
    stood_still = (losses[-1] - losses[0]).abs() <= rounding_of(losses[0])
    drop = losses[0].double() - losses[-1].double()
    barely = (drop > 0) & (drop < UNSEEN) & (losses[0] > UNSEEN)
    course = torch.where(barely, float(BARELY), float(MOVED))
    course = torch.where(stood_still, float(STOOD_STILL), course)
    return {
        "loss_start": losses[0],
        "loss_end": losses[-1],
        "loss_drop": drop,
        "last_step": torch.full_like(losses[0], float(len(losses) - 1)),
        "diverged_at": diverged_at.float(),
        "diagnosis": found,
        "meaning": found,
        "course": torch.where(diverged_at >= 0, float(DIVERGED), course),
    }
