"""The routes of a class: who gets in, who is refused and with what sentence, and nobody else's."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable

import pytest
from starlette.requests import Request
from starlette.responses import Response

from tests.seats.classes import moved, opened
from tests.server.asgi import Outcome, ask
from visualizer.rooms.leading import with_task
from visualizer.rooms.room import AwayError, NotTheTeacherError, Orders
from visualizer.rooms.rooms import MOST_STUDENTS, Rooms
from visualizer.routes import releases
from visualizer.routes.classes import asked as class_asked
from visualizer.routes.classes.asked import ASKED
from visualizer.routes.classes.news import send_news
from visualizer.routes.classes.requests import LONGEST_TEXT, MOST_BYTES
from visualizer.routes.classes.routes import taking
from visualizer.routes.classes.tries import (
    FEW,
    MOST_OF_ADDRESS,
    MOST_OF_SESSION,
    WINDOW_SECONDS,
    Tries,
)
from visualizer.seats.joining import put_student_out
from visualizer.seats.reports import Reports
from visualizer.seats.talk import go_to_teacher, is_astray, tell_class
from visualizer.state.session import Session
from visualizer.tables.own_data import keep_table
from visualizer.tables.reading import read_table
from visualizer.words.class_line import (
    ENOUGH_LOOKS,
    NO_DESK,
    NO_SESSION,
    NOT_IN,
    NOT_READABLE,
    OWN_TABLE,
    PUT_OUT,
    TOO_MANY_TRIES,
)
from visualizer.words.rooms import NO_CODE, NO_ROOM, ROOM_IS_FULL

JOIN, DESK, LEAVE, LOOK, ORDER = ROUTES = tuple(map(taking, ASKED))

SECONDS = 20  # after which what has not come never will

pytestmark = pytest.mark.usefixtures("keeper")


@pytest.fixture(autouse=True)
def tries(monkeypatch: pytest.MonkeyPatch) -> Tries:
    made = Tries()
    monkeypatch.setattr(class_asked, "TRIES", made)
    monkeypatch.setattr(class_asked, "LOOKS", Tries())
    return made


def until(holds: Callable[[], bool]) -> None:
    """Wait for what is told after an answer."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def post(how: Callable[[Request], Awaitable[Response]], body: object) -> Outcome:
    """Return the answer of a route to ``body``: bytes as they are, the rest as JSON."""

    async def app(scope, receive, send) -> None:
        response = await how(Request(scope, receive))
        await response(scope, receive, send)

    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return asyncio.run(ask(app, "POST", "/class/join", sent))


def join(session: Session, code: str, **more: object) -> Outcome:
    return post(JOIN, {"token": session.token, "code": code, **more})


def told(answer: Outcome) -> dict[str, object]:
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def said(answer: Outcome) -> tuple[int, str]:
    return answer.status, answer.body.decode()


def test_who_joins_is_told_who_they_are_and_nothing_is_kept_on_the_way(keeper: Rooms) -> None:
    code, session = keeper.open().code, opened()
    answer = join(session, code)
    found = told(answer)
    (student,) = keeper.read(code).students.values()
    assert (found["who"], found["animal"]) == (student.who, student.look.animal)
    assert (session.now.seat.code, session.now.seat.who) == (code, student.who)
    assert dict(answer.headers)[b"cache-control"] == b"no-store"
    again = told(join(opened(), code, secret=found["secret"]))
    assert again == found


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [("AAAAAA", 404, NO_ROOM), ("O0I1", 400, NO_CODE), ("", 400, NO_CODE), ("é" * 6, 400, NO_CODE)],
)
def test_a_typing_error_gets_a_sentence_and_no_seat(typed: str, status: int, sentence: str) -> None:
    session = opened()
    assert said(join(session, typed)) == (status, sentence)
    assert session.now.seat is None


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"[" * 3_000, b'{"token": 1, "code": "AAAAAA"}', b"{}"],
)
def test_what_is_no_request_gets_a_sentence(body: bytes) -> None:
    for how in (*ROUTES, send_news):
        status, sentence = said(post(how, body))
        assert status in {400, 404}
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_no_more_is_read_than_a_request_can_be_long() -> None:
    assert said(join(opened(), "A" * MOST_BYTES)) == (400, NOT_READABLE)
    assert said(join(opened(), "A" * (LONGEST_TEXT + 1))) == (400, NOT_READABLE)


def test_nobody_joins_for_a_session_that_is_not_theirs(keeper: Rooms) -> None:
    code = keeper.open().code
    answer = post(JOIN, {"token": "x", "code": code})
    assert said(answer) == (409, NO_SESSION)
    assert not keeper.read(code).students


