"""What a table of somebody's own is to be played for is found by a bare loop, and not at once."""

from itertools import product

import pytest
import torch

from tests.core.plain import plain_training
from tests.stages.test_targets import CLOSE
from visualizer.scenes.own_targets import all_targets_of, bar_between
from visualizer.scenes.targets import Target
from visualizer.state.pages import complete
from visualizer.state.parameters import get_number
from visualizer.state.positions import grid
from visualizer.state.setup_of import setup_of
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

LARGE = keep_table(
    Table(
        ("steps", "minutes", "fit"),
        ("",) * 4,
        ((1250, 8, 0), (3400, 30, 1), (2000, 12, 0), (2900, 25, 1)),
    )
)
CROSSWISE = keep_table(
    Table(("a", "b", "c"), ("",) * 4, ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)))
)
SCORES = keep_table(Table(("a", "b", "score"), ("",) * 3, ((1, 2, 40), (2, 1, 70), (4, 3, 55))))
TABLES = (CLOSE, LARGE, CROSSWISE, SCORES)
CASES = list(product(TABLES, ("raw", "standardized"), ("sigmoid", "identity")))


def own(stage: str, values: dict) -> Target | None:
    found = [each for each in all_targets_of(stage, values) if each.name.startswith("own_")]
    return found[0] if found else None


def test_some_table_has_each_of_them_and_every_sentence_has_its_bar() -> None:
    for stage in ("training", "surface"):
        target = own(stage, complete(stage, {"dataset": CLOSE}))
        assert target is not None
        assert f"below {target.bar}" in target.sentence


@pytest.mark.parametrize(("dataset", "scaling", "output"), CASES)
def test_a_rate_of_the_slider_gets_below_the_bar_and_the_opening_does_not(
    dataset: str, scaling: str, output: str
) -> None:
    values = complete("training", {"dataset": dataset, "scaling": scaling, "output": output})
    target = own("training", values)
    if target is None:
        return
    bar = target.ways[0][0].other

    def end(rate: float) -> float:
        return plain_training(setup_of({**values, "learning_rate": rate})).losses[-1].item()

    assert not end(0.1) < bar
    assert any(end(rate) < bar for rate in reversed(grid(get_number("learning_rate"))))


@pytest.mark.parametrize(("dataset", "scaling", "output"), CASES)
def test_a_place_of_the_sliders_lies_below_the_bar_and_the_opening_does_not(
    dataset: str, scaling: str, output: str
) -> None:
    values = complete("surface", {"dataset": dataset, "scaling": scaling, "output": output})
    target = own("surface", values)
    if target is None:
        return
    bar = target.ways[0][0].other
    data = setup_of(values).dataset
    grids = (torch.tensor(grid(get_number(name))) for name in ("weight_1", "weight_2", "bias"))
    places = torch.cartesian_prod(*grids)
    z = places[:, :2] @ data.inputs.T + places[:, 2:]
    losses = ((z.sigmoid() if output == "sigmoid" else z) - data.targets).square().mean(dim=1)
    assert bool((losses < bar).any())
    opened = torch.tensor([values[name] for name in ("weight_1", "weight_2", "bias")])
    z = data.inputs @ opened[:2] + opened[2]
    loss = ((z.sigmoid() if output == "sigmoid" else z) - data.targets).square().mean()
    assert not float(loss) < bar


@pytest.mark.parametrize(
    ("lowest", "opening"), [(0.1, 0.1), (0.2, 0.1), (0.24, 0.25), (float("inf"),) * 2]
)
def test_without_room_there_is_no_bar(lowest: float, opening: float) -> None:
    assert bar_between(lowest, opening) is None


def test_our_students_have_their_own() -> None:
    assert own("training", complete("training", {})) is None
