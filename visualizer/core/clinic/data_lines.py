"""The lines of a program that hold its examples, put them in order and scale them."""

import textwrap
from functools import lru_cache

import torch

from visualizer.core.clinic.case import Case
from visualizer.core.datasets import make_three_students, make_twelve_students
from visualizer.core.network_data import make_network_data

WIDTH = 76  # of rows of numbers

MOST_ORDER = 0.3
"""Correlation of scores with the study of others above which a shuffle is no mess."""

STANDARDIZED = "inputs = (hours - hours.mean(dim=0)) / hours.std(dim=0)"


def answers_of(case: Case) -> str:
    """Return the name of the row of right answers."""
    return "scores" if case.patient.data == "twelve" else "passed"


@lru_cache(maxsize=8)
def tables_of(data: str) -> dict[str, str]:
    """Return the lines that hold the examples: hours in rows, answers in a row."""
    makers = {"three": make_three_students, "twelve": make_twelve_students}
    if data in makers:
        students = makers[data]()
        hours = students.inputs
    else:
        students = make_network_data("either_not_both").train
        hours = students.inputs * students.scales + students.offsets
    rows = [f"[{first:.1f}, {second:.1f}]" for first, second in hours.tolist()]
    answers = [f"{each:.2f}" if data == "twelve" else f"{each:.1f}" for each in students.targets]
    name = "scores" if data == "twelve" else "passed"
    return {"hours": _tensor("hours", rows), "answers": _tensor(name, answers)}


def _tensor(name: str, numbers: list[str]) -> str:
    """Return the line that makes a tensor, on one row if it fits there."""
    inner = ", ".join(numbers)
    if len(inner) <= WIDTH - len(name):
        return f"{name} = torch.tensor([{inner}])"
    # No break within a pair, whose comma has a space that does not break.
    glued = ", ".join(each.replace(" ", "\0") for each in numbers)
    rows = textwrap.fill(glued, WIDTH, initial_indent="    ", subsequent_indent="    ")
    return f"{name} = torch.tensor([\n{rows.replace(chr(0), ' ')},\n])"


def order_of(case: Case) -> dict[str, str]:
    """Return the lines that change the order of rows and answers, both in the same way."""
    answers, order = answers_of(case), case.style.order
    if not order:
        return {}
    if order == "turned":
        return {"deal": f"hours, {answers} = hours.flip(0), {answers}.flip(0)"}
    generator = f"torch.Generator().manual_seed({_seed_of_disorder(case.patient.seed)})"
    drawn = {"order": f"order = torch.randperm(len(hours), generator={generator})"}
    if order == "dealt":
        return {**drawn, "deal": f"hours, {answers} = hours[order], {answers}[order]"}
    return {
        **drawn,
        "deal": "hours = hours[order]",
        "deal_answers": f"{answers} = {answers}[order]",
    }


@lru_cache(maxsize=128)
def _seed_of_disorder(seed: int) -> int:
    """Return the first seed from ``seed`` on that does not deal the scores out by study again."""
    students = make_twelve_students()
    studied, scores = students.inputs[:, 0], students.targets
    while True:
        order = torch.randperm(len(scores), generator=torch.Generator().manual_seed(seed))
        if torch.corrcoef(torch.stack([studied[order], scores]))[0, 1].abs() < MOST_ORDER:
            return seed
        seed += 1


def inputs_of(case: Case) -> str:
    """Return the line that makes inputs of the hours."""
    if case.is_network:
        return STANDARDIZED
    return "inputs = hours" if case.style.raw else "inputs = hours / 10"