def test_a_forged_key_opens_no_desk(keeper: Rooms) -> None:
    room, session = keeper.open(), opened()
    body = {"token": session.token, "code": room.code, "key": "x" * 22}
    assert said(post(DESK, body)) == (403, NO_DESK)
    assert said(post(ORDER, {**body, "order": "pause", "on": True})) == (
        403, NO_DESK,
    )  # fmt: skip
    assert said(post(send_news, body)) == (403, NO_DESK)
    assert session.now.seat is None
    assert keeper.orders(room.code).version == 0


def test_two_teachers_with_one_key_lead_one_class(keeper: Rooms) -> None:
    room = keeper.open()
    for session in (opened("neuron", bias=0.75), opened("loss")):
        body = {"token": session.token, "code": room.code, "key": room.key}
        told(post(DESK, body))
        told(post(ORDER, {**body, "order": "come", "on": True}))
    orders = keeper.orders(room.code)
    assert (orders.called, orders.page) == (2, "loss")


def test_an_ended_class_is_one_that_is_not_there(keeper: Rooms) -> None:
    room, session = keeper.open(), opened()
    secret = told(join(session, room.code))["secret"]
    keeper.end(room.code, room.key)
    body = {"token": session.token, "code": room.code, "secret": secret}
    assert said(join(session, room.code, secret=secret)) == (404, NOT_IN)
    assert said(post(LOOK, body))[0] == 404
    assert said(post(send_news, body))[0] == 404
    assert told(post(LEAVE, body)) == {}
    assert session.now.seat is None


def test_a_student_can_change_nobody_else_s_state(keeper: Rooms) -> None:
    room = keeper.open()
    victim, other = opened("neuron", bias=0.75), opened()
    told(join(victim, room.code))
    found = told(join(other, room.code))
    before, (student, _) = victim.now, keeper.read(room.code).students.values()
    mine = {"token": other.token, "code": room.code, "secret": found["secret"]}
    for forged in (
        {**mine, "secret": student.who},
        {**mine, "secret": student.known_by},
        {**mine, "secret": ""},
    ):
        post(LEAVE, forged)
        post(LOOK, forged)
        assert post(send_news, forged).status == 404
    for order in ("come", "follow", "pause"):
        post(ORDER, {**mine, "key": found["secret"], "order": order, "on": True})
    assert keeper.read(room.code).students[student.who] == student
    assert victim.now is before
    assert keeper.orders(room.code).version == 0


def test_a_full_class_says_so(keeper: Rooms) -> None:
    code = keeper.open().code
    for _ in range(MOST_STUDENTS):
        keeper.join(code)
    assert said(join(opened(), code)) == (429, ROOM_IS_FULL)


