"""The route of the releases: what it carries out, what it refuses, and that one session is one."""

import asyncio
import gc
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.requests import Request

from tests.server.asgi import Outcome, ask
from tests.worker.questions import opened
from visualizer.routes import releases
from visualizer.routes.release_request import LONGEST_NAME, MOST_BYTES, MOST_VALUES, read_release
from visualizer.routes.releases import MOST_OF_ONE, ROUTE_URL, take_release
from visualizer.server.turns import TURNS
from visualizer.stages import reply
from visualizer.stages.message import stage_message
from visualizer.stages.registry import STAGES, around
from visualizer.stages.releases import release
from visualizer.stages.reply import Question
from visualizer.stages.stage import LiveStage
from visualizer.state.guesses import LESSONS
from visualizer.state.link_task import follow_task
from visualizer.state.memory import arrive
from visualizer.state.session import Contents, Session
from visualizer.state.task_reading import make_task, write_task
from visualizer.worker.of_server import WorkerOfServer
from visualizer.worker.worker import NoWorkerError

URL = f"/{ROUTE_URL}"


async def app(scope, receive, send) -> None:
    response = await take_release(Request(scope, receive))
    await response(scope, receive, send)


def post(body: object) -> Outcome:
    """Return the answer to ``body``: bytes as they are, the rest as JSON."""
    return asyncio.run(ask(app, "POST", URL, as_bytes(body)))


def as_bytes(body: object) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def scene_of(session: Session, stage: str) -> str:
    return stage_message(STAGES[stage], session.now).name


def asked(session: Session, stage: str = "neuron", **changes: object) -> dict[str, object]:
    """Return what a browser asks for."""
    whole = {
        "token": session.token,
        "stage": stage,
        "scene": scene_of(session, stage),
        "name": "ab-1",
        "values": {"bias": 0.25},
    }
    return whole | changes


def header_of(body: bytes) -> dict[str, object]:
    length = int.from_bytes(body[:4], "little")
    return json.loads(body[4 : 4 + length])


def test_a_release_is_answered_with_the_moment_it_leads_to() -> None:
    session = opened()
    answer = post(asked(session))
    assert answer.status == 200
    header = header_of(answer.body)
    assert header["answered"] == "ab-1"
    assert header["address"] == {"b": "0.25"}
    assert header["settings"]["bias"]["positions"][header["settings"]["bias"]["index"]] == 0.25
    assert header["version"] == session.now.version
    assert session.now.memory.chosen["bias"] == 0.25
    same = stage_message(
        STAGES["neuron"], session.now, renew=header["renew"], address=header["address"]
    )
    assert answer.body == same.moment


def test_only_what_stands_around_the_stage_has_the_page_run() -> None:
    session = opened()
    session.change(lambda now: replace(now, head=now.head_now(around(now))))
    first = header_of(post(asked(session)).body)
    assert not first["renew"]
    assert first["moves"] == [True, False]
    second = post(asked(session, name="ab-2", values={"bias": 0.5}))
    assert not header_of(second.body)["renew"]
    third = post(asked(session, name="ab-3", values={"bias": 7e9}))
    assert header_of(third.body)["renew"]  # there is something to say


RACE = "learning_rate"
IN_TROUBLE = {"scaling": "raw", "learning_rate_mid": 0.0125, "weight_1": 0.1, "weight_2": 0.1}


def ways_of(session: Session) -> list[dict[str, object]]:
    return header_of(stage_message(STAGES["race"], session.now).moment)["ways"]


def racing(**guesses: int) -> Session:
    """Return a session that has just come upon trouble on the page of the learning rate."""
    session = opened(RACE)
    session.change(lambda now: replace(now, guesses=guesses))
    body = asked(session, "race", name="ab-1", values=IN_TROUBLE)
    assert header_of(post(body).body)["renew"], "the scaling has a chooser"
    session.change(lambda now: replace(now, head=now.head_now(around(now))))
    return session


