"""What a session tells its class of itself: numbers and choices of the lesson, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from visualizer.rooms.room import Student
from visualizer.state.address import write_address
from visualizer.state.guesses import JUST_SHOWN
from visualizer.state.pages import get_page
from visualizer.state.presenting import without_look
from visualizer.state.session import Contents
from visualizer.tables.own_data import is_own

LONGEST_QUERY = 4_096  # characters of all keys and texts


def told(student: Student, contents: Contents) -> Student:
    """Return ``student`` as ``contents`` show them now.

    An answer that the teacher has shown is no guess.
    """
    page, seat = contents.memory.page, contents.seat
    if seat is None or seat.is_teacher or not page:
        return student
    query = shared_query(contents)
    guesses = dict(student.guesses)
    for name, option in contents.guesses.items():
        if option == JUST_SHOWN and name in seat.shown:
            continue  # it was the teacher who showed it
        round_ = seat.rounds.get(name, 1)
        guesses[name] = {**guesses.get(name, {}), round_: option}
    pages = student.pages if page in student.pages else (*student.pages, page)
    return replace(
        student, page=page, query=query or {}, owns=query is None, guesses=guesses, pages=pages
    )


def shared_query(contents: Contents) -> Mapping[str, str] | None:
    """Return the link to what is seen, nothing if it holds a table of one's own.

    Of one that would be too long, what other pages show is left out: that is never too long.
    """
    memory = contents.memory
    if is_own(str(memory.chosen.get("dataset", ""))):
        return None
    chosen = without_look(memory.chosen)
    query = write_address(chosen, memory.page)
    if _length(query) > LONGEST_QUERY:
        names = get_page(memory.page).names
        seen = {name: value for name, value in chosen.items() if name in names}
        query = write_address(seen, memory.page)
    return query if _length(query) <= LONGEST_QUERY else None


def _length(query: Mapping[str, str]) -> int:
    return sum(len(key) + len(text) for key, text in query.items())
