"""Targets to play for: which live numbers of a page have to be where.

A target is judged on the server, at every position of every slider, from the numbers themselves and
never from what is shown of them. The browser only looks it up, so that most are reached while a
finger is still down; one that counts moves is reached once the move is let go of. A target is
offered only with choices of the page at which it can be reached.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from types import MappingProxyType

import torch
from torch import Tensor

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.diagnosis import DIAGNOSES
from visualizer.live.moment import Joint, Moment, Sweep
from visualizer.state.kinds import Value
from visualizer.words.targets import SENTENCES

SIGNS: Mapping[str, Callable[[Tensor, Tensor | float], Tensor]] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "!=": operator.ne}
)


@dataclass(frozen=True)
class Condition:
    """That a live number stands to another as a sign says.

    Attributes:
        number: Its name.
        sign: One of ``SIGNS``.
        other: A number, or the name of a live one.
        times: What the other is multiplied by.
    """

    number: str
    sign: str
    other: float | str
    times: float = 1.0

    @property
    def names(self) -> set[str]:
        """The names of the live numbers that it looks at."""
        return {self.number, self.other} if isinstance(self.other, str) else {self.number}

    def holds(self, numbers: Callable[[str], Tensor]) -> Tensor:
        """Return where it holds; never where a number is none."""
        right = numbers(self.other) if isinstance(self.other, str) else self.other
        right = right if self.times == 1 else self.times * right
        return SIGNS[self.sign](numbers(self.number), right)


@dataclass(frozen=True)
class Target:
    """Something to play for.

    Attributes:
        name: Under which a browser keeps that it was reached; never changes its meaning.
        stage: The stage that it is played on.
        ways: Each way to reach it: conditions that all hold.
        needs: Name of a parameter to the values with which it makes sense; any if not there.
        answers: Whether its sentence would answer the question of the page, and waits.
        bar: The number in its sentence, where that follows from the data.
    """

    name: str
    stage: str
    ways: tuple[tuple[Condition, ...], ...]
    needs: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    answers: bool = False
    bar: str = ""

    @property
    def sentence(self) -> str:
        """What is to be done."""
        return SENTENCES[self.name].format(bar=self.bar)

    @property
    def live(self) -> str:
        """The name of the live number that is 1 where it is reached."""
        return f"target_{self.name}"

    @property
    def names(self) -> set[str]:
        """The names of the live numbers that it looks at."""
        return {name for way in self.ways for condition in way for name in condition.names}

    def fits(self, values: Mapping[str, Value]) -> bool:
        """Tell whether it makes sense with these values of the page."""
        return all(values.get(name) in allowed for name, allowed in self.needs.items())

    def reached(self, numbers: Callable[[str], Tensor]) -> Tensor:
        """Return 1 where it is reached and 0 elsewhere."""
        ways = (
            reduce(operator.and_, [condition.holds(numbers) for condition in way])
            for way in self.ways
        )
        return reduce(operator.or_, ways).float()


def _one(name: str, stage: str, *conditions: Condition, **more: object) -> Target:
    return Target(name, stage, (conditions,), **more)  # type: ignore[arg-type]


_THREE = {"dataset": ("three_students",), "output": ("sigmoid",)}
# Whatever else bends z leaves a loss above some of the targets: the student who fails cannot get a
# chance far below one half.
_BARE = {**_THREE, "activation": ("identity",)}
# Inputs divided by ten would need weights beyond the ends of their sliders.
_IN_REACH = ("raw", "standardized")
_BOUNDED = ("sigmoid", "tanh")
_HIGH = {"activation": tuple(name for name in ACTIVATIONS if name not in _BOUNDED)}
_STUDENTS = {"dataset": ("three_students", "twelve_students")}
_TRAINED = {**_BARE, "zero_grad": ("call",)}
_LINEAR = {
    "dataset": ("twelve_students",),
    "output": ("identity",),
    "activation": ("identity",),
}
_BENT = tuple(name for name in ACTIVATIONS if name != "identity")
_CROSSWISE = {  # and nothing that alone makes it too easy to go wrong, or hopeless
    "network_data": ("either_not_both",),
    "hidden_layers": (1, 2, 3),
    "network_activation": _BENT,
    "activation_1": ("same", *_BENT),
    "network_inputs": ("plain", "sq"),
    "network_batch": (0, 4, 10),
    "network_l1": ("off",),
    "network_l2": ("usual",),
    "network_start": ("seed",),
}
_NEVER: dict[str, tuple[Value, ...]] = {"dataset": ()}
_DIVERGED = float(DIAGNOSES.index("diverged"))

_TARGETS = (
    _one("say_fail", "start", Condition("prediction", "<", 0.5)),
    _one(
        "undecided", "start", Condition("prediction", ">", 0.49), Condition("prediction", "<", 0.51)
    ),
    _one("far_below", "neuron", Condition("z", "<=", -5.0)),
    _one("nearly_sure", "neuron", Condition("prediction", ">", 0.999), needs=_HIGH),
    _one("high_value", "activations", Condition("activation", ">", 5.0), needs=_HIGH),
    _one("below_nothing", "activations", Condition("activation", "<", -0.2)),
    _one(  # A move counts once it is let go of. A new game may begin where an old one has led.
        "five_moves",
        "loss",
        Condition("first_loss", ">=", 0.05),
        Condition("best_loss", "<", 0.05),
        Condition("moves", "<=", 5.0),
        needs={**_BARE, "scaling": _IN_REACH},
    ),
    _one("nobody_alone", "loss", Condition("worst_share", "<", 0.4), needs=_THREE),
    _one(
        "deep_place",
        "surface",
        Condition("loss", "<", 0.02),
        needs={**_BARE, "scaling": _IN_REACH},
    ),
    _one(  # By more than rounding, and so that it can be seen in four digits.
        "step_up",
        "surface",
        Condition("loss_next", ">", "loss", 1.001),
        Condition("loss_drop_real", "<", -1e-4),
        # Where two sigmoids follow each other, hardly any slope is left; and of standardized
        # students a step too far may still have all three right.
        needs={
            **_STUDENTS,
            "scaling": ("raw", "tenths"),
            "activation": tuple(each for each in ACTIVATIONS if each != "sigmoid"),
        },
    ),
    _one("wake_a", "race", Condition("loss_end_low", "<", 0.001), needs=_LINEAR),
    _one(
        "just_not",
        "race",
        Condition("learning_rate_high", ">", "limit", 0.8),
        Condition("learning_rate_high", "<", "limit"),
        Condition("word_high", "!=", _DIVERGED),
        needs=_LINEAR,
        answers=True,
    ),
    _one("below_in_time", "training", Condition("loss_end", "<", 0.03), needs=_TRAINED),
    _one(
        "in_a_hurry",
        "training",
        Condition("loss", "<", 0.05),
        Condition("step", "<=", 20.0),
        needs=_TRAINED,
    ),
    _one(
        "all_in_time",
        "network",
        Condition("right", ">=", "n_examples"),
        Condition("step", "<=", 60.0),
        Condition("from_seed", ">", 0.0),  # what has learned is no start to learn from
        needs=_CROSSWISE,
    ),
    _one(
        "spoil_it",
        "network",
        Condition("right", "<=", "n_examples", 0.75),
        Condition("step", ">=", 200.0),
        needs=_CROSSWISE,
        answers=True,
    ),
    _one(
        "one_step",
        "backpropagation",
        Condition("loss_after", "<", 0.1),
        needs={"back_batch": ("alone",)},
    ),
    _one(
        "harm_the_mean",
        "backpropagation",
        Condition("loss_after", "<", "loss"),
        Condition("loss_mean_after", ">", "loss_mean"),
        # The worked example is the only one: what helps it helps the mean.
        needs={"back_batch": ("alone",), "back_data": ("students",)},
    ),
    _one("far_away", "slice", Condition("distance", ">", 5.0), needs=_CROSSWISE, answers=True),
    _one(
        "wrong_slice",
        "slice",
        Condition("slice_loss", "<", "loss", 0.85),
        needs=_CROSSWISE,
        answers=True,
    ),
    _one(
        # None for a table of one's own: whether any line has nine of ten right, nobody knows.
        "all_right",
        "your_data",
        Condition("right", ">=", "n_examples"),
        Condition("loss", "<", 0.05),
        needs={**_THREE, "scaling": _IN_REACH},
    ),
    # For a table of somebody's own: offered by ``own_targets``, which finds their bars.
    Target("own_place", "surface", (), needs=_NEVER),
    Target("own_in_time", "training", (), needs=_NEVER),
)
TARGETS: Mapping[str, Target] = MappingProxyType({each.name: each for each in _TARGETS})


def targets_of(stage: str, values: Mapping[str, Value]) -> tuple[Target, ...]:
    """Return what there is to play for on a stage while its page has these values."""
    return tuple(each for each in _TARGETS if each.stage == stage and each.fits(values))


def judged(moment: Moment, targets: tuple[Target, ...]) -> Moment:
    """Return ``moment`` with a live number for each target: 1 where it is reached, else 0."""
    if not targets:
        return moment
    joint = moment.joint
    return Moment(
        moment.settings,
        {key: _judged(sweep, targets, moment) for key, sweep in moment.sweeps.items()},
        Sweep({**moment.fixed.quantities, **_at_rest(targets, moment)}, moment.fixed.moves),
        moment.layouts,
        Joint(joint.keys, _judged(joint.sweep, targets, moment)),
        {
            key: replace(grid, sweep=_judged(grid.sweep, targets, moment))
            for key, grid in moment.grids.items()
        },
    )


def _judged(sweep: Sweep, targets: tuple[Target, ...], moment: Moment) -> Sweep:
    """Return a sweep with the targets that anything in it can reach or lose."""

    def number(name: str) -> Tensor:
        found = sweep.quantities.get(name)
        return torch.tensor(moment.number(name)) if found is None else found

    own = [each for each in targets if each.names & sweep.quantities.keys()]
    if not own:
        return sweep
    return Sweep(
        {**sweep.quantities, **{each.live: each.reached(number) for each in own}}, sweep.moves
    )


def _at_rest(targets: tuple[Target, ...], moment: Moment) -> dict[str, Tensor]:
    def number(name: str) -> Tensor:
        return torch.tensor([moment.number(name)])

    return {each.live: each.reached(number) for each in targets}
