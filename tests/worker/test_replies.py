"""The worker replies what this process would have, to the last bit."""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import replace

import pytest

from tests.worker.conftest import Asking
from tests.worker.questions import opened, question
from visualizer.live.scene import Control
from visualizer.stages.registry import STAGES, around
from visualizer.stages.reply import follows_from_question, light, reply_to
from visualizer.stages.stage import grips_of, scene_of, shown
from visualizer.tables import own_data
from visualizer.tables.own_data import FINGERPRINT, PREFIX, keep_table
from visualizer.tables.table import Table
from visualizer.worker.messages import packed_question
from visualizer.worker.worker import NoWorkerError

ALIKE = [name for name, stage in STAGES.items() if follows_from_question(stage)]
MOST_BYTES = 20_000  # of a question on its way; a link of one's own data has some eight thousand


@pytest.mark.parametrize("has_guessed", [False, True])
@pytest.mark.parametrize("name", ALIKE)
def test_each_reply_is_that_of_this_process(
    name: str, has_guessed: bool, shared_worker: Asking
) -> None:
    stage, chance = STAGES[name], random.Random(name)
    session = opened(stage.page, has_guessed)
    for count in range(1, 4):
        settings = shown(stage, session.now).moment.settings
        values = {}
        if settings:
            key = chance.choice(sorted(settings))
            values = {key: chance.choice(settings[key].positions)}
        asked = question(session, name, f"ab-{count}", values)
        reply = shared_worker.reply_to(asked)
        assert reply is not None
        assert reply == reply_to(asked)


COLD = [
    (name, key)
    for name in ALIKE
    for scene in [scene_of(STAGES[name], opened(STAGES[name].page, True).now)]
    for key in [
        *(each.key for each in scene.controls() if isinstance(each, Control) and each.cold),
        *(each.key for each in grips_of(scene)),
    ]
]


@pytest.mark.parametrize(("name", "key"), COLD)
def test_what_is_asked_for_comes_too(name: str, key: str, shared_worker: Asking) -> None:
    asked = question(opened(STAGES[name].page, True), name, "ab-1", wanted=key)
    reply = shared_worker.reply_to(asked)
    assert reply is not None
    assert reply == reply_to(asked)


def test_of_all_stages_the_desk_alone_looks_at_more_than_its_session() -> None:
    assert {*STAGES} - {*ALIKE} == {"class"}


@pytest.mark.parametrize("name", ALIKE)
def test_a_question_is_small_and_has_the_same_reply(name: str) -> None:
    session = opened(STAGES[name].page)
    key = next(iter(shown(STAGES[name], session.now).moment.settings), None)
    for count in range(40):  # moves to take back, addresses on their way
        positions = shown(STAGES[name], session.now).moment.settings
        values = {key: positions[key].positions[count % 3]} if key else {}
        asked = question(session, name, f"ab-{count}", values)
    slim = light(asked)
    assert reply_to(pickle.loads(pickle.dumps(slim))) == reply_to(asked)
    assert len(packed_question(1, slim, {})) < MOST_BYTES


def large_table(first: float) -> Table:
    rows = tuple((first + place / 7, place % 13 / 3, float(place % 2)) for place in range(3_000))
    return Table(("hours", "sleep", "passed"), ("",) * len(rows), rows)


def test_a_table_that_the_worker_has_not_seen_follows(shared_worker: Asking) -> None:
    name = keep_table(large_table(0.5))
    assert name.startswith(FINGERPRINT)
    session = opened("neuron")
    asked = question(session, "neuron", "ab-1", {"dataset": name})
    assert session.now.memory.chosen["dataset"] == name
    first = shared_worker.reply_to(asked)
    assert first == reply_to(asked)
    assert first != reply_to(question(opened("neuron"), "neuron", "ab-1", {"bias": 0.25}))
    assert shared_worker.reply_to(asked) == first, "it knows it now"


def test_a_table_that_is_gone_here_too_is_left_to_who_asks(
    shared_worker: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened("neuron")
    asked = question(session, "neuron", "ab-1", {"dataset": keep_table(large_table(0.25))})
    monkeypatch.setattr(own_data, "_kept", {})
    with pytest.raises(NoWorkerError):
        shared_worker.reply_to(asked)


def test_a_table_in_a_link_needs_nothing_else(shared_worker: Asking) -> None:
    rows = ((1.0, 2.0, 0.0), (3.0, 1.0, 1.0), (2.0, 2.0, 1.0))
    name = keep_table(Table(("a", "b", "c"), ("", "", ""), rows))
    assert name.startswith(PREFIX)
    asked = question(opened("training"), "training", "ab-1", {"dataset": name})
    assert shared_worker.reply_to(asked) == reply_to(asked)


def test_the_data_sets_of_the_app_are_no_tables(shared_worker: Asking) -> None:
    asked = question(opened("training"), "training", "ab-1", {"dataset": "three_students"})
    assert shared_worker.reply_to(asked) == reply_to(asked)


IN_TROUBLE = {
    "network": ({"hidden_layers": 0, "network_data": "either_not_both"}, "learning_rate_network"),
    "race": ({"scaling": "raw", "learning_rate_mid": 0.0125, "weight_1": 0.1}, ""),
    "your_data": ({}, ""),
    "training": ({"dataset": "own", "scaling": "raw", "learning_rate": 1.0}, ""),
}
"""What makes a page say something around its stage, and a control that changes nothing of it."""


@pytest.mark.parametrize("name", IN_TROUBLE)
def test_what_stands_around_a_stage_is_the_same_in_another_process(
    name: str, shared_worker: Asking
) -> None:
    values, wanted = IN_TROUBLE[name]
    if values.get("dataset") == "own":
        rows = tuple((900.0 + 40 * place, 3.0 * place, float(place % 2)) for place in range(8))
        table = Table(("steps", "minutes", "fit"), ("",) * len(rows), rows)
        values = values | {"dataset": keep_table(table)}
    session = opened(STAGES[name].page, True)
    question(session, name, "ab-1", values)
    session.change(lambda now: replace(now, head=now.head_now(around(now))))
    assert session.now.head.around not in ((), None)
    asked = question(session, name, "ab-2", wanted=wanted)
    reply = shared_worker.reply_to(asked)
    assert reply == reply_to(asked)
    length = int.from_bytes(reply[:4], "little")
    assert json.loads(reply[4 : 4 + length])["renew"] is False
