"""The page of the network: every choice has its chooser, its words, and leads to a whole page."""

from __future__ import annotations

import pytest

from tests.pages.conftest import OpenApp, chooser, choosers, expect_no_failure
from visualizer.state.kinds import Choice
from visualizer.state.network_parameters import NETWORK_TABLE

CHOICES = {each.name: each for each in NETWORK_TABLE if isinstance(each, Choice)}
OPTIONS = [(name, option) for name, each in CHOICES.items() for option in each.options]


def test_every_choice_has_a_chooser_with_a_sentence_of_help(open_app: OpenApp) -> None:
    app = open_app("network")
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
    app = open_app("network", {choice.address: str(option)})
    expect_no_failure(app)
    assert not app.warning
    assert chooser(app, name).value == option
