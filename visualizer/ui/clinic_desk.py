"""The desk of the bug clinic: which patient, which instruments, which diagnosis."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import streamlit as st

from visualizer.core.clinic.code import pack
from visualizer.core.clinic.edits import on_one_row
from visualizer.core.clinic.patient import random_patient
from visualizer.core.clinic.program import Line, Program, mends, sick_program
from visualizer.state.clinic_parameters import INSTRUMENTS, told_as
from visualizer.state.cured import wrong_before
from visualizer.state.values import whole
from visualizer.state.views.clinic import ClinicView, clinic_view, lines_asked, with_instrument
from visualizer.ui.buttons import show_button
from visualizer.ui.choosers import choose, choose_radio
from visualizer.ui.clinic_record import names_of_patients, show_next
from visualizer.ui.clinic_texts import show_texts
from visualizer.ui.cured_storage import note_cured, note_opened, note_wrong, read_cured
from visualizer.ui.session import PageState, commit, read_page
from visualizer.words import clinic as words
from visualizer.words.clinic_instruments import NAMES


def show_reception(state: PageState) -> None:
    """Show who lies there, and how to see another one."""
    choose("patient", state, labels=names_of_patients())
    show_button(words.RANDOM, "random_patient", _draw_patient, icon=":material/casino:")


def _draw_patient() -> None:
    commit({"patient": pack(random_patient(secrets.randbelow(2**31)))})


def show_instruments(view: ClinicView) -> None:
    """Show the instruments, and how many of them are open."""
    with (
        st.container(key="instruments", width="content"),
        st.popover(_counted(_opened(view)), type="primary", icon=":material/stethoscope:"),
    ):
        st.markdown(words.FEWEST)
        for name in INSTRUMENTS:
            is_open = name in view.seen
            show_button(
                NAMES[name], f"instrument_{name}", _open, name,
                disabled=is_open, icon=":material/check:" if is_open else ":material/add:",
            )  # fmt: skip


def _counted(count: int) -> str:
    if count == 0:
        return words.OPEN_ONE
    return words.OPENED_ONE if count == 1 else words.OPENED.format(count=count)


def _opened(view: ClinicView) -> int:
    """Return how many instruments of a patient this session has ever opened."""
    return note_opened(pack(view.patient), whole(read_page().values, "clinic_seen"))


def _open(name: str) -> None:
    bits = whole(read_page().values, "clinic_seen")
    commit({"clinic_seen": with_instrument(bits, name)})


def show_diagnosis(
    state: PageState, view: ClinicView, answer: Sequence[str], tried: Program | None
) -> None:
    """Show what can be said of the patient, and what comes of saying it.

    Args:
        state: What the page shows now.
        view: The patient.
        answer: What is said of the diagnosis, in paragraphs; nothing before it was told.
        tried: The program with the mend that was told, if that was run.
    """
    st.header(words.DIAGNOSIS, anchor=False)
    lines = [_line(view, line) for line in lines_asked(view.patient)]
    offered = [words.MENDS[mend.claim] for mend in mends(view.patient)]
    left, right = st.columns(2)
    with left:
        choose_radio(
            "clinic_line", state, words.WHICH_LINE, _numbered([*lines, words.A_LINE_IS_MISSING])
        )
    with right:
        choose_radio("clinic_mend", state, words.WHICH_MEND, _numbered(offered))
        show_button(
            words.TELL, "tell_diagnosis", _tell, type="primary",
            disabled=not (view.line and view.mend),
        )  # fmt: skip
        if answer:
            _show_answer(view, answer)
    if tried is not None:
        show_texts(sick_program(view.patient), tried)


def _line(view: ClinicView, line: Line) -> str:
    """Return a line of the patient's program in Markdown; of two that read the same, which."""
    alike = [each.key for each in sick_program(view.patient).lines if each.text == line.text]
    if len(alike) == 1:
        return _code(line.text)
    said = words.FIRST_OF_TWO if line.key == alike[0] else words.SECOND_OF_TWO
    return said.format(line=_code(line.text))


def _code(text: str) -> str:
    """Return a line of a program as code in Markdown, all of its rows on one."""
    return f"`{on_one_row(text)}`"


def _numbered(options: list[str]) -> dict[str | int, str]:
    return dict(enumerate(options, start=1))


def _tell() -> None:
    view = clinic_view(read_page().values)
    if not (view.line and view.mend):
        return
    view = clinic_view(commit({"clinic_told": told_as(view.line, view.mend)}).values)
    if view.is_solved:
        note_cured(pack(view.patient), _opened(view))
    else:
        note_wrong(pack(view.patient), told_as(view.line, view.mend))


def _show_answer(view: ClinicView, answer: Sequence[str]) -> None:
    first, *others = answer
    if view.is_solved:
        st.success(words.RIGHT.format(why=first), icon=":material/healing:")
        _show_score(pack(view.patient))
        others = [*others, words.BESIDE]
    else:
        st.warning(words.NOT_YET.format(answer=first), icon=":material/search:")
        others = [*others, words.TRY_AGAIN]
    for text in others:
        st.markdown(text)
    if view.is_solved:
        show_next()


def _show_score(code: str) -> None:
    """Show what the cure took; nothing of one that came with a link.

    What is opened after the cure only looks. A browser keeps the instruments, and no diagnoses.
    """
    cured = read_cured()
    if code in cured.counts:
        st.markdown(score(cured.counts[code], wrong_before(cured, code)))


def score(n_instruments: int, n_wrong: int | None) -> str:
    """Return how many instruments and wrong diagnoses a cure took, and praise if it was neither.

    Args:
        n_instruments: The fewest that it took.
        n_wrong: Wrong diagnoses before the right one; ``None`` if nobody knows.
    """
    if n_instruments == 0:
        said = words.CURED_BY_READING if n_wrong == 0 else words.CURED_WITH_NONE
    elif n_instruments == 1:
        said = words.CURED_WITH_ONE
    else:
        said = words.CURED_WITH.format(count=n_instruments)
    if not n_wrong:
        return said
    after = words.AFTER_ONE_WRONG if n_wrong == 1 else words.AFTER_WRONG
    return f"{said} {after.format(count=n_wrong)}"
