"""Evidence: for every bug, whether what it would leave behind is there, with the numbers of it.

An independent witness: it looks at the course of a program and knows nothing of how it was made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

import torch
from torch import Tensor, nn

from visualizer.core.clinic.course import Course

STUDY_COUNTS = 0.5
"""Lowest correlation of the first input with a score that goes along with it; truly it is 0.87."""

NEIGHBOURS_AGREE = 0.8
"""Lowest share of students who ended as the one nearest to them did; truly it is 1."""

ROUNDING = 1e-4
"""How far two numbers that should be equal may lie apart, as a part of them."""


@dataclass(frozen=True)
class Sign:
    """What one bug would leave behind.

    Attributes:
        seen: Whether it is there.
        numbers: What was looked at, by name; NaN where there is nothing of the kind.
    """

    seen: bool
    numbers: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a program's course says for and against every bug.

    Attributes:
        signs: By the key of the bug.
    """

    signs: Mapping[str, Sign]

    @property
    def seen(self) -> tuple[str, ...]:
        """Keys of the bugs whose signs are there."""
        return tuple(key for key, sign in self.signs.items() if sign.seen)


@lru_cache(maxsize=48)
def evidence(course: Course) -> Evidence:
    """Return what the course of a program says for and against every bug."""
    facts = _Facts(course)
    return Evidence(MappingProxyType({key: rule(facts) for key, rule in _RULES.items()}))


@dataclass(frozen=True, eq=False)
class _Facts:
    """What the rules look at, worked out once."""

    course: Course

    @property
    def n(self) -> int:
        """Number of examples."""
        return len(self.course.inputs)

    @cached_property
    def moved(self) -> float:
        """How far the weight that moved most ever was from where it started."""
        weights = self.course.weights
        ran = weights[~weights.isnan().all(dim=1)]
        return float((ran - ran[0]).abs().max())

    @cached_property
    def has_gradient(self) -> bool:
        """Whether there is a ``.grad`` after the lines of the first step."""
        return bool(self.course.gradients[0].isfinite().all())

    @cached_property
    def times(self) -> float:
        """How often the fresh gradient goes into ``.grad`` after the third step; 1 is right."""
        if len(self.course.fresh) < 3 or not self.has_gradient:
            return torch.nan
        return float(self.course.gradients[2].norm() / self.course.fresh[2].norm())

    @cached_property
    def adds_up(self) -> bool:
        """Whether ``.grad`` is the sum of the gradients of all steps so far."""
        fresh, held = self.course.fresh, self.course.gradients[: len(self.course.fresh)]
        if len(fresh) < 3 or not self.has_gradient or not bool((fresh != 0).any()):
            return False
        return _equal(held, fresh.cumsum(dim=0)) and not _equal(held, fresh)

    @cached_property
    def errors(self) -> Tensor:
        """Of each prediction of the first step against its own answer."""
        return self.course.predictions[0].flatten() - self.course.targets.flatten()

    @cached_property
    def parts(self) -> float:
        """How many times the mean of the squared errors the first loss is."""
        return float(self.course.losses[0] / self.errors.square().mean())

    @cached_property
    def hidden(self) -> tuple[Tensor, Tensor] | None:
        """Sums and activations of the hidden units, if there are any."""
        if len(self.course.sums) == 1:
            return None
        return self.course.sums[0], self.course.activations[0]


def _equal(one: Tensor, other: Tensor) -> bool:
    return bool(torch.allclose(one, other, rtol=ROUNDING, atol=1e-7))


def _sign(seen: bool, **numbers: float | Tensor) -> Sign:
    return Sign(bool(seen), MappingProxyType({key: float(each) for key, each in numbers.items()}))


def _zero_grad(facts: _Facts) -> Sign:
    return _sign(facts.adds_up and facts.moved > 0, times=facts.times)


def _step(facts: _Facts) -> Sign:
    """The weights stand still though there is a gradient, the same one each time."""
    course = facts.course
    gradient = course.gradients[0].abs().max()
    still = facts.moved == 0 and facts.has_gradient and bool(gradient > 0)
    return _sign(
        still and not facts.adds_up,
        **{"from": course.weights[0, 0], "to": course.weights[-1, 0]},
        moved=facts.moved, gradient=gradient,
    )  # fmt: skip


def _backward(facts: _Facts) -> Sign:
    seen = not facts.has_gradient and facts.course.origin != "" and facts.course.error is None
    return _sign(seen, gradient=facts.course.gradients[0, 0])


def _old_optimizer(facts: _Facts) -> Sign:
    """The weights stand still, and nothing clears their gradient either."""
    return _sign(facts.adds_up and facts.moved == 0, moved=facts.moved, times=facts.times)