def test_a_release_that_changes_the_ways_out_asks_for_no_run_of_the_page() -> None:
    session = racing(learning_rate=LESSONS[RACE].correct)
    seen = [ways_of(session)]
    for n, rate in enumerate((0.02, 0.016, 0.011), 2):
        values = {"learning_rate_high": rate}
        header = header_of(post(asked(session, "race", name=f"ab-{n}", values=values)).body)
        assert not header["renew"]
        assert header["ways"] == ways_of(session)
        assert header["ways"] not in seen
        seen.append(header["ways"])


def test_before_the_guess_a_release_offers_no_way_out_and_asks_for_no_run() -> None:
    session = racing()
    values = {"learning_rate_high": 100.0}
    header = header_of(post(asked(session, "race", name="ab-2", values=values)).body)
    assert (header["ways"], header["renew"]) == ([], False)


def test_a_way_out_that_sets_what_has_a_chooser_has_the_page_run() -> None:
    session = racing(learning_rate=LESSONS[RACE].correct)
    (way,) = (each for each in ways_of(session) if each["name"] == "mid")
    assert way["changes"] == {"scaling": "standardized"}
    body = asked(session, "race", name="ab-2", values=way["changes"])
    moves, around_it = len(session.now.memory.past), around(session.now)
    assert header_of(post(body).body)["renew"]
    assert around(session.now) != around_it, "whether the scene is another one or not"
    assert session.now.memory.chosen["scaling"] == "standardized"
    assert len(session.now.memory.past) == moves + 1


def test_a_release_of_a_page_that_was_left_counts_and_has_the_open_one_run() -> None:
    session = opened()
    late = asked(session)
    session.change(lambda now: replace(now, memory=arrive(now.memory, "start", {})))
    header = header_of(post(late).body)
    assert "settings" not in header
    assert header["renew"]
    assert session.now.memory.page == "start"
    assert session.now.memory.chosen["bias"] == 0.25


def test_another_scene_than_the_stage_shows_is_left_to_a_run_of_the_page() -> None:
    session = opened()
    header = header_of(post(asked(session, scene="0" * 16)).body)
    assert header["renew"]
    assert "settings" not in header
    assert session.now.memory.chosen["bias"] == 0.25


def test_told_again_it_is_answered_again_and_counts_once() -> None:
    session = opened()
    for _ in range(3):
        assert post(asked(session)).status == 200
    assert len(session.now.memory.past) == 1


def test_a_release_that_was_overtaken_is_neither_carried_out_nor_computed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = opened()
    early = asked(session)
    post(asked(session, name="ab-2", values={"bias": 0.75}))
    monkeypatch.setattr(reply, "stage_message", lambda *_, **__: pytest.fail("computed"))
    answer = post(early)
    assert (answer.status, answer.body) == (204, b"")
    assert session.now.memory.chosen["bias"] == 0.75


def test_who_told_a_release_gets_its_answer_though_another_opening_told_one_meanwhile() -> None:
    session = opened()
    post(asked(session))
    post(asked(session, name="cd-1", values={"bias": 0.75}))
    answer = post(asked(session))
    assert answer.status == 200
    header = header_of(answer.body)
    assert header["answered"] == "ab-1"
    assert header["address"] == {"b": "0.75"}
    assert len(session.now.memory.past) == 2


def test_nobody_s_token_gets_nothing() -> None:
    session = opened()
    known = asked(session)
    for token in ("x", session.token[:-1], session.token + "x", "é"):
        answer = post(known | {"token": token})
        assert (answer.status, answer.body) == (404, b"")
    assert session.now.memory.chosen == {}


def test_a_session_goes_with_who_holds_it() -> None:
    session = opened()
    known = asked(session)
    assert post(known).status == 200
    del session
    gc.collect()
    assert post(known | {"name": "ab-2"}).status == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"[" * 10_000,
        json.dumps({"token": "x"}).encode(),
        json.dumps(
            {"token": 1, "stage": "neuron", "scene": "s", "name": "n", "values": {}}
        ).encode(),
    ],
)
def test_what_is_no_release_is_refused_with_a_sentence(body: bytes) -> None:
    answer = post(body)
    assert answer.status == 400
    assert answer.body.decode().startswith("A release must")
    assert answer.body.decode().endswith(".")


