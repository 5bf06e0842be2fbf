"""What was typed into the table and could not be used yet, in the session, by the data it stood in.

Other data and back again, by another choice of columns or by Undo, must not lose it.
"""

from dataclasses import replace

import streamlit as st

from visualizer.ui.own_tables import table_of
from visualizer.ui.sheet import Sheet, read_sheet

SHEETS = "kept_sheets"  # in st.session_state, by name of the data, the latest last
MOST_SHEETS = 4


def keep_sheet(name: str, sheet: Sheet) -> None:
    """Keep ``sheet`` for the time when the data called ``name`` are shown again."""
    others = {each: kept for each, kept in _sheets().items() if each != name}
    latest = list(others.items())[1 - MOST_SHEETS :]
    st.session_state[SHEETS] = {**dict(latest), name: sheet}


def forget_sheet(name: str) -> None:
    """Let the data called ``name`` be shown as they are."""
    st.session_state[SHEETS] = {each: kept for each, kept in _sheets().items() if each != name}


def find_sheet(name: str, last: Sheet) -> Sheet | None:
    """Return the sheet that was kept for the data called ``name``.

    If there is none, return ``last``, the sheet before, if it differs by the parts of the columns
    alone; else ``None``.
    """
    table = table_of(name)
    for sheet in (_sheets().get(name), last):
        if sheet is None or sheet.columns != table.columns:
            continue
        parted = replace(sheet, inputs=table.inputs, target=table.target)
        if read_sheet(parted)[0] == table:
            return parted
    return None


def _sheets() -> dict[str, Sheet]:
    return st.session_state.get(SHEETS, {})
