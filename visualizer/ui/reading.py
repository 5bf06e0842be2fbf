"""The table that a student brought, in the session: what was read, answered and made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from visualizer.state.kinds import Value
from visualizer.state.number_texts import number_text
from visualizer.state.parameters import get_choice
from visualizer.state.values import number, text
from visualizer.state.views.neuron import INPUTS
from visualizer.tables.reading import Reading, read_table
from visualizer.tables.table import Table
from visualizer.ui.kept_sheets import forget_sheet
from visualizer.ui.own_tables import table_of, use_table
from visualizer.ui.session import commit, values_on
from visualizer.words import your_data as words

PAGE = "your_data"  # which may have been left when it is heard of
KEPT = "kept_readings"  # in st.session_state: a tuple, the latest last
MOST_KEPT = 6  # of them: those that Undo leads back to
NOTHING = Reading(None, (), (), ())
MOST_NAMES = 30
WORDS = "words:"  # begins the key of the question which of two words in a column is 1
CALM, ALARM = "calm", "alarm"


@dataclass(frozen=True)
class Kept:
    """What is kept of a table that came.

    Attributes:
        names: The data that it became, edits included: what is said is about these only.
        reading: What was found in it.
        data: What it was read from, as long as there is something to be asked about it.
        answers: What was answered so far, by the key of the question.
        output: The output that was chosen because of its answers; empty if it stayed.
        row: The row of their own that the student was given with it, if theirs lay outside.
        closed: What of it the student does not want to see any more.
    """

    names: tuple[str, ...]
    reading: Reading = NOTHING
    data: bytes | str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    output: str = ""
    row: tuple[float, float] | None = None
    closed: frozenset[str] = frozenset()


def kept_reading() -> Kept | None:
    """Return what is to be said about the data that the page shows; nothing about other data."""
    name = text(values_on(PAGE), "dataset")
    return next((kept for kept in reversed(_all_kept()) if name in kept.names), None)


def _all_kept() -> tuple[Kept, ...]:
    return st.session_state.get(KEPT, ())


def _keep(kept: Kept, instead_of: Kept | None = None) -> None:
    """Keep what is to be said from here on; what was said of other data waits for an Undo."""
    others = tuple(each for each in _all_kept() if each is not instead_of)
    st.session_state[KEPT] = (*others, kept)[-MOST_KEPT:]


def read(data: bytes | str, answers: Mapping[str, str] | None = None) -> None:
    """Take the table in ``data``, if there is one, and keep what has to be said about it."""
    answers = answers or {}
    before = kept_reading() if answers else None
    found = read_table(data, answers)
    if found.table is None:
        _keep(Kept((text(values_on(PAGE), "dataset"),), found))
        return
    taken = take(use_table(_with_parts_of(before, found.table)))
    asked = data if found.questions else None
    _keep(replace(taken, reading=found, data=asked, answers=answers), taken)


def answer(key: str, value: str) -> None:
    """Read the same table anew with this answer to the question called ``key``."""
    kept = kept_reading()
    if kept is not None and kept.data is not None:
        read(kept.data, {**kept.answers, key: value})


def say_fault(fault: str) -> None:
    """Say what is wrong with something that was to be read; the data stay as they are."""
    _keep(Kept((text(values_on(PAGE), "dataset"),), Reading(None, (fault,), (), ())))


def close(part: str) -> None:
    """Say no more of ``part`` of what was read."""
    if (kept := kept_reading()) is not None:
        _keep(replace(kept, closed=kept.closed | {part}), kept)


def take(name: str, edited: bool = False) -> Kept:
    """Let the data called ``name`` be used from here on, with an output that can answer them.

    A row of the student's own that lies outside of other inputs than before becomes the first one.

    Args:
        name: Name of the data.
        edited: Whether they come from those before: what was said about these still holds.

    Returns:
        What is kept of them.
    """
    values, kept = values_on(PAGE), kept_reading()
    tables = table_of(text(values, "dataset")), table_of(name)
    before = text(values, "output")
    output = _following_output(before, *tables, edited)
    followed = output if output != before else ""
    row = _following_row(values, *tables, edited)
    commit(
        {
            "dataset": name,
            **({"output": output} if followed else {}),
            **(dict(zip(INPUTS, row, strict=True)) if row else {}),
        },
        PAGE,
    )
    if not edited:
        forget_sheet(name)
    now = Kept((name,), output=followed, row=row)
    if edited and kept is not None:
        now = replace(kept, names=(*kept.names, name)[-MOST_NAMES:])
        if followed or row:
            now = replace(
                now, output=followed or kept.output, row=row or kept.row,
                closed=now.closed - {CALM},
            )  # fmt: skip
    _keep(now, kept if edited else None)
    return now


def words_of_columns() -> dict[str, dict[str, float]]:
    """Return what the words count as, in lower case, of each column that came as two words."""
    kept = kept_reading()
    questions = kept.reading.questions if kept is not None else ()
    return {
        question.key.removeprefix(WORDS): {
            option.value.casefold(): float(option.value == question.chosen)
            for option in question.options
        }
        for question in questions
        if question.key.startswith(WORDS)
    }


def output_sentence(kept: Kept) -> str:
    """Return why the output is what it is, if it follows from the answers; empty otherwise."""
    if not kept.output or kept.output != values_on(PAGE)["output"]:
        return ""
    said = words.LINEAR_NOW if kept.output == "identity" else words.CHANCE_NOW
    return said.format(output=get_choice("output").options[kept.output])


def row_sentence(kept: Kept) -> str:
    """Return where the student's own row comes from, if it was brought in; empty otherwise."""
    values = values_on(PAGE)
    if kept.row is None or kept.row != tuple(values[name] for name in INPUTS):
        return ""
    first, second = (number_text(number).replace("-", "−") for number in kept.row)
    return words.ROW_NOW.format(first=first, second=second)


def _following_row(
    values: Mapping[str, Value], before: Table, now: Table, edited: bool
) -> tuple[float, float] | None:
    """Return the first row of ``now`` if the student's own is not among its numbers."""
    if edited and _parts(before)[:2] == _parts(now)[:2]:
        return None
    columns = [[row[place] for row in now.rows] for place in now.inputs]
    for name, column in zip(INPUTS, columns, strict=True):
        if not min(column) <= number(values, name) <= max(column):
            return columns[0][0], columns[1][0]
    return None


def _following_output(output: str, before: Table, now: Table, edited: bool) -> str:
    """Return the output for ``now``: a sigmoid cannot answer with any number.

    Where answers of the same kind came before, a student has chosen it.
    """
    was_chance, is_chance = _is_chance(before), _is_chance(now)
    if was_chance != is_chance or not (edited or is_chance):
        return "sigmoid" if is_chance else "identity"
    return output


def _is_chance(table: Table) -> bool:
    return all(0 <= row[table.target] <= 1 for row in table.rows)


def _with_parts_of(kept: Kept | None, table: Table) -> Table:
    """Return ``table`` with the parts that the student gave the columns since it was read."""
    if kept is None or kept.reading.table is None:
        return table
    parts, read_parts = (
        _parts(table_of(text(values_on(PAGE), "dataset"))),
        _parts(kept.reading.table),
    )
    if parts == read_parts or not set(parts) <= set(table.columns):
        return table
    first, second, target = map(table.columns.index, parts)
    return replace(table, inputs=(first, second), target=target)


def _parts(table: Table) -> tuple[str, str, str]:
    first, second = table.inputs
    return table.columns[first], table.columns[second], table.columns[table.target]
