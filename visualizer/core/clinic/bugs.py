"""Bugs: for each the one edit that puts it into a program, and what it is a case of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from visualizer.core.clinic.case import Case
from visualizer.core.clinic.data_lines import answers_of
from visualizer.core.clinic.edits import Edit
from visualizer.core.clinic.lines import BY_HAND, MODELS, START, SUM, model_of

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
        claim: What the right mend says is wrong; a name in ``claims.CLAIMS``.
        also: Lines that may be named for it besides the one that the right mend is about.
    """

    key: str
    edit: Callable[[Case], Edit]
    claim: str
    also: tuple[str, ...] = ()


def _dead(case: Case) -> Edit:
    _, second, third = case.start
    if case.patient.seed == 0:
        return Edit("change", "start", START.format(-0.5, -0.5, 0.0))
    return Edit("change", "start", START.format(-0.5, round(-0.1 - second, 2), 0.0 - third))


def _equal(case: Case) -> Edit:
    return Edit("change", "start", EQUAL.format(0.0 if case.patient.seed % 2 else 0.5))


def _detached(case: Case) -> Edit:
    if case.style.by_hand or case.patient.seed % 2:
        return Edit("change", "predict", "predictions = model(inputs).detach()")
    return Edit("change", "loss", LOST)


def _old_optimizer(case: Case) -> Edit:
    """Make a new model after the optimizer; if there is one already, no optimizer for it."""
    if case.style.again:
        return Edit("remove", "optimizer_again", "")
    return Edit("add", "optimizer", f"model = {model_of(case)}", "model_again")


def _too_long(_: Case) -> Edit:
    return Edit("change", "inputs", "inputs = hours")


def _summed(_: Case) -> Edit:
    return Edit("change", "loss_function", f"loss_function = {SUM}")


def _flat_targets(case: Case) -> Edit:
    return Edit("change", "targets", f"targets = {answers_of(case)}")


def _uphill(_: Case) -> Edit:
    return Edit("change", "step", BY_HAND.format(sign="+"))


def _twice(case: Case) -> Edit:
    return Edit("change", "model", f"model = {MODELS[case.patient.architecture]}")


def _straight(case: Case) -> Edit:
    return Edit("change", "model", f"model = {model_of(case).replace('nn.Tanh(), ', '')}")


def _out_of_step(case: Case) -> Edit:
    """Turn the rows round, or shuffle them, and leave the answers where they are."""
    if case.style.order == "apart":
        return Edit("remove", "deal_answers", "")
    order = "hours.flip(0)" if case.style.order == "turned" else "hours[order]"
    return Edit("change", "deal", f"hours = {order}")


def _missing(line: str) -> Callable[[Case], Edit]:
    return lambda _: Edit("remove", line, "")


_ALL = (
    Bug("zero_grad", _missing("zero"), "zero_grad"),
    Bug("step", _missing("step"), "step"),
    Bug("backward", _missing("backward"), "backward"),
    Bug("old_optimizer", _old_optimizer, "old_optimizer",
        ("optimizer", "model_again", "optimizer_again")),
    Bug("detached", _detached, "detached"),
    Bug("shapes", _flat_targets, "shapes", ("loss", "predict")),
    Bug("sign", _uphill, "sign"),
    Bug("too_long", _too_long, "too_long", ("optimizer",)),
    Bug("summed", _summed, "summed", ("optimizer",)),
    Bug("dead_relu", _dead, "start"),
    Bug("double_sigmoid", _twice, "last_layer", ("loss_function",)),
    Bug("equal_starts", _equal, "start"),
    Bug("no_activation", _straight, "activation"),
    Bug("out_of_step", _out_of_step, "order", ("deal", "targets")),
)  # fmt: skip
BUGS: Mapping[str, Bug] = MappingProxyType({bug.key: bug for bug in _ALL})
"""Every bug by its key."""
