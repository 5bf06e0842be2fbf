"""The page of the network: every choice has its chooser, its words, and leads to a whole page."""

from __future__ import annotations

import pytest

from tests.pages.conftest import OpenApp, chooser, choosers, expect_no_failure, notices
from visualizer.state.kinds import Choice
from visualizer.state.network_parameters import NETWORK_TABLE, OWN_ACTIVATIONS
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.ui.notices import as_text
from visualizer.words.network_answers import NUMBERS_WANTED
from visualizer.words.network_classes import CLASSES_WANTED
from visualizer.words.network_table import BRING

CHOICES = {each.name: each for each in NETWORK_TABLE if isinstance(each, Choice)}
DEEP = {"layers": "4", "h4": "8"}  # every layer has its activation, and the fold its units
OPTIONS = [(name, option) for name, each in CHOICES.items() for option in each.options]


def test_every_choice_has_a_chooser_with_a_sentence_of_help(open_app: OpenApp) -> None:
    app = open_app("network", DEEP)
    expect_no_failure(app)
    found = choosers(app)
    assert set(CHOICES) <= set(found)
    for name, each in CHOICES.items():
        assert each.help.endswith(".")
        assert found[name].proto.help == each.help


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_leads_to_a_whole_page(
    name: str, option: str | int, open_app: OpenApp
) -> None:
    choice = CHOICES[name]
    layers = {} if name == "hidden_layers" else DEEP
    both = {"fold_across": "fold2", "fold_up": "fold1"}
    other = {both[name]: "1" if option != 1 else "2"} if name in both else {}
    app = open_app("network", {choice.address: str(option), **layers, **other})
    expect_no_failure(app)
    assert not app.warning
    assert chooser(app, name).value == option


def test_a_single_layer_has_one_chooser_unless_a_link_gives_it_another(open_app: OpenApp) -> None:
    assert set(OWN_ACTIVATIONS).isdisjoint(choosers(open_app("network")))
    app = open_app("network", {"act1": "relu", "act2": "silu"})
    expect_no_failure(app)
    assert set(OWN_ACTIVATIONS) & set(choosers(app)) == {"activation_1"}
    assert chooser(app, "activation_1").value == "relu"


@pytest.mark.parametrize("name", ["plane", "hill"])
def test_for_numbers_there_is_a_sentence_and_no_choice_of_a_loss(
    name: str, open_app: OpenApp
) -> None:
    app = open_app("network", {"points": name, "net_loss": "binary_cross_entropy"})
    expect_no_failure(app)
    assert "network_loss" not in choosers(app)
    assert NUMBERS_WANTED in [each.value for each in app.caption]


def test_for_classes_there_is_a_sentence_and_no_choice_of_a_loss(open_app: OpenApp) -> None:
    app = open_app("network", {"points": "arms", "net_loss": "binary_cross_entropy"})
    expect_no_failure(app)
    found = choosers(app)
    assert "network_loss" not in found
    assert {"noise", "plane_shows"} <= set(found)
    assert CLASSES_WANTED in [each.value for each in app.caption]
    assert "nn.CrossEntropyLoss()" in CLASSES_WANTED


def test_a_table_is_chosen_with_its_sentences_and_without_noise(open_app: OpenApp) -> None:
    hostile = Table(("*a* $b$", "<i>", ":red[c]"), ("",) * 2, ((1, 2, 0), (2, 1, 1)))
    app = open_app("network", {"points": "table", "data": keep_table(hostile)})
    expect_no_failure(app)
    found = choosers(app)
    assert "noise" not in found
    assert found["dataset"].value == keep_table(hostile)
    told = next(each.value for each in app.caption if "has to predict" in each.value)
    assert as_text("*a* $b$") in told
    assert as_text(":red[c]") in told
    assert BRING not in [each.value for each in app.caption]


def test_without_a_table_the_lessons_students_stand_in_and_it_is_said_how_to_bring_one(
    open_app: OpenApp,
) -> None:
    app = open_app("network", {"points": "table"})
    expect_no_failure(app)
    assert chooser(app, "dataset").value == "three_students"
    assert BRING in [each.value for each in app.caption]


def test_a_table_that_is_gone_is_a_sentence(open_app: OpenApp) -> None:
    app = open_app("network", {"points": "table", "data": f"own-{'0' * 32}"})
    expect_no_failure(app)
    assert "too large for it" in notices(app)
    assert chooser(app, "dataset").value == "three_students"
