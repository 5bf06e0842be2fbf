"""What a teacher can say to all: each a function from orders to orders.

``Rooms.lead`` puts what they return in the place of what was said before, and counts the version.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from visualizer.rooms.room import Orders, Task, one_line

PARTS = ("code", "explanation", "question")
"""Parts of a page that can be hidden."""
MARK = 16  # characters of what a student is known by; 64 bits
MOST_OUT = 100  # marks that are kept, the latest


def called_to(orders: Orders, page: str, query: Mapping[str, str]) -> Orders:
    """Return ``orders`` after all were called, once, to what the link ``query`` to ``page`` shows.

    Args:
        orders: What was said before.
        page: Name of a page.
        query: Key to text, as in a link.
    """
    return replace(orders, called=orders.called + 1, page=page, query=dict(query))


def following(orders: Orders, on: bool, page: str, query: Mapping[str, str]) -> Orders:
    """Return ``orders`` under which all follow the teacher, or no longer.

    To begin is a call as well: those who have gone elsewhere come. To end leaves all where they
    are.

    Args:
        orders: What was said before.
        on: Whether they follow from now on.
        page: Where the teacher is.
        query: What is seen there, as in a link.
    """
    if on == orders.follows:
        return orders
    return replace(called_to(orders, page, query), follows=True) if on else _let_go(orders)


def moved_on(orders: Orders, page: str, query: Mapping[str, str]) -> Orders:
    """Return ``orders`` after a move of the teacher's; as they were where nobody follows.

    Args:
        orders: What was said before.
        page: Where the teacher is now.
        query: What is seen there, as in a link.
    """
    return replace(orders, page=page, query=dict(query)) if orders.follows else orders


def paused(orders: Orders, on: bool) -> Orders:
    """Return ``orders`` under which all are to look up, or may go on."""
    return replace(orders, paused=on)


def open_up_to(orders: Orders, page: str) -> Orders:
    """Return ``orders`` under which pages are open up to ``page``; all of them if empty."""
    return replace(orders, open_up_to=page)


def hidden(orders: Orders, part: str, on: bool) -> Orders:
    """Return ``orders`` under which a part of each page is hidden, or shown again.

    Raises:
        ValueError: If it is none of ``PARTS``.
    """
    if part not in PARTS:
        raise ValueError(f"part must be one of {', '.join(PARTS)}; got {part!r}")
    return replace(orders, hidden=tuple(each for each in PARTS if _is_in(each, part, on, orders)))


def locked(orders: Orders, control: str, on: bool) -> Orders:
    """Return ``orders`` under which a control, by its parameter's name, is locked or free again."""
    others = tuple(each for each in orders.locked if each != control)
    return replace(orders, locked=(*others, control) if on else others)


def with_locked(orders: Orders, controls: Collection[str]) -> Orders:
    """Return ``orders`` under which exactly these controls are locked."""
    return replace(orders, locked=tuple(controls))


def answer_shown(orders: Orders, page: str) -> Orders:
    """Return ``orders`` under which all are shown the answer to the question of ``page``."""
    if page in orders.shown:
        return orders
    return replace(orders, shown=(*orders.shown, page))


def asked_again(orders: Orders, page: str) -> Orders:
    """Return ``orders`` under which the question of ``page`` is open again, for one more round."""
    return replace(
        orders,
        shown=tuple(each for each in orders.shown if each != page),
        rounds={**orders.rounds, page: orders.rounds.get(page, 1) + 1},
    )


def with_task(
    orders: Orders,
    page: str,
    query: Mapping[str, str],
    *,
    free: Collection[str] = (),
    below: float = 0.05,
    moves: int = 0,
    sentence: str = "",
) -> Orders:
    """Return ``orders`` with a new task, to whose start all are called; then nobody is led on.

    Its number is that of no task before it, though one has been put away meanwhile.

    Args:
        orders: What was said before.
        page: Where it is done.
        query: The link to the start, as in a link.
        free: Controls that may be moved; all if empty.
        below: The loss to get below.
        moves: Within so many moves; 0 for any number.
        sentence: What the teacher says of it; what cannot be seen and what is beyond
            ``LONGEST_SENTENCE`` characters is left out.

    Raises:
        ValueError: If ``below`` or ``moves`` are negative.
    """
    if below < 0 or moves < 0:
        raise ValueError(f"below and moves must be 0 or more, got {below} and {moves}")
    number = orders.version + 1  # with which the room counts this very change
    said = one_line(sentence)
    task = Task(number, page, dict(query), tuple(free), below, moves, said)
    return replace(called_to(orders, page, query), follows=False, task=task)


def without_task(orders: Orders) -> Orders:
    """Return ``orders`` without a task; all stay where they are."""
    return replace(orders, task=None)


def put_out(orders: Orders, known_by: str) -> Orders:
    """Return ``orders`` under which a student is no longer in the class, nor comes back as before.

    Args:
        orders: What was said before.
        known_by: By what the room knows their secret.
    """
    if is_out(orders, known_by):
        return orders
    return replace(orders, out=(*orders.out, known_by[:MARK])[-MOST_OUT:])


def is_out(orders: Orders, known_by: str) -> bool:
    """Tell whether the student who is known by ``known_by`` was put out."""
    return known_by[:MARK] in orders.out


def _let_go(orders: Orders) -> Orders:
    return replace(orders, follows=False)


def _is_in(each: str, part: str, on: bool, orders: Orders) -> bool:
    return on if each == part else each in orders.hidden
