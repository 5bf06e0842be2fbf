"""The route of what a scene leaves behind: large tensors, once somebody is about to move something.

Until then the moment brings what is seen of them (``live/meanwhile.py``). A plain script has no
routes: there they travel with the scene.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from visualizer.live.payload import late_name
from visualizer.live.stage import compact_late
from visualizer.routes.incoming import body_of, object_in
from visualizer.routes.own_routes import Taker
from visualizer.server.base_path import base_path
from visualizer.server.scheduling import OvertakenError, cancellable_turn
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import LiveStage, scene_of
from visualizer.state.session import find_session

ROUTE_URL = "live/late"
MOST_BYTES = 1024  # of a request
MEDIA_TYPE = "application/octet-stream"
MOST_OF_ONE = 2  # requests at once from one session; a page has a stage or two
TOO_LONG = f"This request must have at most {MOST_BYTES} bytes."
TOO_MANY = "Too many requests at once: wait for an answer."
FAILED = "This picture could not be made. The fault is the app's."

log = logging.getLogger("visualizer")
_WAITING: Counter[str] = Counter()  # requests without an answer by token; of the event loop only


@dataclass(frozen=True)
class Wanted:
    """What a browser asks for.

    Attributes:
        token: Of its session.
        stage: Whose scene it is.
        name: The name of the late tensors.
    """

    token: str
    stage: LiveStage
    name: str


@cache
def late_route() -> dict[str, Taker]:
    """Return the route: its path, under the prefix that the server is set to, and what answers."""
    return {base_path() + ROUTE_URL: send_late}


def late_url() -> str:
    """Return where a stage finds the route, relative to the app's own address.

    Empty in a process that has not made it: a plain script has no routes.
    """
    return ROUTE_URL if late_route.cache_info().currsize else ""


async def send_late(request: Request) -> Response:
    """Answer with the late tensors that a session's stage wants.

    Answers 404 where nobody knows the session, 204 where it shows something else by now, whose
    scene is on its way, and with a sentence where there is something to say.
    """
    try:
        wanted = read_wanted(await body_of(request, MOST_BYTES, TOO_LONG))
    except ClientDisconnect:
        return Response(status_code=400)
    except ValueError as error:
        return PlainTextResponse(str(error), 400)
    if find_session(wanted.token) is None:
        return Response(status_code=404)
    if _WAITING[wanted.token] >= MOST_OF_ONE:
        return PlainTextResponse(TOO_MANY, 429)
    _WAITING[wanted.token] += 1
    try:
        return await run_in_threadpool(_answer, wanted)
    except OvertakenError:
        return Response(status_code=404)
    except Exception:  # whatever its cause; the page says it when it runs
        log.exception("what comes late of the stage %r failed", wanted.stage.name)
        return PlainTextResponse(FAILED, 500)
    finally:
        _WAITING[wanted.token] -= 1
        if not _WAITING[wanted.token]:
            del _WAITING[wanted.token]


def read_wanted(body: bytes) -> Wanted:
    """Return what a browser asks for.

    Raises:
        ValueError: If it asks for nothing that there is; the message quotes nothing.
    """
    found = object_in(body, "This request must be an object, as JSON.")
    token, stage, name = (found.get(key) for key in ("token", "stage", "late"))
    if not (isinstance(token, str) and isinstance(name, str)):
        raise ValueError("This request must name its session and what it wants.")
    if not isinstance(stage, str) or stage not in STAGES:
        raise ValueError("This request must name a stage that there is.")
    return Wanted(token, STAGES[stage], name)


def _answer(wanted: Wanted) -> Response:
    session = find_session(wanted.token)
    if session is None:
        return Response(status_code=404)
    contents = session.now
    if contents.memory.page != wanted.stage.page:
        return Response(status_code=204)
    with cancellable_turn(lambda: find_session(wanted.token) is not None):
        contents.bring_tables_back()
        scene = scene_of(wanted.stage, contents)
        if late_name(scene) != wanted.name:
            return Response(status_code=204)
        body = compact_late(scene)
    headers = {"Cache-Control": "no-store", "Content-Encoding": "identity"}  # it is packed
    return Response(body, media_type=MEDIA_TYPE, headers=headers)
