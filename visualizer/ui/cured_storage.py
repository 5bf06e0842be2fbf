"""Whom this session cured in the bug clinic, and the browser's storage, which keeps it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from visualizer.state.cured import MOST, Cured, cure, forget_all, looked, missed, take_found

KEY = "cured"  # in st.session_state
SCRIPT = Path(__file__).with_suffix(".js")


def read_cured() -> Cured:
    """Return whom this session knows as cured."""
    cured = st.session_state.get(KEY)
    if cured is None:
        cured = st.session_state[KEY] = replace(Cured(), token=secrets.token_hex(8))
    return cured


def note_cured(code: str, count: int) -> None:
    """Remember that a patient was cured with ``count`` instruments."""
    st.session_state[KEY] = cure(read_cured(), code, count)


def note_wrong(code: str, told: int) -> None:
    """Remember that a wrong diagnosis of a patient was told."""
    st.session_state[KEY] = missed(read_cured(), code, told)


def note_opened(code: str, seen: int) -> int:
    """Remember which instruments of a patient are open; return how many ever were."""
    st.session_state[KEY] = cured = looked(read_cured(), code, seen)
    return (cured.opened.get(code, 0) | seen).bit_count()


def note_going() -> None:
    """Remember that the student went on to the next patient, who is seen from the top."""
    st.session_state[KEY] = replace(read_cured(), goes=read_cured().goes + 1)


def forget_cured() -> None:
    """Forget whom this student cured, here and in the browser."""
    st.session_state[KEY] = forget_all(read_cured())


def sync_cured() -> None:
    """Have the browser's storage and this session hold the same. Once a script run."""
    cured = read_cured()
    data = {
        "session": cured.token,
        "asks": not cured.has_asked,
        "cured": list(cured.counts.items()),
        "forgets": cured.forgets,
        "most": MOST,
        "goes": cured.goes,
    }
    result = _component()(
        key="cured_storage", data=data, on_found_change=_heard, width="stretch", height="content"
    )
    if _take(result.get("found")):  # a restarted server knows no callback in its first script run
        st.rerun()


def _heard() -> None:
    _take(st.session_state.get("cured_storage", {}).get("found"))


def _take(answer: object) -> bool:
    before = read_cured()
    st.session_state[KEY] = after = take_found(before, answer)
    return after is not before


@lru_cache(maxsize=1)
def _component() -> Callable[..., Mapping[str, object]]:
    return st.components.v2.component(
        "cured_storage", js=SCRIPT.read_text("utf-8"), isolate_styles=False
    )
