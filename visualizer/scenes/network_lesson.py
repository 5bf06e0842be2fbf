"""The numbers in the code below the network, computed like all the others."""

from __future__ import annotations

from visualizer.core.model import model_code
from visualizer.core.recipe import OPTIMIZERS
from visualizer.live.scene import Moment
from visualizer.state.number_texts import number_text
from visualizer.state.views.network import NetworkView


def lesson_numbers(moment: Moment, view: NetworkView) -> dict[str, str]:
    """Return the program that trains the network at hand, and the loss it reaches."""
    setup = view.setup
    optimizer = OPTIMIZERS[setup.recipe.optimizer].code
    return {
        "model": model_code(setup.architecture),
        "loss_function": setup.task.loss_kind.code,
        "optimizer": optimizer.format(lr=number_text(setup.learning_rate)),
        "n_steps": str(setup.n_steps),
        "step": str(view.step),
        "loss": f"{moment.number('loss'):.6g}",
    }
