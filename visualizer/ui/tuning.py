"""Tuning by hand in the session: back to where it began."""

from collections.abc import Hashable
from dataclasses import replace

from visualizer.state.parameters import WEIGHTS
from visualizer.state.tuning import forget
from visualizer.ui.session import commit, this_session


def start_over(game: Hashable) -> None:
    """Take the weights back to where the record of ``game`` began, and forget the moves."""
    session = this_session()
    record = session.now.tunings.get(game)
    if record is not None:
        session.change(lambda now: replace(now, tunings=forget(now.tunings, game)))
        commit(dict(zip(WEIGHTS, record.start, strict=True)))
