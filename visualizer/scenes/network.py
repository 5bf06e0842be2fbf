"""The scene of a network: its drawing, what it answers, the folded plane, its training."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import plotly.graph_objects as go

from visualizer.core.datasets import Dataset
from visualizer.figures.loss_curve import loss_curve_figure, two_losses_figure
from visualizer.live.scene import (
    Column,
    Control,
    Controls,
    Picture,
    Quantity,
    Readouts,
    Scene,
    Show,
    Text,
    Timeline,
)
from visualizer.scenes.branch_course import QUANTITIES as BRANCH_QUANTITIES
from visualizer.scenes.courses import LOSS_END
from visualizer.scenes.network_branch import CONTROL
from visualizer.scenes.network_curve import loss_title
from visualizer.scenes.network_figures import network_pictures
from visualizer.scenes.network_point_panel import point_column, point_quantities, words_for
from visualizer.scenes.settings import slider
from visualizer.state.network_parameters import UNITS
from visualizer.state.views.network import Looks, NetworkView
from visualizer.words.hidden_layers import (
    ANNOUNCEMENT,
    BORDER_OF_BRANCH,
    CURVE_SAID,
    FACTS,
    FOLDS,
    GRADIENT,
    GRADIENT_OF_ALL,
    GRADIENT_WITH_L1,
    GRADIENTS,
    GRADIENTS_WITH_L1,
    HIDDEN_UNITS,
    NUMBERS,
    STEP,
    TEST_CURVE,
    TITLES,
    TRENDS,
    UNITS_OF,
    VERDICTS,
)
from visualizer.words.network_answers import (
    HEIGHTS,
    LINES_OF_BRANCH,
    NUMBER_FACTS,
    NUMBER_FOLDS,
    NUMBER_VERDICTS,
    OFF,
)
from visualizer.words.network_classes import BORDERS_OF_BRANCH, CLASS_FACTS, CLASS_FOLDS
from visualizer.words.network_classes import LOOKS as CLASS_LOOKS
from visualizer.words.network_looks import (
    GRADIENTS_DRAWN,
    GRADIENTS_DRAWN_WITH_L1,
    PLANE_LOOKS,
    WEIGHTS_DRAWN,
)


@dataclass(frozen=True)
class Titles:
    """What the scene says that depends on how the network learns.

    Attributes:
        loss: What the axis of the loss is called.
        gradient: What the gradient of the chosen weight is called.
        numbers: Whether the right answers are numbers, and not one of a few kinds.
        l1: Whether an L1 term is a part of every gradient.
        n_outputs: One, or one for each of several classes.
    """

    loss: str
    gradient: str
    numbers: bool
    l1: bool
    n_outputs: int


def _titles(view: NetworkView) -> Titles:
    setup = view.setup
    takes_all = setup.recipe.takes_all(setup.dataset.n_samples)
    gradient = GRADIENT if takes_all else GRADIENT_OF_ALL
    l1 = setup.recipe.l1 > 0
    gradient = GRADIENT_WITH_L1 if l1 else gradient
    numbers, n_outputs = setup.task.wants_numbers, setup.architecture.n_outputs
    return Titles(loss_title(setup), gradient, numbers, l1, n_outputs)


def scene_of(view: NetworkView) -> Scene:
    """Return the scene that belongs to what the page shows."""
    hidden = view.setup.architecture.layers[:-1]
    activation = hidden[-1].activation if hidden else "identity"
    setup = view.setup
    return network_scene(
        setup.dataset,
        view.test,
        len(hidden),
        activation,
        setup.n_steps,
        _titles(view),
        view.looks,
        view.branch is not None,
    )


@lru_cache(maxsize=32)
def network_scene(
    dataset: Dataset,
    test: Dataset | None,
    n_hidden: int,
    activation: str,
    n_steps: int,
    titles: Titles,
    looks: Looks,
    branches: bool,
) -> Scene:
    """Return the scene of a network.

    Args:
        dataset: The examples that it learns from.
        test: Those that it does not learn from, if any.
        n_hidden: Number of hidden layers.
        activation: That of the last one.
        n_steps: Number of updates of its training.
        titles: What depends on how it learns.
        looks: What is drawn.
        branches: Whether a second future is drawn.
    """
    layers = [f"gradient_layer_{layer}" for layer in range(1, n_hidden + 2)]
    said = GRADIENTS_WITH_L1 if titles.l1 else GRADIENTS
    gradients = said.format(sizes=", ".join(f"{{{name}}}" for name in layers))
    numbers, n_outputs = titles.numbers, titles.n_outputs
    words = words_for(dataset, numbers, n_outputs)
    drawn = WEIGHTS_DRAWN
    if looks.lines == "gradients":
        drawn = GRADIENTS_DRAWN_WITH_L1 if titles.l1 else GRADIENTS_DRAWN
    how_to_read, of_branch = _plane_words(titles, looks)
    below_plane = ("{verdict}", how_to_read, *([of_branch] if branches else []))
    controls = _controls(n_hidden, branches)
    return Scene(
        rows=(
            (
                # On a phone the plane stays in sight above whatever is dragged.
                Column(controls, order=(0, *(1 for _ in controls[1:]))),
                Column(
                    (Show("network", TITLES["network"]), Text((drawn, "{facts}", gradients))),
                    1.3,
                    order=(0, 2),
                ),
                Column((Show("plane", TITLES["plane"]), Text(below_plane)), 1.2, order=(-1, 2)),
            ),
            (
                Column((Show("fold", TITLES["fold"]), Text(("{fold}",))), 1.2),
                Column(
                    (
                        Show("loss_curve", TITLES["loss_curve"]),
                        *((Text(("{branch_course}",)),) if branches else ()),
                        *_trend(test),
                        _readouts(test, numbers),
                    )
                ),
                point_column(n_hidden, dataset.n_samples, 1.1, words),
            ),
        ),
        quantities=(
            *_quantities(titles, dataset.n_samples),
            *(Quantity(name, digits=4, fine=True) for name in layers),
            *_trend_quantities(test),
            *((LOSS_END, *BRANCH_QUANTITIES) if branches else ()),
            *point_quantities(dataset.feature_names, n_hidden, words),
        ),
        pictures=(
            *network_pictures(
                dataset, test, n_hidden, activation, looks, numbers, branches, n_outputs
            ),
            Picture(
                "loss_curve",
                _curve(n_steps, titles.loss, test),
                CURVE_SAID.format(n_steps=n_steps),
                300,
            ),
        ),
        announcement=ANNOUNCEMENT,
    )


def _controls(n_hidden: int, branches: bool) -> tuple[Controls, ...]:
    units = tuple(_units(layer, n_hidden) for layer in range(n_hidden))
    sizes = (Controls(units, TITLES["size"]),) if units else ()
    part = replace(slider("network_weight"), cold=True, follows="chosen_value")
    rates = ("learning_rate_network", *((CONTROL,) if branches else ()))
    training: tuple[Control | Timeline, ...] = (
        Timeline("step_network", STEP, (1, 10), speed=60, cold=True, follows="step"),
        *(replace(slider(name), cold=True) for name in rates),
    )
    return (Controls(training, TITLES["training"]), *sizes, Controls((part,), TITLES["part"]))


def _units(layer: int, n_hidden: int) -> Control:
    label = HIDDEN_UNITS if n_hidden == 1 else UNITS_OF.format(layer=layer + 1)
    return replace(slider(UNITS[layer]), label=label, cold=True)


def _curve(n_steps: int, title: str, test: Dataset | None) -> go.Figure:
    if test is None:
        return loss_curve_figure(n_steps, title=title)
    return two_losses_figure(n_steps, title, NUMBERS["test_loss"])


def _trend(test: Dataset | None) -> tuple[Text, ...]:
    return (Text((TEST_CURVE, "{trend}")),) if test else ()


def _trend_quantities(test: Dataset | None) -> tuple[Quantity, ...]:
    if test is None:
        return ()
    return (
        Quantity("trend", style="choice", choices=TRENDS),
        Quantity("best_step", style="integer"),
        Quantity("best_test_loss", digits=4),
    )


def _readouts(test: Dataset | None, numbers: bool) -> Readouts:
    own = ("step", "loss", *(("test_loss",) if test else ()), "off" if numbers else "right")
    return Readouts((*own, "chosen_value", "chosen_gradient"), TITLES["numbers"])


def _plane_words(titles: Titles, looks: Looks) -> tuple[str, str]:
    """Return how to read the plane, and what is said there of a branch."""
    if titles.numbers:
        return HEIGHTS, LINES_OF_BRANCH
    if titles.n_outputs > 1:
        return CLASS_LOOKS[looks.plane], BORDERS_OF_BRANCH
    return PLANE_LOOKS[looks.plane], BORDER_OF_BRANCH


def _sentences(titles: Titles) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the verdicts, the facts and the words of the fold."""
    if titles.numbers:
        return NUMBER_VERDICTS, NUMBER_FACTS, NUMBER_FOLDS
    if titles.n_outputs > 1:
        return VERDICTS, CLASS_FACTS, CLASS_FOLDS
    return VERDICTS, FACTS, FOLDS


def _quantities(titles: Titles, n_examples: int) -> tuple[Quantity, ...]:
    verdicts, facts, folds = _sentences(titles)
    right = Quantity("right", NUMBERS["right"].format(n_examples=n_examples), style="integer")
    return (
        Quantity("step", NUMBERS["step"], style="integer"),
        Quantity("loss", NUMBERS["loss"], digits=4),
        Quantity("test_loss", NUMBERS["test_loss"], digits=4),
        Quantity("off", OFF, digits=4) if titles.numbers else right,
        Quantity("chosen_value", NUMBERS["chosen_value"], digits=4),
        Quantity("chosen_gradient", titles.gradient, digits=4, signed=True),
        *(
            Quantity(name, style="integer")
            for name in (
                "n_examples",
                "n_units",
                "fold_across",
                "fold_up",
                "dead",
                "copies",
                "saturated",
                "diverged_at",
                "from_seed",
            )
        ),
        Quantity("verdict", style="choice", choices=verdicts),
        Quantity("facts", style="choice", choices=facts),
        Quantity("fold", style="choice", choices=folds),
    )