def test_rooms_that_are_away_break_no_release_and_are_said_to_be(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.routes.test_releases import asked
    from tests.routes.test_releases import post as release

    code, session = keeper.open().code, opened("neuron")
    told(join(session, code))
    sentence = "The classes cannot be reached just now."

    def away(*_: object, **__: object) -> None:
        raise AwayError(sentence)

    for name in ("join", "orders", "tell", "student"):
        monkeypatch.setattr(keeper, name, away)
    assert release(asked(session, values={"bias": -1.25})).status == 200
    assert session.now.memory.values()["bias"] == -1.25
    assert session.now.seat is not None, "who is in a class stays in it"
    assert said(join(opened(), code)) == (503, sentence)


def test_who_tries_codes_is_stopped_and_nobody_else(keeper: Rooms) -> None:
    code, stranger = keeper.open().code, opened()
    secret = told(join(opened(), code))["secret"]
    for _ in range(MOST_OF_SESSION):
        assert join(stranger, "AAAAAA").status == 404
    assert said(join(stranger, code)) == (429, TOO_MANY_TRIES)
    assert join(opened(), code, secret=secret).status == 200
    assert join(opened(), code).status == 200


def test_many_who_try_shut_nobody_out_who_has_not(keeper: Rooms) -> None:
    room = keeper.open()
    back, secret = opened(), told(join(opened(), room.code))["secret"]
    for _ in range(MOST_OF_ADDRESS // MOST_OF_SESSION):
        stranger = opened()
        for _ in range(MOST_OF_SESSION):
            join(stranger, "AAAAAA")
    assert join(back, room.code, secret=secret).status == 200
    body = {"token": back.token, "code": room.code, "key": room.key}
    assert post(DESK, body).status == 200
    newcomer = opened()
    for _ in range(FEW):  # who types badly has a few tries still
        assert join(newcomer, "AAAAAA").status == 404
    assert said(join(newcomer, room.code)) == (429, TOO_MANY_TRIES)
    assert join(opened(), room.code).status == 200


def test_wrong_codes_are_forgotten_in_time() -> None:
    at = [0.0]
    tries = Tries(lambda: at[0])
    for _ in range(MOST_OF_SESSION):
        assert tries.may_try("a session", "an address")
        tries.note("a session", "an address")
    assert not tries.may_try("a session", "an address")
    assert tries.may_try("another session", "an address")
    at[0] = WINDOW_SECONDS
    assert tries.may_try("a session", "an address")


def test_no_answer_but_that_to_a_newcomer_tells_whether_there_is_a_class(keeper: Rooms) -> None:
    code, session = keeper.open().code, opened()
    made_up = {"token": session.token, "secret": "x" * 22, "order": "pause", "on": True}

    def answers_to(code: str) -> list[tuple[int, str]]:
        body = {**made_up, "code": code}
        ways = (*ROUTES, send_news)
        by_secret = [said(post(how, body)) for how in ways]
        return by_secret + [said(post(how, {**body, "key": "x" * 22})) for how in ways]

    assert answers_to(code) == answers_to("AAAAAA")


def test_what_is_counted_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visualizer.routes.classes.tries.MOST_COUNTED", 100)
    tries = Tries(lambda: 0.0)
    for number in range(1_000):
        tries.note(f"session {number}", f"address {number}")
    assert len(tries._wrong) <= 100


def test_a_move_that_was_let_go_is_seen_by_the_teacher(keeper: Rooms) -> None:
    from tests.routes.test_releases import asked
    from tests.routes.test_releases import post as release

    code, session = keeper.open().code, opened("neuron")
    told(join(session, code))
    assert release(asked(session, values={"bias": -1.25})).status == 200
    until(
        lambda: [each.query.get("b") for each in keeper.read(code).students.values()] == ["-1.25"]
    )


def test_an_answer_does_not_wait_until_the_class_is_told(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.routes.test_releases import asked
    from tests.routes.test_releases import post as release

    code, session = keeper.open().code, opened("neuron")
    told(join(session, code))
    orders, may_answer = keeper.orders, threading.Event()

    def far_away(code: str) -> Orders:
        assert may_answer.wait(SECONDS), "the answer waited for the rooms"
        return orders(code)

    monkeypatch.setattr(keeper, "orders", far_away)
    for number in (1, 2, 3):
        body = asked(session, name=f"ab-{number}", values={"bias": number / 4})
        assert release(body).status == 200
    may_answer.set()
    until(lambda: [each.query.get("b") for each in keeper.read(code).students.values()] == ["0.75"])


def following(keeper: Rooms) -> tuple[Session, Session, dict[str, object]]:
    """Return a teacher, a student who is to follow, and what an order of the teacher's says."""
    room = keeper.open()
    teacher, student = opened("neuron", bias=0.75), opened("neuron")
    told(join(student, room.code))
    body: dict[str, object] = {"token": teacher.token, "code": room.code, "key": room.key}
    told(post(DESK, body))
    told(post(ORDER, {**body, "order": "follow", "on": True}))
    return teacher, student, body


def test_who_follows_gets_the_teacher_s_moment_as_an_answer(keeper: Rooms) -> None:
    from tests.routes.test_releases import asked, header_of
    from tests.routes.test_releases import post as release

    teacher, student, body = following(keeper)
    assert release(asked(teacher, values={"bias": 1.25})).status == 200
    until(lambda: keeper.orders(str(body["code"])).query.get("b") == "1.25")
    header = header_of(release(asked(student, values={}, lead=True)).body)
    assert header["address"]["b"] == "1.25"
    assert header["answered"] == "ab-1"
    assert not header["renew"], "a slider moves without a run of the page"
    moved(teacher, activation="tanh")
    told(post(ORDER, {**body, "order": "come", "on": True}))
    header = header_of(release(asked(student, name="ab-2", values={}, lead=True)).body)
    assert header["renew"], "a chooser beside the stage does not"


def test_who_moves_something_before_the_class_is_told_has_gone_their_own_way(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.routes.test_releases import asked
    from tests.routes.test_releases import post as release

    _, student, _ = following(keeper)
    monkeypatch.setattr(releases, "REPORTS", Reports(lambda _: None))
    assert release(asked(student, values={}, lead=True)).status == 200
    assert not is_astray(student.now)
    assert release(asked(student, name="ab-2", values={"bias": 2.0})).status == 200
    assert is_astray(student.now)


def test_what_is_chosen_beside_a_stage_has_the_page_run_for_who_is_led(keeper: Rooms) -> None:
    from tests.routes.test_releases import asked, header_of
    from tests.routes.test_releases import post as release

    room = keeper.open()
    teacher, student = opened("training", optimizer="adam"), opened("training")
    told(join(student, room.code))
    body = {"token": teacher.token, "code": room.code, "key": room.key}
    told(post(DESK, body))
    for name, changes, renews in (("ab-1", {}, True), ("ab-2", {"weight_1": 1.0}, False)):
        moved(teacher, **changes)
        told(post(ORDER, {**body, "order": "come", "on": True}))
        answer = release(asked(student, "training", name=name, values={}, lead=True))
        assert header_of(answer.body)["renew"] is renews


def test_who_is_at_a_task_is_told_how_far_they_have_got(keeper: Rooms) -> None:
    from tests.routes.test_releases import asked, header_of
    from tests.routes.test_releases import post as release

    room, session = keeper.open(), opened("loss", bias=0.25)
    told(join(session, room.code))
    body = asked(session, "loss", name="ab-1", values={"bias": 0.5})
    assert "task" not in header_of(release(body).body)
    keeper.lead(room.code, room.key, lambda now: with_task(now, "loss", {}, below=1e-9, moves=3))
    go_to_teacher(session)
    tell_class(session)
    for moves in (1, 2):
        body = asked(session, "loss", name=f"ab-{moves + 1}", values={"bias": moves / 8})
        task = header_of(release(body).body)["task"]
        assert (task["moves"], task["reached"]) == (moves, 0)
    keeper.lead(room.code, room.key, lambda now: with_task(now, "loss", {}, below=100.0))
    go_to_teacher(session)
    tell_class(session)
    body = asked(session, "loss", name="ab-4", values={"bias": 0.375})
    assert header_of(release(body).body)["task"]["reached"] == 1


def test_a_teacher_s_own_table_stays_with_them_and_that_is_said(keeper: Rooms) -> None:
    room = keeper.open()
    session = opened("loss", dataset=keep_table(read_table("a,b,c\n1,2,0\n3,4,1").table))
    body = {"token": session.token, "code": room.code, "key": room.key, "order": "come"}
    assert told(post(ORDER, {**body, "on": True}))["said"] == OWN_TABLE
    assert dict(keeper.orders(room.code).query) == {}


def test_a_student_has_so_many_looks_in_a_while(keeper: Rooms) -> None:
    code = keeper.open().code
    mine, other = (told(join(opened(), code))["secret"] for _ in range(2))
    for _ in range(MOST_OF_SESSION):
        told(post(LOOK, {"code": code, "secret": mine}))
    assert said(post(LOOK, {"code": code, "secret": mine})) == (
        429, ENOUGH_LOOKS,
    )  # fmt: skip
    told(post(LOOK, {"code": code, "secret": other}))


def test_who_leaves_listens_no_more(keeper: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[tuple[str, str]] = []
    monkeypatch.setattr(class_asked.STREAMS, "end", lambda *of: ended.append(of))
    code, session = keeper.open().code, opened()
    found = told(join(session, code))
    told(post(LEAVE, {"token": session.token, **found}))
    assert ended == [(code, found["who"])]


def test_lead_without_a_class_changes_nothing() -> None:
    from tests.routes.test_releases import asked
    from tests.routes.test_releases import post as release

    session = opened("neuron", bias=0.75)
    assert release(asked(session, values={"bias": 3}, lead=True)).status == 200
    assert session.now.memory.values()["bias"] == 0.75


def test_who_was_put_out_is_told_so_and_does_not_come_back_as_who_they_were(keeper: Rooms) -> None:
    room = keeper.open()
    session, other = opened(), opened()
    found, others = told(join(session, room.code)), told(join(other, room.code))
    put_student_out(room.code, room.key, found["who"])
    again = {"token": session.token, "code": room.code, "secret": found["secret"]}
    assert said(post(JOIN, again)) == (410, PUT_OUT)
    assert said(post(LOOK, again)) == (410, PUT_OUT)
    assert said(post(send_news, again)) == (410, PUT_OUT)
    assert list(keeper.read(room.code).students) == [others["who"]]
    assert told(post(JOIN, {**again, "secret": others["secret"]}))
    assert told(join(session, room.code))["who"] != found["who"], "the code is no secret"


def test_only_the_teacher_puts_somebody_out(keeper: Rooms) -> None:
    room = keeper.open()
    found = told(join(opened(), room.code))
    with pytest.raises(NotTheTeacherError):
        put_student_out(room.code, "forged", found["who"])
    assert list(keeper.read(room.code).students) == [found["who"]]
    put_student_out(room.code, room.key, "nobody")
    assert keeper.orders(room.code).version == 0
