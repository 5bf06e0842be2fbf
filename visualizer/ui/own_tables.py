"""A student's own table in the session: the presets, what is kept of a large one, and its use."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import find_table, is_own, keep_table, travels
from visualizer.tables.table import Table
from visualizer.ui.session import this_session, values_on
from visualizer.words import your_table as words

LATEST = "own_latest"  # in st.session_state: the name of the table that was used last
MOST_KEPT = 4  # tables too large for a link
CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))


def _logic(columns: tuple[str, str, str], answers: Sequence[float]) -> Table:
    rows = tuple((*corner, answer) for corner, answer in zip(CORNERS, answers, strict=True))
    cases = tuple(words.CASE.format(number=row) for row in range(1, 5))
    return Table(columns, cases, rows, words=((2, *words.NO_OR_YES),))


PRESETS: Mapping[str, str] = MappingProxyType(
    {
        words.THREE_STUDENTS: "three_students",
        words.TWELVE_STUDENTS: "twelve_students",
        words.BOTH: keep_table(_logic(words.BOTH_COLUMNS, (0.0, 0.0, 0.0, 1.0))),
        words.EITHER: keep_table(_logic(words.EITHER_COLUMNS, (0.0, 1.0, 1.0, 0.0))),
    }
)
"""Data to begin with, by what the button says, each as the name of its data."""


def use_table(table: Table) -> str:
    """Return the name of ``table``; the session holds on to it if the name does not."""
    name = keep_table(table)
    if not travels(name):
        this_session().change(lambda now: replace(now, tables=_latest(now.tables, name, table)))
    return name


def _latest(tables: Mapping[str, Table], name: str, table: Table) -> Mapping[str, Table]:
    return {**dict(list(tables.items())[1 - MOST_KEPT :]), name: table}


def note_own(name: object) -> None:
    """Note which data the open page shows, if they are the student's own."""
    if is_own(name):
        st.session_state[LATEST] = name


def say_whose(page: str) -> None:
    """Say on a page whose texts speak of a student how they are meant for somebody's own table."""
    if is_own(values_on(page)["dataset"]):
        st.caption(words.OURS)


def latest_own() -> str | None:
    """Return the name of the session's own data, if it has any."""
    return st.session_state.get(LATEST)


def table_of(name: str) -> Table:
    """Return the data called ``name`` as a table, whether somebody's own or the lesson's."""
    if is_own(name):
        return find_table(name)
    data = load_dataset(name, most=None)
    numbers = zip(data.inputs.tolist(), data.targets.tolist(), strict=True)
    rows = tuple((*inputs, round(target, 6)) for inputs, target in numbers)
    kinds = ((2, *words.NO_OR_YES),) if set(data.targets.tolist()) == {0.0, 1.0} else ()
    return Table((*data.feature_names, data.target_name), data.example_names, rows, words=kinds)
