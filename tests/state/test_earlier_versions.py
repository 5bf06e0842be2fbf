"""Links, run files and kept runs that an earlier version made show the same numbers in this one.

What lies in ``earlier`` was written by that version: each link with what its page showed, and for a
training what came of it. Nothing there is ever written anew; a new version only adds to it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

import pytest
import torch

from visualizer.core.branch import Branch
from visualizer.core.training import train
from visualizer.core.trajectory import Trajectory
from visualizer.scenes.network_training import last_test_loss
from visualizer.state.address import read_address, write_address
from visualizer.state.kinds import Value
from visualizer.state.pages import PAGES, complete
from visualizer.state.run_file import read_run
from visualizer.state.run_records import read_runs
from visualizer.state.setup_of import setup_of
from visualizer.state.views.network import network_view

EARLIER = Path(__file__).with_name("earlier")
# Pages that the earlier version did not have.
YOUNGER = {"network", "slice", "backpropagation", "bug_clinic"}


class Link(TypedDict, total=False):
    """A link of the earlier version, and what it led to."""

    page: str
    query: dict[str, str]
    shown: dict[str, Value]
    file: dict[str, object]
    losses: list[float]  # at the start, after one step, half way and at the end
    end: list[float]
    branch_end: float


LINKS: list[Link] = json.loads((EARLIER / "links.json").read_text("utf-8"))
TRAININGS = [link for link in LINKS if link["page"] == "training"]


def words(link: Link) -> str:
    """Return what tells a link from the others in a list of tests."""
    return link["page"] + "-" + "-".join(f"{key}_{text[:8]}" for key, text in link["query"].items())


def values_of(link: Link) -> dict[str, Value]:
    """Return the value of every parameter that this version reads from a link."""
    asked = {key: [text] for key, text in link["query"].items()}
    values, notices = read_address(asked, link["page"])
    assert notices == []
    return complete(link["page"], values)


def trained(values: dict[str, Value], branch: Branch | None = None) -> Trajectory:
    return train(replace(setup_of(values), branch=branch))


def kept(losses: torch.Tensor) -> list[float]:
    """Return losses as a kept run holds them: whatever is not finite is not a number."""
    return torch.where(losses.isfinite(), losses, torch.nan).tolist()


@pytest.mark.parametrize("link", LINKS, ids=words)
def test_a_link_opens_with_the_same_values(link: Link) -> None:
    values = values_of(link)
    for name, value in link["shown"].items():
        assert values[name] == value, name
        assert type(values[name]) is type(value), name


@pytest.mark.parametrize("link", LINKS, ids=words)
def test_its_run_file_opens_with_the_same_address(link: Link) -> None:
    found = read_run(json.dumps(link["file"]).encode())
    assert (found.page, found.address) == (link["page"], link["query"])


@pytest.mark.parametrize("link", LINKS, ids=words)
def test_a_link_is_written_as_it_was(link: Link) -> None:
    """All but what says no more than the default of its page."""
    values, _ = read_address({key: [text] for key, text in link["query"].items()}, link["page"])
    written = write_address(values, link["page"])
    assert written.items() <= link["query"].items()
    assert written.keys() >= link["query"].keys() - {"output", "steps", "step", "lr", "activation"}


@pytest.mark.parametrize("link", TRAININGS, ids=words)
def test_its_training_goes_the_same_way(link: Link) -> None:
    values = values_of(link)
    run = trained(values)
    shown = [0, 1, len(run.losses) // 2, -1]
    torch.testing.assert_close(run.losses[shown], torch.tensor(link["losses"]))
    torch.testing.assert_close(run.parameters[-1], torch.tensor(link["end"]))


def test_its_branch_ends_where_it_did() -> None:
    (link,) = (link for link in TRAININGS if "branch_end" in link)
    values = values_of(link)
    branch = Branch(int(values["branch_step"]), float(values["branch_rate"]))
    assert trained(values, branch).losses[-1].item() == pytest.approx(link["branch_end"], rel=1e-5)


def test_its_kept_runs_come_back_and_train_to_what_they_hold() -> None:
    found = read_runs((EARLIER / "kept_runs.json").read_bytes())
    assert found.faults == ()
    assert {run.page for run in found.runs} == {"training"}, "they do not say it"
    assert [run.name for run in found.runs] == ["Run of 2", "Run of 4", "Run of 6", "Too fast"]
    for run in found.runs:
        again = trained(dict(run.values))
        assert again.diverged_at == run.diverged_at
        assert kept(again.losses) == pytest.approx(run.losses, rel=1e-4, abs=1e-7, nan_ok=True)
        if run.branch is not None:
            step, rate = run.branch.step, run.branch.learning_rate
            fork = kept(trained(dict(run.values), Branch(step, rate)).losses[step:])
            assert fork == pytest.approx(run.branch.losses, rel=1e-4, abs=1e-7)
    assert [run.name for run in found.runs if run.branch is not None] == ["Run of 4"]
    assert [run.name for run in found.runs if run.diverged_at is not None] == ["Too fast"]


def test_kept_runs_of_the_network_come_back_and_train_to_what_they_hold() -> None:
    found = read_runs((EARLIER / "kept_networks.json").read_bytes())
    assert found.faults == ()
    for run in found.runs:
        view = network_view(run.values)
        again = train(view.setup)
        assert again.diverged_at == run.diverged_at
        assert kept(again.losses) == pytest.approx(run.losses, rel=1e-4, abs=1e-7, nan_ok=True)
        test_loss = last_test_loss(view, again.parameters[-1])
        assert test_loss == (run.test_loss and pytest.approx(run.test_loss, rel=1e-4))
    told = [(run.page, run.sizes, run.loss, run.diverged_at) for run in found.runs]
    assert told == [
        ("network", (2, 2, 1), "mse", None),
        ("network", (2, 4, 3, 1), "binary_cross_entropy", None),
        ("network", (2, 2, 1), "mse", None),
        ("network", (2, 1), "mse", None),
        ("network", (2, 2, 1), "binary_cross_entropy", 0),
    ]
    assert [run.test_loss is not None for run in found.runs] == [True, *[False] * 4]


def test_every_page_with_values_has_a_link() -> None:
    pages = {page for page, each in PAGES.items() if each.names} - YOUNGER
    assert {link["page"] for link in LINKS} == pages
