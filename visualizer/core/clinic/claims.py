"""Claims: what may be said to be wrong with any program, and what one would try if it were.

Which of them are offered together follows from where a bug can sit, and not from the one that
does: the bugs of a home are dealt into groups, and a patient is offered the claims of its group.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from zlib import crc32

import torch

from visualizer.core.clinic.bugs import BUGS
from visualizer.core.clinic.case import Case
from visualizer.core.clinic.data_lines import answers_of
from visualizer.core.clinic.edits import Edit, Line
from visualizer.core.clinic.lines import (
    BY_HAND,
    DRAWN,
    LAST_SIGMOID,
    MEAN,
    START,
    SUM,
    clear_of,
    optimizer_of,
)
from visualizer.core.clinic.patient import HOMES
from visualizer.core.clinic.style import can_be_written

LARGEST_GROUP = 5
DEALS = 4  # few, so that each list of claims is met with every bug of its group

Texts = Mapping[str, str]
"""The lines of a program by their keys."""


def _zero_grad(case: Case, _: Texts) -> Edit:
    return Edit("add", "loop", clear_of(case), "zero_twice")


def _step(case: Case, texts: Texts) -> Edit:
    after = "backward" if "backward" in texts else "print"
    step = BY_HAND.format(sign="-") if case.style.by_hand else "optimizer.step()"
    return Edit("add", after, step, "step_twice")


def _backward(_: Case, __: Texts) -> Edit:
    return Edit("add", "print", "loss.backward()", "backward_twice")


def _old_optimizer(case: Case, texts: Texts) -> Edit:
    if "model_again" in texts:
        return Edit("remove", "model_again", texts["model_again"])
    return Edit("add", "start", optimizer_of(case), "optimizer_late")


def _detached(_: Case, __: Texts) -> Edit:
    return Edit("change", "loss", "loss = loss_function(model(inputs), targets)")


def _shapes(case: Case, _: Texts) -> Edit:
    return Edit("change", "targets", f"targets = {answers_of(case)}.view(-1, 1)")


def _sign(_: Case, texts: Texts) -> Edit:
    if "step" not in texts:
        return Edit("add", "backward", BY_HAND.format(sign="+"), "step")
    return Edit("change", "step", BY_HAND.format(sign="+"))


def _too_long(_: Case, texts: Texts) -> Edit:
    part = 10 if texts["inputs"] == "inputs = hours" else 100
    return Edit("change", "inputs", f"inputs = hours / {part}")


def _summed(_: Case, texts: Texts) -> Edit:
    other = MEAN if SUM in texts["loss_function"] else SUM
    return Edit("change", "loss_function", f"loss_function = {other}")


def _start(case: Case, _: Texts) -> Edit:
    text = DRAWN.format(seed=case.patient.seed + 1)
    return Edit("change", "start", text if case.is_network else START.format(0.3, 0.2, 0.1))


def _last_layer(_: Case, texts: Texts) -> Edit:
    key = last_of("model", texts)
    text = texts[key]
    with_it, without = f"{text[:-1]}{LAST_SIGMOID})", text.replace(LAST_SIGMOID, "")
    return Edit("change", key, without if LAST_SIGMOID in text else with_it)


def _activation(_: Case, texts: Texts) -> Edit:
    key = last_of("model", texts)
    return Edit("change", key, texts[key].replace("nn.Tanh()", "nn.ReLU()"))


def _order(case: Case, texts: Texts) -> Edit:
    for key in ("deal_answers", "deal"):
        if key in texts:
            return Edit("remove", key, texts[key])
    answers = answers_of(case)
    text = texts["targets"].replace(answers, f"{answers}.flip(0)")
    return Edit("change", "targets", text)


def _rate(factor: float) -> Callable[[Case, Texts], Edit]:
    return lambda case, texts: Edit(
        "change", last_of("optimizer", texts), optimizer_of(case, factor)
    )


CLAIMS: Mapping[str, Callable[[Case, Texts], Edit]] = MappingProxyType(
    {
        "zero_grad": _zero_grad,
        "step": _step,
        "backward": _backward,
        "old_optimizer": _old_optimizer,
        "detached": _detached,
        "shapes": _shapes,
        "sign": _sign,
        "too_long": _too_long,
        "summed": _summed,
        "start": _start,
        "last_layer": _last_layer,
        "activation": _activation,
        "order": _order,
        "slower": _rate(0.5),
        "faster": _rate(2.0),
    }
)
"""What a mend says is wrong, and what it does to a program in which something else is."""


def last_of(key: str, texts: Texts) -> str:
    """Return which of the lines ``key`` and ``key_again`` counts in the end."""
    again = f"{key}_again"
    return again if again in texts else key


def wrong_edit(claim: str, case: Case, lines: tuple[Line, ...]) -> Edit:
    """Return what is tried for a claim in a program with another bug."""
    return CLAIMS[claim](case, {line.key: line.text for line in lines})


def claims_offered(case: Case) -> tuple[str, ...]:
    """Return the claims that are offered together: those of the group of the bug, and a rate."""
    patient = case.patient
    home = patient.data, patient.architecture
    groups = _groups(home, patient.seed % DEALS, case.style.by_hand)
    group = next(each for each in groups if patient.bug in each)
    rate = ("slower", "faster")[(patient.seed // DEALS + case.style.by_hand) % 2]
    return (*(BUGS[bug].claim for bug in group), rate)


@lru_cache(maxsize=256)
def _groups(home: tuple[str, str], deal: int, by_hand: bool) -> tuple[tuple[str, ...], ...]:
    """Return the bugs of a home in groups of about the same size, in one of a few deals."""
    bugs = [bug for bug, homes in HOMES.items() if home in homes and can_be_written(bug, by_hand)]
    generator = torch.Generator().manual_seed(crc32(f"{home} {deal} {by_hand}".encode()))
    dealt = [bugs[place] for place in torch.randperm(len(bugs), generator=generator).tolist()]
    count = -(-len(dealt) // LARGEST_GROUP)
    return tuple(tuple(dealt[start::count]) for start in range(count))
