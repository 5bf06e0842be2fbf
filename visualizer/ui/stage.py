"""Mounts a live stage of the registry on its page."""

from __future__ import annotations

import streamlit as st

from visualizer.live.stage import Commit, mount, place_answer
from visualizer.routes.late import late_url
from visualizer.routes.plotly_scripts import plotly_urls
from visualizer.routes.releases import route_url
from visualizer.seats.talk import tell_class
from visualizer.stages.message import stage_message
from visualizer.stages.registry import STAGES, around
from visualizer.stages.releases import is_over, release
from visualizer.stages.stage import LiveStage
from visualizer.ui.parts import EXPLAINED
from visualizer.ui.session import this_session, write_address


def show_stage(name: str) -> None:
    """Show the stage called ``name`` on the page that is open.

    What is let go of reaches the session by the route of the releases; where there is none, through
    the component, which asks for a script run.

    Raises:
        KeyError: If there is no such stage.
    """
    stage, session = STAGES[name], this_session()
    session.change(stage.note)
    contents = session.now
    if contents.memory.link is None:
        write_address()  # a release of the page that was left may have come since this began
    contents.bring_tables_back()
    link = {"url": route_url(), "late": late_url(), "token": session.token, "stage": name}
    asked = st.session_state.pop(_asked_by(stage), "")
    comes_late = bool(late_url())
    message = stage_message(stage, contents, plotly_urls(), asked, comes_late, link=link)
    mount(
        name,
        message.scene,
        message.moment,
        lambda commit: _take(stage, commit),
        whole=not comes_late,
    )


def show_lone_stage(name: str) -> None:
    """Show a stage whose releases run nothing but itself, and the page only if that has to change.

    Where there is a route, that is so of every stage.
    """
    if route_url():
        show_stage(name)
    else:
        _show_by_itself(name)


@st.fragment
def _show_by_itself(name: str) -> None:
    was_told = _asked_by(STAGES[name]) in st.session_state
    show_stage(name)
    contents = this_session().now
    if was_told and contents.head_now(around(contents)) != contents.head:
        st.rerun()


def show_answer(name: str) -> None:
    """Show the place of what is said about the stage called ``name``."""
    with st.container(key="explain"):
        place_answer(name, EXPLAINED)


def _take(stage: LiveStage, commit: Commit) -> bool:
    """Carry out what came through the component; return whether there was anything to do."""
    session = this_session()
    was_over = is_over(commit.name, session.now.carried_out.get(stage.name, ()))
    release(session, stage, commit.name, commit.values, commit.wanted, commit.since)
    if commit.values and not was_over:
        tell_class(session)  # at once: each is a move, though the next may end the run of the page
    st.session_state[_asked_by(stage)] = commit.wanted
    write_address(again=was_over)  # which came with the answer that was lost
    return not was_over


def _asked_by(stage: LiveStage) -> str:
    """Return where what came through the component asked for is kept until the page has run."""
    return f"{stage.name}_asked"
