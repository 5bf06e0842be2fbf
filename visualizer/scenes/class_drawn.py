"""Who of a class is drawn as a neuron: those on one page who learn the same as most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import torch
from torch import Tensor

from visualizer.core.task import Task
from visualizer.figures.class_dots import Seen
from visualizer.rooms.looks import Look
from visualizer.rooms.room import Student
from visualizer.scenes.landscape import Frame
from visualizer.scenes.plane import plane_frame
from visualizer.state.class_neurons import stands_within
from visualizer.state.neuron_stands import Stand
from visualizer.state.pages import NEURON_PAGES
from visualizer.state.views.class_view import ClassView, called

PALETTE_OF = {
    "blue": "weight_1",
    "green": "pass",
    "orange": "fail",
    "purple": "bias",
    "red": "loss",
    "yellow": "derivative",
    "brown": "gradient",
    "grey": "input",
}
"""From the colour that a student has to that of the palette."""
WIDENINGS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
MOST_OUTSIDE = 0.1  # of the class, beyond the map: else it is wider
MOST_STEPS = 400  # of trainings at one look: all others wait for it
NEAR = 0.06  # of the width of the map: a click as far from a dot means it


@dataclass(frozen=True)
class Left:
    """How many are not drawn, and why.

    Attributes:
        own: They learn from a table of their own.
        others: They learn something else than those who are drawn.
        diverged: Their training has diverged.
        waiting: Their training is still to be run, at one of the next looks.
    """

    own: int = 0
    others: int = 0
    diverged: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Drawn:
    """Those who are drawn.

    Attributes:
        students: In the order in which they joined.
        stands: Where the neuron of each stands: somewhere, whatever has diverged is left out.
        task: What they learn; ``None`` where nobody is drawn.
        left: How many on the page are not drawn.
    """

    students: tuple[Student, ...] = ()
    stands: tuple[Stand, ...] = ()
    task: Task | None = None
    left: Left = Left()

    @cached_property
    def parameters(self) -> Tensor:
        """Both weights and the bias of each. Shape ``(3, n_students)``."""
        rows = [each.parameters for each in self.stands]
        return torch.tensor(rows, dtype=torch.float32).view(-1, 3).T

    @cached_property
    def losses(self) -> Tensor:
        """The loss of each. Shape ``(n_students,)``."""
        return torch.tensor([each.loss for each in self.stands], dtype=torch.float32)

    @cached_property
    def middle_bias(self) -> float:
        """The bias in the middle of all."""
        return float(self.parameters[2].median()) if self.students else 0.0

    @cached_property
    def seen(self) -> Seen:
        """How each is seen."""
        return seen_of([each.look for each in self.students])

    @cached_property
    def frame(self) -> Frame | None:
        """The part of the loss surface that has nearly all of them on it; ``None`` for nobody.

        It spans what the sliders reach, so that it stays as it is wherever somebody drags one.
        """
        if self.task is None:
            return None
        end = plane_frame("w1_w2").across.limits[1]
        weights = self.parameters[:2].abs().amax(dim=0)
        outside = ((weights > each * end).float().mean() for each in WIDENINGS)
        pairs = zip(WIDENINGS, outside, strict=True)
        factor = next((each for each, share in pairs if share <= MOST_OUTSIDE), WIDENINGS[-1])
        return plane_frame("w1_w2", factor)

    def place_of(self, student: Student | None) -> int | None:
        """Return which of them a student is, ``None`` if not one of them."""
        names = [each.who for each in self.students]
        return names.index(student.who) if student and student.who in names else None


@lru_cache(maxsize=2)  # one look asks several times
def drawn_of(view: ClassView) -> Drawn:
    """Return who is drawn of those on the page that is looked at."""
    if view.page not in NEURON_PAGES:
        return Drawn()
    sharing = [each for each in view.on_page if not each.owns]
    found = stands_within([(each.page, each.query) for each in sharing], MOST_STEPS)
    both = [(each, stand) for each, stand in zip(sharing, found.stands, strict=True) if stand]
    n_own = len(view.on_page) - len(both) - found.n_waiting
    finite = [(each, stand) for each, stand in both if stand.is_finite]
    left = Left(n_own, 0, len(both) - len(finite), found.n_waiting)
    if not finite:
        return Drawn(left=left)
    task = Counter(stand.task for _, stand in finite).most_common(1)[0][0]
    alike = [(each, stand) for each, stand in finite if stand.task == task]
    students, stands = zip(*alike, strict=True)
    return Drawn(students, stands, task, replace(left, others=len(finite) - len(alike)))


def nearest_student(view: ClassView, across: float, up: float) -> str:
    """Return who stands at a place of the loss surface, by the room's name; empty for nobody."""
    drawn = drawn_of(view)
    frame = drawn.frame
    if frame is None:
        return ""
    low, high = frame.across.limits
    places = drawn.parameters[:2].clamp(low, high)
    far = (places - torch.tensor([[across], [up]])).norm(dim=0).nan_to_num(nan=torch.inf)
    nearest = int(far.argmin())
    return drawn.students[nearest].who if far[nearest] <= NEAR * (high - low) else ""


def seen_of(looks: Collection[Look]) -> Seen:
    """Return how students are seen: by animal and colour."""
    return Seen(tuple(map(called, looks)), tuple(PALETTE_OF[each.colour] for each in looks))
