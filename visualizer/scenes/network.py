"""The scene of a network: its drawing, what it answers, the folded plane, its training."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from visualizer.core.datasets import Dataset
from visualizer.figures.answer_map import answer_map_figure
from visualizer.figures.fold import fold_figure
from visualizer.figures.loss_curve import loss_curve_figure
from visualizer.live.diagram import Diagram, DiagramWords
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
from visualizer.scenes.names import names_of
from visualizer.scenes.network_pictures import Limits, plane_of, raw_of
from visualizer.scenes.network_point_panel import point_column, point_quantities, through
from visualizer.scenes.settings import slider
from visualizer.state.network_parameters import MOST_UNITS, UNITS
from visualizer.state.network_point import PLACE
from visualizer.state.views.network import Looks, NetworkView
from visualizer.words.hidden_layers import (
    ANNOUNCEMENT,
    BIAS_SAID,
    CHOOSE,
    CURVE_SAID,
    FACTS,
    FAIL,
    FOLD_SAID,
    FOLDS,
    GRADIENTS,
    HIDDEN,
    HIDDEN_OF,
    HIDDEN_UNITS,
    LAST_UNITS_SEEN,
    LOSS_TITLES,
    NETWORK_SAID,
    NUMBERS,
    OUTPUT,
    PASS,
    PLANE_SAID,
    STEP,
    TEST_FAIL,
    TEST_PASS,
    TITLES,
    TRENDS,
    UNITS_OF,
    UNITS_SEEN,
    VERDICTS,
    WEIGHT_SAID,
)
from visualizer.words.network_looks import (
    BIAS_WITH_GRADIENT,
    GRADIENTS_DRAWN,
    PLANE_LOOKS,
    UNIT_SAID,
    WEIGHT_WITH_GRADIENT,
)

# What two units answer, by their activation; others can answer anything.
RANGES = {"tanh": (-1.15, 1.15), "sigmoid": (-0.1, 1.1)}
WIDE = (-1.0, 4.0)


def scene_of(view: NetworkView) -> Scene:
    """Return the scene that belongs to what the page shows."""
    hidden = view.setup.architecture.layers[:-1]
    activation = hidden[-1].activation if hidden else "identity"
    setup = view.setup
    return network_scene(
        setup.dataset, view.test, len(hidden), activation, setup.n_steps, setup.loss, view.looks
    )


@lru_cache(maxsize=32)
def network_scene(
    dataset: Dataset,
    test: Dataset | None,
    n_hidden: int,
    activation: str,
    n_steps: int,
    loss: str,
    looks: Looks,
) -> Scene:
    """Return the scene of a network.

    Args:
        dataset: The examples that it learns from.
        test: Those that it does not learn from, if any.
        n_hidden: Number of hidden layers.
        activation: That of the last one.
        n_steps: Number of updates of its training.
        loss: Name in ``LOSSES``.
        looks: What is drawn.
    """
    units = tuple(_units(layer, n_hidden) for layer in range(n_hidden))
    sizes = (Controls(units, TITLES["size"]),) if units else ()
    part = Controls(
        (replace(slider("network_weight"), cold=True, follows="chosen_value"),), TITLES["part"]
    )
    training = Controls(
        (
            Timeline("step_network", STEP, (1, 10), speed=60, cold=True),
            replace(slider("learning_rate_network"), cold=True),
        ),
        TITLES["training"],
    )
    layers = [f"gradient_layer_{layer}" for layer in range(1, n_hidden + 2)]
    gradients = GRADIENTS.format(sizes=", ".join(f"{{{name}}}" for name in layers))
    drawn = (GRADIENTS_DRAWN,) if looks.lines == "gradients" else ()
    return Scene(
        rows=(
            (
                Column((*sizes, part, training)),
                Column(
                    (Show("network", TITLES["network"]), Text((*drawn, "{facts}", gradients))), 1.3
                ),
                Column(
                    (Show("plane", TITLES["plane"]), Text(("{verdict}", PLANE_LOOKS[looks.plane]))),
                    1.2,
                ),
            ),
            (
                Column((Show("fold", TITLES["fold"]), Text(("{fold}",))), 1.2),
                Column((Show("loss_curve", TITLES["loss_curve"]), *_trend(test), _readouts(test))),
                point_column(n_hidden, dataset.n_samples, 1.1),
            ),
        ),
        quantities=(
            *_quantities(),
            *(Quantity(name, digits=6, fine=True) for name in layers),
            *_trend_quantities(test),
            *point_quantities(dataset.feature_names, n_hidden),
        ),
        pictures=(
            *_pictures(dataset, test, n_hidden, activation, looks),
            Picture(
                "loss_curve",
                loss_curve_figure(n_steps, title=LOSS_TITLES[loss]),
                CURVE_SAID.format(n_steps=n_steps),
                300,
            ),
        ),
        announcement=ANNOUNCEMENT,
    )


def _units(layer: int, n_hidden: int) -> Control:
    label = HIDDEN_UNITS if n_hidden == 1 else UNITS_OF.format(layer=layer + 1)
    return replace(slider(UNITS[layer]), label=label, cold=True)


def _trend(test: Dataset | None) -> tuple[Text, ...]:
    return (Text(("{trend}",)),) if test else ()


def _trend_quantities(test: Dataset | None) -> tuple[Quantity, ...]:
    if test is None:
        return ()
    return (
        Quantity("trend", style="choice", choices=TRENDS),
        Quantity("best_step", style="integer"),
        Quantity("best_test_loss", digits=4),
    )


def _readouts(test: Dataset | None) -> Readouts:
    own = ("step", "loss", *(("test_loss",) if test else ()), "right")
    return Readouts((*own, "chosen_value", "chosen_gradient"), TITLES["numbers"])


def _quantities() -> tuple[Quantity, ...]:
    return (
        Quantity("step", NUMBERS["step"], style="integer"),
        Quantity("loss", NUMBERS["loss"], digits=4),
        Quantity("test_loss", NUMBERS["test_loss"], digits=4),
        Quantity("right", NUMBERS["right"], style="integer"),
        Quantity("chosen_value", NUMBERS["chosen_value"], digits=4),
        Quantity("chosen_gradient", NUMBERS["chosen_gradient"], digits=4, signed=True),
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
            )
        ),
        Quantity("verdict", style="choice", choices=VERDICTS),
        Quantity("facts", style="choice", choices=FACTS),
        Quantity("fold", style="choice", choices=FOLDS),
    )


def _pictures(
    dataset: Dataset, test: Dataset | None, n_hidden: int, activation: str, looks: Looks
) -> tuple[Picture | Diagram, ...]:
    names = names_of(dataset)
    gradients = looks.lines == "gradients"
    words = DiagramWords(
        WEIGHT_WITH_GRADIENT if gradients else WEIGHT_SAID,
        BIAS_WITH_GRADIENT if gradients else BIAS_SAID,
        HIDDEN if n_hidden == 1 else HIDDEN_OF,
        OUTPUT,
        CHOOSE,
        UNIT_SAID,
    )
    titles = (names.input_1, names.input_2)
    network = Diagram(
        "network",
        NETWORK_SAID,
        titles,
        n_hidden + 1,
        MOST_UNITS,
        words,
        "network_part",
        "network_weight",
        texts=through(n_hidden),
        gradients=gradients,
    )
    plane = answer_map_figure(titles, plane_of(dataset), _groups(dataset, test), looks.plane)
    fold = fold_figure(_fold_limits(activation))
    seen = UNITS_SEEN if n_hidden == 1 else LAST_UNITS_SEEN
    return (
        network,
        Picture("plane", plane, names.fill(PLANE_SAID), 340, picks=PLACE),
        Picture("fold", fold, FOLD_SAID, 420, texts={"titles.text": seen}),
    )


def _fold_limits(activation: str) -> tuple[Limits, Limits]:
    limits = RANGES.get(activation, WIDE)
    return limits, limits


def _groups(
    dataset: Dataset, test: Dataset | None
) -> tuple[tuple[str, bool, bool, tuple[tuple[float, float], ...]], ...]:
    groups = [(dataset, False, ((FAIL, False), (PASS, True)))]
    if test is not None:
        groups.append((test, True, ((TEST_FAIL, False), (TEST_PASS, True))))
    return tuple(
        (words, passes, is_test, _points(each, passes))
        for each, is_test, kinds in groups
        for words, passes in kinds
    )


def _points(dataset: Dataset, passes: bool) -> tuple[tuple[float, float], ...]:
    rows = raw_of(dataset)[(dataset.targets > 0.5) == passes].tolist()
    return tuple((first, second) for first, second in rows)
