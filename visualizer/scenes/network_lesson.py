"""The numbers in the code below the network, computed like all the others."""

from __future__ import annotations

from visualizer.core.model import model_code
from visualizer.live.moment import Moment
from visualizer.state.number_texts import number_text
from visualizer.state.views.network import NetworkView
from visualizer.words.hidden_layers import (
    HEAD,
    HEAD_OF_BATCHES,
    L1_TERM,
    LOSS_ON_EXAMPLES,
    THE_LOSS,
    TRY_ELSEWHERE,
    TRY_HERE,
)
from visualizer.words.network_classes import TARGETS_NOTE

ASKED = "either_not_both"
"""The examples that the question is about."""


def lesson_numbers(moment: Moment, view: NetworkView) -> dict[str, str]:
    """Return the program that trains the network at hand, and the loss it reaches."""
    setup = view.setup
    l1, n_examples = setup.recipe.l1, setup.dataset.n_samples
    head = HEAD if setup.recipe.takes_all(n_examples) else HEAD_OF_BATCHES
    return {
        "try_it": TRY_HERE if _is_asked(view) else TRY_ELSEWHERE,
        "model": model_code(setup.architecture),
        "loss_function": setup.task.loss_kind.code
        + (TARGETS_NOTE if setup.task.wants_classes else ""),
        "optimizer": setup.recipe.optimizer_code(number_text(setup.learning_rate)),
        "term": L1_TERM.format(l1=l1) if l1 else "",
        "loss_name": LOSS_ON_EXAMPLES if l1 else THE_LOSS,
        "head": head.format(
            n_steps=setup.n_steps, batch_size=setup.recipe.batch_size, n_examples=n_examples
        ),
        "step": str(view.step),
        "loss": f"{moment.number('loss'):.6g}",
    }


def _is_asked(view: NetworkView) -> bool:
    """Return whether the page shows what the question is about, whatever its size."""
    network = view.setup.architecture
    activations = [layer.activation for layer in network.layers[:-1]]
    return (view.setup.dataset.name, activations, network.n_inputs) == (ASKED, ["tanh"], 2)
