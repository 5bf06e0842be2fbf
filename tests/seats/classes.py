"""Sessions whose page is open, as after their first run."""

from __future__ import annotations

from dataclasses import replace

from visualizer.stages.registry import around
from visualizer.state.memory import arrive, change
from visualizer.state.session import Session


def opened(page: str = "neuron", **values: object) -> Session:
    """Return a session on ``page``, with values that its student has set."""
    session = Session()
    turned_to(session, page)
    moved(session, **values)
    session.change(lambda now: replace(now, head=now.head_now(around(now))))
    return session


def turned_to(session: Session, page: str) -> None:
    """Turn to a page by the menu."""
    session.change(lambda now: replace(now, memory=arrive(now.memory, page, {})))


def moved(session: Session, **values: object) -> None:
    """Set values as a student does."""
    if values:
        session.change(lambda now: replace(now, memory=change(now.memory, values)))
