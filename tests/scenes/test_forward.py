"""The pages of the forward pass against bare PyTorch, and against the lesson's own numbers."""

import math

import pytest
import torch
from torch import nn

from tests.core.plain import STAGES, plain_model
from tests.scenes.stages import Stage, stage
from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import make_neuron
from visualizer.live.payload import pack_scene
from visualizer.state.parameters import PARAMETERS
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

HELD = ("input_1", "input_2", "weight_1", "weight_2", "bias")
ODD = {"input_1": 3.7, "input_2": 11.2, "weight_1": -0.71, "weight_2": 0.33, "bias": -1.9}
PAGES = ("start", "neuron", "activations")


def bare_pass(values: dict, activation: str) -> dict[str, float]:
    """Return one pass through layers that PyTorch made, with autograd's slope."""
    start = torch.tensor([values["weight_1"], values["weight_2"], values["bias"]])
    model = plain_model(make_neuron(activation), start)
    z = model[0](torch.tensor([[values["input_1"], values["input_2"]]])).detach().requires_grad_()
    value = nn.Sequential(*STAGES[activation])(z)
    value.sum().backward()
    prediction = torch.sigmoid(value.detach())
    return {
        "term_1": values["input_1"] * values["weight_1"],
        "term_2": values["input_2"] * values["weight_2"],
        "z": z.item(),
        "activation": value.item(),
        "derivative": z.grad.item(),
        "prediction": prediction.item(),
        "output": prediction.item(),
    }


def activation_of(page: str, name: str) -> str:
    return "identity" if page == "start" else name


def expect_numbers(found: dict[str, float], wanted: dict[str, float]) -> None:
    for name, value in wanted.items():
        assert found[name] == pytest.approx(value, rel=1e-5, abs=2e-6), name


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_is_shown_is_what_pytorch_finds(page: str, activation: str) -> None:
    given = {**ODD, "activation": activation}
    found = stage(page, **given).numbers()
    expect_numbers(found, {**ODD, **bare_pass(ODD, activation_of(page, activation))})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("position", [0, 17, 60])
def test_what_a_drag_shows_is_what_pytorch_finds(page: str, position: int) -> None:
    made = stage(page, **ODD, activation="silu")
    for key, setting in made.moment.settings.items():
        moved = {**ODD, key: setting.positions[position]}
        wanted = bare_pass(moved, activation_of(page, "silu"))
        expect_numbers(made.numbers(key, position), {**moved, **wanted})


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_on_the_lesson_s_numbers(page: str) -> None:
    found = stage(page).numbers()
    assert [round(found[name], 6) for name in HELD] == [5, 7, 0.1, 0.2, 0.5]
    assert found["z"] == pytest.approx(2.4, abs=1e-6)
    assert found["activation"] == pytest.approx(2.4, abs=1e-6)
    assert f"{100 * found['prediction']:.1f}" == "91.7"
    assert f"{found['output']:.6f}" == "0.916827"


@pytest.mark.parametrize(
    ("name", "digits", "style"),
    [("z", 2, "number"), ("prediction", 1, "percent"), ("output", 6, "number")],
)
def test_numbers_are_written_as_in_the_lesson(name: str, digits: int, style: str) -> None:
    quantity = stage("neuron").quantity(name)
    assert (quantity.digits, quantity.style) == (digits, style)


@pytest.mark.parametrize("page", ["start", "neuron"])
def test_the_answer_is_pass_from_half_on(page: str) -> None:
    made = stage(page, activation="identity")
    for position in range(len(made.moment.settings["bias"].positions)):
        shown = made.numbers("bias", position)
        wanted = "pass" if shown["prediction"] >= 0.5 else "fail"
        assert made.words("answer", "bias", position) == wanted


# The network's drawing


@pytest.mark.parametrize("page", ["start", "neuron"])
@pytest.mark.parametrize("key", ["weight_1", "weight_2", "bias"])
def test_an_edge_shows_its_weight_s_sign_and_size(page: str, key: str) -> None:
    made = stage(page, weight_1=0.4, weight_2=0.4, bias=0.4)
    last = len(made.moment.settings[key].positions) - 1
    edge = f"edge_{key}"
    assert made.drawn("network", f"{edge}.line.dash", key, 0) == "dash"
    assert made.drawn("network", f"{edge}.line.dash", key, last) == "solid"
    widths = [made.drawn("network", f"{edge}.line.width", key, place) for place in range(last + 1)]
    assert widths.index(min(widths)) == last // 2
    for other in {"weight_1", "weight_2", "bias"} - {key}:
        moved = {made.drawn("network", f"edge_{other}.line.width", key, p) for p in (0, last)}
        assert len(moved) == 1