def _detached(facts: _Facts) -> Sign:
    return _sign(facts.course.origin == "", gradient=facts.course.gradients[0, 0])


def _shapes(facts: _Facts) -> Sign:
    shapes = facts.course.shapes
    errors = torch.Size(shapes["predictions - targets"]).numel()
    return _sign(shapes["predictions"] != shapes["targets"], errors=errors, answers=facts.n)


def _uphill(facts: _Facts) -> Sign:
    """A step goes along the gradient instead of against it."""
    course = facts.course
    step = course.weights[1] - course.weights[0]
    cosine = torch.cosine_similarity(step, course.gradients[0], dim=0, eps=1e-30)
    return _sign(
        bool(cosine > 0.99),
        cosine=cosine if step.any() else torch.nan,
        **{"from": course.losses[0], "to": course.losses[1]},
    )


def _too_long(facts: _Facts) -> Sign:
    course = facts.course
    limit = torch.nan if course.limit is None else course.limit
    seen = course.rate > limit and facts.parts < facts.n / 2
    return _sign(
        seen, rate=course.rate, limit=limit, times=course.rate / limit,
        largest_input=course.inputs.abs().max(),
    )  # fmt: skip


def _summed(facts: _Facts) -> Sign:
    """A sum, at a rate that only a mean would stand."""
    course = facts.course
    limit = torch.nan if course.limit is None else course.limit
    is_sum = abs(facts.parts - facts.n) < ROUNDING * facts.n
    return _sign(
        is_sum and course.rate > limit, times=facts.parts, examples=facts.n, limit=limit,
    )  # fmt: skip


def _dead_relu(facts: _Facts) -> Sign:
    course = facts.course
    highest, gradient = course.sums[-1][0].max(), course.gradients[0].abs().max()
    silent = bool((course.activations[-1][0] == 0).all()) and bool(highest < 0)
    return _sign(
        silent and bool(gradient == 0), highest_z=highest, gradient=gradient,
        silent=(course.sums[-1][0] < 0).sum(),
    )  # fmt: skip


def _double_sigmoid(facts: _Facts) -> Sign:
    """The loss takes for logits what a sigmoid has put between 0 and 1."""
    course = facts.course
    squeezed = _equal(course.activations[-1][0], course.sums[-1][0].sigmoid())
    said, answers = course.predictions[0], course.targets.view(-1, 1)
    as_logits = nn.functional.binary_cross_entropy_with_logits(said, answers)
    lowest, highest = course.predictions.aminmax()
    within = bool(lowest >= 0) and bool(highest <= 1)
    return _sign(
        within and squeezed and _equal(as_logits, course.losses[0]),
        lowest=lowest, highest=highest, surest=highest.sigmoid(),
    )  # fmt: skip


def _equal_starts(facts: _Facts) -> Sign:
    if facts.hidden is None:
        return _sign(False, apart=torch.nan)
    activations = facts.hidden[1]
    apart = (activations - activations[..., :1]).abs().max()
    return _sign(bool(apart < ROUNDING), apart=apart)


def _no_activation(facts: _Facts) -> Sign:
    if facts.hidden is None:
        return _sign(False, apart=torch.nan)
    apart = (facts.hidden[0] - facts.hidden[1]).abs().max()
    return _sign(bool(apart == 0) and bool(facts.hidden[0].any()), apart=apart)


def _out_of_step(facts: _Facts) -> Sign:
    """Scores do not go along with study, or neighbours end in different ways."""
    inputs, answers = facts.course.inputs, facts.course.targets.flatten()
    study = torch.corrcoef(torch.stack([inputs[:, 0], answers]))[0, 1]
    distances = torch.cdist(inputs, inputs).fill_diagonal_(torch.inf)
    agree = (answers[distances.argmin(dim=1)] == answers).float().mean()
    two_kinds = bool(((answers == 0) | (answers == 1)).all())
    if two_kinds:
        seen = facts.n > 3 and bool(agree < NEIGHBOURS_AGREE)
    else:
        seen = bool(study < STUDY_COUNTS)
    return _sign(seen, study=study, neighbours=agree if two_kinds else torch.nan)


_RULES: Mapping[str, Callable[[_Facts], Sign]] = MappingProxyType(
    {
        "zero_grad": _zero_grad,
        "step": _step,
        "backward": _backward,
        "old_optimizer": _old_optimizer,
        "detached": _detached,
        "shapes": _shapes,
        "sign": _uphill,
        "too_long": _too_long,
        "summed": _summed,
        "dead_relu": _dead_relu,
        "double_sigmoid": _double_sigmoid,
        "equal_starts": _equal_starts,
        "no_activation": _no_activation,
        "out_of_step": _out_of_step,
    }
)
