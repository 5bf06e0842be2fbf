"""What the benchmark of a class reads and counts; nothing here is timed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from benchmarks.classroom import __main__ as command
from benchmarks.classroom.__main__ import measure, read_options, sizes_of
from benchmarks.classroom.ages import Ages
from benchmarks.classroom.news import NewsError, lines_in
from benchmarks.classroom.parts import PAGES, PARTS, QUICK, Sizes
from benchmarks.classroom.picture import dots_in
from benchmarks.classroom.tally import Row, Tally
from benchmarks.load.store import StoreError
from tests.scenes.classes import desk, neurons, student
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.state.pages import NEURON_PAGES
from visualizer.state.pages import PAGES as ALL_PAGES

WEIGHTS = [(0.5, -0.25, 0.0), (1.0, 1.25, -0.5), (-1.4, 0.1, 0.25)]


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in (*chunks, b""))


def read(answer: bytes) -> list[bytes]:
    async def collect() -> list[bytes]:
        reader = asyncio.StreamReader()
        reader.feed_data(answer)
        reader.feed_eof()
        lines: AsyncIterator[bytes] = lines_in(reader)
        return [line async for line in lines]

    return asyncio.run(collect())


def body_of(stage) -> bytes:
    name, _ = packed_scene(stage.scene)
    return pack_moment(stage.moment, stage.scene, name, "")


@pytest.mark.parametrize(
    "chunks", [(b'{"beat":1}\n{"here":2}\n',), (b'{"be', b'at":1}\n{"here"', b":2}\n")]
)
def test_lines_of_news_are_put_together_however_they_are_cut(chunks: tuple[bytes, ...]) -> None:
    assert read(chunked(*chunks)) == [b'{"beat":1}', b'{"here":2}']


def test_news_that_break_off_or_never_end_a_line_are_a_failure() -> None:
    with pytest.raises(EOFError):
        read(chunked(b'{"beat":1}\n')[:-5])
    with pytest.raises(NewsError):
        read(chunked(*[b"x" * 2**19] * 3))


def test_every_student_is_found_in_the_bytes_of_the_picture() -> None:
    # The first is on another page, and not to be seen.
    students = [student(9, "loss"), *neurons(WEIGHTS)]
    found = dots_in(body_of(desk(students)))
    assert len(found) == len(WEIGHTS)
    for name, (first, second, _) in zip(("blue ant", "green badger"), WEIGHTS[:2], strict=False):
        assert found[name] == pytest.approx((first, second))


def test_a_picture_without_neurons_shows_nobody() -> None:
    assert dots_in(body_of(desk([student(0, "network")], "network"))) == {}


def test_a_move_is_as_old_as_the_time_from_its_answer_to_the_picture() -> None:
    ages = Ages()
    move = ages.asked("blue ant", (0.1, 0.2))
    ages.answered("blue ant", move, at=10.0)
    ages.shown({"blue ant": (0.0, 0.2)}, at=10.5)
    assert (ages.seconds, ages.n_waiting) == ([], 1)
    ages.shown({"blue ant": (0.10000000149, 0.2000000029)}, at=10.75)
    assert (ages.seconds, ages.n_waiting) == ([0.75], 0)


def test_a_picture_that_is_there_before_the_answer_is_not_old() -> None:
    ages = Ages()
    move = ages.asked("blue ant", (0.1, 0.2))
    ages.shown({"blue ant": (0.1, 0.2)}, at=9.0)
    ages.answered("blue ant", move, at=10.0)
    assert (ages.seconds, ages.n_waiting) == ([0.0], 0)


def test_what_was_moved_again_is_seen_with_the_later_move() -> None:
    ages = Ages()
    for at, state in ((1.0, (0.1, 0.2)), (2.0, (0.3, 0.2))):
        ages.answered("blue ant", ages.asked("blue ant", state), at)
    ages.shown({"green badger": (0.3, 0.2)}, at=2.5)  # somebody else
    assert ages.n_waiting == 2
    ages.shown({"blue ant": (0.3, 0.2)}, at=3.0)
    assert (ages.seconds, ages.n_waiting) == ([2.0, 1.0], 0)


def test_a_move_that_was_not_answered_is_not_waited_for() -> None:
    ages = Ages()
    ages.forget("blue ant", ages.asked("blue ant", (0.1, 0.2)))
    assert (ages.seconds, ages.n_waiting) == ([], 0)


@pytest.mark.parametrize(
    ("measured", "beside", "goal", "reached"),
    [
        (119.0, 100.0, {"times": 1.2}, "yes"),
        (121.0, 100.0, {"times": 1.2}, "NO"),
        (1.0, None, {"times": 1.2}, "NO"),
        (1000.0, None, {"most": 1000}, "yes"),
        (1001.0, None, {"most": 1000}, "NO"),
        (None, None, {"most": 1000}, "NO"),
        (0.0, None, {"most": 0}, "yes"),
        (5.0, 1.0, {}, "–"),
    ],
)
def test_what_is_missed_is_said(
    measured: float | None, beside: float | None, goal: dict[str, float], reached: str
) -> None:
    assert Tally("lecture", 300).row("ms", measured, beside, **goal)["reached"] == reached


def test_all_have_it_only_when_everybody_has() -> None:
    tally = Tally("come", 3)
    half, all_ = tally.until_all("come", [0.1, 0.3, 0.2], [0.1], most=500.0)
    assert (half["measured"], all_["measured"], all_["reached"]) == (200.0, 300.0, "yes")
    _, all_ = tally.until_all("come", [0.1, 0.2], most=500.0)
    assert (all_["measured"], all_["reached"]) == (None, "NO")


def test_where_classes_sit_the_teacher_sees_weights_that_sliders_set() -> None:
    names = [page or "start" for page in PAGES]
    assert set(names) <= set(NEURON_PAGES)
    assert all({"weight_1", "weight_2"} <= set(ALL_PAGES[name].names) for name in names)


def test_the_command_line_says_how_much_is_played() -> None:
    assert sizes_of(read_options(["--quick"])) == QUICK
    sizes = sizes_of(read_options(["--students", "7", "--seconds", "2.5"]))
    assert (sizes.students, sizes.seconds) == (7, 2.5)
    assert read_options(["--parts", "come"]).parts == ["come"]


def test_a_part_that_does_not_end_or_cannot_begin_is_missed_and_the_next_is_played(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def endless(_sizes: Sizes) -> list[Row]:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")

    async def impossible(_sizes: Sizes) -> list[Row]:
        raise StoreError("Redis is not installed")

    monkeypatch.setattr(command, "MOST_SECONDS", 0.0)
    monkeypatch.setitem(PARTS, "lecture", endless)
    monkeypatch.setitem(PARTS, "replicas", impossible)
    rows = list(measure(read_options(["--parts", "lecture", "replicas"])))
    assert [row["what"] for row in rows] == ["did not end within 0 s", "Redis is not installed"]
    assert [row["reached"] for row in rows] == ["NO", "NO"]
