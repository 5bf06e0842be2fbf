"""The route of what a scene leaves behind: who gets it, and who gets nothing."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest
import torch
from starlette.requests import Request

from tests.routes.test_releases import opened
from tests.server.asgi import Outcome, ask
from visualizer.live.compact import expand
from visualizer.live.payload import late_name
from visualizer.routes import late
from visualizer.routes.late import MOST_BYTES, MOST_OF_ONE, ROUTE_URL, send_late
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import scene_of
from visualizer.state.memory import arrive
from visualizer.state.session import Session, changed


async def app(scope, receive, send) -> None:
    response = await send_late(Request(scope, receive))
    await response(scope, receive, send)


def post(body: object) -> Outcome:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return asyncio.run(ask(app, "POST", f"/{ROUTE_URL}", content))


def wanted(session: Session, stage: str = "surface") -> dict[str, object]:
    """Return what a browser asks for."""
    scene = scene_of(STAGES[stage], session.now)
    return {"token": session.token, "stage": stage, "late": late_name(scene)}


@pytest.mark.parametrize("page", ["surface", "training"])
def test_a_stage_gets_the_landscape_that_its_scene_left_behind(page: str) -> None:
    session = opened(page)
    answer = post(wanted(session, page))
    assert answer.status == 200
    body = expand(answer.body)
    start = 4 + int.from_bytes(body[:4], "little")
    field = scene_of(STAGES[page], session.now).late[0]
    found = torch.frombuffer(bytearray(body[start:]), dtype=torch.float32)[: field.numel()]
    assert found.equal(field.flatten())
    assert len(answer.body) < 130_000


def test_a_page_that_shows_something_else_by_now_gets_nothing() -> None:
    session = opened("surface")
    early = wanted(session)
    session.change(lambda now: replace(now, memory=changed(now.memory, {"weight_1": 40.0})))
    assert (post(early).status, post(early).body) == (204, b"")
    assert post(wanted(session)).status == 200
    session.change(lambda now: replace(now, memory=arrive(now.memory, "start", {})))
    assert post(early).status == 204


def test_a_session_that_nobody_knows_is_not_there() -> None:
    assert post({"token": "nobody", "stage": "surface", "late": "x"}).status == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[" * 1_000,
        [],
        {},
        {"token": 1, "stage": "surface", "late": "x"},
        {"token": "a", "stage": "nowhere", "late": "x"},
        {"token": "a", "stage": ["surface"], "late": "x"},
        {"token": "a", "stage": "surface"},
        {"token": "a" * MOST_BYTES, "stage": "surface", "late": "x"},
    ],
)
def test_what_asks_for_nothing_is_refused_in_a_sentence(body: object) -> None:
    answer = post(body)
    assert answer.status == 400
    assert answer.body.decode().startswith("This request must")


def test_a_session_that_asks_too_often_at_once_waits() -> None:
    session = opened("surface")
    content = json.dumps(wanted(session)).encode()

    async def at_once() -> list[int]:
        asked = (ask(app, "POST", f"/{ROUTE_URL}", content) for _ in range(MOST_OF_ONE + 1))
        return sorted(each.status for each in await asyncio.gather(*asked))

    assert asyncio.run(at_once()) == [200] * MOST_OF_ONE + [429]
    assert post(wanted(session)).status == 200


def test_what_fails_is_a_sentence_and_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    session = opened("surface")
    body = wanted(session)

    def fail(scene: object) -> bytes:
        raise RuntimeError("no room")

    monkeypatch.setattr(late, "compact_late", fail)
    answer = post(body)
    assert answer.status == 500
    assert answer.body.decode() == late.FAILED
    assert "no room" in caplog.text
