"""The table of the point that goes through the network: a row for each input and each unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from visualizer.core.datasets import Dataset
from visualizer.live.scene import Column, Controls, Quantity, Text
from visualizer.scenes.names import LESSON_NAMES, names_of
from visualizer.scenes.settings import slider
from visualizer.state.checks import allowed
from visualizer.state.network_parameters import MOST_UNITS
from visualizer.state.parameters import get_number
from visualizer.words.network_classes import CLASS, POINTS_OF_CLASSES, SOFTMAX
from visualizer.words.network_looks import (
    ACTIVATION,
    ANSWER,
    AS_IT_IS,
    CHANCE,
    CHANCE_OF_ONE,
    HIDDEN_ROW,
    HIDDEN_ROW_OF,
    OUTPUT_ROW,
    POINT_HINT,
    POINT_TITLE,
    POINTS,
    POINTS_OF_KINDS,
    POINTS_OF_NUMBERS,
    POINTS_OF_TWO,
    SCALED,
    UNITS_TITLE,
    Z,
)

NAME, FIRST, SECOND = 15, 12, 12  # characters of the columns
DIGITS = 3
LEAST = 3  # digits that count, however small a number is: the widest is −999999.999


@dataclass(frozen=True)
class PointWords:
    """What the table says that depends on the examples.

    Attributes:
        points: Which point goes through: one that fails, one that passes, another, one outside.
        answer: What stands above the last number.
        outputs: What stands before the numbers of each output.
        target_digits: Of the right answer.
    """

    points: tuple[str, ...]
    answer: str
    outputs: tuple[str, ...] = (OUTPUT_ROW,)
    target_digits: int = DIGITS


def words_for(dataset: Dataset, numbers: bool, n_outputs: int = 1) -> PointWords:
    """Return the words for examples.

    Args:
        dataset: The examples.
        numbers: Whether the right answers are numbers, and not one of a few kinds.
        n_outputs: One, or one for each of several classes.
    """
    if n_outputs > 1:
        outputs = tuple(CLASS.format(number=number) for number in range(n_outputs))
        return PointWords((*POINTS_OF_CLASSES, *POINTS[2:]), SOFTMAX, outputs, 0)
    if numbers:
        return PointWords(POINTS_OF_NUMBERS, ANSWER)
    names = names_of(dataset)
    if names.answer == LESSON_NAMES.answer:
        return PointWords(POINTS, CHANCE)
    points, (zero, one) = POINTS_OF_TWO, dataset.kinds or ("", "")
    if dataset.kinds:
        points = POINTS_OF_KINDS
    said = tuple(names.fill(each, zero=zero, one=one) for each in points)
    return PointWords(said, CHANCE_OF_ONE)


def point_column(n_hidden: int, n_examples: int, share: float, words: PointWords) -> Column:
    """Return the panels of the point.

    Args:
        n_hidden: Number of hidden layers.
        n_examples: How many examples there are to choose from.
        share: Of the width of the row.
        words: What depends on the examples.
    """
    number = replace(get_number("network_example"), minimum=1, maximum=n_examples)
    example = replace(
        slider("network_example"), limits=number.limits, allowed=allowed(number), cold=True
    )
    rows = [_row("", AS_IT_IS, SCALED), "{inputs}"]
    if n_hidden:
        rows += [_row("", Z, ACTIVATION), *(f"{{units_{layer + 1}}}" for layer in range(n_hidden))]
    rows += [_row("", Z, words.answer), f"{{units_{n_hidden + 1}}}"]
    return Column(
        (
            Controls((example,), POINT_TITLE),
            Text(("{point}", POINT_HINT)),
            Text(tuple(rows), "code", UNITS_TITLE),
        ),
        share,
    )


def through(n_hidden: int, n_outputs: int = 1) -> dict[str, tuple[str, str]]:
    """Return the templates of what the drawing says of each unit, as ``Diagram`` takes them."""
    return {
        f"unit_{layer}_{unit}.through": (f"{{z_{layer}_{unit}}}", f"{{activation_{layer}_{unit}}}")
        for layer, unit in _units(n_hidden, n_outputs)
    }


def point_quantities(
    inputs: tuple[str, ...], n_hidden: int, words: PointWords
) -> tuple[Quantity, ...]:
    """Return the live numbers of the point.

    Args:
        inputs: The names of all inputs, of which the first two are the point.
        n_hidden: Number of hidden layers.
        words: What depends on the examples.
    """
    name = HIDDEN_ROW if n_hidden == 1 else HIDDEN_ROW_OF
    return (
        Quantity("point", style="choice", choices=words.points),
        Quantity("point_example", style="integer"),
        Quantity("target", digits=words.target_digits, least=LEAST if words.target_digits else 0),
        *(Quantity(f"point_{place}", digits=DIGITS, width=FIRST, least=LEAST) for place in (1, 2)),
        *(
            Quantity(f"scaled_{place}", digits=DIGITS, width=SECOND, least=LEAST)
            for place in range(1, len(inputs) + 1)
        ),
        *(
            Quantity(f"{each}_{layer}_{unit}", digits=DIGITS, width=width, least=LEAST)
            for each, width in (("z", FIRST), ("activation", SECOND))
            for layer, unit in _units(n_hidden, len(words.outputs))
        ),
        Quantity("inputs", style="choice", choices=(_inputs(inputs),)),
        *(
            Quantity(f"units_{layer}", style="choice", choices=_tables(layer, name))
            for layer in range(1, n_hidden + 1)
        ),
        Quantity(
            f"units_{n_hidden + 1}",
            style="choice",
            choices=(_output_rows(n_hidden + 1, words.outputs),),
        ),
    )


def _units(n_hidden: int, n_outputs: int) -> list[tuple[int, int]]:
    """Return layer and unit of every unit that there can be, counted from 1."""
    hidden = range(1, n_hidden + 1)
    units = [(layer, unit) for layer in hidden for unit in range(1, MOST_UNITS + 1)]
    return [*units, *((n_hidden + 1, unit) for unit in range(1, n_outputs + 1))]


def _inputs(names: tuple[str, ...]) -> str:
    """Return a row for each input; what is made of the two is made of them as they are scaled."""
    return "\n".join(
        _row(name, f"{{point_{place}}}" if place <= 2 else "", f"{{scaled_{place}}}")
        for place, name in enumerate(names, start=1)
    )


def _tables(layer: int, name: str) -> tuple[str, ...]:
    """Return the rows of a layer, for each number of units that it can have."""
    rows = [
        _unit_row(layer, unit, name.format(layer=layer, unit=unit))
        for unit in range(1, MOST_UNITS + 1)
    ]
    return tuple("\n".join(rows[:count]) for count in range(1, MOST_UNITS + 1))


def _output_rows(layer: int, names: tuple[str, ...]) -> str:
    return "\n".join(_unit_row(layer, unit, name) for unit, name in enumerate(names, start=1))


def _unit_row(layer: int, unit: int, name: str) -> str:
    return _row(name, f"{{z_{layer}_{unit}}}", f"{{activation_{layer}_{unit}}}")


def _row(name: str, first: str, second: str) -> str:
    """Return a line of the table; a live number brings its width along."""
    columns = ((first, FIRST), (second, SECOND))
    cells = [text if text.startswith("{") else text.rjust(width) for text, width in columns]
    name = name if len(name) < NAME else f"{name[: NAME - 2]}…"
    return "".join([name.ljust(NAME), *cells])