# The floor under the predictions


@pytest.mark.parametrize(("activation", "percent"), [("relu", "50.0"), ("silu", "43.1")])
def test_no_weight_takes_the_prediction_below_the_floor(activation: str, percent: str) -> None:
    made = stage("neuron", activation=activation)
    z = torch.linspace(-60, 60, 100_001)
    lowest = torch.sigmoid(nn.Sequential(*STAGES[activation])(z)).min().item()
    assert made.numbers()["floor"] == pytest.approx(lowest, abs=1e-6)
    assert f"{100 * made.numbers()['floor']:.1f}" == percent


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_lowest_prediction_within_reach_is_the_lowest_of_all_positions(activation: str) -> None:
    made = stage("neuron", **ODD, activation=activation)
    lowest = min(
        made.numbers(key, place)["prediction"]
        for key, setting in made.moment.settings.items()
        for place in range(len(setting.positions))
    )
    shown = made.numbers()
    assert shown["lowest_prediction"] == pytest.approx(lowest, abs=1e-7)
    assert shown["floor"] <= shown["lowest_prediction"] + 1e-7


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_page_never_claims_what_its_numbers_deny(activation: str) -> None:
    made = stage("neuron", activation=activation)
    for place in range(61):
        shown = made.numbers("weight_1", place)
        hint = "".join(made.words(name, "weight_1", place) for name in ("hint", "no_way"))
        assert hint.startswith("Try") == (shown["z"] >= 0)
        if not hint.startswith("Try"):
            answer = made.words("answer", "weight_1", place)
            assert ("still" in hint) == (answer == "pass"), f"z = {shown['z']}: {hint}"


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_floor_is_claimed_only_where_pytorch_finds_one(activation: str) -> None:
    z = torch.cat([torch.linspace(-60, 60, 10_001), torch.tensor([-1e5])])
    lowest = torch.sigmoid(nn.Sequential(*STAGES[activation])(z)).min().item()
    made = stage("neuron", activation=activation)
    texts = [each for name in ("hint", "no_way") for each in made.quantity(name).choices]
    claims = any("{floor}" in text for text in texts)
    assert claims == (lowest > 0.01)


# Row times column


@pytest.mark.parametrize(("key", "position"), [("input_1", 60), ("weight_2", 0), ("bias", 3)])
def test_the_matrix_product_is_pytorch_s(key: str, position: int) -> None:
    shown = stage("neuron", **ODD).numbers(key, position)
    rows = torch.tensor([[shown[f"row_{place}"] for place in pair] for pair in ((1, 2), (3, 4))])
    columns = torch.tensor(
        [[shown[f"{name}_{place}"] for name in ("column", "second")] for place in (1, 2)]
    )
    cells = [shown[name] for name in ("cell_11", "cell_12", "cell_21", "cell_22")]
    assert cells == pytest.approx((rows @ columns).flatten().tolist(), abs=1e-5)
    assert rows[0].tolist() == pytest.approx([shown["input_1"], shown["input_2"]])
    assert columns[:, 0].tolist() == pytest.approx([shown["weight_1"], shown["weight_2"]])
    assert rows[1].tolist() == [1, 2]


# The curves


@pytest.mark.parametrize("key", HELD)
@pytest.mark.parametrize("position", [0, 30, 60])
def test_the_point_and_the_tangent_follow_z(key: str, position: int) -> None:
    made = stage("activations", **{**ODD, "weight_1": 0.1}, activation="tanh")
    z = min(6.0, max(-6.0, made.numbers(key, position)["z"]))
    slope = 1 - math.tanh(z) ** 2
    drawn = {
        target: made.drawn("activation", target, key, position)
        for target in made.moves("activation", key)
    }
    assert drawn["point_0.x"] + drawn["point_0.y"] == pytest.approx([z, math.tanh(z)], abs=1e-5)
    assert drawn["slope_0.x"] + drawn["slope_0.y"] == pytest.approx([z, slope], abs=1e-5)
    rise = (drawn["tangent.y"][1] - drawn["tangent.y"][0]) / 4
    assert drawn["tangent.x"] == pytest.approx([z - 2, z + 2], abs=1e-5)
    assert rise == pytest.approx(slope, abs=1e-5)


