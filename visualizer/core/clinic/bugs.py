"""Bugs: for each the one edit that puts it into a program, and mends that do not take it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from visualizer.core.clinic.case import Case
from visualizer.core.clinic.edits import Edit
from visualizer.core.clinic.lines import BY_HAND, MODELS, START, answers_of, turned

EQUAL = """\
for parameter in model.parameters():
    nn.init.constant_(parameter, {})"""

LOST = "loss = torch.tensor(loss_function(predictions, targets).item(), requires_grad=True)"


@dataclass(frozen=True)
class Bug:
    """One bug.

    Attributes:
        key: Its name for programs.
        edit: From a case to the edit that puts it in.
        wrong: Mends that change nothing about it, names in ``mends.WRONG``; those that make no
            sense in a program are left out there.
        also: Lines that may be named for it besides the one that the right mend is about.
    """

    key: str
    edit: Callable[[Case], Edit]
    wrong: tuple[str, ...]
    also: tuple[str, ...] = ()


def _dead(case: Case) -> Edit:
    _, second, third = case.start
    if case.patient.seed == 0:
        return Edit("change", "start", START.format(-0.5, -0.5, 0.0))
    return Edit("change", "start", START.format(-0.5, round(-0.1 - second, 2), 0.0 - third))


def _equal(case: Case) -> Edit:
    return Edit("change", "start", EQUAL.format(0.0 if case.patient.seed % 2 else 0.5))


def _detached(case: Case) -> Edit:
    if case.patient.seed % 2:
        return Edit("change", "predict", "predictions = model(inputs).detach()")
    return Edit("change", "loss", LOST)


def _again(case: Case) -> Edit:
    model = MODELS[case.patient.architecture]
    return Edit("add", "optimizer", f"model = {model}", "model_again")


def _too_long(_: Case) -> Edit:
    return Edit("change", "inputs", "inputs = hours")


def _summed(_: Case) -> Edit:
    return Edit("change", "loss_function", 'loss_function = nn.MSELoss(reduction="sum")')


def _flat_targets(case: Case) -> Edit:
    return Edit("change", "targets", f"targets = {answers_of(case)}")


def _uphill(_: Case) -> Edit:
    return Edit("change", "step", BY_HAND.format(sign="+"))


def _twice(case: Case) -> Edit:
    return Edit("change", "model", f"model = {MODELS[case.patient.architecture]}")


def _straight(_: Case) -> Edit:
    model = MODELS["network"].replace("nn.Tanh(), ", "")
    return Edit("change", "model", f"model = {model}")


def _out_of_step(case: Case) -> Edit:
    """Turn the rows round, or deal them anew, and leave the answers where they are."""
    return Edit(
        "change", "deal", "hours = hours.flip(0)" if turned(case) else "hours = hours[order]"
    )


def _missing(line: str) -> Callable[[Case], Edit]:
    return lambda _: Edit("remove", line, "")


_ALL = (
    Bug("zero_grad", _missing("zero"), ("late", "slower", "step_twice", "retain")),
    Bug("step", _missing("step"), ("zero_twice", "faster", "retain", "other_start")),
    Bug("backward", _missing("backward"), ("zero_twice", "faster", "step_twice", "other_start")),
    Bug("old_optimizer", _again, ("zero_twice", "faster", "step_twice", "retain"), ("optimizer",)),
    Bug("detached", _detached, ("zero_twice", "faster", "step_twice", "other_start")),
    Bug("shapes", _flat_targets, ("view", "slower", "absolute", "other_start"),
        ("loss", "predict")),
    Bug("sign", _uphill, ("slower", "zero_twice", "other_start", "absolute")),
    Bug("too_long", _too_long, ("half", "zero_twice", "other_start", "absolute"), ("optimizer",)),
    Bug("summed", _summed, ("half", "zero_twice", "other_start", "smaller"), ("optimizer",)),
    Bug("dead_relu", _dead, ("faster", "slower", "step_twice", "adam")),
    Bug("double_sigmoid", _twice, ("slower", "zero_twice", "other_start", "view"),
        ("loss_function",)),
    Bug("equal_starts", _equal, ("faster", "more_units", "other_constant", "zero_twice")),
    Bug("no_activation", _straight, ("faster", "wider", "deeper", "absolute")),
    Bug("out_of_step", _out_of_step, ("slower", "absolute", "view", "other_start"),
        ("targets",)),
)  # fmt: skip
BUGS: Mapping[str, Bug] = MappingProxyType({bug.key: bug for bug in _ALL})
"""Every bug by its key."""
