"""The table of the point that goes through the network: a row for each input and each unit."""

from __future__ import annotations

from dataclasses import replace

from visualizer.live.scene import Column, Controls, Quantity, Text
from visualizer.scenes.settings import slider
from visualizer.state.checks import allowed
from visualizer.state.network_parameters import MOST_UNITS
from visualizer.state.parameters import get_number
from visualizer.words.network_looks import (
    ACTIVATION,
    AS_IT_IS,
    CHANCE,
    HIDDEN_ROW,
    HIDDEN_ROW_OF,
    OUTPUT_ROW,
    POINT_HINT,
    POINT_TITLE,
    POINTS,
    SCALED,
    Z,
)

NAME, FIRST, SECOND = 15, 9, 12  # characters of the columns
DIGITS = 3


def point_column(n_hidden: int, n_examples: int, share: float) -> Column:
    """Return the panels of the point.

    Args:
        n_hidden: Number of hidden layers.
        n_examples: How many examples there are to choose from.
        share: Of the width of the row.
    """
    number = replace(get_number("network_example"), minimum=1, maximum=n_examples)
    example = replace(
        slider("network_example"), limits=number.limits, allowed=allowed(number), cold=True
    )
    rows = [_row("", AS_IT_IS, SCALED), "{inputs}"]
    if n_hidden:
        rows += [_row("", Z, ACTIVATION), *(f"{{units_{layer + 1}}}" for layer in range(n_hidden))]
    rows += [_row("", Z, CHANCE), f"{{units_{n_hidden + 1}}}"]
    return Column(
        (
            Controls((example,), POINT_TITLE),
            Text(("{point}", POINT_HINT)),
            Text(tuple(rows), "code"),
        ),
        share,
    )


def through(n_hidden: int) -> dict[str, tuple[str, str]]:
    """Return the templates of what the drawing says of each unit, as ``Diagram`` takes them."""
    return {
        f"unit_{layer}_{unit}.through": (f"{{z_{layer}_{unit}}}", f"{{activation_{layer}_{unit}}}")
        for layer, unit in _units(n_hidden)
    }


def point_quantities(inputs: tuple[str, ...], n_hidden: int) -> tuple[Quantity, ...]:
    """Return the live numbers of the point.

    Args:
        inputs: The names of the two inputs.
        n_hidden: Number of hidden layers.
    """
    name = HIDDEN_ROW if n_hidden == 1 else HIDDEN_ROW_OF
    return (
        Quantity("point", style="choice", choices=POINTS),
        Quantity("point_example", style="integer"),
        *(
            Quantity(f"{each}_{place}", digits=DIGITS, width=width)
            for each, width in (("point", FIRST), ("scaled", SECOND))
            for place in (1, 2)
        ),
        *(
            Quantity(f"{each}_{layer}_{unit}", digits=DIGITS, width=width)
            for each, width in (("z", FIRST), ("activation", SECOND))
            for layer, unit in _units(n_hidden)
        ),
        Quantity("inputs", style="choice", choices=(_inputs(inputs),)),
        *(
            Quantity(f"units_{layer}", style="choice", choices=_tables(layer, name))
            for layer in range(1, n_hidden + 1)
        ),
        Quantity(
            f"units_{n_hidden + 1}",
            style="choice",
            choices=(_unit_row(n_hidden + 1, 1, OUTPUT_ROW),),
        ),
    )


def _units(n_hidden: int) -> list[tuple[int, int]]:
    """Return layer and unit of every unit that there can be, counted from 1."""
    hidden = range(1, n_hidden + 1)
    units = [(layer, unit) for layer in hidden for unit in range(1, MOST_UNITS + 1)]
    return [*units, (n_hidden + 1, 1)]


def _inputs(names: tuple[str, ...]) -> str:
    rows = enumerate(names, start=1)
    return "\n".join(_row(name, f"{{point_{i}}}", f"{{scaled_{i}}}") for i, name in rows)


def _tables(layer: int, name: str) -> tuple[str, ...]:
    """Return the rows of a layer, for each number of units that it can have."""
    rows = [
        _unit_row(layer, unit, name.format(layer=layer, unit=unit))
        for unit in range(1, MOST_UNITS + 1)
    ]
    return tuple("\n".join(rows[:count]) for count in range(1, MOST_UNITS + 1))


def _unit_row(layer: int, unit: int, name: str) -> str:
    return _row(name, f"{{z_{layer}_{unit}}}", f"{{activation_{layer}_{unit}}}")


def _row(name: str, first: str, second: str) -> str:
    """Return a line of the table; a live number brings its width along."""
    columns = ((first, FIRST), (second, SECOND))
    cells = [text if text.startswith("{") else text.rjust(width) for text, width in columns]
    return "".join([name.ljust(NAME), *cells])
