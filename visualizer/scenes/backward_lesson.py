"""The numbers in the code below the page on backpropagation."""

from __future__ import annotations

from collections.abc import Sequence

from visualizer.core.model import model_code
from visualizer.live.moment import Moment
from visualizer.state.number_texts import number_text, shortest
from visualizer.state.views.backward import BackwardView


def backward_lesson_numbers(moment: Moment, view: BackwardView) -> dict[str, str]:
    """Return the program that makes the very step on screen, and the losses that it prints."""
    setup = view.setup
    targets = setup.task.targets
    return {
        "model": model_code(setup.architecture),
        "start": _list(setup.start),
        "inputs": f"[{', '.join(_list(row) for row in setup.dataset.inputs.tolist())}]",
        "targets": f"[{', '.join(_list(row) for row in targets.tolist())}]",
        "learning_rate": number_text(setup.learning_rate),
        "loss": f"{moment.number('loss_mean' if view.takes_all else 'loss'):.6g}",
        "loss_after": (
            f"{moment.number('loss_mean_after' if view.takes_all else 'loss_after'):.6g}"
        ),
    }


def _list(numbers: Sequence[float]) -> str:
    return str([shortest(each) for each in numbers])
