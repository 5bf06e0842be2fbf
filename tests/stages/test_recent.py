"""What many see at once is found once, and nothing of one session reaches another by that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from visualizer.live.payload import pack_moment, packed_scene
from visualizer.stages import stage as module
from visualizer.stages.recent import Recent
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import LiveStage, Shown, shown
from visualizer.state.memory import Memory
from visualizer.state.pages import defaults
from visualizer.state.seat import Seat
from visualizer.state.session import Contents, Head, changed
from visualizer.tables.table import Table

ALIKE = [name for name, each in STAGES.items() if each.is_alike]


def opened(stage: LiveStage, **more: object) -> Contents:
    contents = Contents(memory=replace(Memory(), page=stage.page))
    return replace(contents, **more)  # type: ignore[arg-type]


def somebody_else(stage: LiveStage) -> Contents:
    """Return contents with the same values, and everything else as different as it can be."""
    other = next(each for each in STAGES if STAGES[each].page != stage.page)
    memory = changed(opened(stage).memory, {"weight_1": 2.0, "bias": -1.0})
    memory = changed(memory, {name: defaults(stage.page).get(name) for name in memory.chosen})
    table = Table(("first", "second", "passed"), ("one", "two"), ((0, 1, 0), (1, 0, 1)))
    return opened(
        stage,
        memory=memory,
        guesses={STAGES[other].page: 1},
        tunings=STAGES["loss"].note(opened(STAGES["loss"])).tunings,
        tables={"own-1": table},
        head=Head(("something could not be used",)),
        carried_out={stage.name: ("ab-3",)},
        at_hand={other: "bias"},
        seat=Seat("K7PQ2M", who="ab", called=2),
        version=17,
    )


def packed(seen: Shown) -> tuple[bytes, object, str]:
    name, _ = packed_scene(seen.scene)
    return pack_moment(seen.moment, seen.scene, name, ""), seen.answer, seen.ground


def found_anew(stage: LiveStage, contents: Contents) -> Shown:
    return module._shown(stage, contents, "")


@pytest.mark.parametrize("name", ALIKE)
def test_who_has_the_same_values_sees_the_same_whatever_else_they_have(name: str) -> None:
    stage = STAGES[name]
    one, other = opened(stage), somebody_else(stage)
    assert other.values() == one.values()
    assert packed(found_anew(stage, one)) == packed(found_anew(stage, other))


def test_the_second_who_sees_the_same_gets_what_was_found_for_the_first() -> None:
    stage = STAGES["neuron"]
    assert shown(stage, somebody_else(stage)) is shown(stage, opened(stage))


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("surface", {"guesses": {"surface": 0}}),
        ("network", {"at_hand": {"network": "network_weight"}}),
        ("surface", {"memory": changed(opened(STAGES["surface"]).memory, {"weight_1": 2.5})}),
    ],
)
def test_who_sees_something_else_gets_their_own(name: str, more: dict[str, object]) -> None:
    stage = STAGES[name]
    shown(stage, opened(stage))
    contents = opened(stage, **more)
    assert packed(shown(stage, contents)) == packed(found_anew(stage, contents))


def test_the_moves_of_one_who_tunes_by_hand_are_not_told_to_another() -> None:
    stage = STAGES["loss"]
    fresh = stage.note(opened(stage))
    there = stage.note(replace(fresh, memory=changed(fresh.memory, {"weight_1": 2.0})))
    back = stage.note(replace(there, memory=fresh.memory))
    assert back.values() == fresh.values()
    assert packed(shown(stage, fresh)) != packed(shown(stage, back))
    for each in (fresh, back):
        assert packed(shown(stage, each)) == packed(found_anew(stage, each))
        assert shown(stage, replace(each, version=17)) is shown(stage, each)


def test_only_the_latest_are_kept_and_no_failure() -> None:
    made: list[int] = []
    recent: Recent[int] = Recent(most=2)

    def find(key: int) -> int:
        return recent.find(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in (1, 2, 1, 3, 1, 2):
        assert find(key) == key
    assert made == [1, 2, 3, 2]  # 1 was asked for again, so that 2 had to go
    with pytest.raises(ZeroDivisionError):
        recent.find(4, lambda: 1 // 0)
    assert recent.find(4, lambda: 5) == 5
