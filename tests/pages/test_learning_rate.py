"""The page of the learning rate as Streamlit's own test runs it."""

from itertools import product

import pytest

from tests.pages.conftest import (
    OpenApp,
    answer,
    choosers,
    everything_said,
    expect_no_failure,
    guess,
    header,
    notices,
    stage_parts,
    standing,
)
from visualizer.stages.registry import STAGES
from visualizer.stages.releases import release
from visualizer.state.parameters import PARAMETERS
from visualizer.words.learning_rate import LESSON

RATES = ("learning_rate_low", "learning_rate_mid", "learning_rate_high")
CHOOSERS = ("scaling", "loss_axis", "dataset", "output", "activation", "n_steps")
OPTIONS = [(name, option) for name in CHOOSERS for option in PARAMETERS[name].options]


def ways_out(app) -> dict[str, str]:
    """Return the ways out that are offered: whom each helps, and what it says."""
    return {each["name"]: each["label"] for each in header(app)["ways"]}


def take(app, name: str) -> None:
    """Press the way out that helps ``name``, where the page runs after it."""
    way = next(each for each in header(app)["ways"] if each["name"] == name)
    release(app.session_state["session"], STAGES["race"], name, way["changes"])
    app.run()


def test_it_opens_on_the_race(open_app: OpenApp) -> None:
    app = open_app("learning_rate")
    expect_no_failure(app)
    assert app.title[0].value == "The learning rate"
    assert notices(app) == ""
    assert app.query_params == {}
    assert set(standing(app)) == {*RATES, "step"}
    assert set(choosers(app)) == set(CHOOSERS)
    stages = [each.key for each in stage_parts(app) if each.key.endswith("_stage")]
    assert stages == ["race_stage"]


def test_before_the_guess_no_way_out_and_no_limit_is_named(open_app: OpenApp) -> None:
    app = open_app("learning_rate")
    assert not ways_out(app)
    assert "limit" not in everything_said(app)
    assert "0.577" not in everything_said(app)
    assert "train(" not in answer(app)
    guess(app, "learning_rate", LESSON.correct)
    stages = [each.key for each in stage_parts(app) if each.key.endswith("_stage")]
    assert stages == ["race_stage", "scaling_lab_stage"]
    assert ways_out(app)
    assert "train(" in answer(app)


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_makes_a_page(name: str, option: object, open_app: OpenApp) -> None:
    app = open_app("learning_rate", {PARAMETERS[name].address: str(option)})
    expect_no_failure(app)
    assert notices(app) == ""


@pytest.mark.parametrize("rates", list(product(("0.001", "100"), repeat=3)), ids=" ".join)
def test_the_ends_of_the_rates_make_a_page_in_any_order(
    rates: tuple[str, ...], open_app: OpenApp
) -> None:
    app = open_app("learning_rate", dict(zip(("lr1", "lr2", "lr3"), rates, strict=True)))
    expect_no_failure(app)
    low, high = header(app)["layouts"]["race"]["yaxis.range"]
    assert 0 <= low < high < 10
    guess(app, "learning_rate", LESSON.correct)
    assert len(ways_out(app)) == 3


def test_a_way_out_is_taken_and_then_gone(open_app: OpenApp) -> None:
    app = open_app("learning_rate")
    guess(app, "learning_rate", LESSON.correct)
    assert ways_out(app) == {
        "low": "Half of the limit for A: 0.289",
        "high": "Halve the rate of C: 0.3",
    }
    take(app, "high")
    expect_no_failure(app)
    assert app.query_params == {"lr3": "0.3"}
    assert set(ways_out(app)) == {"low"}
    take(app, "low")
    assert not ways_out(app)
    assert app.query_params == {"lr1": "0.289", "lr3": "0.3"}


def test_another_start_is_a_way_out_for_the_dead(open_app: OpenApp) -> None:
    start = {"w1": "-1.5", "w2": "-1.5", "b": "-3"}
    app = open_app("learning_rate", {**start, "activation": "relu", "lr1": "0.2", "lr3": "0.3"})
    guess(app, "learning_rate", LESSON.correct)
    assert ways_out(app) == {"low_mid_high": "Another start, which helps A and B and C"}
    take(app, "low_mid_high")
    expect_no_failure(app)
    assert not any("start" in label for label in ways_out(app).values())
    assert app.query_params["w1"] != "-1.5"
    app.button("undo_move").click().run()
    assert {key: app.query_params[key] for key in start} == start, "all of it was one move"


def test_scaled_inputs_are_a_way_out_that_the_chooser_follows(open_app: OpenApp) -> None:
    app = open_app("learning_rate", {"scaling": "raw", "lr2": "0.0125", "w1": "0.1", "w2": "0.1"})
    guess(app, "learning_rate", LESSON.correct)
    take(app, "mid")
    expect_no_failure(app)
    assert choosers(app)["scaling"].value == "standardized"
    assert app.query_params["scaling"] == "standardized"


def test_the_answer_goes_by_the_first_race_and_the_code_by_this_one(open_app: OpenApp) -> None:
    app = open_app("learning_rate", {"lr2": "0.2"})
    guess(app, "learning_rate", LESSON.correct)
    assert "train(0.2)  # B:" in answer(app)
    words = everything_said(app)
    assert "That is right." in words
    assert "0.577" in words
    assert "learns at a rate of 0.4" in words