@pytest.mark.parametrize(
    "changes",
    [
        {"stage": "runs"},
        {"stage": "constructor"},
        {"stage": ["neuron"]},
        {"name": ""},
        {"name": "x" * (LONGEST_NAME + 1)},
        {"name": {"a": 1}},
        {"scene": None},
        {"values": {}},
        {"values": [["bias", 1]]},
        {"values": {f"v{each}": 1 for each in range(MOST_VALUES + 1)}},
    ],
)
def test_what_does_not_fit_changes_nothing(changes: dict[str, object]) -> None:
    session = opened()
    answer = post(asked(session) | changes)
    assert answer.status == 400
    assert session.now.memory.chosen == {}


def test_no_more_is_read_than_a_release_can_be_long() -> None:
    session = opened()
    answer = post(asked(session, values={"bias": "9" * MOST_BYTES}))
    assert answer.status == 400
    assert str(MOST_BYTES) in answer.body.decode()


@pytest.mark.parametrize(
    "value",
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e309",
        '"a lot"',
        "null",
        "true",
        "[1]",
        "{}",
        "1e40",
        "-7e6",
    ],
)
def test_a_bad_value_becomes_a_notice_and_the_good_ones_are_kept(value: str) -> None:
    session = opened()
    body = json.dumps(asked(session, values={"bias": "BAD", "weight_1": 0.5}))
    answer = post(body.replace('"BAD"', value).encode())
    assert answer.status == 200
    assert header_of(answer.body)["renew"]
    assert session.now.memory.chosen["weight_1"] == 0.5
    assert session.now.memory.values()["bias"] == 0.5
    (notice,) = session.now.memory.notices
    assert "so it stays" in notice


def test_an_unknown_setting_becomes_a_notice() -> None:
    session = opened()
    answer = post(asked(session, values={"__class__": 1, "bias": 0.25}))
    assert header_of(answer.body)["address"] == {"b": "0.25"}
    assert "not a setting" in session.now.memory.notices[0]


def test_a_fault_is_logged_and_told_without_a_word_of_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    session = opened()
    body = asked(session)
    monkeypatch.setattr(reply, "stage_message", fail)
    answer = post(body)
    assert answer.status == 500
    assert "secret" not in answer.body.decode()
    assert "Traceback" not in answer.body.decode()
    assert "secret" in caplog.text
    assert session.token not in caplog.text


def test_one_session_waits_with_few_releases_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened()
    body = asked(session)
    others = {("neuron", f"cd-{place}") for place in range(MOST_OF_ONE)}
    monkeypatch.setitem(releases._WAITING, session.token, others)
    assert post(body).status == 429
    assert session.now.memory.chosen == {}


def test_a_release_that_is_told_again_meanwhile_is_computed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session, made = opened(), []
    body = as_bytes(asked(session))

    def count(*parts: object, **more: object) -> object:
        made.append(parts)
        return stage_message(*parts, **more)

    monkeypatch.setattr(reply, "stage_message", count)

    async def tell_twice() -> list[Outcome]:
        return await asyncio.gather(*(ask(app, "POST", URL, body) for _ in range(2)))

    answers = asyncio.run(tell_twice())
    assert sorted(each.status for each in answers) == [200, 204]
    assert len(made) == 1
    assert session.token not in releases._WAITING
    assert post(asked(session)).status == 200, "an answer that was lost is found again"


def test_the_address_of_a_release_that_was_overtaken_was_never_shown() -> None:
    session = opened()
    shown = session.now.memory.recent
    contents = release(session, STAGES["neuron"], "ab-1", {"bias": 1.0})
    assert contents.memory.recent == shown
    answer = post(asked(session, name="ab-2", values={"bias": 2.0}))
    assert answer.status == 200
    assert session.now.memory.recent == (*shown, {"b": ("2",)})


