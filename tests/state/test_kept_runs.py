"""The shelf of kept runs: what is kept, renamed and deleted, and names that stay names."""

import dataclasses
import math
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.optimizers import OPTIMIZERS
from visualizer.state.kept_runs import (
    LARGEST_NUMBER,
    MOST_RUNS,
    KeptBranch,
    KeptRun,
    Shelf,
    bring,
    delete,
    keep,
    rename,
    undo,
    undo_all,
)
from visualizer.state.pages import complete
from visualizer.state.run_names import LONGEST_NAME, cell_text, clean_name, other_name, propose_name
from visualizer.state.run_table import described, table_of

NAMES = st.text() | st.text(alphabet="a b\n\u200b\ufe0f\u3164\ud800\u202e\u0301=", max_size=60)


def run(name: str = "a", **changes: object) -> KeptRun:
    values = complete("training", {"seed": 3})
    made = KeptRun(name, {"seed": "3"}, values, (0.5, 0.25), None)
    return dataclasses.replace(made, **changes)


def shelf_of(*names: str) -> Shelf:
    return reduce(keep, [run(name) for name in names], Shelf())


def names(shelf: Shelf) -> list[str]:
    return [each.name for each in shelf.runs]


def numbers(shelf: Shelf) -> list[int]:
    return [each.number for each in shelf.runs]


FULL = shelf_of(*"abcdefghijkl")


# The shelf


def test_runs_are_kept_in_their_order_each_with_a_number() -> None:
    shelf = shelf_of("a", "b")
    assert names(shelf) == ["a", "b"]
    assert numbers(shelf) == [1, 2]
    assert shelf.runs[1] == run("b", number=2, id=shelf.runs[1].id)


def test_a_second_run_of_a_name_gets_another() -> None:
    assert names(shelf_of("a", "a", "a", "a (2)")) == ["a", "a (2)", "a (3)", "a (2) (2)"]


def test_a_number_is_never_given_twice() -> None:
    assert numbers(keep(delete(shelf_of("a", "b"), 2), run("c"))) == [1, 3]


def test_twelve_runs_are_all_and_a_thirteenth_takes_nothing_away() -> None:
    assert MOST_RUNS == len(FULL.runs) == 12
    assert FULL.is_full
    assert not delete(FULL, 5).is_full
    with pytest.raises(ValueError, match="fewer than 12 runs, got 12"):
        keep(FULL, run("m"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("c", ["a", "c"]),
        ("a", ["a", "a (2)"]),  # taken by the other
        ("b", ["a", "b"]),  # its own is not taken
        ("  x\ny ", ["a", "x y"]),
        ("", ["a", "b"]),
        (" \u200b\n", ["a", "b"]),
    ],
)
def test_a_run_is_renamed(name: str, expected: list[str]) -> None:
    shelf = rename(shelf_of("a", "b"), 2, name)
    assert names(shelf) == expected
    assert numbers(shelf) == [1, 2]


@pytest.mark.parametrize(
    ("number", "left"), [(1, ["b", "c"]), (2, ["a", "c"]), (3, ["a", "b"]), (4, ["a", "b", "c"])]
)
def test_a_run_is_deleted_and_comes_back_where_it_was(number: int, left: list[str]) -> None:
    shelf = shelf_of("a", "b", "c")
    assert names(delete(shelf, number)) == left
    assert undo(delete(shelf, number)) == shelf


def test_deletions_are_undone_one_after_the_other() -> None:
    shelf = shelf_of("a", "b", "c")
    gone = delete(delete(shelf, 1), 3)
    assert names(gone) == ["b"]
    assert names(undo(gone)) == ["b", "c"]
    assert undo(undo(gone)) == shelf
    assert undo(shelf) == shelf


def test_a_run_whose_name_was_taken_meanwhile_comes_back_with_another() -> None:
    shelf = undo(rename(delete(shelf_of("a", "b"), 1), 2, "a"))
    assert names(shelf) == ["a (2)", "a"]
    assert numbers(shelf) == [1, 2]


def test_what_is_deleted_waits_until_there_is_room() -> None:
    full_again = keep(delete(FULL, 1), run("m"))
    assert undo(full_again) == full_again
    assert names(undo(delete(full_again, 13)))[-1] == "m"
    shelf = undo(delete(full_again, 2))
    assert "b" in names(shelf)
    assert [each.name for each in shelf.deleted] == ["a"]


def test_several_are_deleted_at_once_and_come_back_one_by_one() -> None:
    shelf = shelf_of("a", "b", "c")
    gone = delete(shelf, 1, 2, 3)
    assert gone.runs == ()
    assert names(undo(gone)) == ["c"]
    assert undo(undo(undo(gone))) == shelf
    assert undo_all(gone) == shelf


def test_all_come_back_as_far_as_there_is_room() -> None:
    shelf = keep(keep(delete(FULL, 1, 2, 3), run("m")), run("n"))
    back = undo_all(shelf)
    assert back.is_full
    assert [each.name for each in back.deleted] == ["a", "b"]


