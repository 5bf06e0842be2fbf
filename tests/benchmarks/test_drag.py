"""The parts of the drag benchmark that measure nothing: its pages, its hand, its arithmetic."""

from dataclasses import replace
from itertools import islice, pairwise

import pytest

pytest.importorskip("playwright")

from benchmarks.drag.app import PAGES
from benchmarks.drag.hand import Track, end_of, stride_of, there_and_back
from benchmarks.drag.results import Drag, Results, percentile
from benchmarks.drag.verdict import control_rows, verdict_rows
from visualizer.chapters import CHAPTERS

SMOOTH = Drag(
    page="neuron",
    control="bias",
    seconds=2.0,
    frames=120,
    drawn=118,
    redraws={"network": 118},
    space=(),
    lags=(10.0, 12.0, 14.0),
    event_lags=(8.0, 9.0, 11.0),
    space_lags=(),
    messages=0,
    release_ms=120.0,
    bytes_received=40_000,
    bytes_sent=400,
    server_ms=20.0,
)
NAIVE = replace(SMOOTH, page="naive", drawn=0, lags=(), release_ms=400.0)


def verdict_on(drag: Drag, what: str) -> dict[str, object]:
    results = Results([drag, NAIVE], {"neuron": [900.0, 1_000.0, 5_000.0], "naive": [4_000.0]})
    (row,) = [row for row in verdict_rows(results, "naive") if row["what"] == what]
    return row


def test_every_chapter_is_measured() -> None:
    assert (*(chapter.name for chapter in CHAPTERS), "your_data") == PAGES


@pytest.mark.parametrize(("percent", "expected"), [(50, 10), (95, 19), (100, 20), (1, 1), (0, 1)])
def test_percentile_is_one_of_the_values(percent: float, expected: int) -> None:
    assert percentile(range(20, 0, -1), percent) == expected


def test_percentile_of_nothing_is_nothing() -> None:
    assert percentile([], 95) is None


def test_the_thumb_changes_its_position_at_every_move_and_reaches_both_ends() -> None:
    places = list(islice(there_and_back(30, 60), 200))
    assert all(before != after for before, after in pairwise(places))
    assert {0, 60} <= set(places) <= set(range(61))


@pytest.mark.parametrize("last", [1, 60, 100, 1_000])
def test_a_stride_crosses_any_track_in_a_second_or_so(last: int) -> None:
    assert 1 <= stride_of(last) <= max(1, last)
    assert last / stride_of(last) <= 125


@pytest.mark.parametrize("index", [0, 1, 30, 59, 60])
@pytest.mark.parametrize("round_number", [0, 1])
def test_a_drag_ends_on_the_track_but_not_where_it_began(index: int, round_number: int) -> None:
    end = end_of(Track(0, 100, 0, 60, index), round_number)
    assert 0 <= end <= 60
    assert end != index


def test_a_smooth_drag_reaches_everything() -> None:
    rows = verdict_rows(Results([SMOOTH], {"neuron": [900.0]}), "naive")
    assert [row["reached"] for row in rows] == ["yes"] * 7


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"drawn": 98}, "drawn frames/s"),
        ({"lags": (10.0, 60.0)}, "lag ms, 95 %"),
        ({"messages": 1}, "messages in a drag"),
        ({"release_ms": 250.0}, "release to fresh ms"),
        ({"bytes_received": 500_000}, "kB received"),
        ({"server_ms": 61.0}, "server CPU ms"),
    ],
)
def test_what_is_missed_is_said(change: dict[str, object], what: str) -> None:
    assert verdict_on(replace(SMOOTH, **change), what)["reached"] == "NO"


def test_a_page_with_a_figure_in_space_may_draw_less_often() -> None:
    deep = replace(SMOOTH, drawn=50, space=("surface",), redraws={"surface": 30})
    assert verdict_on(deep, "drawn frames/s")["reached"] == "yes"
    assert verdict_on(deep, "drawn frames/s")["must reach"] == "≥ 20"
    assert verdict_on(deep, "3D redraws/s")["reached"] == "NO"


def test_openings_are_judged_by_their_median() -> None:
    row = verdict_on(SMOOTH, "opening ms")
    assert (row["median"], row["worst"], row["reached"]) == (1_000, 5_000, "yes")


def test_the_naive_page_stands_beside_but_is_not_judged() -> None:
    assert verdict_on(SMOOTH, "release to fresh ms")["naive page"] == 400
    assert {row["page"] for row in verdict_rows(Results([NAIVE]), "naive")} == set()


def test_every_control_has_a_row() -> None:
    rows = control_rows(Results([SMOOTH, SMOOTH, replace(SMOOTH, control="weight_1")]))
    assert [(row["control"], row["drags"]) for row in rows] == [("bias", 2), ("weight_1", 1)]
