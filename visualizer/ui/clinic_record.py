"""Whom a student of the bug clinic cured, and what leads on from there."""

from __future__ import annotations

import streamlit as st

from visualizer.core.clinic.code import pack
from visualizer.core.clinic.patient import WARD
from visualizer.state.cured import next_after
from visualizer.state.values import text
from visualizer.ui.buttons import show_button
from visualizer.ui.cured_storage import forget_cured, note_going, read_cured, sync_cured
from visualizer.ui.session import commit, read_page
from visualizer.words import clinic as words


def show_next() -> None:
    """Show the button that leads to a patient who is not cured yet, if there is one."""
    if next_after(read_cured(), text(read_page().values, "patient")) is not None:
        show_button(words.NEXT_PATIENT, "next_patient", _go_on, icon=":material/arrow_forward:")


def _go_on() -> None:
    after = next_after(read_cured(), text(read_page().values, "patient"))
    if after is not None:
        commit({"patient": after})
        note_going()


def show_record() -> None:
    """Show how many patients are cured, and keep in the browser who they are."""
    cured = read_cured()
    if cured.counts:
        with st.container(horizontal=True, vertical_alignment="center", key="cured"):
            st.markdown(_counted(cured.of_the_ward, len(cured.counts)))
            show_button(words.FORGET, "forget_cured", forget_cured, type="tertiary")
    sync_cured()


def _counted(of_the_ward: int, every: int) -> str:
    said = words.CURED_COUNT.format(cured=of_the_ward, total=len(WARD))
    others = every - of_the_ward
    if not others:
        return said
    more = words.CURED_ONE_MORE if others == 1 else words.CURED_MORE.format(count=others)
    return f"{said} {more}"


def names_of_patients() -> dict[str | int, str]:
    """Return what the patients of the ward are called, with a mark on those who are cured."""
    counts = read_cured().counts
    names = {pack(each): words.PATIENT.format(number=k) for k, each in enumerate(WARD, start=1)}
    return {
        code: _cured(name, counts[code]) if code in counts else name for code, name in names.items()
    }


def _cured(name: str, count: int) -> str:
    if count == 0:
        return words.PATIENT_CURED_WITH_NONE.format(name=name)
    said = words.PATIENT_CURED_WITH_ONE if count == 1 else words.PATIENT_CURED
    return said.format(name=name, count=count)
