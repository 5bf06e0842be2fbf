"""What a teacher's orders make of what a student's session holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from visualizer.rooms.room import Orders
from visualizer.state.address import read_address
from visualizer.state.answered import asked_anew, guessed
from visualizer.state.guesses import JUST_SHOWN
from visualizer.state.memory import moved_to
from visualizer.state.session import Contents


def obeyed(contents: Contents, orders: Orders) -> Contents:
    """Return ``contents`` after the answers that were shown and the questions asked again.

    Where all are led, and what a task begins with, a session takes over by :func:`led`.
    """
    seat = contents.seat
    if seat is None or seat.is_teacher:
        return contents
    anew = {p: n for p, n in orders.rounds.items() if n > seat.rounds.get(p, 1)}
    for page in anew:
        contents = asked_anew(contents, page)
    after = replace(seat, rounds={**seat.rounds, **anew}, shown=orders.shown)
    if after != seat:
        contents = replace(contents, seat=after)
    for page in orders.shown:
        contents = guessed(contents, page, JUST_SHOWN)
    return contents


def led(contents: Contents, page: str, query: Mapping[str, str]) -> Contents:
    """Return ``contents`` with what the link ``query`` to ``page`` shows; Undo leads back.

    What was set besides, the guesses and the look stay the student's own. Which page is open is the
    browser's business.

    Args:
        contents: What a session holds.
        page: Name of a page.
        query: Key to text, as in a link; read like any stranger's.
    """
    values, _ = read_address({key: (text,) for key, text in query.items()}, page)
    return replace(contents, memory=moved_to(contents.memory, page, values))
