"""A class in a plain script: two sessions of one process, and what goes to and fro between them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenApp, expect_no_failure
from tests.routes.classes.test_routes import until
from visualizer.rooms.place import rooms
from visualizer.state.session import Session
from visualizer.ui.class_post import ANSWERED, POST, answer_to
from visualizer.ui.session import KEY


@pytest.fixture(autouse=True)
def own_rooms() -> Iterator[None]:
    """Rooms of the test's own, in a process that has no routes."""
    rooms.cache_clear()
    yield
    rooms.cache_clear()


def session(app: AppTest) -> Session:
    return app.session_state[KEY]


def asks(app: AppTest, name: str, **body: object) -> Mapping[str, object]:
    """Have the browser of ``app`` ask something; return what it is told."""
    answer = answer_to({"name": name, "body": {"token": session(app).token, **body}}, "")
    assert answer["status"] == 200, answer
    app.session_state[ANSWERED] = {"latest": {"number": name, **answer}}
    app.run()
    (told,) = (
        json.loads(each.proto.json) for each in app.get("bidi_component") if each.key == POST
    )
    assert told == json.loads(json.dumps({"number": name, **answer}))
    return told["said"]


def test_what_a_student_does_is_seen_at_the_desk_and_what_the_teacher_says_is_heard(
    open_app: OpenApp,
) -> None:
    teacher, student = open_app("class"), open_app("neuron", {"b": "-1"})
    teacher.button("open_class").click().run()
    expect_no_failure(teacher)
    seat = session(teacher).now.seat
    desk = {"code": seat.code, "key": seat.key}
    found = asks(student, "join", code=seat.code)
    place = {"code": seat.code, "secret": found["secret"]}
    assert asks(student, "news", **place, after=-1)["orders"]["paused"] is False
    teacher.run()
    assert asks(teacher, "news", **desk, after=-1)["here"] == 1
    student.query_params["b"] = "-2"
    student.run()
    until(lambda: rooms().student(seat.code, found["who"]).query.get("b") == "-2")
    teacher.toggle("class_pause").set_value(True).run()
    assert asks(student, "news", **place, after=0)["orders"]["paused"]
    asks(student, "leave", **place)
    assert session(student).now.seat is None
    assert not rooms().read(seat.code).students
    expect_no_failure(student)


def test_a_process_with_routes_shows_no_second_way(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visualizer.ui.class_line.class_url", lambda: "class")
    app = open_app("neuron")
    assert POST not in [each.key for each in app.get("bidi_component")]
