"""What there is to play for can be reached, and is not reached by who only opens the page."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import torch
from torch import nn

from tests.scenes.stages import whole_sweeps
from visualizer.live.moment import Moment
from visualizer.live.scene import Goals
from visualizer.scenes.own_targets import all_targets_of
from visualizer.scenes.targets import TARGETS, judged, targets_of
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import shown
from visualizer.state.memory import Memory
from visualizer.state.session import Contents, changed
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.words.targets import SENTENCES

DEEP = {"weight_1": 1.15, "weight_2": -0.25, "bias": -2.0}
# The values that reach each target, and the control whose last position or value does it.
REACH: Mapping[str, dict[str, object]] = {
    "say_fail": {"weight_1": -1.0},
    "undecided": {"bias": -1.9},
    "far_below": {"weight_1": -1.5},
    "nearly_sure": {"weight_1": 1.2},
    "high_value": {"weight_1": 0.8},
    "below_nothing": {"activation": "tanh", "weight_1": -1.0},
    "five_moves": DEEP,
    "nobody_alone": {"bias": -1.2},
    "deep_place": DEEP,
    "step_up": {**DEEP, "learning_rate": 10.0},
    "wake_a": {"learning_rate_low": 0.3},
    "just_not": {"learning_rate_high": 0.5},
    "below_in_time": {"learning_rate": 1.0},
    "in_a_hurry": {"learning_rate": 1.0, "step": 20},
    "all_in_time": {"learning_rate_network": 3.0, "step_network": 50},
    "spoil_it": {"hidden_1": 1},
    "one_step": {"back_rate": 3.0},
    "harm_the_mean": {"back_rate": 100.0},
    "far_away": {"step_network": 0},
    "wrong_slice": {"step_network": 180},
    "all_right": DEEP,
    "own_place": {"weight_1": 1.35, "weight_2": -0.3, "bias": -2.4},
    "own_in_time": {"learning_rate": 2.0},
}


CLOSE = keep_table(
    Table(("a", "b", "fits"), ("",) * 4, ((1, 8, 0), (3, 3, 1), (2, 2, 0), (6, 1, 1)))
)
OPENED = {"own_place": {"dataset": CLOSE}, "own_in_time": {"dataset": CLOSE}}
"""With what a page has to be opened for a target to be there."""


def seen(name: str, changes: Mapping[str, object], at_hand: str = "") -> Moment:
    """Return the judged moment of a target's stage after ``changes``, one move each.

    ``at_hand`` is the cold control that somebody is about to move.
    """
    stage = STAGES[TARGETS[name].stage]
    contents = Contents(memory=replace(Memory(), page=stage.page))
    opened = changed(contents.memory, OPENED.get(name, {}))
    contents = replace(contents, memory=opened)
    stage.moment(contents, stage.view(contents.values()))
    for key, value in changes.items():
        contents = replace(contents, memory=changed(contents.memory, {key: value}))
        contents = stage.note(contents)
    contents = replace(contents, at_hand={stage.name: at_hand})
    values = contents.values()
    return judged(stage.moment(contents, stage.view(values)), all_targets_of(stage.name, values))


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_is_reached_by_opening_the_page(name: str) -> None:
    assert seen(name, {}).number(TARGETS[name].live) == 0


@pytest.mark.parametrize("name", TARGETS)
def test_everything_can_be_reached(name: str) -> None:
    assert seen(name, REACH[name]).number(TARGETS[name].live) == 1


def reached_under_a_finger(name: str) -> list[tuple[str, float]]:
    """Return where a slider of the opened page reaches a target: one place of each that does."""
    found = []
    for key in sorted({*seen(name, {}).settings} - {"step", "step_network"}):
        moment = seen(name, {}, at_hand=key)
        sweep = whole_sweeps(moment).get(key)
        if sweep is None or TARGETS[name].live not in sweep.quantities:
            continue
        places = sweep.quantities[TARGETS[name].live].flatten().nonzero().flatten().tolist()
        found += [(key, moment.settings[key].positions[place]) for place in places[-1:]]
    return found


def test_what_is_reached_under_a_finger_is_still_offered_when_it_is_let_go() -> None:
    """A move that makes another game, such as weights set by hand, has not won this one."""
    reached = {name: reached_under_a_finger(name) for name in TARGETS}
    assert sum(map(bool, reached.values())) > len(TARGETS) / 2
    for name, moves in reached.items():
        stage = STAGES[TARGETS[name].stage]
        contents = Contents(memory=replace(Memory(), page=stage.page))
        opened = changed(contents.memory, OPENED.get(name, {}))
        for key, value in moves:
            moved = replace(contents, memory=changed(opened, {key: value}))
            values = stage.note(moved).values()
            assert name in {each.name for each in all_targets_of(stage.name, values)}, key


def test_every_target_has_its_sentence_and_every_page_something_to_play_for() -> None:
    assert {*SENTENCES} == {*TARGETS}
    lesson = {stage.page for stage in STAGES.values()}
    lesson.remove("bug_clinic")  # where every patient is to be cured
    lesson.remove("class")  # where nothing is moved
    assert {STAGES[each.stage].page for each in TARGETS.values()} == lesson


def test_it_is_judged_on_the_numbers_and_not_on_what_is_shown_of_them() -> None:
    """A chance of 50.0 % on screen is still a pass while it is above one half."""
    made = whole_sweeps(seen("say_fail", {}))
    for key in ("weight_1", "weight_2", "bias"):
        sweep = made[key].quantities
        assert torch.equal(sweep["target_say_fail"] == 1, sweep["prediction"] < 0.5)
    above = seen("say_fail", {"weight_1": 0.0, "weight_2": 0.0, "bias": 1e-4})
    assert above.number("target_say_fail") == 0


def test_a_plain_program_reaches_the_same_at_the_same_positions() -> None:
    moment = seen("below_in_time", {})
    students = load_dataset("three_students", "raw")
    starts = {key: place.positions[place.index] for key, place in moment.settings.items()}
    judged_so = whole_sweeps(moment)["learning_rate"].quantities["target_below_in_time"]
    places = moment.settings["learning_rate"].positions
    for place in range(0, len(places), 6):
        model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
        with torch.no_grad():
            model[0].weight.copy_(torch.tensor([[starts["weight_1"], starts["weight_2"]]]))
            model[0].bias.fill_(starts["bias"])
        optimizer = torch.optim.SGD(model.parameters(), lr=places[place])
        for _ in range(100):
            optimizer.zero_grad()
            nn.functional.mse_loss(model(students.inputs), students.targets[:, None]).backward()
            optimizer.step()
        with torch.no_grad():
            loss = nn.functional.mse_loss(model(students.inputs), students.targets[:, None])
        assert (float(loss) < 0.03) == (judged_so[place] == 1), places[place]


def test_the_sixth_move_is_one_too_many() -> None:
    slow = {f"weight_{1 + place % 2}": 0.1 * place for place in range(2)}
    stage = STAGES["loss"]
    contents = stage.note(Contents(memory=replace(Memory(), page="loss")))
    moves = [{"bias": place / 10} for place in range(5)] + [{key: DEEP[key]} for key in DEEP]
    for move in ({key: value} for key, value in slow.items()):
        moves.insert(0, move)
    for move in moves:
        contents = stage.note(replace(contents, memory=changed(contents.memory, move)))
    values = contents.values()
    made = judged(stage.moment(contents, stage.view(values)), targets_of("loss", values))
    assert made.number("loss") < 0.05
    assert made.number("target_five_moves") == 0


def test_who_starts_anew_where_an_old_game_has_led_has_not_won() -> None:
    """Another learning rate is another game: it begins where the sliders stand, with no moves."""
    new_game = {**DEEP, "learning_rate": 0.2}
    assert seen("five_moves", new_game).number("moves") == 0
    for moves in (new_game, {**new_game, "bias": -2.1}):
        made = seen("five_moves", moves)
        assert made.number("best_loss") < 0.05
        assert made.number("target_five_moves") == 0
    up_and_down = {**new_game, "weight_1": -0.5, "weight_2": -0.3}
    assert seen("five_moves", up_and_down).number("target_five_moves") == 0


def test_a_step_up_is_one_that_can_be_seen() -> None:
    """Where the loss hardly changes, rounding alone may raise it."""
    target = TARGETS["step_up"]

    def is_reached(loss: float, after: float) -> bool:
        found = {"loss": loss, "loss_next": after, "loss_drop_real": loss - after}
        return bool(target.reached(lambda name: torch.tensor(found[name])))

    assert is_reached(0.1, 0.1002)
    assert is_reached(0.1, torch.inf)
    for loss in (0.0123, 0.1, 250.0, 3e5):
        assert not is_reached(loss, float(torch.nextafter(torch.tensor(loss), torch.tensor(1e9))))
    assert not is_reached(0.01225, 0.01234)  # both are 0.0123 on screen


def test_where_a_target_makes_no_sense_it_is_not_there() -> None:
    stage = STAGES["loss"]
    contents = Contents(memory=replace(Memory(), page="loss"))
    other = replace(contents, memory=changed(contents.memory, {"dataset": "twelve_students"}))
    goals = [
        panel
        for column in shown(stage, contents).scene.rows[0]
        for panel in column.panels
        if isinstance(panel, Goals)
    ]
    assert [item.name for item in goals[0].items] == ["five_moves", "nobody_alone"]
    row = shown(stage, other).scene.rows[0]
    assert not [each for column in row for each in column.panels if isinstance(each, Goals)]


def test_a_sentence_that_would_answer_waits_for_the_guess() -> None:
    stage = STAGES["race"]
    contents = Contents(memory=replace(Memory(), page="learning_rate"))

    def names(guesses: dict[str, int]) -> list[str]:
        column = shown(stage, replace(contents, guesses=guesses)).scene.rows[0][0]
        return [item.name for item in column.panels[-1].items]

    assert names({}) == ["wake_a"]
    assert names({"learning_rate": 0}) == ["wake_a", "just_not"]
