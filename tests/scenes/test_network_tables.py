"""A table of one's own in the network: whatever is in it, a whole page and a sentence."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from tests.scenes.networks import rest, view_of
from tests.takeaway.running import loss_lines, run_text
from visualizer.core.training import train
from visualizer.live.payload import pack_moment, pack_scene, packed_scene
from visualizer.live.scene import Picture
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_numbers import ALL_RIGHT
from visualizer.scenes.network_sweeps import SWEEPS
from visualizer.scenes.network_training import network_run
from visualizer.state.address import read_address, write_address
from visualizer.state.memory import Memory, arrive, reset_page
from visualizer.state.network_presets import PRESETS as PRESETS_OF_THE_NETWORK
from visualizer.state.network_presets import preset
from visualizer.state.network_table_notes import table_notes
from visualizer.state.pages import complete
from visualizer.state.views.network import NetworkView
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.takeaway.script import script
from visualizer.ui.own_tables import PRESETS

EITHER = PRESETS["Either, not both: it cannot"]
HOSTILE = "<b>{loss}</b> $x$ {0}"


def own(*rows: tuple[float, ...], columns: tuple[str, ...] = ("a", "b", "c")) -> str:
    return keep_table(Table(columns, ("",) * len(rows), tuple(rows)))


TABLES = {
    "the lesson's three": "three_students",
    "the lesson's twelve": "twelve_students",
    "either": EITHER,
    "a column of zeros": own((0, 1, 0), (0, 2, 1), (0, 3, 1)),
    "zeros all over": own((0, 0, 0), (0, 0, 0)),
    "one of a kind": own((1, 1, 0), (2, 2, 1), (3, 1, 1), (4, 5, 1), (5, 5, 1)),
    "one kind": own((1, 1, 1), (2, 2, 1)),
    "the same number": own((1, 1, 7), (2, 2, 7), (3, 1, 7)),
    "two rows of numbers": own((1, 1, -1e6), (2, 2, 1e6)),
    "as large as can be": own((1e6, -1e6, 3), (-1e6, 1e6, 4), (1e6, 1e6, 5)),
    "hardly apart": own((1e6, 0, 0), (1e6 - 0.0625, 0, 1), (1e6, 1e-30, 1)),
    "many rows": own(*((row % 13, row % 7, row % 2) for row in range(1000))),
    "hostile": own((1, 2, 0), (2, 1, 1), columns=(HOSTILE, HOSTILE[::-1], "</script>{verdict}")),
}
MORE = ({}, {"test_share": 50}, {"network_inputs": "all", "hidden_layers": 0, "step_network": 0})


def table_view(name: str, **given: object) -> NetworkView:
    return view_of(network_data="table", dataset=TABLES[name], **given)


@pytest.mark.parametrize("more", MORE, ids=range(len(MORE)))
@pytest.mark.parametrize("name", TABLES)
def test_every_table_makes_a_whole_page(name: str, more: dict[str, object]) -> None:
    view = table_view(name, **more)
    scene = scene_of(view)
    pack_scene(scene)
    for key in ("", *(key for key in SWEEPS if key in network_moment(view).settings)):
        moment = network_moment(view, key)
        pack_moment(moment, scene, packed_scene(scene)[0], "")
        low, high = moment.layouts["loss_curve"]["yaxis.range"]
        assert 0 == low < high < math.inf
    for picture in scene.pictures:
        if isinstance(picture, Picture):
            for axis in (picture.figure.layout.xaxis, picture.figure.layout.yaxis):
                if axis.range is not None:
                    assert all(map(math.isfinite, axis.range))
                    assert axis.range[0] < axis.range[1]
    assert view.setup.dataset.inputs.isfinite().all()
    notes = table_notes(complete("network", {"network_data": "table", "dataset": TABLES[name]}))
    assert all(each.endswith((".", "”.")) for each in notes)


def notes_of(name: str, **given: object) -> str:
    values = {"network_data": "table", "dataset": TABLES[name], **given}
    return " ".join(table_notes(complete("network", values)))


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("either", {}, "gets salt in the soup and salt at the table, and has to predict tastes"),
        ("the lesson's three", {}, "gets hours studied and hours slept, and has to predict passed"),
        ("a column of zeros", {}, "a is the same in every row"),
        ("one of a kind", {"test_share": 25}, "c is 0 in a single row"),
        ("one kind", {}, "c is 1 in every row, so there is nothing to tell apart"),
        ("the same number", {}, "c is 7 in every row"),
        ("the same number", {}, "The network learns it as 0,"),
        ("the lesson's twelve", {}, "exam score is a number from 0.35 to 0.8."),
        ("many rows", {}, "Of 1000 rows it uses 200"),
        ("a column of zeros", {"test_share": 25}, "a is the same"),
        ("one kind", {"test_share": 50}, "every row"),
    ],
)
def test_what_is_odd_about_a_table_is_said(name: str, given: dict[str, object], told: str) -> None:
    assert told in notes_of(name, **given)


def test_too_few_rows_for_a_test_are_all_learned_from_and_it_is_said() -> None:
    two = own((1, 1, 0), (2, 2, 1))
    view = view_of(network_data="table", dataset=two, test_share=50)
    assert view.test is None
    values = complete("network", {"network_data": "table", "dataset": two, "test_share": 50})
    assert "too few rows to keep some for the test" in " ".join(table_notes(values))


def test_of_more_columns_it_is_said_which_two_are_used() -> None:
    rows = ((1.0, 2.0, 3.0, 0.0), (2.0, 2.0, 1.0, 1.0))
    table = Table(("tea", "milk", "sugar", "nice"), ("",) * 2, rows, (0, 2), 3)
    values = {"network_data": "table", "dataset": keep_table(table)}
    told = table_notes(complete("network", values))[0]
    assert "Of the 4 columns of your table the network gets two, tea and sugar" in told
    assert view_of(**values).setup.dataset.raw_inputs.tolist() == [[1, 3], [2, 1]]


def test_a_table_is_learned_as_by_a_plain_program() -> None:
    view = table_view(
        "either", network_seed=1, hidden_1=3, network_optimizer="adam", learning_rate_network=0.1
    )
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1), nn.Sigmoid())
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    inputs = torch.tensor([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    targets = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
    losses = []
    for _ in range(301):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), targets)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    assert network_run(view.setup).losses.tolist() == pytest.approx(losses, rel=1e-4, abs=1e-7)
    assert rest(network_moment(view))["verdict"] == ALL_RIGHT
    plane = next(each for each in scene_of(view).pictures if each.name == "plane")
    assert isinstance(plane, Picture)
    legend = [each.name for each in plane.figure.data if each.showlegend is not False]
    assert legend[-2:] == ["tastes right: no", "tastes right: yes"]
    assert plane.figure.layout.xaxis.title.text == "salt in the soup"


@pytest.mark.parametrize("name", TABLES)
def test_the_program_prints_the_losses_on_screen(name: str) -> None:
    for given in ({}, {"test_share": 25, "network_inputs": "sq_x1x2"}):
        setup = table_view(name, learning_rate_network=0.05, **given).setup
        trajectory = train(setup)
        printed, names = run_text(script(setup).replace(".6f}", ".9g}"))
        expected = loss_lines(trajectory, ".9g")
        assert printed[: len(expected)] == expected
        assert torch.equal(names["all_inputs"], setup.dataset.inputs)
        assert torch.equal(names["all_targets"], setup.task.targets)


def test_a_link_takes_the_table_along() -> None:
    values = {"network_data": "table", "dataset": EITHER, "test_share": 25}
    address = write_address(values, "network")
    assert address == {"data": EITHER, "points": "table", "test": "25"}
    found, notices = read_address({key: [text] for key, text in address.items()}, "network")
    assert (found["dataset"], notices) == (EITHER, [])


def test_a_damaged_table_of_a_link_is_said_and_the_lessons_students_are_used() -> None:
    asked = {"points": ["table"], "data": [EITHER[:-3]]}
    found, notices = read_address(asked, "network")
    assert notices == ["The table in this link is damaged, so “Three students” is used."]
    assert view_of(**found).setup.dataset.name == "three_students"


def test_who_resets_the_network_keeps_the_table_of_the_other_pages() -> None:
    asked = {"points": ("table",), "data": (EITHER,), "test": ("25",)}
    memory = reset_page(arrive(Memory(), "network", asked))
    assert memory.chosen == {"dataset": EITHER}
    assert reset_page(arrive(Memory(), "training", asked)).chosen.keys() == {
        "network_data", "test_share"
    }  # fmt: skip


def test_a_setting_worth_seeing_keeps_the_table_of_the_other_pages() -> None:
    for name in PRESETS_OF_THE_NETWORK:
        assert "dataset" not in preset(name)
