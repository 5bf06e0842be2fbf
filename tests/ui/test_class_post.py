"""What a browser asks of its class in a plain script: done once, and held to the limits of all."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

import pytest
from starlette.requests import Request
from streamlit.runtime.scriptrunner import RerunData, RerunException

from tests.seats.classes import opened
from tests.server.asgi import ask
from visualizer.rooms.rooms import Rooms
from visualizer.routes.classes import asked as class_asked
from visualizer.routes.classes.requests import MOST_BYTES
from visualizer.routes.classes.routes import taking
from visualizer.routes.classes.tries import MOST_OF_SESSION, Tries
from visualizer.state.session import Session
from visualizer.ui import class_post
from visualizer.ui.class_post import ANSWERED, Answer, answer_to
from visualizer.words.class_line import FAILED, NO_SESSION, NOT_IN, NOT_READABLE, TOO_MANY_TRIES
from visualizer.words.rooms import NO_CODE, NO_ROOM


@pytest.fixture(autouse=True)
def tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_asked, "TRIES", Tries())


def asked(name: str, session: Session, **body: object) -> tuple[object, object]:
    answer = answer_to({"name": name, "body": {"token": session.token, **body}}, "192.0.2.1")
    return answer["status"], answer["said"]


def test_what_is_asked_is_answered_or_refused_with_the_sentence_of_the_routes(
    keeper: Rooms,
) -> None:
    code, session = keeper.open().code, opened()
    status, found = asked("join", session, code=code.lower())
    assert status == 200
    assert session.now.seat.who in keeper.read(code).students
    json.dumps(found)
    assert asked("join", session, code="AAAAAA") == (404, NO_ROOM)
    assert asked("join", session, code="hello!") == (400, NO_CODE)
    assert asked("news", session, code=code, secret="x") == (404, NOT_IN)
    assert asked("join", Session(), code=code, token="x") == (409, NO_SESSION)


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"name": "open", "body": {}},
        {"name": ["join"], "body": {}},
        {"name": "join", "body": []},
        {"name": "join", "body": {"token": "x", "code": "AAAAAA", "more": "x" * MOST_BYTES}},
        {"name": "join", "body": {"token": 1, "code": None}},
    ],
)
def test_what_is_no_question_gets_a_sentence(question: dict[str, object]) -> None:
    assert answer_to(question, "") == {"status": 400, "said": NOT_READABLE}


def test_a_fault_of_the_app_s_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(class_post.WAYS, "join", lambda *_: 1 / 0)
    assert answer_to({"name": "join", "body": {}}, "") == {"status": 500, "said": FAILED}


def test_wrong_codes_count_however_they_are_tried(keeper: Rooms) -> None:
    code, session = keeper.open().code, opened()
    for _ in range(MOST_OF_SESSION):
        assert asked("join", session, code="AAAAAA") == (404, NO_ROOM)
    assert asked("join", session, code=code) == (429, TOO_MANY_TRIES)

    async def app(scope, receive, send) -> None:
        await (await taking("join")(Request(scope, receive)))(scope, receive, send)

    body = json.dumps({"token": session.token, "code": code}).encode()
    assert asyncio.run(ask(app, "POST", "/class/join", body)).status == 429


def told(state: dict[str, object]) -> Answer:
    return state[ANSWERED]["latest"]  # type: ignore[index]


class Ending(dict[str, object]):
    """The state of a run that another takes the place of: each use of it may end the run."""

    ends = False

    def __getitem__(self, key: str) -> object:
        self._yield()
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: object) -> None:
        self._yield()
        super().__setitem__(key, value)

    def _yield(self) -> None:
        if self.ends:
            raise RerunException(RerunData())


def test_a_run_that_ends_while_it_answers_has_answered(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, room, session = Ending(), keeper.open(), opened()
    monkeypatch.setattr(class_post.st, "session_state", state)
    join = class_post.WAYS["join"]

    def while_another_comes(*given: object) -> object:
        state.ends = True
        return join(*given)

    monkeypatch.setitem(class_post.WAYS, "join", while_another_comes)
    body = {"token": session.token, "code": room.code}
    for _ in range(2):
        with suppress(RerunException):
            class_post._take({"number": "ab-1", "name": "join", "body": body})
        state.ends = False
    (who,) = keeper.read(room.code).students
    assert told(state)["said"]["who"] == who  # type: ignore[index]
    assert len(keeper.read(room.code).students) == 1
    student = keeper.student_with(room.code, told(state)["said"]["secret"])  # type: ignore[index]
    assert student is not None, "the secret of an answer that was lost"


def test_a_question_that_is_told_again_is_done_once(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(class_post.st, "session_state", state)
    room, session = keeper.open(), opened()
    question = {
        "number": "ab-1",
        "name": "join",
        "body": {"token": session.token, "code": room.code},
    }
    class_post._take(question)
    first = told(state)
    assert first["number"] == "ab-1"
    for _ in range(3):
        class_post._take(question)
    assert told(state) is first
    assert [*keeper.read(room.code).students] == [first["said"]["who"]]  # type: ignore[index]
    class_post._take({**question, "number": "ab-2"})
    assert told(state)["number"] == "ab-2"
    for nothing in (None, "ab-3", {"number": 3}, {"number": "x" * 100}):
        class_post._take(nothing)
    assert told(state)["number"] == "ab-2"