# Runs from elsewhere


def test_runs_come_with_their_numbers_where_these_are_free() -> None:
    brought = bring(shelf_of("a", "b"), [run("x", number=2), run("y", number=7)])
    assert names(brought.shelf) == ["a", "b", "x", "y"]
    assert numbers(brought.shelf) == [1, 2, 3, 7]
    assert (brought.taken, brought.known, brought.left) == (2, 0, ())
    assert numbers(keep(brought.shelf, run("c")))[-1] == 8


def test_a_run_that_is_there_already_stays_as_it_is() -> None:
    shelf = shelf_of("a")
    same = dataclasses.replace(shelf.runs[0], name="older name")
    brought = bring(shelf, [same, same])
    assert brought.shelf == shelf
    assert (brought.taken, brought.known) == (0, 2)


def test_names_that_are_taken_become_other_names() -> None:
    brought = bring(shelf_of("a"), [run("a", number=2), run("a", number=3)])
    assert names(brought.shelf) == ["a", "a (2)", "a (3)"]


def test_what_has_no_room_is_named_and_takes_nothing_away() -> None:
    brought = bring(delete(FULL, 12), [run("m"), run("n"), run("o")])
    assert names(brought.shelf) == [*"abcdefghijk", "m"]
    assert brought.left == ("n", "o")


def test_a_deleted_run_that_is_brought_again_does_not_come_back_twice() -> None:
    shelf = shelf_of("a", "b")
    brought = bring(delete(shelf, 1), [shelf.runs[0]])
    assert brought.shelf == shelf
    assert undo(brought.shelf) == shelf


def test_a_run_that_was_deleted_keeps_its_number() -> None:
    shelf = bring(delete(shelf_of("a", "b"), 2), [run("x", number=2)]).shelf
    assert numbers(undo(shelf)) == [1, 2, 3]
    assert names(undo(shelf)) == ["a", "b", "x"]


@pytest.mark.parametrize("number", [0, -3, LARGEST_NUMBER + 1])
def test_no_number_of_a_stranger_is_absurd(number: int) -> None:
    assert numbers(bring(Shelf(), [run("a", number=number)]).shelf) == [1]


@given(st.lists(st.tuples(NAMES.map(clean_name).filter(bool), st.integers(-2, 20)), max_size=20))
def test_whatever_is_brought_the_shelf_stays_in_order(given_runs: list[tuple[str, int]]) -> None:
    brought = bring(shelf_of("a", "b"), [run(name, number=each) for name, each in given_runs])
    assert len(brought.shelf.runs) == min(MOST_RUNS, 2 + len(given_runs))
    assert len(brought.left) == max(0, 2 + len(given_runs) - MOST_RUNS)
    assert numbers(brought.shelf) == sorted(set(numbers(brought.shelf)))
    assert len(set(names(brought.shelf))) == len(brought.shelf.runs)
    assert brought.shelf.n_kept >= max(numbers(brought.shelf))


@given(st.lists(NAMES, max_size=12))
def test_whatever_they_are_called_all_runs_are_kept_and_none_is_called_alike(
    given_names: list[str],
) -> None:
    shelf = reduce(keep, [run(name) for name in given_names if clean_name(name)], Shelf())
    assert len(set(names(shelf))) == len(shelf.runs)
    assert len(shelf.runs) == sum(bool(clean_name(name)) for name in given_names)
    assert all(0 < len(name) <= LONGEST_NAME for name in names(shelf))


def test_a_run_needs_a_name_that_can_be_seen() -> None:
    with pytest.raises(ValueError, match="a character that can be seen"):
        keep(Shelf(), run("\u200b"))


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("plain", "plain"),
        ("  two \r\n\t lines ", "two lines"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u202eright to left", "right to left"),
        ("\u3164\u2800\ufe0f\U000e0101\u115f", ""),
        ("\x00\x1b[31m\ud800", "[31m"),
        ("e\u0301", "é"),
        ("名前 Ωλ 🙂", "名前 Ωλ 🙂"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
        ("x" * 10**6, "x" * 39 + "…"),
    ],
)
def test_a_name_is_short_on_one_line_and_visible(text: str, name: str) -> None:
    assert clean_name(text) == name


@given(NAMES)
def test_any_text_makes_a_clean_name_or_none(text: str) -> None:
    name = clean_name(text)
    assert len(name) <= LONGEST_NAME
    assert name.isprintable()
    assert name == name.strip()
    assert "  " not in name
    assert not set(name) & set("\u3164\u2800\ufe0f")
    assert clean_name(name) == name


@given(NAMES.map(clean_name).filter(bool), st.integers(0, 20))
def test_another_name_is_free_and_no_longer(name: str, n_taken: int) -> None:
    taken: list[str] = []
    for _ in range(n_taken + 1):
        taken.append(other_name(name, taken))
    assert len(set(taken)) == n_taken + 1
    assert taken[0] == name
    assert all(len(each) <= LONGEST_NAME for each in taken)
    assert all(each.endswith(f" ({count})") for count, each in enumerate(taken[1:], start=2))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_proposed_name_tells_rate_and_activation(activation: str) -> None:
    values = {"learning_rate": 0.031622775, "activation": activation}
    name = propose_name(12, values)
    assert name.startswith("Run 12: lr 0.031622775, ")
    assert clean_name(name) == name


