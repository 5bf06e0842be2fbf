"""The pictures of a network: its drawing, what it answers, and the folded plane."""

from __future__ import annotations

from collections.abc import Iterator

from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.figures.answer_map import answer_map_figure
from visualizer.figures.branch_border import with_branch_border
from visualizer.figures.fold import fold_figure
from visualizer.figures.height_map import Heights, height_map_figure
from visualizer.figures.kind_marks import CLASSES, PASS_OR_FAIL
from visualizer.figures.map_parts import Group, Limits
from visualizer.figures.winner_map import winner_map_figure
from visualizer.live.diagram import Diagram, DiagramWords
from visualizer.live.scene import Picture
from visualizer.scenes.names import names_of
from visualizer.scenes.network_pictures import plane_of, raw_of
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
from visualizer.words.network_classes import CLASS, TEST_CLASS
from visualizer.words.network_classes import OUTPUT as CLASS_OUTPUT
from visualizer.words.network_looks import (
    BIAS_WITH_GRADIENT,
    UNIT_SAID,
    WEIGHT_WITH_GRADIENT,
)
from visualizer.words.network_table import HIGH_OF_TWO, LOW_OF_TWO, OF_KIND, TESTED

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
    branches: bool,
    n_outputs: int = 1,
) -> tuple[Picture | Diagram, ...]:
    """Return the drawing, the plane of the inputs and the folded plane.

    Args:
        dataset: The examples that it learns from.
        test: Those that it does not learn from, if any.
        n_hidden: Number of hidden layers.
        activation: That of the last one.
        looks: What is drawn.
        numbers: Whether the right answers are numbers, and not one of a few kinds.
        branches: Whether the border of a branch is drawn as well.
        n_outputs: One, or one for each of several classes.
    """
    names, classes = names_of(dataset), n_outputs > 1
    gradients = looks.lines == "gradients"
    words = DiagramWords(
        WEIGHT_WITH_GRADIENT if gradients else WEIGHT_SAID,
        BIAS_WITH_GRADIENT if gradients else BIAS_SAID,
        HIDDEN if n_hidden == 1 else HIDDEN_OF,
        CLASS_OUTPUT if classes else OUTPUT,
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
        n_outputs=n_outputs,
        output_colors=tuple(mark.color for mark in CLASSES) if classes else (),
        texts=through(n_hidden, n_outputs),
        gradients=gradients,
    )
    if classes:
        plane = winner_map_figure(
            titles, plane_of(dataset, test), _class_groups(dataset, test), looks.plane
        )
    elif numbers:
        plane = height_map_figure(titles, plane_of(dataset, test), _heights(dataset, test))
    else:
        plane = answer_map_figure(
            titles, plane_of(dataset, test), _groups(dataset, test), looks.plane
        )
    plane = with_branch_border(plane, numbers) if branches else plane
    fold = fold_figure(_fold_limits(activation), CLASSES if classes else PASS_OR_FAIL)
    seen = UNITS_SEEN if n_hidden == 1 else LAST_UNITS_SEEN
    return (
        network,
        Picture("plane", plane, names.fill(PLANE_SAID), 340, picks=PLACE),
        Picture("fold", fold, FOLD_SAID, 420, texts={"titles.text": seen}),
    )


def _fold_limits(activation: str) -> tuple[Limits, Limits]:
    limits = RANGES.get(activation, WIDE)
    return limits, limits


def _groups(dataset: Dataset, test: Dataset | None) -> tuple[Group, ...]:
    plain, tested = (FAIL, PASS), (TEST_FAIL, TEST_PASS)
    if dataset.target_name != PASSED:
        said = (OF_KIND, OF_KIND) if dataset.kinds else (LOW_OF_TWO, HIGH_OF_TWO)
        low, high = (
            each.format(answer=dataset.target_name, kind=kind)
            for each, kind in zip(said, dataset.kinds or ("", ""), strict=True)
        )
        plain, tested = (low, high), (TESTED.format(words=low), TESTED.format(words=high))
    parts = [(dataset, False, plain), *([(test, True, tested)] if test else [])]
    return tuple(
        (words, mark, is_test, _placed_in(each, (each.targets > 0.5) == passes))
        for each, is_test, kinds in parts
        for words, mark, passes in zip(kinds, PASS_OR_FAIL, (False, True), strict=True)
    )


def _placed_in(dataset: Dataset, chosen: Tensor) -> tuple[tuple[float, float], ...]:
    """Return the places of the chosen examples."""
    return tuple((first, second) for first, second in raw_of(dataset)[chosen].tolist())


def _class_groups(dataset: Dataset, test: Dataset | None) -> tuple[Group, ...]:
    parts = [(dataset, False, CLASS), *([(test, True, TEST_CLASS)] if test else [])]
    return tuple(
        (words.format(number=number), mark, is_test, _placed_in(each, each.targets == number))
        for each, is_test, words in parts  # a row of the legend for each
        for number, mark in enumerate(CLASSES)
    )


def _heights(dataset: Dataset, test: Dataset | None) -> tuple[tuple[str, bool, Heights], ...]:
    groups = [(EXAMPLE, False, dataset), *([(TEST_EXAMPLE, True, test)] if test else [])]
    return tuple(
        (words, is_test, tuple((x, y, height) for (x, y), height in _placed(each)))
        for words, is_test, each in groups
    )


def _placed(dataset: Dataset) -> Iterator[tuple[list[float], float]]:
    """Return the place of every example, and its right answer."""
    return zip(raw_of(dataset).tolist(), dataset.targets.tolist(), strict=True)
