"""A class to test with: its room, its teacher and sessions whose page is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from visualizer.rooms import news, place
from visualizer.rooms.in_process import RoomsInProcess
from visualizer.state.memory import arrive, change
from visualizer.state.session import Session


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> RoomsInProcess:
    """Rooms of this test alone."""
    place.rooms.cache_clear()
    news.news.cache_clear()
    yield place.rooms()
    place.rooms.cache_clear()
    news.news.cache_clear()


def opened(page: str = "neuron", **values: object) -> Session:
    """Return a session whose page is open, with values that its student has set."""
    session = Session()
    session.change(lambda now: replace(now, memory=arrive(now.memory, page, {})))
    if values:
        session.change(lambda now: replace(now, memory=change(now.memory, values)))
    return session


def turned_to(session: Session, page: str) -> None:
    """Turn to another page by the menu."""
    session.change(lambda now: replace(now, memory=arrive(now.memory, page, {})))
