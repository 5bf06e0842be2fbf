"""The pictures of a network: its drawing, what it answers, and the folded plane."""

from __future__ import annotations

from collections.abc import Iterator

from visualizer.core.datasets import Dataset
from visualizer.figures.answer_map import answer_map_figure
from visualizer.figures.fold import fold_figure
from visualizer.figures.height_map import Heights, height_map_figure
from visualizer.live.diagram import Diagram, DiagramWords
from visualizer.live.scene import (
    Picture,
)
from visualizer.scenes.names import names_of
from visualizer.scenes.network_pictures import Limits, plane_of, raw_of
from visualizer.scenes.network_point_panel import through
from visualizer.state.network_parameters import MOST_UNITS
from visualizer.state.network_point import PLACE
from visualizer.state.views.network import Looks
from visualizer.words.hidden_layers import (
    BIAS_SAID,
    CHOOSE,
    FAIL,
    FOLD_SAID,
    HIDDEN,
    HIDDEN_OF,
    LAST_UNITS_SEEN,
    NETWORK_SAID,
    OUTPUT,
    PASS,
    PLANE_SAID,
    TEST_FAIL,
    TEST_PASS,
    UNITS_SEEN,
    WEIGHT_SAID,
)
from visualizer.words.network_answers import (
    EXAMPLE,
    TEST_EXAMPLE,
)
from visualizer.words.network_looks import (
    BIAS_WITH_GRADIENT,
    UNIT_SAID,
    WEIGHT_WITH_GRADIENT,
)
from visualizer.words.network_table import HIGH_OF_TWO, LOW_OF_TWO, TESTED

# What two units answer, by their activation; others can answer anything.
RANGES = {"tanh": (-1.15, 1.15), "sigmoid": (-0.1, 1.1)}
WIDE = (-1.0, 4.0)
PASSED = "passed"  # what the lesson's examples are of


def network_pictures(
    dataset: Dataset,
    test: Dataset | None,
    n_hidden: int,
    activation: str,
    looks: Looks,
    numbers: bool,
) -> tuple[Picture | Diagram, ...]:
    """Return the drawing, the plane of the inputs and the folded plane.

    Args:
        dataset: The examples that it learns from.
        test: Those that it does not learn from, if any.
        n_hidden: Number of hidden layers.
        activation: That of the last one.
        looks: What is drawn.
        numbers: Whether the right answers are numbers, and not one of two kinds.
    """
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
        dataset.feature_names,
        n_hidden + 1,
        MOST_UNITS,
        words,
        "network_part",
        "network_weight",
        texts=through(n_hidden),
        gradients=gradients,
    )
    if numbers:
        plane = height_map_figure(titles, plane_of(dataset, test), _heights(dataset, test))
    else:
        plane = answer_map_figure(
            titles, plane_of(dataset, test), _groups(dataset, test), looks.plane
        )
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
    plain: tuple[tuple[str, bool], ...] = ((FAIL, False), (PASS, True))
    tested: tuple[tuple[str, bool], ...] = ((TEST_FAIL, False), (TEST_PASS, True))
    if dataset.target_name != PASSED:
        own = (LOW_OF_TWO, False), (HIGH_OF_TWO, True)
        plain = tuple((words.format(answer=dataset.target_name), high) for words, high in own)
        tested = tuple((TESTED.format(words=words), high) for words, high in plain)
    groups = [(dataset, False, plain)]
    if test is not None:
        groups.append((test, True, tested))
    return tuple(
        (words, passes, is_test, _points(each, passes))
        for each, is_test, kinds in groups
        for words, passes in kinds
    )


def _points(dataset: Dataset, passes: bool) -> tuple[tuple[float, float], ...]:
    rows = raw_of(dataset)[(dataset.targets > 0.5) == passes].tolist()
    return tuple((first, second) for first, second in rows)


def _heights(dataset: Dataset, test: Dataset | None) -> tuple[tuple[str, bool, Heights], ...]:
    groups = [(EXAMPLE, False, dataset), *([(TEST_EXAMPLE, True, test)] if test else [])]
    return tuple(
        (words, is_test, tuple((x, y, height) for (x, y), height in _placed(each)))
        for words, is_test, each in groups
    )


def _placed(dataset: Dataset) -> Iterator[tuple[list[float], float]]:
    """Return the place of every example, and its right answer."""
    return zip(raw_of(dataset).tolist(), dataset.targets.tolist(), strict=True)
