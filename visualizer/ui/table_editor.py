"""The table of My data, to be edited cell by cell.

The cells are texts, because a browser's field for numbers reads ``1,4`` as 14 before anybody can
ask. What was typed is taken in a callback, which is carried out whole even if the student is on the
way to another page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pandas as pd
import streamlit as st

from visualizer.state.values import text
from visualizer.ui.descriptions import alt_text
from visualizer.ui.kept_sheets import find_sheet, keep_sheet
from visualizer.ui.notices import say_beside, show_notices
from visualizer.ui.own_tables import table_of, use_table
from visualizer.ui.reading import PAGE, take, words_of_columns
from visualizer.ui.session import values_on
from visualizer.ui.sheet import (
    NAME,
    NAME_KEY,
    NUMBER_KEY,
    Edits,
    Row,
    Sheet,
    cell_key,
    edit_sheet,
    read_sheet,
    understood,
    write_sheet,
)
from visualizer.words import your_table as words

EDITOR = "table_editor"  # in st.session_state
NO_EDITS: Edits = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


@dataclass(frozen=True)
class Editor:
    """What the editor was given and what became of it.

    Attributes:
        key: Its name among all widgets; another one starts it anew.
        name: The data that it stands for, with all edits.
        base: What it was given.
        sheet: What it holds.
        changed: The rows of ``base`` that were edited, by their place in it.
        edits: What was done to ``base``, as the browser tells.
        faults: What could not be used of it, in sentences.
        understood: What counts as something else than it looks like, in sentences.
    """

    key: str
    name: str
    base: Sheet
    sheet: Sheet
    changed: Mapping[int, Row] = field(default_factory=dict)
    edits: Edits = field(default_factory=lambda: NO_EDITS)
    faults: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()


def show_editor() -> None:
    """Show the data to be edited, and take what is done to it."""
    editor = _current()
    st.session_state[EDITOR] = editor
    st.data_editor(
        _frame(editor.base),
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        key=editor.key,
        column_config={
            NUMBER_KEY: st.column_config.TextColumn(
                words.ROW, width=60, disabled=True, pinned=True, alignment="right"
            ),
            NAME_KEY: st.column_config.TextColumn(_name_label(editor.base)),
            **{
                cell_key(place): st.column_config.TextColumn(name, alignment="right")
                for place, name in enumerate(editor.base.columns)
            },
        },
        on_change=_take_edits_at_once,
        **alt_text(st.data_editor, words.EDITOR),
    )
    if _take_edits():  # a restarted server knows no callback in its first script run
        st.rerun()
    editor = st.session_state[EDITOR]
    show_notices(editor.faults)
    say_beside(editor.understood)


def _current() -> Editor:
    """Return the editor of what the page shows now: the one there was, or one that starts anew."""
    name = text(values_on(PAGE), "dataset")
    editor: Editor | None = st.session_state.get(EDITOR)
    if editor is None:
        sheet = write_sheet(table_of(name))
        return Editor(_next_key(None, name), name, sheet, sheet)
    if editor.name != name:
        _keep_unused(editor)
        sheet = find_sheet(name, editor.sheet) or write_sheet(table_of(name))
        said = tuple(read_sheet(sheet)[1]), tuple(understood(sheet))
        return Editor(
            _next_key(editor, name), name, sheet, sheet, faults=said[0], understood=said[1]
        )
    if editor.edits != NO_EDITS and editor.key not in st.session_state:  # the page was left
        return replace(
            editor, key=_next_key(editor, name), base=editor.sheet, changed={}, edits=NO_EDITS
        )
    return editor


def holds_unused() -> bool:
    """Tell whether there is something in the table that could not be used."""
    editor: Editor | None = st.session_state.get(EDITOR)
    return bool(editor and editor.faults and editor.name == text(values_on(PAGE), "dataset"))


def _keep_unused(editor: Editor) -> None:
    if editor.faults:
        keep_sheet(editor.name, editor.sheet)


def _next_key(editor: Editor | None, name: str) -> str:
    """Return a key that no editor of this session had, nor one of other data before a restart.

    The browser still has the edits of that one and would make them once more.
    """
    count = int(editor.key.rpartition("_")[2]) + 1 if editor is not None else 0
    return f"editor_{sha256(name.encode()).hexdigest()[:12]}_{count}"


def _take_edits() -> bool:
    """Use what the editor holds; return whether that was news."""
    editor: Editor | None = st.session_state.get(EDITOR)
    if editor is None:
        return False
    edits: Edits | None = st.session_state.get(editor.key)
    if not edits or edits == editor.edits:
        return False
    sheet, changed = edit_sheet(editor.base, edits, editor.changed, words_of_columns())
    table, faults = read_sheet(sheet)
    name = editor.name
    if table is not None and table != table_of(name):
        _keep_unused(editor)
        name = use_table(table)
        take(name, edited=True)
    st.session_state[EDITOR] = replace(
        editor,
        name=name,
        sheet=sheet,
        changed=changed,
        edits=edits,
        faults=tuple(faults),
        understood=tuple(understood(sheet)),
    )
    return True


def _take_edits_at_once() -> None:
    _take_edits()


def _frame(sheet: Sheet) -> pd.DataFrame:
    columns = list(zip(*(row.texts for row in sheet.rows), strict=True))
    if not columns:
        columns = [()] * len(sheet.columns)
    texts = {cell_key(place): column for place, column in enumerate(columns)}
    rows = {
        NUMBER_KEY: [f"{row.number}" for row in sheet.rows],
        NAME_KEY: [row.name for row in sheet.rows],
    }
    return pd.DataFrame({**rows, **texts}, dtype=str)


def _name_label(sheet: Sheet) -> str:
    """Return what stands above the names of the rows; no column is called so."""
    return NAME if NAME not in sheet.columns else words.NAME_OF_ROW.format(name=NAME)