def test_the_proposed_name_reads_as_promised() -> None:
    values = complete("training", {"activation": "silu"})
    assert propose_name(3, values) == "Run 3: lr 0.1, SiLU"
    names = {propose_name(3, {**values, "optimizer": each}) for each in OPTIMIZERS}
    assert len(names) == len(OPTIMIZERS)
    assert "Run 3: lr 0.1, Adam, SiLU" in names


@pytest.mark.parametrize("start", "=+-@＝＋－＠")
def test_a_spreadsheet_computes_no_name(start: str) -> None:
    name = f"{start}1+1"
    assert cell_text(name) == f"'{name}"
    assert table_of([run(name)])["Name"] == [f"'{name}"]
    assert cell_text(f"a{start}1") == f"a{start}1"


# The table


def test_the_table_has_settings_and_results_of_every_run() -> None:
    values = complete("training", {
        "seed": 7, "activation": "silu", "dataset": "twelve_students", "scaling": "tenths",
        "output": "identity", "optimizer": "adam", "learning_rate": 0.3, "n_steps": 200,
        "weight_1": -0.5, "weight_2": 0.25, "bias": 1.0, "batch_size": 2, "zero_grad": "forget",
    })  # fmt: skip
    gone = run("gone", losses=(0.5, 9.0, math.nan), diverged_at=2)
    table = table_of([run("other", values=values), gone])
    assert {name: cells[0] for name, cells in table.items()} == {
        "Name": "other",
        "Data": "Twelve students",
        "Scale of the inputs": "Divided by ten",
        "Activation": "SiLU",
        "Output": "Linear",
        "Optimizer": "Adam",
        "Students in each step": "2",
        "zero_grad()": "Forgotten",
        "Learning rate": 0.3,
        "Steps of the training": 200,
        "Random start": 7,
        "Start weights": "w₁ −0.5000, w₂ 0.2500, b 1.0000",
        "First loss": 0.5,
        "Last loss": 0.25,
        "Diverged at step": None,
    }
    assert [table[name][1] for name in ("Last loss", "Diverged at step")] == [None, 2]
    assert {len(cells) for cells in table.values()} == {2}


def test_the_table_tells_of_a_branch() -> None:
    branch = KeptBranch(40, 1.0, (0.3, 0.2), None)
    gone = KeptBranch(7, 0.5, (0.3, math.nan), 8)
    table = table_of([run(), run(branch=branch), run(branch=gone)])
    assert table["Branch"] == [
        None,
        "Branch at step 40, lr′ 1",
        "Branch at step 7, lr′ 0.5, diverged at step 8",
    ]
    assert table["Last loss of the branch"] == [None, 0.2, None]


def test_data_that_is_not_the_lessons_is_somebodys_own() -> None:
    values = {**run().values, "dataset": "own.abc"}
    assert table_of([run(values=values)])["Data"] == ["My data"]


def test_the_picture_is_told_in_words() -> None:
    gone = run("gone", losses=(0.5, 9.0, math.nan), diverged_at=2)
    assert described([run("a", losses=(0.5, 0.3, 0.25)), gone]) == (
        "The loss curves of 2 kept runs. a: from 0.500000 to 0.250000 in 2 steps; "
        "gone: from 0.500000 until it diverged at step 2."
    )


def test_a_branch_is_told_in_words() -> None:
    branch = KeptBranch(1, 1.0, (0.3, 0.2), None)
    gone = KeptBranch(1, 2.0, (0.3, math.nan), 2)
    losses = (0.5, 0.3, 0.25)
    said = described([run("a", losses=losses, branch=branch), run("b", losses=losses, branch=gone)])
    assert said == (
        "The loss curves of 2 kept runs. a: from 0.500000 to 0.250000 in 2 steps, and its branch "
        "at step 1 with a learning rate of 1 ends at 0.200000; b: from 0.500000 to 0.250000 in 2 "
        "steps, and its branch at step 1 with a learning rate of 2 diverges at step 2."
    )


def test_a_run_that_diverged_is_told_with_its_branch() -> None:
    ended = KeptBranch(1, 0.1, (9.0, 0.2), None)
    gone = KeptBranch(1, 2.0, (9.0, math.nan), 2)
    losses = (0.5, 9.0, math.nan)
    told = [
        described([run("{last}", losses=losses, diverged_at=2, branch=each)])
        for each in (ended, gone)
    ]
    begin = (
        "The loss curves of 1 kept run. {last}: from 0.500000 until it diverged at step 2, and "
        "its branch at step 1 with a learning rate of "
    )
    assert told == [f"{begin}0.1 ends at 0.200000.", f"{begin}2 diverges at step 2."]


def test_a_kept_run_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        run().name = "b"  # type: ignore[misc]