@pytest.mark.parametrize("dataset", PARAMETERS["dataset"].options)
@pytest.mark.parametrize("key", HELD)
def test_every_student_of_the_data_stands_at_its_own_z(dataset: str, key: str) -> None:
    made = stage("activations", **ODD, dataset=dataset)
    shown = made.numbers(key, 40)
    hours = {
        "three_students": [[5, 7], [1, 2], [10, 6]],
        "twelve_students": [
            list(pair)
            for pair in zip(
                [1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9],
                [7, 5, 8, 6, 9, 5, 7, 8, 6, 5, 9, 7],
                strict=True,
            )
        ],
    }[dataset]
    wanted = [
        studied * shown["weight_1"] + slept * shown["weight_2"] + shown["bias"]
        for studied, slept in hours
    ]
    wanted = [min(6.0, max(-6.0, z)) for z in wanted]
    assert made.drawn("activation", "students.x", key, 40) == pytest.approx(wanted, abs=1e-5)


def test_two_functions_lie_over_each_other_at_the_same_z() -> None:
    made = stage("activations", activation="relu", second_activation="silu", bias=-3.0)
    shown = made.numbers()
    z = torch.tensor(shown["z"], requires_grad=True)
    silu = nn.SiLU()(z)
    silu.backward()
    assert shown["second_activation"] == pytest.approx(silu.item(), abs=1e-6)
    assert shown["second_derivative"] == pytest.approx(z.grad.item(), abs=1e-6)
    assert made.drawn("activation", "point_1.x", "bias") == [pytest.approx(shown["z"])]
    assert made.drawn("activation", "point_1.y", "bias") == [pytest.approx(silu.item(), abs=1e-6)]


@pytest.mark.parametrize("second", ["none", "relu"])
def test_a_function_is_not_laid_over_itself(second: str) -> None:
    made: Stage = stage("activations", activation="relu", second_activation=second)
    assert "second_activation" not in made.numbers()
    assert not any(target.startswith("point_1") for target in made.moves("activation", "bias"))


def test_the_sentence_says_flat_where_the_slope_is_nothing() -> None:
    made = stage("activations", activation="relu")
    for place in range(61):
        flat = made.words("region", "weight_2", place).startswith("Here ReLU is flat")
        assert flat == (made.numbers("weight_2", place)["z"] <= 0)


@pytest.mark.parametrize("page", ["start", "neuron"])
def test_the_first_pages_speak_of_the_columns_of_a_table(page: str) -> None:
    rows = ((1250.0, 8.0, 0.0), (3400.0, 30.0, 1.0))
    table = keep_table(Table(("hours slept", "coffee", "fit"), ("", ""), rows))
    made = stage(page, dataset=table, input_1=1250.0, input_2=8.0)
    scene = made.scene
    label = scene.pictures[0].label
    assert label.startswith("The network: hours slept {input_1} times w₁ {weight_1}, plus coffee {")
    labels = {each.name: each.label for each in scene.quantities}
    assert (labels["input_1"], labels["input_2"]) == ("hours slept", "coffee")
    assert (labels["weight_1"], labels["term_2"]) == ("weight of hours slept, w₁", "coffee × w₂")
    said = pack_scene(scene).decode("utf-8", "replace")
    assert "hours<br>slept" in said  # in the drawing
    assert "studied" not in said
    if page == "neuron":
        assert "coffee: {input_2} " in said


@pytest.mark.parametrize("page", ["start", "neuron"])
def test_the_plane_of_the_first_pages_holds_the_examples_of_a_table(page: str) -> None:
    rows = ((1250.0, 8.0, 0.0), (3400.0, 30.0, 1.0))
    table = keep_table(Table(("steps", "minutes", "fit"), ("", ""), rows))
    made = stage(page, dataset=table, input_1=1250.0, input_2=8.0)
    figure = next(each.figure for each in made.scene.pictures if each.name == "plane")
    marks = [each for each in figure.data if each.type == "scatter" and each.x]
    drawn = {place for each in marks for place in zip(each.x, each.y, strict=True)}
    assert {(x, y) for x, y, _ in rows} <= drawn
    across, up = (made.moment.layouts["plane"][f"{each}axis.range"] for each in "xy")
    for x, y, _ in rows:
        assert across[0] < x < across[1]
        assert up[0] < y < up[1]
    if page == "neuron":
        assert made.numbers()["row_3"] == 3400
