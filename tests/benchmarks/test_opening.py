"""What the benchmark of openings makes of what it saw, and the pages it opens."""

from dataclasses import replace

import pytest

pytest.importorskip("playwright")

from benchmarks.opening.__main__ import BARE, CHART, PAGES, own_pages
from benchmarks.opening.measure import Opening
from benchmarks.opening.rows import opening_rows
from visualizer.chapters import CHAPTERS

CHART_OPENING = Opening(1500.0, None, 3000.0, 900.0, 7_000_000, None, None)
START_OPENING = Opening(1600.0, 1800.0, 2400.0, 300.0, 3_400_000, 90_000, 12_000)


def test_each_page_stands_beside_the_chart_of_streamlit_at_the_same_speed() -> None:
    slow = replace(CHART_OPENING, pictures=12_000.0)
    seen = {
        (BARE, 1.0): [replace(CHART_OPENING, pictures=None)],
        (CHART, 1.0): [CHART_OPENING],
        ("start", 1.0): [START_OPENING],
        (CHART, 4.0): [slow],
        ("start", 4.0): [START_OPENING],
    }
    bare, chart, start = opening_rows(seen, 1.0, CHART)
    assert bare["pictures / chart"] is None
    assert chart["pictures / chart"] == 1
    assert (start["live after heading ms"], start["pictures / chart"]) == (200, 0.8)
    assert (start["first MB"], start["next kB"], start["then kB"]) == (3.4, 90, 12)
    assert [row["pictures / chart"] for row in opening_rows(seen, 4.0, CHART)] == [1, 0.2]


def test_one_slow_opening_does_not_decide() -> None:
    openings = [START_OPENING, replace(START_OPENING, pictures=60_000.0), START_OPENING]
    seen = {(CHART, 1.0): [CHART_OPENING], ("start", 1.0): openings}
    assert opening_rows(seen, 1.0, CHART)[1]["pictures ms"] == 2400


def test_every_page_of_the_lesson_is_opened_and_then_the_one_after_it() -> None:
    pages = own_pages("http://127.0.0.1:1/", PAGES)
    assert [page.name for page in pages] == [*(chapter.name for chapter in CHAPTERS), "your_data"]
    assert pages[0].url == "http://127.0.0.1:1/"
    assert [page.next for page in pages[:2]] == ["neuron", "activations"]
    assert [page.next for page in pages[-2:]] == ["", ""]
