"""The stage of a page that has not come yet: what that page shows, found once for a class."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from tests.routes.test_releases import asked, header_of, post
from tests.seats.classes import opened, turned_to
from tests.server.asgi import Outcome
from visualizer.live.compact import expand
from visualizer.rooms.room import Opened
from visualizer.rooms.rooms import Rooms
from visualizer.routes import stage_ahead
from visualizer.seats.joining import join_class, take_desk
from visualizer.seats.teaching import give_order
from visualizer.stages.message import stage_message
from visualizer.stages.registry import STAGES
from visualizer.state.answered import guessed
from visualizer.state.session import Session


@pytest.fixture
def room(keeper: Rooms) -> Opened:
    """A class whose teacher has called it to the surface."""
    room, teacher = keeper.open(), opened("surface", weight_1=0.75, bias=-0.5)
    take_desk(teacher, room.code, room.key)
    give_order(teacher, room.code, room.key, "come", on=True)
    return room


def student(room: Opened) -> Session:
    session = opened("neuron", bias=2.0)
    join_class(session, room.code)
    return session


def look(session: Session, name: str = "ab-1") -> Outcome:
    return post(asked(session, name=name, values={}, lead=True, ahead=True))


def parts_of(answer: Outcome) -> tuple[int, dict[str, object], dict[str, object]]:
    assert answer.status == 200
    wait, length = struct.unpack_from("<II", answer.body)
    scene, moment = answer.body[8 : 8 + length], answer.body[8 + length :]
    return wait, header_of(expand(scene)), header_of(expand(moment))


@pytest.mark.parametrize("has_guessed", [False, True])
def test_it_is_what_the_page_itself_shows_then(room: Opened, has_guessed: bool) -> None:
    session = student(room)
    if has_guessed:
        session.change(lambda now: guessed(now, "surface", 1))
    _, scene, moment = parts_of(look(session))
    assert session.now.memory.page == "neuron", "the page that is open is the browser's business"
    turned_to(session, "surface")
    message = stage_message(STAGES["surface"], session.now, meanwhile=True)
    page = header_of(message.moment)
    assert scene["name"] == moment["scene"] == message.name
    for key in ("settings", "sweeps", "joint", "fixed", "meanwhile", "layouts", "floats"):
        assert moment[key] == page[key]
    positions = moment["settings"]["weight_1"]
    assert positions["positions"][positions["index"]] == 0.75


def test_it_tells_nothing_of_a_session_and_is_found_once(
    room: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    compact = stage_ahead.compact
    monkeypatch.setattr(stage_ahead, "compact", lambda *args: made.append(1) or compact(*args))
    stage_ahead._to_look_at.cache_clear()
    sessions = [student(room) for _ in range(3)]
    answers = [look(session).body for session in sessions]
    assert len(set(answers)) == 1
    assert len(made) == 1
    _, _, moment = parts_of(look(sessions[0], "ab-2"))
    assert not {"link", "version", "answer", "moves"} & {*moment}


def test_the_more_ask_the_later_each_asks_for_the_page() -> None:
    session = opened("neuron")
    waits = [
        struct.unpack_from("<I", stage_ahead.stage_ahead(session.now, "surface", count))[0]
        for count in (1, 30, 300, 3_000)
    ]
    assert waits == sorted(waits)
    assert waits[0] < 50
    assert waits[-1] == stage_ahead.MOST_MS


def test_where_there_is_nothing_to_look_at_the_page_is_asked_for(keeper: Rooms) -> None:
    session = opened("neuron")
    assert look(session).status == 204, "in no class"
    for page in ("runs", "plans", "class", "", "made up"):
        assert stage_ahead.stage_ahead(session.now, page, 1) == b""


def test_without_a_lead_nobody_looks_ahead(room: Opened) -> None:
    session = student(room)
    answer = post(asked(session, ahead=True))
    assert (
        header_of(answer.body)["scene"]
        == header_of(stage_message(STAGES["neuron"], replace(session.now)).moment)["scene"]
    )
