"""The scene of somebody's own data, and the lesson in the words of that data."""

from dataclasses import replace

import pytest
import torch

from tests.scenes.stages import stage, whole_sweeps
from visualizer.live.moment import Moment
from visualizer.live.payload import pack_scene
from visualizer.scenes.neuron_plane import MOST_SHOWN
from visualizer.scenes.training import scene_of
from visualizer.scenes.your_data import your_data_moment, your_data_scene
from visualizer.state.pages import complete
from visualizer.state.views.training import training_view
from visualizer.state.views.your_data import YourDataView, your_data_view
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.ui.own_tables import PRESETS

BOTH, EITHER = PRESETS["Both: one neuron can"], PRESETS["Either, not both: it cannot"]


def view_of(**given: object) -> YourDataView:
    return your_data_view(complete("your_data", given))


def numbers(dataset: str, **given: float) -> dict[str, torch.Tensor]:
    moment = your_data_moment(view_of(dataset=dataset, **given))
    return {
        name: row[moment.settings["bias"].index]
        for name, row in whole_sweeps(moment)["bias"].quantities.items()
    }


def test_one_neuron_can_do_both_but_not_either() -> None:
    solved = {"weight_1": 1.0, "weight_2": 1.0, "bias": -1.5}
    assert numbers(BOTH, **solved)["right"] == 4
    assert numbers(BOTH, **solved)["verdict"] == 1
    found = [
        float(numbers(EITHER, weight_1=w1, weight_2=w2, bias=b)["right"])
        for w1 in (-1.5, -1.0, 0.5, 1.0)
        for w2 in (-1.5, -0.5, 1.0)
        for b in (-1.5, -0.5, 0.5, 1.5)
    ]
    assert max(found) == 3


def four(*answers: float) -> str:
    """Return the name of a table of four rows around a square, with these answers."""
    corners = ((2.0, 1.0), (9.0, 2.0), (10.0, 8.0), (1.0, 7.0))
    rows = tuple((*corner, answer) for corner, answer in zip(corners, answers, strict=True))
    return keep_table(Table(("a", "b", "c"), ("",) * 4, rows))


@pytest.mark.parametrize(
    ("dataset", "is_crosswise"),
    [
        (EITHER, True),
        (BOTH, False),
        (four(0, 1, 0, 1), True),
        (four(1, 0, 1, 0), True),
        (four(0, 0, 1, 1), False),
        (four(0, 1, 1, 1), False),
    ],
)
def test_that_one_line_cannot_do_better_is_said_where_none_can_and_not_before_it_is_reached(
    dataset: str, is_crosswise: bool
) -> None:
    view = view_of(dataset=dataset, scaling="standardized")
    inputs, targets = view.task.dataset.inputs, view.task.dataset.targets > 0.5
    turns = torch.linspace(0, 2 * torch.pi, 361)[:, None, None]
    z = (
        turns.cos() * inputs[:, 0]
        + turns.sin() * inputs[:, 1]
        + torch.linspace(-3, 3, 121)[:, None]
    )
    most = int(((z >= 0) == targets).sum(dim=-1).max())  # of many lines
    assert (most < len(targets)) == is_crosswise
    reached = set()
    for weights in ((1.0, 1.0), (1.0, -1.0), (-1.0, 0.4), (0.3, 1.0)):
        given = dict(zip(("weight_1", "weight_2"), weights, strict=True))
        moment = your_data_moment(view_of(dataset=dataset, scaling="standardized", **given))
        for position in range(61):
            text, found = said(moment, "bias", position)
            is_best = found["right"] == most and found["line"] == 0
            assert ("cannot do better" in text) == (is_crosswise and is_best)
            reached.add(is_best)
    assert True in reached


def test_the_loss_is_that_of_all_rows_though_few_are_drawn() -> None:
    rows = tuple((row % 10 * 1.0, row % 7 * 1.0, float(row % 2)) for row in range(1000))
    name = keep_table(Table(("a", "b", "c"), ("",) * 1000, rows))
    found = numbers(name, weight_1=0.1, weight_2=0.2, bias=0.5)
    data = torch.tensor(rows)
    plain = ((torch.sigmoid(0.1 * data[:, 0] + 0.2 * data[:, 1] + 0.5) - data[:, 2]) ** 2).mean()
    assert torch.isclose(found["loss"], plain, atol=1e-6)
    figure = your_data_scene(view_of(dataset=name)).pictures[0].figure
    examples = [trace for trace in figure.data if trace.uid.startswith("examples")]
    assert sum(len(trace.x) for trace in examples) == MOST_SHOWN
    assert "300 of 1000 examples" in your_data_scene(view_of(dataset=name)).pictures[0].label


