"""The scene of somebody's own data, and the lesson in the words of that data."""

import torch

from tests.scenes.stages import whole_sweeps
from visualizer.core.own_data import keep_table
from visualizer.core.table import Table
from visualizer.live.payload import pack_scene
from visualizer.scenes.training import scene_of
from visualizer.scenes.wording import with_names
from visualizer.scenes.your_data import MOST_SHOWN, your_data_moment, your_data_scene
from visualizer.ui.own_tables import PRESETS
from visualizer.ui.pages import complete

BOTH, EITHER = PRESETS["Both: one neuron can"], PRESETS["Either, not both: it cannot"]


def numbers(dataset: str, **given: float) -> dict[str, torch.Tensor]:
    values = complete("your_data", {"dataset": dataset, **given})
    moment = your_data_moment(values)
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


def test_the_loss_is_that_of_all_rows_though_few_are_drawn() -> None:
    rows = tuple((row % 10 * 1.0, row % 7 * 1.0, float(row % 2)) for row in range(1000))
    name = keep_table(Table(("a", "b", "c"), ("",) * 1000, rows))
    found = numbers(name, weight_1=0.1, weight_2=0.2, bias=0.5)
    data = torch.tensor(rows)
    plain = ((torch.sigmoid(0.1 * data[:, 0] + 0.2 * data[:, 1] + 0.5) - data[:, 2]) ** 2).mean()
    assert torch.isclose(found["loss"], plain, atol=1e-6)
    figure = your_data_scene(name, "sigmoid").pictures[0].figure
    assert sum(len(trace.x) for trace in figure.data[:2]) == MOST_SHOWN
    assert "300 of 1000 examples" in your_data_scene(name, "sigmoid").pictures[0].label


def test_other_answers_than_0_and_1_are_neither_right_nor_wrong() -> None:
    name = keep_table(Table(("a", "b", "c"), ("",) * 3, ((1, 2, 5.0), (2, 1, 7.5), (3, 3, 9.0))))
    assert numbers(name)["verdict"] == 2


def test_a_lesson_speaks_of_the_columns_at_hand() -> None:
    name = keep_table(
        Table(("<b>cups", "{loss}", "fit"), ("",) * 3, ((1, 2, 0), (2, 1, 1), (3, 3, 1)))
    )
    values = complete("training", {"dataset": name})
    scene = with_names(scene_of(values), name)
    text = pack_scene(scene).decode("latin-1").lower()
    assert "hours studied" not in text
    assert "hours slept" not in text
    assert "<b>" not in text
    assert with_names(scene_of(complete("training", {})), "three_students") is scene_of(
        complete("training", {})
    )


def test_with_a_linear_output_the_line_runs_where_the_prediction_is_half_way() -> None:
    name = keep_table(Table(("a", "b", "c"), ("",) * 3, ((1, 2, 5.0), (2, 1, 7.0), (3, 3, 9.0))))
    values = complete(
        "your_data",
        {"dataset": name, "output": "identity", "weight_1": 1.0, "weight_2": 1.0, "bias": 0.5},
    )
    moment = your_data_moment(values)
    sweep, here = whole_sweeps(moment)["bias"], moment.settings["bias"].index
    moves = sweep.moves["class_map"]
    ends = moves["boundary.x"][here] + moves["boundary.y"][here] + 0.5
    assert torch.allclose(ends, torch.full((2,), 7.0), atol=1e-4)
    assert sweep.quantities["prediction"][here] == values["input_1"] + values["input_2"] + 0.5
