"""The program that runs, line by line: what each line made, and what PyTorch holds after it."""

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.loops import loop_source
from visualizer.core.model import model_code
from visualizer.core.recipe import Recipe
from visualizer.live.scene import Quantity, Readouts, Text
from visualizer.scenes.runs import Run
from visualizer.words.training import AND_SO_ON, NO_LOSS, SAYINGS, STEP_COMMENT, TITLES
from visualizer.words.training import HELD as HELD_TEXTS

N_LINES = 5
N_SHOWN = 3  # predictions that a line quotes
HELD = ("weight_1", "weight_2", "bias")
BACKWARD = "loss.backward()"  # only after it, .grad is that of these weights
THERE, LEFT = 1, 4  # places in HELD_TEXTS
WIDTH = 47  # of a line of code, before what it says


def body_lines(forget_zero_grad: bool) -> list[str]:
    """Return the lines of the loop's body as they are executed."""
    return [line.strip() for line in loop_source(forget_zero_grad).splitlines()[1:]]


def code_panel(neuron: Architecture, recipe: Recipe) -> Text:
    """Return the program with a place after each line of the loop for what it made."""
    optimizer = recipe.optimizer_code("{learning_rate}")
    head, *body = loop_source(recipe.forget_zero_grad).splitlines()
    shown = [f"{line:<{WIDTH}}{{said_{place}}}" for place, line in enumerate(body, start=1)]
    lines = (
        f"model = {model_code(neuron)}",
        "loss_function = nn.MSELoss()",
        f"optimizer = {optimizer}",
        f"{head:<{WIDTH}}{STEP_COMMENT}",
        *shown,
    )
    lit = ("",) * 4 + tuple(f"lit_{place}" for place in range(1, len(body) + 1))
    return Text(lines, "code", TITLES["program"], lit)


def held_panel() -> Readouts:
    """Return the panel of what PyTorch holds between two lines."""
    names = (f"{kind}_{name}" for name in HELD for kind in ("parameter", "grad"))
    return Readouts((*names, "loss_now"), TITLES["held"])


def line_quantities(recipe: Recipe, n_examples: int) -> tuple[Quantity, ...]:
    """Return every live number of both panels.

    Args:
        recipe: Optimizer, batch size and what is forgotten.
        n_examples: So many examples there are.
    """
    seen = _predictions(n_examples if recipe.takes_all(n_examples) else recipe.batch_size)
    sayings = {line: said.replace("{predictions}", seen) for line, said in SAYINGS.items()}
    body = body_lines(recipe.forget_zero_grad)
    places = range(1, len(body) + 1)
    symbols = dict(zip(HELD, ("w₁", "w₂", "b"), strict=True))
    return (
        Quantity("watched_step", style="integer"),
        Quantity("line_loss", digits=4),
        *(Quantity(f"line_prediction_{i + 1}", digits=3) for i in range(N_SHOWN)),
        *(Quantity(f"line_{name}", digits=4, signed=True) for name in HELD),
        *(Quantity(f"line_gradient_{name}", digits=4, signed=True) for name in HELD),
        *(Quantity(f"lit_{place}", style="integer") for place in places),
        *(
            Quantity(f"said_{place}", style="choice", choices=("", sayings[body[place - 1]]))
            for place in places
        ),
        *(_marked(f"parameter_{name}", symbols[name], f"line_{name}") for name in HELD),
        *(_marked(f"grad_{name}", f"{symbols[name]}.grad", f"line_gradient_{name}")
          for name in HELD),
        _loss_now(),
    )  # fmt: skip


def _marked(name: str, label: str, number: str) -> Quantity:
    """Return a number that says whether it is there, and whether the last line changed it."""
    texts = tuple(text.format(number=number) for text in HELD_TEXTS)
    return Quantity(name, label, style="choice", choices=texts)


def _loss_now() -> Quantity:
    found = _marked("loss_now", "loss", "line_loss")
    return replace(found, choices=(NO_LOSS, *found.choices[1:]))


def _predictions(count: int) -> str:
    """Return the places of the first of ``count`` predictions, as a line quotes them."""
    shown = ", ".join(f"{{line_prediction_{place + 1}}}" for place in range(min(count, N_SHOWN)))
    return shown + AND_SO_ON * (count > N_SHOWN)


def line_numbers(run: Run) -> dict[str, Tensor]:
    """Return the live numbers before and after each line. Shapes ``(n_lines + 1,)``."""
    states = run.lines
    asked = body_lines(run.setup.recipe.forget_zero_grad).index(BACKWARD) + 1
    numbers = {"line_loss": _column([state.loss for state in states])}
    for place in range(N_SHOWN):
        seen = [_item(state.predictions, place) for state in states]
        numbers[f"line_prediction_{place + 1}"] = _column(seen)
    numbers["loss_now"] = _marks([state.loss for state in states])
    for place, name in enumerate(HELD):
        parameter = [state.parameters[place] for state in states]
        gradient = [_item(state.gradients, place) for state in states]
        numbers[f"line_{name}"] = _column(parameter)
        numbers[f"line_gradient_{name}"] = _column(gradient)
        numbers[f"parameter_{name}"] = _marks(parameter)
        numbers[f"grad_{name}"] = marks = _marks(gradient)
        marks[:asked] = torch.where(marks[:asked] == THERE, float(LEFT), marks[:asked])
    executed = torch.arange(len(states))
    for place in range(1, len(states)):
        numbers[f"lit_{place}"] = (executed == place).float()
        numbers[f"said_{place}"] = (executed >= place).float()
    return numbers


def idle_numbers(parameters: Tensor, gradients: Tensor, watched: Tensor) -> dict[str, Tensor]:
    """Return the same numbers before any line of the step, wherever a drag leads.

    Args:
        parameters: Both weights and the bias before the step. Shape ``(3, n_positions)``.
        gradients: What the step before has left. Same shape.
        watched: Number of the step. Shape ``(n_positions,)``.
    """
    nothing, left = torch.zeros_like(watched), LEFT * (watched > 0).float()
    numbers = {"watched_step": watched, "loss_now": nothing}
    for name, parameter, gradient in zip(HELD, parameters, gradients, strict=True):
        numbers[f"line_{name}"] = parameter
        numbers[f"line_gradient_{name}"] = gradient
        numbers[f"parameter_{name}"] = torch.ones_like(parameter)
        numbers[f"grad_{name}"] = left
    for place in range(1, N_LINES + 1):
        numbers[f"lit_{place}"] = nothing
        numbers[f"said_{place}"] = nothing
    return numbers


def _item(values: Tensor | None, place: int) -> Tensor | None:
    return values[place] if values is not None and place < len(values) else None


def _column(values: Sequence[Tensor | None]) -> Tensor:
    return torch.tensor([torch.nan if value is None else float(value) for value in values])


def _marks(values: Sequence[Tensor | None]) -> Tensor:
    """Return for each state which text of ``_marked`` holds: there or not, plus 2 if it is new."""
    there = torch.tensor([value is not None for value in values])  # NaN is: PyTorch holds it too
    numbers = _column(values)
    there_before, before = (torch.cat([each[:1], each[:-1]]) for each in (there, numbers))
    same = (numbers == before) | (numbers.isnan() & before.isnan())
    return there.float() + 2 * (~same | (there != there_before)).float()
