"""A lesson on somebody's own table speaks of its columns, whatever they are called."""

import re
from collections.abc import Iterator

import pytest

from tests.scenes.stages import stage
from visualizer.live.payload import pack_scene
from visualizer.live.scene import Control, Scene
from visualizer.tables.own_data import keep_table, shown_name
from visualizer.tables.table import Table

ROWS = ((1, 2, 0), (2, 1, 1), (3, 3, 1))
COLUMNS = [
    ("cups", "steps"),
    ("hours slept", "coffee"),  # the first is called like the second of the lesson
    ("hours slept", "hours studied"),
    ("coffee", "coffee and sleep"),
    ("{loss}", "{input_1}"),
    ("<b>bold</b>", "100 % {} {{0}}"),
]
PAGES = ["training", "learning_rate"]


def scene(page: str, first: str, second: str) -> Scene:
    name = keep_table(Table((first, second, "fit"), ("",) * 3, ROWS))
    return stage(page, dataset=name).scene


def texts(part: object) -> Iterator[str]:
    """Return every text of a figure."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from texts(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from texts(each)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("columns", COLUMNS, ids=" and ".join)
def test_each_input_keeps_its_own_name(page: str, columns: tuple[str, str]) -> None:
    made, (first, second) = scene(page, *columns), map(shown_name, columns)
    wanted = {f"weight of {first}, w₁", f"weight of {second}, w₂"}
    labels = {each.name: each.label for each in made.quantities}
    if "weight_1" in labels:
        assert {labels["weight_1"], labels["weight_2"]} == wanted
    axes = [each for picture in made.pictures for each in texts(picture.figure.to_dict())]
    assert wanted <= set(axes)
    controls = [each for each in made.controls() if isinstance(each, Control)]
    named = {each.key: (each.label, each.help) for each in controls}
    for key, name in (("weight_1", first), ("weight_2", second)):
        if key in named:
            assert named[key] == (f"Weight of {name}", f"How much {name} counts.")


@pytest.mark.parametrize("page", PAGES)
def test_no_word_of_the_lesson_s_columns_is_left(page: str) -> None:
    text = pack_scene(scene(page, "<b>cups", "{loss}")).decode("latin-1").lower()
    assert not re.search("hours studied|hours slept|hour of|<b>cups", text)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_the_names_differs(page: str) -> None:
    plain, odd = scene(page, "cups", "steps"), scene(page, "{loss}", "<b>")
    assert [each.name for each in plain.quantities] == [each.name for each in odd.quantities]
    assert plain.announcement == odd.announcement
    assert [each.label for each in plain.pictures] == [each.label for each in odd.pictures]
