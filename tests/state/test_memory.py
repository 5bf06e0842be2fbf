"""What follows a student through the pages, and when the address is believed."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.state.strategies import any_values, pages
from visualizer.state.checks import check
from visualizer.state.memory import (
    MOST_MOVES,
    MOST_RECENT,
    Memory,
    arrive,
    change,
    forget,
    redo,
    reset_page,
    undo,
    wrote,
)
from visualizer.state.pages import PAGES, defaults, drawn_weights
from visualizer.state.parameters import PARAMETERS
from visualizer.state.presenting import without_look

NOTHING: Mapping = {}


def query_of(memory: Memory) -> dict[str, tuple[str, ...]]:
    return {key: (text,) for key, text in memory.address().items()}


def opened(page: str, **query: str) -> Memory:
    """Return the memory of a new session that opens a link."""
    return arrive(Memory(), page, {key: (text,) for key, text in query.items()})


def set_to(memory: Memory, **changes: object) -> Memory:
    """Return the memory after a release whose address was written."""
    changed = change(memory, changes)
    return wrote(changed, query_of(changed))


def test_an_untouched_value_is_each_pages_own() -> None:
    neuron = opened("neuron")
    training = arrive(neuron, "training", NOTHING)
    assert neuron.values()["activation"] == "relu"
    assert training.values()["activation"] == "identity"
    assert training.values()["weight_1"] == drawn_weights(0)["weight_1"]


def test_a_value_that_was_set_follows_through_the_pages_and_back() -> None:
    memory = set_to(opened("neuron"), activation="silu", input_1=3.0)
    for page in ("training", "start", "activations", "neuron"):
        memory = arrive(memory, page, NOTHING)
        assert memory.values()["activation"] == "silu"
        assert memory.values()["input_1"] == 3.0


def test_setting_a_value_back_is_setting_it() -> None:
    memory = set_to(set_to(opened("neuron"), activation="silu"), activation="relu")
    assert arrive(memory, "training", NOTHING).values()["activation"] == "relu"


def test_the_whole_neuron_follows_when_one_weight_was_set() -> None:
    training = arrive(set_to(opened("neuron"), weight_1=0.3), "training", NOTHING)
    values = training.values()
    assert (values["weight_1"], values["weight_2"], values["bias"]) == (0.3, 0.2, 0.5)
    assert training.address() == {"w1": "0.3", "w2": "0.2", "b": "0.5"}


def test_a_link_with_one_weight_gives_the_whole_neuron_too() -> None:
    neuron = arrive(opened("training", w1="0.3"), "neuron", NOTHING)
    assert neuron.values()["bias"] == drawn_weights(0)["bias"]


def test_a_new_seed_draws_new_weights() -> None:
    memory = set_to(opened("training"), weight_1=0.3, learning_rate=0.5)
    memory = set_to(memory, seed=1)
    assert drawn_weights(1).items() <= memory.values().items()
    assert memory.address() == {"lr": "0.5", "seed": "1"}


def test_a_new_seed_with_a_weight_keeps_that_weight() -> None:
    values = set_to(opened("training"), seed=1, weight_1=0.3).values()
    assert (values["weight_1"], values["bias"]) == (0.3, drawn_weights(1)["bias"])


def test_a_shorter_run_takes_the_timeline_along() -> None:
    memory = set_to(opened("training"), n_steps=300)
    memory = set_to(memory, step=250)
    memory = set_to(memory, n_steps=100)
    assert memory.values()["step"] == 100


def test_what_is_forgotten_has_its_default_again() -> None:
    memory = forget(set_to(opened("neuron"), bias=1.0, input_1=2.0), ["bias"])
    assert (memory.values()["bias"], memory.values()["input_1"]) == (0.5, 2.0)


def test_a_bad_change_is_named_and_the_good_ones_kept() -> None:
    changes = {"bias": 1.0, "weight_1": "<b>", "colour": "red", "seed": 1.5}
    memory = change(opened("start"), changes)
    assert memory.values()["bias"] == 1.0
    assert memory.values()["weight_1"] == 0.1
    assert memory.notices == (
        "Weight of hours studied: “<b>” is not a number between −3000000 and 3000000, so it stays "
        "0.1.",
        "“colour” is not a setting of this app, so it is ignored.",
        "Random start: “1.5” is not a whole number between 0 and 9999, so it stays 0.",
    )


def test_a_bad_change_is_quoted_in_short() -> None:
    memory = change(opened("start"), {"bias": [1] * 1000, "weight_1": "x" * 1000, "y" * 1000: 1})
    assert max(len(notice) for notice in memory.notices) < 200


def test_notices_stay_while_the_faulty_address_does() -> None:
    memory = opened("start", w1="abc")
    assert len(memory.notices) == 1
    again = arrive(memory, "start", {"w1": ("abc",)})
    assert again.notices == memory.notices
    assert set_to(again, bias=1.0).notices == ()
    assert arrive(again, "neuron", NOTHING).notices == ()


def test_an_address_that_is_still_on_its_way_undoes_nothing() -> None:
    first = set_to(opened("start"), bias=1.0)
    second = set_to(first, bias=2.0)
    # The browser made its second request before it got the first one's address.
    for stale in (NOTHING, query_of(first)):
        assert arrive(second, "start", stale).values()["bias"] == 2.0


def test_back_and_forward_are_believed() -> None:
    first = set_to(opened("start"), bias=1.0)
    second = set_to(first, bias=2.0)
    back = arrive(second, "start", query_of(first), by_history=True)
    assert back.values()["bias"] == 1.0
    assert arrive(back, "start", query_of(second), by_history=True).values()["bias"] == 2.0
    assert arrive(back, "start", NOTHING, by_history=True).values()["bias"] == 0.5


def test_back_to_an_address_that_streamlit_emptied_changes_nothing() -> None:
    start = set_to(opened("start"), bias=1.0)
    neuron = set_to(arrive(start, "neuron", NOTHING), input_1=3.0)
    assert arrive(neuron, "neuron", NOTHING, by_history=True).values()["bias"] == 1.0


def test_back_to_another_page_believes_its_address() -> None:
    start = set_to(opened("start"), bias=1.0)
    neuron = set_to(arrive(start, "neuron", NOTHING), bias=2.0)
    back = arrive(neuron, "start", query_of(start), by_history=True)
    assert (back.page, back.values()["bias"]) == ("start", 1.0)


def test_back_to_an_empty_address_that_nobody_emptied_means_the_defaults() -> None:
    neuron = set_to(arrive(opened("start"), "neuron", NOTHING), bias=2.0)
    assert arrive(neuron, "start", NOTHING, by_history=True).values()["bias"] == 0.5


def test_a_link_is_left_alone_only_while_it_says_what_is_shown() -> None:
    memory = opened("start", b="1", w1="abc")
    query = {"b": ("1",), "w1": ("abc",)}
    assert arrive(memory, "start", query).link == query
    assert arrive(memory, "neuron", query).link is None
    assert change(memory, {"bias": 2.0}).link is None
    assert forget(memory, ["bias"]).link is None


def test_an_address_that_is_news_is_believed_and_replaces_what_was_set() -> None:
    memory = set_to(opened("start"), bias=1.0)
    linked = arrive(memory, "start", {"w1": ("0.3",)})
    assert (linked.values()["weight_1"], linked.values()["bias"]) == (0.3, 0.5)
    assert arrive(memory, "neuron", {"w1": ("0.3",)}).values()["bias"] == 0.5


def test_an_empty_address_in_a_new_session_means_the_defaults() -> None:
    assert opened("training").chosen == {}


def test_recent_addresses_do_not_pile_up() -> None:
    memory = opened("start")
    for place in range(100):
        memory = set_to(memory, bias=place / 100)
    assert len(memory.recent) == MOST_RECENT


@pytest.mark.parametrize("written", [True, False], ids=["written by a run", "read by a run"])
def test_the_address_of_the_latest_run_is_no_news_however_many_stages_wrote_since(
    written: bool,
) -> None:
    memory = opened("neuron", b="-1.5")
    held = {"b": ("-1.5",)}
    if written:  # by Streamlit, which holds on to it from then on
        memory = change(memory, {"bias": 1.0})
        held = query_of(memory)
        memory = wrote(memory, held, by_run=True)
    for place in range(3 * MOST_RECENT):
        memory = set_to(memory, bias=place / 100)
    after = arrive(memory, "neuron", held)
    assert after.values()["bias"] == pytest.approx((3 * MOST_RECENT - 1) / 100)
    assert after.past == memory.past
    assert arrive(after, "neuron", held).chosen == memory.chosen


def test_what_the_address_says_is_the_latest_that_was_read_or_written() -> None:
    memory = set_to(opened("neuron", b="-1.5"), bias=1.0)
    assert memory.is_shown({"b": ("1",)})
    assert not memory.is_shown({"b": ("-1.5",)})
    assert arrive(memory, "neuron", {"b": ("-1.5",)}, by_history=True).is_shown({"b": ("-1.5",)})


@given(any_values(), pages, pages)
def test_a_new_session_at_the_same_address_shows_the_same(
    values: dict, page: str, next_: str
) -> None:
    memory = change(arrive(change(opened(page), values), next_, NOTHING), {})
    shown = arrive(Memory(), next_, query_of(memory))
    assert shown.notices == ()
    assert shown.values() == memory.values()


@given(
    st.dictionaries(
        st.one_of(st.sampled_from([*PARAMETERS]), st.text()),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary()),
    ),
    pages,
)
def test_nothing_that_a_browser_sends_can_break_the_page(changes: dict, page: str) -> None:
    memory = change(opened(page), changes)
    values = memory.values()
    assert set(values) == set(defaults(page))
    for name, value in values.items():
        assert check(PARAMETERS[name], value) == value
    assert values["step"] <= values["n_steps"]
    for notice in memory.notices:
        assert notice.isprintable()
        assert len(notice) < 300


def test_unknown_page_lists_the_choices() -> None:
    with pytest.raises(ValueError, match="page must be one of start"):
        opened("nowhere")


# Moves taken back


def replayed(memory: Memory, changes: list[dict]) -> list[Memory]:
    """Return the memory at the start and after each of ``changes``."""
    found = [memory]
    for each in changes:
        found.append(set_to(found[-1], **each))
    return found


any_moves = any_values().map(without_look)  # how a page is shown is none


@given(st.lists(any_moves, max_size=6), pages)
def test_every_move_can_be_taken_back_and_made_again_exactly(changes: list, page: str) -> None:
    steps = replayed(opened(page), changes)
    chosen = [steps[0].chosen]
    for step in steps[1:]:
        if step.chosen != chosen[-1]:
            chosen.append(step.chosen)
    memory = steps[-1]
    for before in reversed(chosen[:-1]):
        memory = undo(memory)
        assert memory.chosen == before
        assert memory.link is None
    assert undo(memory) == replace(memory, turns=memory.turns + 1)
    for after in chosen[1:]:
        memory = redo(memory)
        assert memory.chosen == after
    assert redo(memory) == replace(memory, turns=memory.turns + 1)
    assert memory.values() == steps[-1].values()


@given(any_moves, pages, pages)
def test_a_move_is_taken_back_on_any_page(values: dict, page: str, other: str) -> None:
    before = opened(page)
    moved = set_to(before, **values)
    there = arrive(moved, other, NOTHING)
    assert bool(there.past) == (moved.chosen != before.chosen)
    if there.past:
        assert undo(there).values() == arrive(before, other, NOTHING).values()
        assert redo(undo(there)).values() == there.values()


@given(any_values(), any_values(), pages)
def test_a_reset_gives_a_page_its_defaults_and_can_be_taken_back(
    values: dict, others: dict, page: str
) -> None:
    memory = set_to(set_to(opened(page), **values), **others)
    fresh = reset_page(memory)
    names = PAGES[page].resets or PAGES[page].names
    assert {name: fresh.values()[name] for name in names} == {
        name: value for name, value in defaults(page).items() if name in names
    }
    elsewhere = {name: value for name, value in memory.chosen.items() if name not in names}
    assert fresh.chosen == elsewhere
    if fresh.chosen != memory.chosen:
        assert undo(fresh).chosen == memory.chosen


def test_a_new_move_drops_what_could_be_made_again() -> None:
    memory = undo(set_to(set_to(opened("start"), bias=1.0), bias=2.0))
    assert memory.future
    assert set_to(memory, bias=1.0).future  # nothing has moved
    other = set_to(memory, bias=0.25)
    assert not other.future
    assert undo(other).values()["bias"] == 1.0


def test_a_seed_that_drew_new_weights_gives_back_those_that_were_set() -> None:
    memory = set_to(opened("training"), weight_1=0.3, learning_rate=0.5)
    assert undo(set_to(memory, seed=1)).address() == memory.address()


def test_what_was_refused_is_no_move() -> None:
    memory = change(opened("start"), {"bias": "x"})
    assert memory.notices
    assert not memory.past


def test_an_address_that_is_believed_starts_afresh() -> None:
    memory = undo(set_to(set_to(opened("start"), bias=1.0), bias=2.0))
    for query, by_history in (({"b": ("0.25",)}, False), ({"b": ("2",)}, True)):
        fresh = arrive(memory, "start", query, by_history)
        assert (fresh.past, fresh.future) == ((), ())


def test_an_address_on_its_way_forgets_no_move() -> None:
    first = set_to(opened("start"), bias=1.0)
    second = set_to(first, bias=2.0)
    taken_back = undo(second)
    taken_back = wrote(taken_back, query_of(taken_back))
    for stale in (NOTHING, query_of(first), query_of(second)):
        assert replace(arrive(taken_back, "start", stale), asked=taken_back.asked) == taken_back


def test_moves_do_not_pile_up() -> None:
    memory = opened("start")
    for place in range(2 * MOST_MOVES):
        memory = set_to(memory, bias=place / 100)
    assert len(memory.past) == MOST_MOVES
    for _ in range(2 * MOST_MOVES):
        memory = undo(memory)
    assert memory.values()["bias"] == (MOST_MOVES - 1) / 100
    assert len(memory.future) == MOST_MOVES


def test_each_turn_is_counted_also_one_that_finds_nothing_to_do() -> None:
    """The browser waits for the end of one before it asks for the next."""
    memory = set_to(opened("start"), bias=1.0)
    assert [undo(memory).turns, redo(undo(memory)).turns, redo(memory).turns] == [1, 2, 1]
    assert reset_page(memory).turns == 1


def test_what_is_not_as_the_page_begins_is_known_wherever_it_comes_from() -> None:
    names = ("scaling", "dataset", "output")
    memory = set_to(opened("neuron"), dataset="twelve_students", output="identity")
    memory = arrive(memory, "loss", NOTHING)
    assert memory.changed(names) == {"dataset": "twelve_students", "output": "identity"}
    assert memory.changed(("scaling",)) == {}
    assert opened("loss", output="identity").changed(names) == {"output": "identity"}
    assert set_to(memory, output="sigmoid").changed(names) == {"dataset": "twelve_students"}
    assert reset_page(memory).changed(names) == {}


def test_what_another_page_begins_with_may_be_a_change_here() -> None:
    memory = set_to(opened("neuron"), activation="relu")
    assert memory.changed(("activation",)) == {}
    assert arrive(memory, "training", NOTHING).changed(("activation",)) == {"activation": "relu"}
