"""The routes of the classes: who comes in, goes, or says something to all.

A request names what gives the right to it: the token of the own session, the student's secret, the
teacher's key. Nothing of it stands in an address or a log.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from visualizer.rooms.room import Joined, NoRoomError
from visualizer.seats.joining import come_back, join_class, leave_class, take_desk
from visualizer.seats.lines import orders_line
from visualizer.seats.looks import take_look
from visualizer.seats.teaching import give_order
from visualizer.server.class_news import STREAMS, send_news
from visualizer.server.class_requests import (
    Found,
    TooManyError,
    answered,
    count_in,
    session_of,
    text_in,
)
from visualizer.server.class_tries import Tries
from visualizer.state.class_report import shared_query
from visualizer.state.session import Session
from visualizer.words.class_line import ENOUGH_LOOKS, OWN_TABLE, TOO_MANY_TRIES

ROUTE_URL = "class"
TRIES = Tries()
LOOKS = Tries()  # each is news for the teacher


@cache
def class_routes() -> tuple[Route, ...]:
    """Return the routes, under the prefix that the server is set to."""
    prefix = (st.get_option("server.baseUrlPath") or "").strip("/")
    base = "/" + "/".join(filter(None, (prefix, ROUTE_URL)))
    ways: dict[str, Callable[[Request], Awaitable[Response]]] = {
        "join": take_join,
        "desk": take_desk_link,
        "leave": take_leave,
        "look": take_new_look,
        "order": take_order,
        "news": send_news,
    }
    return tuple(Route(f"{base}/{name}", how, methods=["POST"]) for name, how in ways.items())


def class_url() -> str:
    """Return where a browser finds the routes, relative to the app's own address.

    Empty in a process that has not made them: a plain script has no routes.
    """
    return ROUTE_URL if class_routes.cache_info().currsize else ""


async def take_join(request: Request) -> Response:
    """Give a session a student's place in a class: a new one, or theirs by its secret."""
    address = request.client.host if request.client else ""

    def join(found: Found) -> Found:
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

    return await answered(request, join)


def _by_code(session: Session, code: str, address: str) -> Joined:
    """Let somebody in by a code, unless too many wrong ones were tried; count one that is wrong."""
    if not TRIES.may_try(session.token, address):
        raise TooManyError(TOO_MANY_TRIES)
    try:
        return join_class(session, code)
    except (ValueError, NoRoomError):
        TRIES.note(session.token, address)
        raise


async def take_desk_link(request: Request) -> Response:
    """Give a session the teacher's place in a class."""

    def open_desk(found: Found) -> Found:
        code = text_in(found, "code")
        take_desk(session_of(found), code, text_in(found, "key"))
        return {"code": code}

    return await answered(request, open_desk)


async def take_leave(request: Request) -> Response:
    """Forget a student; of one that is not there nothing is done."""

    def leave(found: Found) -> Found:
        code = text_in(found, "code")
        who = leave_class(session_of(found), code, text_in(found, "secret", ""))
        if who:
            STREAMS.end(code, who)
        return {}

    return await answered(request, leave)


async def take_new_look(request: Request) -> Response:
    """Give a student another animal and colour."""

    def change(found: Found) -> Found:
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

    return await answered(request, change)


async def take_order(request: Request) -> Response:
    """Say something to all."""

    def say(found: Found) -> Found:
        session, order = session_of(found), text_in(found, "order")
        orders = give_order(
            session,
            text_in(found, "code"),
            text_in(found, "key"),
            order,
            found.get("on") is True,
        )
        leads = order == "come" or (order == "follow" and orders.follows)
        keeps = leads and shared_query(session.now) is None
        return {"orders": orders_line(orders), "said": OWN_TABLE if keeps else ""}

    return await answered(request, say)