def test_a_release_is_carried_out_and_overtakes_though_no_thread_is_free_to_compute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where too much is asked for, the numbers between are the first that nobody needs."""
    computed: list[str] = []

    def count(stage: LiveStage, contents: Contents, *args: object, **more: object) -> object:
        computed.append(f"{contents.memory.values()['bias']:g}")
        return stage_message(stage, contents, *args, **more)  # type: ignore[arg-type]

    other, session = opened(), opened()
    first = as_bytes(asked(other))
    moves = [as_bytes(asked(session, name=f"ab-{n}", values={"bias": n / 4})) for n in range(1, 5)]
    one = ThreadPoolExecutor(1)
    monkeypatch.setattr(releases, "_threads", lambda: one)
    monkeypatch.setattr(reply, "stage_message", count)

    async def until(is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not is_so():
                await asyncio.sleep(0.005)

    async def play() -> list[int]:
        with TURNS.take():
            answers = [asyncio.create_task(ask(app, "POST", URL, first))]
            await until(lambda: other.now.memory.chosen.get("bias") == 0.25)
            for n, move in enumerate(moves, start=1):
                answers.append(asyncio.create_task(ask(app, "POST", URL, move)))
                await until(lambda n=n: session.now.memory.chosen.get("bias") == n / 4)  # type: ignore[misc]
        return [answer.status for answer in await asyncio.gather(*answers)]

    assert asyncio.run(play()) == [200, 204, 204, 204, 200]
    assert computed == ["0.25", "1"]


def test_many_at_once_each_count_and_none_sees_another_s_numbers() -> None:
    sessions = [opened() for _ in range(4)]
    bodies = [
        [asked(each, name=f"ab-{n}", values={"bias": place + n / 16}) for n in range(1, 5)]
        for place, each in enumerate(sessions)
    ]

    async def play(place: int) -> list[object]:
        answers = [await ask(app, "POST", URL, as_bytes(body)) for body in bodies[place]]
        return [header_of(answer.body)["address"] for answer in answers]

    async def play_all() -> list[list[object]]:
        return await asyncio.gather(*map(play, range(4)))

    wanted = [[{"b": f"{place + n / 16:g}"} for n in range(1, 5)] for place in range(4)]
    assert asyncio.run(play_all()) == wanted
    assert [len(each.now.memory.past) for each in sessions] == [4] * 4


def test_two_threads_that_change_one_session_lose_nothing() -> None:
    session = Session()

    def add(name: str) -> None:
        for number in range(500):
            session.change(
                lambda now, number=number: replace(
                    now, guesses={**now.guesses, f"{name}{number}": 1}
                )
            )

    threads = [threading.Thread(target=add, args=(name,)) for name in "ab"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(session.now.guesses) == 1000
    assert session.now.version == 1000


def test_every_move_of_the_tuning_counts() -> None:
    session = opened("loss")
    session.change(STAGES["loss"].note)
    for n, bias in enumerate((0.25, 0.75, 0.75, 1.0), 1):
        body = asked(session, "loss", name=f"ab-{n}", values={"bias": bias})
        assert post(body).status == 200
    (tuning,) = session.now.tunings.values()
    assert tuning.moves == 3


def test_values_are_read_as_they_are_sent() -> None:
    session = opened()
    found = read_release(json.dumps(asked(session)).encode())
    assert (found.stage.name, found.name, found.values) == ("neuron", "ab-1", {"bias": 0.25})


def test_the_answer_tells_how_far_somebody_is_with_the_task_of_their_link() -> None:
    start = {"weight_1": 1.0, "weight_2": 1.0, "bias": 0.0}
    task = write_task(make_task("neuron", start, free=("bias",), below=0.2))
    session = Session()
    session.change(lambda now: replace(now, memory=arrive(now.memory, "neuron", {"task": (task,)})))
    follow_task(session)
    session.change(lambda now: replace(now, head=now.head_now(around(now))))
    header = header_of(post(asked(session)).body)
    assert header["task"] == {"moves": 1, "reached": 0, "astray": False}
    assert (header["address"]["moved"], header["address"]["task"]) == ("1", task)
    assert not header["renew"], "no page has to run for it"
    assert "task" not in header_of(post(asked(opened())).body)


class Elsewhere:
    """A worker that has one reply, or none."""

    def __init__(self, reply: bytes | NoWorkerError | None) -> None:
        self.reply = reply
        self.asked: list[tuple[Question, str, bool]] = []

    async def reply_to(
        self, question: Question, whose: str, is_wanted: Callable[[], bool]
    ) -> bytes | None:
        self.asked.append((question, whose, is_wanted()))
        if isinstance(self.reply, NoWorkerError):
            raise self.reply
        return self.reply


def with_worker(monkeypatch: pytest.MonkeyPatch, reply: bytes | NoWorkerError | None) -> Elsewhere:
    worker = Elsewhere(reply)
    monkeypatch.setattr(WorkerOfServer, "ready", worker)
    return worker


def test_where_there_is_a_worker_its_reply_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened()
    body = asked(session, values={"bias": 0.75})
    worker = with_worker(monkeypatch, b"what it found")
    answer = post(body)
    assert (answer.status, answer.body) == (200, b"what it found")
    [(question, whose, is_wanted)] = worker.asked
    assert (whose, is_wanted) == (session.token, True)
    assert question.contents.memory.chosen["bias"] == 0.75
    assert question.contents.memory.recent[-1] == {"b": ("0.75",)}, "the browser is to write it"
    assert question.contents is session.now, "what it answers is what the session holds"


def test_what_the_worker_found_is_no_answer_once_something_else_has_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a page that runs meanwhile: what it says is newer, and it takes the address as written."""
    session = opened()
    body = asked(session, values={"bias": 0.75})

    class Slow(Elsewhere):
        async def reply_to(self, *asked: object) -> bytes | None:
            session.change(lambda now: replace(now, tried="something"))
            return b"what it found"

    monkeypatch.setattr(WorkerOfServer, "ready", Slow(None))
    answer = post(body)
    header = header_of(answer.body)
    assert header["answered"] == "ab-1"
    assert header["version"] == session.now.version
    assert session.now.memory.recent[-1] == {"b": ("0.75",)}