def test_other_answers_than_0_and_1_are_neither_right_nor_wrong() -> None:
    name = keep_table(Table(("a", "b", "c"), ("",) * 3, ((1, 2, 5.0), (2, 1, 7.5), (3, 3, 9.0))))
    assert numbers(name)["verdict"] == 2


def test_a_lesson_speaks_of_the_columns_at_hand() -> None:
    name = keep_table(
        Table(("<b>cups", "{loss}", "fit"), ("",) * 3, ((1, 2, 0), (2, 1, 1), (3, 3, 1)))
    )
    scene = scene_of(training_view(complete("training", {"dataset": name})))
    text = pack_scene(scene).decode("latin-1").lower()
    assert "hours studied" not in text
    assert "hours slept" not in text
    assert "<b>" not in text


def test_with_a_linear_output_the_line_runs_where_the_prediction_is_half_way() -> None:
    name = keep_table(Table(("a", "b", "c"), ("",) * 3, ((1, 2, 5.0), (2, 1, 7.0), (3, 3, 9.0))))
    values = complete(
        "your_data",
        {"dataset": name, "output": "identity", "weight_1": 1.0, "weight_2": 1.0, "bias": 0.5},
    )
    moment = your_data_moment(your_data_view(values))
    sweep, here = whole_sweeps(moment)["bias"], moment.settings["bias"].index
    moves = sweep.moves["plane"]
    ends = moves["border.x"][here] + moves["border.y"][here] + 0.5
    assert torch.allclose(ends, torch.full((2,), 7.0), atol=1e-4)
    assert sweep.quantities["prediction"][here] == values["input_1"] + values["input_2"] + 0.5


THOUSANDS = keep_table(
    Table(("steps", "minutes", "fit"), ("",) * 3, ((1250, 8, 0), (3400, 30, 1), (2000, 12, 0)))
)


def said(moment: Moment, key: str, position: int) -> tuple[str, dict[str, float]]:
    """Return the verdict at a position of a control, and the numbers that fill it."""
    sweep = whole_sweeps(moment)[key].quantities
    numbers = {name: float(row[position]) for name, row in sweep.items()}
    choices = {
        each.name: each.choices for each in your_data_scene(view_of(dataset=BOTH)).quantities
    }
    text = choices["verdict"][int(numbers["verdict"])]
    return text.replace("{line}", choices["line"][int(numbers["line"])]), numbers


def is_drawn(moment: Moment, key: str, position: int) -> bool:
    """Tell whether some of the line lies within the picture, by walking along it."""
    moves = whole_sweeps(moment)[key].moves["plane"]
    walk = torch.linspace(0, 1, 20_001)
    points = [
        row[0] + (row[1] - row[0]) * walk
        for row in (moves["border.x"][position], moves["border.y"][position])
    ]
    axes = [moment.layouts["plane"][f"{axis}.range"] for axis in ("xaxis", "yaxis")]
    inside = [(low < p) & (p < high) for p, (low, high) in zip(points, axes, strict=True)]
    return bool((inside[0] & inside[1]).any())


@pytest.mark.parametrize("scaling", ["raw", "tenths", "standardized"])
@pytest.mark.parametrize("dataset", ["three_students", BOTH, THOUSANDS])
def test_under_the_drag_the_verdict_says_when_the_line_is_outside(
    dataset: str, scaling: str
) -> None:
    values = complete("your_data", {
        "dataset": dataset, "scaling": scaling, "weight_1": 0.5, "weight_2": 0.9, "bias": 1.3,
    })  # fmt: skip
    moment = your_data_moment(your_data_view(values))
    for key in ("weight_1", "bias"):
        for position in range(0, len(moment.settings[key].positions), 5):
            text, numbers = said(moment, key, position)
            is_outside = "outside the picture" in text
            assert is_outside != is_drawn(moment, key, position), (key, position)
            assert is_outside == (numbers["line"] != 0)


