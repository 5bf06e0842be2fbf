"""The lines of a program without a bug: plain PyTorch, as one writes it in a lesson."""

import textwrap
from functools import lru_cache

import torch

from visualizer.core.clinic.case import Case
from visualizer.core.clinic.edits import Line
from visualizer.core.datasets import make_three_students, make_twelve_students
from visualizer.core.network_data import make_network_data

WIDTH = 76  # of rows of numbers

MOST_ORDER = 0.3
"""Correlation of scores with the study of others above which a shuffle is no mess."""

MODELS = {
    "linear": "nn.Sequential(nn.Linear(2, 1))",
    "sigmoid": "nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())",
    "relu": "nn.Sequential(nn.Linear(2, 1), nn.ReLU())",
    "network": "nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1), nn.Sigmoid())",
}

START = """\
with torch.no_grad():
    model[0].weight.copy_(torch.tensor([[{}, {}]]))
    model[0].bias.copy_(torch.tensor([{}]))"""

DRAWN = """\
generator = torch.Generator().manual_seed({seed})
for parameter in model.parameters():
    nn.init.uniform_(parameter, -1.0, 1.0, generator=generator)"""

BY_HAND = """\
with torch.no_grad():
    for parameter in model.parameters():
        parameter {sign}= rate * parameter.grad"""

LAST_SIGMOID = ", nn.Sigmoid()"
MEAN, SUM = "nn.MSELoss()", 'nn.MSELoss(reduction="sum")'

STANDARDIZED = "inputs = (hours - hours.mean(dim=0)) / hours.std(dim=0)"
PRINT = 'print(f"step {step:3d}   loss {loss.item():.6f}")'


def healthy_lines(case: Case) -> tuple[Line, ...]:
    """Return the program of a case, as it would be without the bug."""
    style = case.style
    setup = {"imports": "import torch\nfrom torch import nn", **_tables(case.patient.data)}
    setup |= _order(case)
    setup |= {
        "inputs": _inputs_of(case),
        "targets": f"targets = {answers_of(case)}.unsqueeze(1)",
        "model": f"model = {model_of(case)}",
        "loss_function": f"loss_function = {_loss_of(case)}",
        "optimizer": optimizer_of(case),
        **_again(case),
        "start": start_of(case),
    }
    body = {
        "zero": clear_of(case),
        "predict": "predictions = model(inputs)",
        "loss": "loss = loss_function(predictions, targets)",
        "print": PRINT,
        "backward": "loss.backward()",
        "step": BY_HAND.format(sign="-") if style.by_hand else "optimizer.step()",
    }
    return (
        *(Line(key, text, "setup") for key, text in setup.items()),
        Line("loop", f"for step in range({case.n_steps + 1}):", "head"),
        *(Line(key, text, "body") for key, text in body.items()),
    )


def model_of(case: Case) -> str:
    """Return the code of the model that the case should have."""
    code = MODELS[case.patient.architecture]
    return code.replace(LAST_SIGMOID, "") if case.style.logits else code


def clear_of(case: Case) -> str:
    """Return the line that clears the gradients."""
    return "model.zero_grad()" if case.style.by_hand else "optimizer.zero_grad()"


def optimizer_of(case: Case, factor: float = 1.0) -> str:
    """Return the line that makes the optimizer, or says the rate of an update by hand.

    Args:
        case: The case.
        factor: The rate is so many times that of the case.
    """
    rate = float(f"{case.rate * factor:.4g}")
    if case.style.by_hand:
        return f"rate = {rate}"
    return f"optimizer = torch.optim.SGD(model.parameters(), lr={rate})"


def start_of(case: Case) -> str:
    """Return the lines that give weights and biases their first numbers."""
    if case.is_network:
        return DRAWN.format(seed=case.patient.seed)
    return START.format(*case.start)


def _again(case: Case) -> dict[str, str]:
    """Return the lines that make the model anew, and then whatever holds its weights."""
    if not case.style.again:
        return {}
    made = {"model_again": f"model = {model_of(case)}"}
    return made if case.style.by_hand else {**made, "optimizer_again": optimizer_of(case)}


def _inputs_of(case: Case) -> str:
    if case.is_network:
        return STANDARDIZED
    return "inputs = hours" if case.style.raw else "inputs = hours / 10"


def _order(case: Case) -> dict[str, str]:
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


def _loss_of(case: Case) -> str:
    if case.style.logits:
        return "nn.BCEWithLogitsLoss()"
    return SUM if case.style.sums else MEAN


def answers_of(case: Case) -> str:
    """Return the name of the row of right answers."""
    return "scores" if case.patient.data == "twelve" else "passed"


@lru_cache(maxsize=8)
def _tables(data: str) -> dict[str, str]:
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