def test_nobody_waits_in_the_event_loop_for_who_changes_a_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = opened()
    body = asked(session, values={"bias": 0.75})
    is_held, may_go = threading.Event(), threading.Event()

    def hold(now: Contents) -> Contents:
        is_held.set()
        assert may_go.wait(60)
        return now

    class Slow(Elsewhere):
        async def reply_to(self, *asked: object) -> bytes | None:
            threads.submit(session.change, hold)
            await asyncio.to_thread(is_held.wait, 60)
            asyncio.get_running_loop().call_later(0.1, may_go.set)  # if the loop goes on
            return b"what it found"

    monkeypatch.setattr(WorkerOfServer, "ready", Slow(None))
    with ThreadPoolExecutor() as threads:
        assert header_of(post(body).body)["answered"] == "ab-1"


def test_what_the_worker_gave_up_is_answered_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened()
    body = asked(session)
    with_worker(monkeypatch, None)
    answer = post(body)
    assert (answer.status, answer.body) == (204, b"")


def test_without_a_word_of_the_worker_this_process_computes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = opened()
    body = asked(session)
    worker = with_worker(monkeypatch, NoWorkerError())
    answer = post(body)
    assert answer.status == 200
    assert header_of(answer.body)["answered"] == "ab-1"
    assert len(worker.asked) == 1


def test_the_desk_is_computed_where_the_classes_are(monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened("class")
    body = asked(session, "class", values={}, wanted="pick")
    worker = with_worker(monkeypatch, b"what it found")
    assert post(body).body != b"what it found"
    assert worker.asked == []


def test_what_was_overtaken_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened()
    early = asked(session)
    post(asked(session, name="ab-2", values={"bias": 0.75}))
    worker = with_worker(monkeypatch, b"what it found")
    assert post(early).status == 204
    assert worker.asked == []
