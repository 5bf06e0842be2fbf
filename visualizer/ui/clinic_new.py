"""A new patient for somebody else: chosen by a teacher, told by a link."""

from __future__ import annotations

import streamlit as st

from visualizer.core.clinic.bugs import BUGS
from visualizer.core.clinic.code import pack
from visualizer.core.clinic.patient import HOMES, SEEDS, Patient, nearest
from visualizer.live.listing import show_listing
from visualizer.ui.buttons import show_button
from visualizer.ui.session import commit
from visualizer.ui.share import link_to
from visualizer.words import clinic as words
from visualizer.words.clinic_bugs import ARCHITECTURES, DATA, NAMES
from visualizer.words.sharing import COPY_LINK


def show_new_patient() -> None:
    """Show what a new patient is made of, and the link to it."""
    with st.expander(words.NEW, icon=":material/school:"):
        st.markdown(words.NEW_LEAD)
        patient = _choose()
        code = pack(patient)
        link = link_to(st.context.url or "", {"patient": code})
        st.markdown(words.NEW_LINK)
        show_listing("new_patient", [("", link)], COPY_LINK)
        show_button(words.NEW_OPEN, "open_new_patient", _open, code)


def _choose() -> Patient:
    """Return the patient that is chosen."""
    bug = st.selectbox(words.NEW_BUG, list(BUGS), format_func=NAMES.__getitem__, key="new_bug")
    homes = HOMES[bug]
    place = st.selectbox(
        words.NEW_HOME,
        range(len(homes)),
        format_func=lambda k: words.NEW_HOME_SAID.format(
            data=DATA[homes[k][0]], architecture=ARCHITECTURES[homes[k][1]]
        ),
        key=f"new_home_{bug}",
    )
    seed = st.number_input(words.NEW_SEED, min(SEEDS), max(SEEDS), value=1, step=1, key="new_seed")
    return nearest(Patient(bug, *homes[place], int(seed)))


def _open(code: str) -> None:
    commit({"patient": code})
