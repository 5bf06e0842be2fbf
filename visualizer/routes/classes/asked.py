"""What a browser can ask of a class, and what is answered, whichever way it comes by.

A request names what gives the right to it: the token of the own session, the student's secret, the
teacher's key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from visualizer.rooms.room import Joined, NoRoomError
from visualizer.routes.classes.requests import Found, TooManyError, count_in, session_of, text_in
from visualizer.routes.classes.streams import STREAMS
from visualizer.routes.classes.tries import Tries
from visualizer.seats.joining import come_back, join_class, leave_class, take_desk
from visualizer.seats.lines import orders_line
from visualizer.seats.looks import take_look
from visualizer.seats.teaching import give_order
from visualizer.state.class_report import shared_query
from visualizer.state.session import Session
from visualizer.words.class_line import ENOUGH_LOOKS, OWN_TABLE, TOO_MANY_TRIES

TRIES = Tries()
LOOKS = Tries()  # each is news for the teacher

How = Callable[[Found, str], Found]
"""Takes what is asked and the address of who asks, empty if it is not known."""


def join(found: Found, address: str) -> Found:
    """Give a session a student's place in a class: a new one, or theirs by its secret."""
    session, code = session_of(found), text_in(found, "code")
    secret = text_in(found, "secret", "")
    if secret:
        student = come_back(session, code, secret, count_in(found, "called"))
    else:
        joined = _by_code(session, code, address)
        student, secret = joined.student, joined.secret
    return {
        "code": session.now.seat.code if session.now.seat else code,
        "who": student.who,
        "secret": secret,
        "animal": student.look.animal,
        "colour": student.look.colour,
    }


def _by_code(session: Session, code: str, address: str) -> Joined:
    """Let somebody in by a code, unless too many wrong ones were tried; count one that is wrong."""
    if not TRIES.may_try(session.token, address):
        raise TooManyError(TOO_MANY_TRIES)
    try:
        return join_class(session, code)
    except (ValueError, NoRoomError):
        TRIES.note(session.token, address)
        raise


def open_desk(found: Found, _address: str) -> Found:
    """Give a session the teacher's place in a class."""
    code = text_in(found, "code")
    take_desk(session_of(found), code, text_in(found, "key"))
    return {"code": code}


def leave(found: Found, _address: str) -> Found:
    """Forget a student; of one that is not there nothing is done."""
    code = text_in(found, "code")
    who = leave_class(session_of(found), code, text_in(found, "secret", ""))
    if who:
        STREAMS.end(code, who)
    return {}


def change_look(found: Found, _address: str) -> Found:
    """Give a student another animal and colour."""
    secret = text_in(found, "secret")
    if not LOOKS.may_try(secret, ""):
        raise TooManyError(ENOUGH_LOOKS)
    LOOKS.note(secret, "")
    look = take_look(
        text_in(found, "code"),
        secret,
        text_in(found, "animal", ""),
        text_in(found, "colour", ""),
    )
    return {"animal": look.animal, "colour": look.colour}


def say(found: Found, _address: str) -> Found:
    """Say something to all."""
    session, order = session_of(found), text_in(found, "order")
    orders = give_order(
        session, text_in(found, "code"), text_in(found, "key"), order, found.get("on") is True
    )
    leads = order == "come" or (order == "follow" and orders.follows)
    keeps = leads and shared_query(session.now) is None
    return {"orders": orders_line(orders), "said": OWN_TABLE if keeps else ""}


ASKED: Mapping[str, How] = MappingProxyType(
    {"join": join, "desk": open_desk, "leave": leave, "look": change_look, "order": say}
)
"""All but the news."""
