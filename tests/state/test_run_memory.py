"""What the browser's storage is told, and what becomes of its answer."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.state.kept_runs import MOST_RUNS, KeptRun, Shelf, delete, keep, rename, undo
from visualizer.state.pages import complete
from visualizer.state.run_memory import (
    BrowserMemory,
    drop_damaged,
    message,
    note_changes,
    sentences,
    take_answer,
)
from visualizer.state.run_records import MOST_READ, write_record
from visualizer.ui.run_storage import SCRIPT

FRESH = BrowserMemory("token")


def run(name: str, number: int = 0) -> KeptRun:
    values = complete("training", {"n_steps": 50})
    return KeptRun(name, {"steps": "50"}, values, (0.5,) * 51, None, None, number)


def told(memory: BrowserMemory) -> dict[str, str | None]:
    """Return what a browser would hold that carries out every change in its order."""
    changes = message(memory)["changes"]
    assert [turn for turn, _, _ in changes] == sorted({turn for turn, _, _ in changes})
    return {name: text for _, name, text in changes}


def records(shelf: Shelf) -> dict[str, str]:
    return {each.id: write_record(each) for each in shelf.runs}


def answer(*runs: KeptRun, **more: object) -> dict[str, object]:
    return {"session": "token", "runs": [[each.id, write_record(each)] for each in runs], **more}


def test_a_new_session_asks_and_tells_nothing() -> None:
    assert message(FRESH) == {"session": "token", "asks": True, "changes": []}
    assert note_changes(FRESH, Shelf()) is FRESH


def test_what_is_kept_is_told_once() -> None:
    shelf = keep(Shelf(), run("a"))
    memory = note_changes(FRESH, shelf)
    assert told(memory) == records(shelf)
    assert note_changes(memory, shelf) is memory
    more = keep(shelf, run("b"))
    assert [turn for turn, _, _ in message(note_changes(memory, more))["changes"]] == [1, 2]


def test_a_new_name_and_a_deletion_are_told_in_place_of_what_was() -> None:
    shelf = keep(keep(Shelf(), run("a")), run("b"))
    memory = note_changes(FRESH, shelf)
    changed = delete(rename(shelf, 1, "better"), 2)
    memory = note_changes(memory, changed)
    assert told(memory) == {**records(changed), shelf.runs[1].id: None}
    back = undo(changed)
    assert told(note_changes(memory, back)) == records(back)


@given(st.lists(st.sampled_from(["keep", "rename", "delete", "undo", "run"]), max_size=30))
def test_whatever_is_done_the_browser_ends_with_what_stands_on_the_shelf(doings: list[str]) -> None:
    shelf, memory = Shelf(), FRESH
    for place, doing in enumerate(doings):
        if doing == "run":
            memory = note_changes(memory, shelf)
        elif doing == "keep" and not shelf.is_full:
            shelf = keep(shelf, run("a"))
        elif doing == "undo":
            shelf = undo(shelf)
        elif shelf.runs and doing == "delete":
            shelf = delete(shelf, shelf.runs[place % len(shelf.runs)].number)
        elif shelf.runs and doing == "rename":
            shelf = rename(shelf, shelf.runs[place % len(shelf.runs)].number, f"name {place}")
    memory = note_changes(memory, shelf)
    held = {name: text for name, text in told(memory).items() if text is not None}
    assert held == records(shelf)


def test_what_the_browser_had_is_there_and_not_told_again() -> None:
    old = [run("b", 2), run("a", 1)]
    memory, shelf = take_answer(FRESH, Shelf(), answer(*old))
    assert [each.name for each in shelf.runs] == ["a", "b"]
    assert message(memory)["asks"] is False
    assert note_changes(memory, shelf) is memory
    gone = delete(shelf, 1)
    assert told(note_changes(memory, gone)) == {old[1].id: None}


def test_what_was_kept_before_the_answer_came_stays() -> None:
    shelf = keep(Shelf(), run("new"))
    memory = note_changes(FRESH, shelf)
    memory, shelf = take_answer(memory, shelf, answer(run("old", 1), shelf.runs[0]))
    assert [each.name for each in shelf.runs] == ["new", "old"]
    assert note_changes(memory, shelf) is memory


def test_a_browser_is_heard_once() -> None:
    memory, shelf = take_answer(FRESH, Shelf(), answer(run("a", 1)))
    assert take_answer(memory, shelf, answer(run("b", 2))) is None


def test_what_has_no_room_stays_in_the_browser() -> None:
    memory, shelf = take_answer(
        FRESH, Shelf(), answer(*(run("a", number) for number in range(1, 15)), more=3)
    )
    assert len(shelf.runs) == MOST_RUNS
    assert note_changes(memory, shelf) is memory, "nothing is deleted"
    (said,) = sentences(memory)
    assert said.startswith("5 more runs lie in this browser than there is room for here.")


def test_more_than_a_page_would_bring_is_no_answer() -> None:
    runs = [run("a", number) for number in range(1, MOST_READ + 2)]
    assert take_answer(FRESH, Shelf(), answer(*runs)) is None
    assert take_answer(FRESH, Shelf(), answer(*runs[1:])) is not None


def test_the_page_brings_no_more_than_is_read() -> None:
    assert f"const MOST_RUNS = {MOST_READ};" in SCRIPT.read_text("utf-8")


def test_a_browser_that_refuses_is_believed_once() -> None:
    memory, shelf = take_answer(FRESH, Shelf(), {"session": "token", "refused": True})
    assert memory.refused
    assert take_answer(memory, shelf, {"session": "token", "refused": True}) is None
    (said,) = sentences(memory)
    assert "until this tab is closed or loaded anew" in said


def test_a_browser_that_has_room_again_is_believed_too() -> None:
    refused = dataclasses.replace(FRESH, refused=True)
    memory, _ = take_answer(refused, Shelf(), {"session": "token", "refused": False})
    assert not memory.refused
    assert sentences(memory) == []
    assert take_answer(refused, Shelf(), {"session": "token", "refused": "no"}) is None


def test_what_is_damaged_is_deleted_when_asked_for() -> None:
    found = {"session": "token", "runs": [["a" * 16, "{"], ["b" * 16, "null"]]}
    memory, shelf = take_answer(FRESH, Shelf(), found)
    assert shelf == Shelf()
    assert len(sentences(memory)) == 2
    assert note_changes(memory, shelf) is memory, "nothing is deleted unasked"
    dropped = drop_damaged(memory)
    assert told(dropped) == {"a" * 16: None, "b" * 16: None}
    assert sentences(dropped) == []


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(JUNK | st.fixed_dictionaries({"session": st.just("token"), "runs": JUNK, "more": JUNK}))
def test_any_answer_does_no_harm(said: object) -> None:
    taken = take_answer(FRESH, Shelf(), said)
    if taken is not None:
        memory, shelf = taken
        assert shelf == Shelf()
        assert all(isinstance(sentence, str) for sentence in sentences(memory))


@pytest.mark.parametrize("said", [None, {}, {"session": "other", "runs": []}, [], "token", 1])
def test_an_answer_to_somebody_else_is_none(said: object) -> None:
    assert take_answer(FRESH, Shelf(), said) is None


def test_a_memory_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        FRESH.heard = True  # type: ignore[misc]
