"""Links to the network that an earlier version made show the same numbers in this one.

What lies in ``earlier`` was written by that version and is never written anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest

from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_training import network_run
from visualizer.state.address import read_address, write_address
from visualizer.state.kinds import Value
from visualizer.state.pages import complete
from visualizer.state.views.network import network_view


class Link(TypedDict):
    """A link of the earlier version, and what it led to."""

    query: dict[str, str]
    losses: list[float]  # at the start, after one step, half way and at the end
    shown: dict[str, float]


FILE = Path(__file__).with_name("earlier") / "network_links.json"
LINKS: list[Link] = json.loads(FILE.read_text("utf-8"))
every_link = pytest.mark.parametrize("link", LINKS, ids=range(len(LINKS)))


def values_of(link: Link) -> dict[str, Value]:
    values, notices = read_address({key: [text] for key, text in link["query"].items()}, "network")
    assert notices == []
    return values


@every_link
def test_a_link_opens_with_the_same_numbers(link: Link) -> None:
    view = network_view(complete("network", values_of(link)))
    losses = network_run(view.setup).losses
    found = [float(losses[step]) for step in (0, 1, 150, 300)]
    assert found == pytest.approx(link["losses"], rel=1e-5, abs=1e-9)
    numbers = network_moment(view).fixed.quantities
    for name, number in link["shown"].items():
        assert float(numbers[name][0]) == pytest.approx(number, rel=1e-4, abs=1e-9), name


@every_link
def test_a_link_is_written_as_it_was(link: Link) -> None:
    assert write_address(values_of(link), "network").items() <= link["query"].items()
