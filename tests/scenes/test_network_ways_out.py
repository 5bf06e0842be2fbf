"""Ways out of trouble with a network: one for each finding, and each leads out."""

from __future__ import annotations

import pytest

from tests.scenes.test_network import CASES, contents_of, view_of
from visualizer.core.model import initial_parameters
from visualizer.scenes.network_moment import numbers_now
from visualizer.scenes.network_numbers import ALL_RIGHT
from visualizer.scenes.network_ways_out import WayOut, findings, ways_out
from visualizer.stages.registry import around
from visualizer.state.memory import change
from visualizer.state.network_presets import PRESETS, preset
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.parameters import PARAMETERS

BEYOND = write_weights([3e38] * view_of().setup.architecture.n_parameters)
TROUBLE: dict[str, tuple[str, dict[str, object]]] = {
    "too fast": ("saturated", preset("too_fast")),
    "dead": ("dead", preset("dead")),
    "equal": ("copies", {"network_start": "equal", "hidden_1": 4}),
    "no activation": ("straight", preset("straight")),
    "no layer": ("straight", {"hidden_layers": 0}),
    "neither": ("straight", {"hidden_layers": 0, "network_activation": "identity"}),
    "vanishing": ("vanishing", preset("vanishing")),
    "diverging": ("diverged", {**CASES["diverging"], "hidden_1": 3}),
    "beyond": (
        "beyond",
        {
            "network_activation": "relu",
            "network_loss": "binary_cross_entropy",
            "network_start": BEYOND,
        },
    ),
    "by heart": ("overfits", preset("by_heart")),
}


def ways(given: dict[str, object]) -> dict[str, WayOut]:
    return {way.finding: way for way in ways_out(complete("network", given))}


@pytest.mark.parametrize("case", TROUBLE)
def test_every_finding_has_one_way_and_it_leads_out(case: str) -> None:
    finding, given = TROUBLE[case]
    assert finding in findings(view_of(**given))
    way = ways(given)[finding]
    memory = change(contents_of(given).memory, way.changes)
    assert memory.notices == ()
    after = findings(view_of(**memory.chosen))
    assert finding not in after
    assert not {"diverged", "beyond"} & set(after)
    assert set(way.changes) <= set(PARAMETERS)
    assert way.label


@pytest.mark.parametrize("given", [{}, {"step_network": 0}, preset("learns"), preset("too_few")])
def test_where_all_goes_well_nothing_is_offered(given: dict[str, object]) -> None:
    assert findings(view_of(**given)) == ()
    assert ways(given) == {}


def test_the_way_back_names_the_step_and_goes_there() -> None:
    way = ways(preset("by_heart"))["overfits"]
    step = way.changes["step_network"]
    assert way.label == f"Back to step {step}, where the test loss was lowest"
    assert 0 < step < 300  # type: ignore[operator]


@pytest.mark.parametrize(
    ("finding", "said", "given"),
    [
        ("dead", "7 of 8 hidden units are dead.", preset("dead")),
        ("saturated", "4 of 4 hidden units are saturated.", preset("too_fast")),
        ("saturated", "1 of 16 hidden units is saturated.", preset("by_heart")),
        ("overfits", "The loss on the test examples rises.", preset("by_heart")),
        ("copies", "3 of 4 hidden units only repeat another one.", TROUBLE["equal"][1]),
        (
            "copies",
            "1 of 2 hidden units only repeats another one.",
            {"network_start": "equal", "hidden_1": 2},
        ),
        ("straight", "The border cannot bend.", preset("straight")),
        (
            "straight",
            "The answer cannot bend over the plane.",
            {**preset("heights"), "network_activation": "identity"},
        ),
    ],
)
def test_what_is_wrong_stands_before_what_leads_out(
    finding: str, said: str, given: dict[str, object]
) -> None:
    assert ways(given)[finding].said == said


@pytest.mark.parametrize("name", ["too_fast", "straight", "dead"])
def test_out_of_a_preset_leads_what_gets_all_right(name: str) -> None:
    (way,) = ways(preset(name)).values()
    numbers = numbers_now(view_of(**{**preset(name), **way.changes}))
    assert numbers["verdict"].tolist() == [ALL_RIGHT]


@pytest.mark.parametrize("rate", [3.0, 10.0, 20.0, 30.0, 50.0, 100.0])
@pytest.mark.parametrize("units", [4, 8])
def test_no_way_out_costs_right_answers(rate: float, units: int) -> None:
    for seed in range(4):
        given = {**preset("dead"), "learning_rate_network": rate, "network_seed": seed}
        given["hidden_1"] = units
        before = numbers_now(view_of(**given))["right"]
        for way in ways(given).values():
            assert numbers_now(view_of(**{**given, **way.changes}))["right"] >= before


def test_another_start_is_drawn_by_its_seed_even_after_a_move_by_hand() -> None:
    drawn = initial_parameters(1, view_of(**preset("dead")).setup.architecture)
    given = {**preset("dead"), "network_start": write_weights(drawn.tolist())}
    way = ways(given)["dead"]
    assert way.changes["network_start"] == "seed"
    after = change(contents_of(given).memory, way.changes).chosen
    assert "network_start" not in after or after["network_start"] == "seed"
    assert findings(view_of(**after)) == ()


def test_no_two_buttons_do_the_same() -> None:
    for name in PRESETS:
        changes = [dict(way.changes) for way in ways(preset(name)).values()]
        assert all(changes.count(each) == 1 for each in changes)


def test_the_page_runs_when_what_is_wrong_or_what_helps_may_differ() -> None:
    well, ill = contents_of({}), contents_of({"hidden_layers": 0})
    assert around(well) != around(ill)
    assert around(well) == around(contents_of({"learning_rate_network": 0.9}))
    assert around(ill) != around(contents_of({"hidden_layers": 0, "step_network": 7}))
    assert around(ill) == around(contents_of({"hidden_layers": 0, "network_part": 2}))