@pytest.mark.parametrize("output", ["sigmoid", "identity"])
@pytest.mark.parametrize("dataset", [BOTH, THOUSANDS])
def test_the_bias_that_is_said_brings_the_line_in(dataset: str, output: str) -> None:
    row = {"input_1": 2000.0, "input_2": 12.0} if dataset == THOUSANDS else {}
    given = {"dataset": dataset, "output": output, "weight_1": 1.5, "weight_2": 1.5, **row}
    moment = your_data_moment(view_of(**given, bias=15.0))
    text, numbers = said(moment, "bias", moment.settings["bias"].index)
    assert "{bias_wanted}" in text
    assert ("Standardized" in text) == (dataset == THOUSANDS)
    there = round(numbers["bias_wanted"], 2)
    moment = your_data_moment(view_of(**given, bias=there))
    assert "outside" not in said(moment, "bias", moment.settings["bias"].index)[0]


def test_a_slider_that_only_just_brings_the_line_in_is_named() -> None:
    """The middle of the picture is at a bias of −3.4 or so, and the slider ends at −3."""
    values = complete("your_data", {
        "dataset": BOTH, "weight_1": 3.4, "weight_2": 3.4, "bias": 3.0,
        "input_1": 0.0, "input_2": 0.0,
    })  # fmt: skip
    moment = your_data_moment(your_data_view(values))
    text, numbers = said(moment, "bias", moment.settings["bias"].index)
    assert "Standardized" not in text
    assert numbers["bias_wanted"] == -3


def test_without_weights_the_verdict_says_that_there_is_no_line() -> None:
    values = complete("your_data", {"dataset": BOTH, "weight_1": 0.0, "weight_2": 0.0, "bias": 1.0})
    moment = your_data_moment(your_data_view(values))
    assert "there is no line" in said(moment, "bias", 0)[0]


def test_a_line_outside_that_gets_all_right_parts_nothing() -> None:
    ones = keep_table(Table(("a", "b", "c"), ("",) * 2, ((1, 2, 1), (2, 1, 1))))
    values = complete("your_data", {"dataset": ones, "weight_1": 1, "weight_2": 1, "bias": 3.0})
    moment = your_data_moment(your_data_view(values))
    text, numbers = said(moment, "bias", moment.settings["bias"].index)
    assert numbers["right"] == 2
    assert "to itself" not in text
    assert "outside the picture" in text


def test_my_row_is_in_the_picture_or_a_sentence_says_that_it_is_not() -> None:
    def seen(x: float) -> bool:
        moment = your_data_moment(view_of(dataset="three_students", input_1=x, input_2=7.0))
        low, high = moment.layouts["plane"]["xaxis.range"]
        is_in = low < x < high
        assert moment.fixed.quantities["mine"][0] == (0 if is_in else 1)
        return is_in

    assert seen(5.0)
    assert seen(20.0)
    assert not seen(900.0)
    scene = your_data_scene(view_of(dataset="three_students"))
    (mine,) = [each for each in scene.quantities if each.name == "mine"]
    assert "outside the picture" in mine.choices[1]


SHOWN = ("examples_fail", "examples_pass")


def legend_of(table: Table) -> list[str]:
    made = stage("your_data", dataset=keep_table(table))
    plane = next(each for each in made.scene.pictures if each.name == "plane")
    return [each.name for each in plane.figure.data if each.uid in SHOWN]


def test_the_legend_says_the_words_of_the_table_itself() -> None:
    rows = ((1.0, 2.0, 0.0, 1.0), (2.0, 1.0, 1.0, 0.0), (3.0, 3.0, 1.0, 0.0))
    words = ((2, "bitter", "sw{e}et"), (3, "old", "new"))
    table = Table(("tea", "milk", "taste", "age"), ("",) * 3, rows, words=words)
    assert legend_of(table) == ["taste: bitter", "taste: sw(e)et"]
    assert legend_of(replace(table, target=3)) == ["age: old", "age: new"]
    assert legend_of(replace(table, words=())) == ["taste: 0", "taste: 1"]
    others = ((1.0, 2.0, 0.0, 1.0), (2.0, 1.0, 2.0, 0.0), (3.0, 3.0, 1.0, 0.0))
    assert "bitter" not in str(legend_of(replace(table, rows=others))), "they are numbers by now"
