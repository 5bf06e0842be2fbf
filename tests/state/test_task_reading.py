"""A task in a link is read as it was written; whatever else stands in its place is no task."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.made_up_tables import tables
from tests.security.hostile import TEXTS, bomb, packed
from tests.state.strategies import any_values
from visualizer.rooms.room import LONGEST_SENTENCE, Task, one_line
from visualizer.state.kinds import Value
from visualizer.state.memory import Memory, arrive
from visualizer.state.packed_task import LONGEST, TASK, TASK_MOVES
from visualizer.state.pages import NEURON_PAGES, PAGES, complete, get_page
from visualizer.state.parameters import PARAMETERS
from visualizer.state.sliders import controls_of
from visualizer.state.task_reading import (
    LARGEST_LOSS,
    MOST_MOVES,
    make_task,
    read_task,
    start_of,
    task_in,
    write_task,
)
from visualizer.tables.own_data import FINGERPRINT, keep_table, travels
from visualizer.tables.table import Table
from visualizer.words import settings as words

pages = st.sampled_from(NEURON_PAGES)
losses = st.floats(1e-4, LARGEST_LOSS)
counts = st.integers(0, MOST_MOVES)
sentences = st.one_of(st.sampled_from(TEXTS), st.text(max_size=300))
GOOD = [1, "loss", {"w1": "0.7"}, ["w1", "b"], 0.05, 5, "Without w₂."]


def opened(page: str, **query: str) -> Memory:
    return arrive(Memory(), page, {key: (text,) for key, text in query.items()})


@st.composite
def made_tasks(draw: Any) -> tuple[Task, Mapping[str, Value]]:
    """Return any task, and the values that it was made from."""
    page, values = draw(pages), draw(any_values())
    free = draw(st.lists(st.sampled_from(controls_of(page)), unique=True))
    task = make_task(
        page, values, free=tuple(free), below=draw(losses), moves=draw(counts),
        sentence=draw(sentences),
    )  # fmt: skip
    return task, values


@settings(deadline=None)
@given(made_tasks())
def test_a_task_is_read_as_it_was_written(made: tuple[Task, Mapping[str, Value]]) -> None:
    task, values = made
    again = read_task(write_task(task))
    assert again == task
    whole = complete(task.page, {n: v for n, v in values.items() if n in get_page(task.page).names})
    assert start_of(again) == {name: whole[name] for name in get_page(task.page).names}
    assert again.sentence.isprintable()
    assert len(again.sentence) <= LONGEST_SENTENCE


@settings(deadline=None)
@given(made_tasks(), st.data())
def test_a_letter_that_was_changed_is_noticed(
    made: tuple[Task, Mapping[str, Value]], data: st.DataObject
) -> None:
    text = write_task(made[0])
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_é"))
    changed = text[:place] + letter + text[place + 1 :]
    assume(changed != text)
    try:
        found = read_task(changed)
    except ValueError:
        return
    assert found == made[0]  # the last letter has bits that say nothing


def test_it_holds_the_page_and_nothing_that_was_set_elsewhere() -> None:
    task = make_task("loss", {"weight_1": 0.7, "hidden_1": 5, "guesses": "loss.1", "present": 1})
    assert task.query == {"w1": "0.7"}


@settings(deadline=None, max_examples=20)
@given(tables())
def test_a_table_of_one_s_own_travels_as_in_any_link(table: Table) -> None:
    name = keep_table(table)
    task = make_task("loss", {"dataset": name})
    if travels(name):
        assert start_of(read_task(write_task(task)))["dataset"] == name


def test_with_the_largest_table_that_a_link_holds_there_is_room_for_all_else() -> None:
    rows = [(each * 0.37 % 7, each * 1.93 % 11, float(each % 2)) for each in range(2_000)]
    names = tuple("" for _ in rows)
    most = max(
        n for n in range(100, 2_000, 20)
        if travels(keep_table(Table(("a", "b", "c"), names[:n], tuple(rows[:n]))))
    )  # fmt: skip
    name = keep_table(Table(("a", "b", "c"), names[:most], tuple(rows[:most])))
    assert len(name) > 3_900
    sentence = "".join(chr(0x4E00 + 37 * each) for each in range(LONGEST_SENTENCE))
    task = make_task(
        "training", {"dataset": name, "weight_1": -0.123456}, free=tuple(controls_of("training")),
        sentence=sentence,
    )  # fmt: skip
    assert len(write_task(task)) < LONGEST
    assert read_task(write_task(task)) == task


def test_a_table_too_large_for_a_link_makes_no_link() -> None:
    rows = tuple((each * 0.37 % 7, each * 1.93 % 11, float(each % 2)) for each in range(3_000))
    name = keep_table(Table(("a", "b", "c"), ("",) * 3_000, rows))
    assert name.startswith(FINGERPRINT)
    task = make_task("loss", {"dataset": name})
    with pytest.raises(ValueError, match="too large for a link"):
        write_task(task)
    with pytest.raises(ValueError, match="link to its page"):
        read_task(packed([1, "loss", dict(task.query), [], 0.05, 0, ""]))


ODD: dict[int, tuple[object, ...]] = {
    0: (None, 0, 2, "1", [1]),
    1: (None, 1, "network", "learning_rate", "../loss", "class", ["loss"], *TEXTS[:4]),
    2: (
        None, [], "w1=1", {"w1": 0.7}, {"w1": "nan"}, {"w1": "1e99"}, {"w1": ["1"]}, {"zz": "1"},
        {"lr1": "0.1"}, {"hidden": "2"}, {"guessed": "loss.1"}, {"task": "x"}, {"present": "1"},
        {"data": "own.x"}, {"data": FINGERPRINT + "0" * 32}, {"data": bomb(9_999)},
        {"student": "9"},
        {"lr": "1e7"}, {"lr": "-1"}, {"lr": "<b>"}, {"w1": "1\x00"}, {"\ud800": "1"},
        {f"k{n}": "1" for n in range(300)},
    ),
    3: (None, "w1", [1], ["weight_1"], ["w1", "w1"], ["step"], ["x1"], ["data"], [["w1"]], {}),
    4: (None, 0, -1, True, "0.05", math.nan, math.inf, -math.inf, 100.1, 10**400, [0.05]),
    5: (None, -1, 100, 1.0, True, "5", 10**30, [5]),
    6: (
        None, 5, ["a"], " a", "a  b", "a\nb", "\x1b[31mred", "a" * 141, "\u202eexe.gpj", "\u200b",
        "\ud800", "\0",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("place", "odd"),
    [(place, each) for place, all_ in ODD.items() for each in all_],
    ids=lambda value: repr(value)[:40].encode("ascii", "replace").decode(),
)
def test_what_the_app_would_not_have_written_is_no_task(place: int, odd: object) -> None:
    assert read_task(packed(GOOD)).sentence == "Without w₂."
    content = [*GOOD[:place], odd, *GOOD[place + 1 :]]
    text = packed(json.dumps(content).encode())
    with pytest.raises(ValueError, match=r"."):
        read_task(text)
    memory = opened("loss", task=text, w1="0.3")
    assert task_in(memory.chosen) is None
    assert memory.notices == (words.TASK_DAMAGED,)
    assert memory.values()["weight_1"] == 0.3  # the page opens as usual
    assert not {TASK.name, TASK_MOVES.name} & set(memory.chosen)


@pytest.mark.parametrize("text", ["x", "own.x", bomb(10_000_000), "A" * 20_000, *TEXTS[:9]])
def test_a_text_into_which_nothing_was_packed_is_said_to_be_damaged(text: str) -> None:
    memory = opened("loss", task=text, moved="3", w1="0.3")
    assert task_in(memory.chosen) is None
    assert len(memory.notices) == 1
    assert memory.values()["weight_1"] == 0.3
    assert TASK_MOVES.name not in memory.chosen


def test_html_in_the_sentence_stays_what_it_is() -> None:
    said = "<img src=x onerror=alert(1)> {loss} **bold** [x](javascript:alert(1))"
    assert one_line(said) == said
    assert read_task(write_task(make_task("loss", {}, sentence=said))).sentence == said


def test_a_link_begins_at_the_start_of_its_task_and_what_else_it_says_does_not_count() -> None:
    text = write_task(make_task("surface", {"weight_1": 0.7, "bias": -1.0}))
    memory = opened("surface", task=text, w1="3", activation="tanh", guessed="surface.1")
    values = memory.values()
    assert (values["weight_1"], values["bias"], values["activation"]) == (0.7, -1.0, "identity")
    assert (memory.chosen["task_moves"], memory.chosen["guesses"]) == ("0", "surface.1")
    assert memory.notices == ()


def test_with_a_count_it_goes_on_where_it_stood() -> None:
    text = write_task(make_task("surface", {"weight_1": 0.7}))
    memory = opened("surface", task=text, w1="3", w2="1", b="0", moved="4")
    assert memory.values()["weight_1"] == 3
    assert memory.chosen["task_moves"] == "4"


@pytest.mark.parametrize("count", ["", "-1", "1.5", "r", "0r", "00", "4R", "10000", "٣", "4r "])
def test_a_count_that_is_none_is_said_and_the_task_begins(count: str) -> None:
    text = write_task(make_task("surface", {"weight_1": 0.7}))
    memory = opened("surface", task=text, w1="3", moved=count)
    assert memory.values()["weight_1"] == 0.7
    assert memory.chosen["task_moves"] == "0"
    assert len(memory.notices) == 1


def test_a_count_without_a_task_is_forgotten() -> None:
    memory = opened("surface", moved="4")
    assert (memory.notices, memory.chosen) == ((), {})


def test_opened_on_another_page_it_begins_as_on_its_own() -> None:
    text = write_task(make_task("surface", {"bias": -1.0}))
    memory = opened("neuron", task=text)
    surface = complete("surface", {})
    values = memory.values()
    assert (values["bias"], values["weight_1"]) == (-1.0, surface["weight_1"])


def test_every_page_with_a_neuron_can_have_a_task() -> None:
    assert {*NEURON_PAGES} < {*PAGES}
    for page in NEURON_PAGES:
        task = replace(make_task(page, {}), free=tuple(controls_of(page)))
        assert read_task(write_task(task)) == task
        assert all(PARAMETERS[name].address for name in task.free)
