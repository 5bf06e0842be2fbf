"""The route of the releases: what a stage let go of goes in, the next moment comes out.

A run of a page would find the same numbers and tell the browser of everything around them again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from visualizer.routes.incoming import body_of
from visualizer.routes.own_routes import Taker
from visualizer.routes.release_request import MOST_BYTES, TOO_LONG, Asked, read_release
from visualizer.routes.stage_ahead import stage_ahead
from visualizer.seats.lines import progress_line
from visualizer.seats.reports import REPORTS
from visualizer.seats.talk import counts_moves, go_to_teacher, note_arrival, tell_class
from visualizer.server.base_path import base_path
from visualizer.server.scheduling import MOST_WAITING, OvertakenError, cancellable_turn
from visualizer.stages.releases import release
from visualizer.stages.reply import Question, follows_from_question, reply_to
from visualizer.state.link_task import progress_told
from visualizer.state.session import Contents, Session, find_session, following, told_address
from visualizer.worker.of_server import WORKER
from visualizer.worker.worker import NoWorkerError, Worker

ROUTE_URL = "live/moment"
MOST_CARRIED_OUT = 4  # threads that change what sessions hold, which takes no turn
MOST_OF_ONE = 8  # of them from one session
MEDIA_TYPE = "application/octet-stream"

log = logging.getLogger("visualizer")
# The releases without an answer by token; touched by the event loop only.
_WAITING: dict[str, set[tuple[str, str]]] = {}


@cache
def live_route() -> dict[str, Taker]:
    """Return the route: its path, under the prefix that the server is set to, and what answers."""
    return {base_path() + ROUTE_URL: take_release}


def route_url() -> str:
    """Return where a stage finds the route, relative to the app's own address.

    Empty in a process that has not made it: a plain script has no routes.
    """
    return ROUTE_URL if live_route.cache_info().currsize else ""


async def take_release(request: Request) -> Response:
    """Carry a release out and answer with the moment it leads to.

    Answers 204 where a later release of the same stage has overtaken this one, 404 where nobody
    knows the session, and otherwise with a plain sentence where there is something to say.
    """
    try:
        asked = read_release(await body_of(request, MOST_BYTES, TOO_LONG))
    except ClientDisconnect:
        return Response(status_code=400)
    except ValueError as error:
        return PlainTextResponse(str(error), 400)
    session = find_session(asked.token)
    if session is None:
        return Response(status_code=404)
    waiting = _WAITING.setdefault(asked.token, set())
    release_name = (asked.stage.name, asked.name)
    if release_name in waiting:  # told again; its answer is still under way
        return Response(status_code=204)
    if len(waiting) >= MOST_OF_ONE:
        return PlainTextResponse("Too many releases at once: wait for an answer.", 429)
    waiting.add(release_name)
    loop = asyncio.get_running_loop()
    worker = WORKER.ready
    try:
        # In threads of their own: it overtakes earlier ones though all other threads wait.
        asked_or_refused = await loop.run_in_executor(_quick_threads(), _carry_out, asked)
        if isinstance(asked_or_refused, Response):
            return asked_or_refused
        asked = asked_or_refused
        if worker is not None and not asked.is_ahead and follows_from_question(asked.stage):
            with suppress(NoWorkerError):
                if (found := await _answer_by(worker, asked)) is not None:
                    return found
        return await loop.run_in_executor(_threads(), _answer, asked)
    finally:
        waiting.discard(release_name)
        if not waiting:
            _WAITING.pop(asked.token, None)
        if not (asked.is_told or asked.is_ahead):  # whose page is still to come
            loop.call_soon(REPORTS.tell_later, session)  # after the answer


@cache
def _quick_threads() -> ThreadPoolExecutor:
    """Return the threads in which releases are carried out."""
    return ThreadPoolExecutor(MOST_CARRIED_OUT, thread_name_prefix="release")


@cache
def _threads() -> ThreadPoolExecutor:
    """Return the threads in which releases wait for their turn."""
    return ThreadPoolExecutor(MOST_WAITING, thread_name_prefix="moment")


def _carry_out(asked: Asked) -> Asked | Response:
    """Carry a release out; return an answer where there is nothing to find after it."""
    session = find_session(asked.token)
    if session is None:
        return Response(status_code=404)
    try:
        if asked.leads:
            page, led = go_to_teacher(session)
            session.change(asked.stage.note)
            asked = replace(asked, led=led, page=page)
        release(session, asked.stage, asked.name, asked.values, asked.wanted, asked.since)
        note_arrival(session, asked.page)
        is_told = counts_moves(session.now)
        told = progress_line(tell_class(session)) if is_told else {}
        asked = replace(asked, told=told or _of_link(session), is_told=is_told)
    except Exception:  # whatever its cause; the page says it when it runs
        return _failed(asked)
    return asked


def _answer(asked: Asked) -> Response:
    """Find what a release leads to, when its turn comes."""
    session = find_session(asked.token)
    if session is None:
        return Response(status_code=404)
    try:
        # A teacher's picture of what others did comes by itself: their own releases go first.
        is_patient = asked.stage.looks is not None and not asked.values
        with cancellable_turn(lambda: not _is_overtaken(session, asked), is_patient):
            if asked.is_ahead:
                body = stage_ahead(session.now, asked.page, len(_WAITING))
                return _bytes(body) if body else Response(status_code=204)
            contents = session.change(partial(told_address, page=asked.stage.page))
            return _bytes(reply_to(_question(asked, contents)))
    except OvertakenError:
        return Response(status_code=204)
    except Exception:  # whatever its cause; the page says it when it runs
        return _failed(asked)


async def _answer_by(worker: Worker, asked: Asked) -> Response | None:
    """Have the worker find what a release leads to.

    Returns:
        The answer; nothing if the session holds something else by now: what its page was told
        meanwhile would be newer than the answer, and the address in it would be lost.

    Raises:
        NoWorkerError: If the worker has none.
    """
    session = find_session(asked.token)
    if session is None:
        return Response(status_code=404)
    seen = session.now

    def is_wanted() -> bool:
        return not _is_overtaken(session, asked)

    if not is_wanted():
        return Response(status_code=204)
    try:
        contents = following(seen, partial(told_address, page=asked.stage.page))
        reply = await worker.reply_to(_question(asked, contents), asked.token, is_wanted)
    except NoWorkerError:
        raise
    except Exception:  # whatever its cause; the page says it when it runs
        return _failed(asked)
    if reply is None:
        return Response(status_code=204)
    return _bytes(reply) if session.put_at_once(seen, contents) else None


def _of_link(session: Session) -> Mapping[str, object]:
    contents = session.now
    told = progress_told(contents) if contents.seat is None else {}
    return {"task": told} if told else {}


def _failed(asked: Asked) -> Response:
    log.exception("a release of the stage %r failed", asked.stage.name)
    return PlainTextResponse("This release could not be shown. The fault is the app's.", 500)


def _is_overtaken(session: Session, asked: Asked) -> bool:
    return asked.name not in session.now.carried_out.get(asked.stage.name, ())


def _question(asked: Asked, contents: Contents) -> Question:
    return Question(asked.stage.name, contents, asked.scene, asked.wanted, asked.led, asked.told)


def _bytes(body: bytes) -> Response:
    # Numbers compress badly, and it would take longer than the network does.
    headers = {"Cache-Control": "no-store", "Content-Encoding": "identity"}
    return Response(body, media_type=MEDIA_TYPE, headers=headers)
