"""The loss surface: its point, the gradient three ways, one step and the trail, against PyTorch."""

import math
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise, product

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from tests.core.examples import setup_from
from tests.core.plain import plain_model, plain_training
from tests.scenes.stages import stage
from tests.state.strategies import values_of
from visualizer.core import (
    ACTIVATIONS,
    AXES,
    OUTPUTS,
    Axis,
    Task,
    loss_surfaces,
    make_neuron,
)
from visualizer.core.lanes import train_lanes
from visualizer.figures.moves import FINEST
from visualizer.live.scene import Quantity
from visualizer.scenes import first_step, gradients
from visualizer.scenes.first_step import drop_verdicts
from visualizer.scenes.gradients import agreements
from visualizer.scenes.landscape import Span, load_landscape
from visualizer.scenes.plane import PLANES, plane_frame
from visualizer.scenes.surface import CONTROLS
from visualizer.scenes.trail import drawn_steps
from visualizer.state.pages import PAGES
from visualizer.state.parameters import PARAMETERS
from visualizer.state.views.surface import N_STEPS
from visualizer.tables.loading import load_dataset

ODD = {"weight_1": -0.37, "weight_2": 0.61, "bias": -0.83, "learning_rate": 0.7}
WAYS = ("gradient_wiggle", "gradient_formula", "gradient")


def shown(value: float, quantity: Quantity) -> str:
    digits = quantity.digits
    if 0 < abs(value) < 1e-3:  # two digits of it count
        digits = 1 - math.floor(math.log10(abs(value)))
    exact = abs(Decimal(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{exact if value > 0 else -exact:f}" if exact else "0"


def three_ways(numbers: dict[str, float], made) -> list[set[str]]:
    """Return for each parameter what the three ways show on screen."""
    return [
        {shown(numbers[f"{way}_{name}"], made.quantity(f"gradient_{name}")) for way in WAYS}
        for name in AXES
    ]


# The plane


@pytest.mark.parametrize("axes", PLANES)
def test_the_picture_spans_what_the_sliders_reach(axes: str) -> None:
    made = stage("surface", axes=axes)
    frame = plane_frame(axes)
    assert {frame.across.name, frame.up.name, frame.held.name} == set(AXES)
    for name, limits in zip(frame.axes, (frame.across.limits, frame.up.limits), strict=True):
        positions = made.moment.settings[name].positions
        assert limits == (positions[0], positions[-1])
    contour = next(each for each in made.scene.pictures if each.name == "contour")
    assert contour.picks == frame.axes
    assert tuple(contour.figure.layout.xaxis.range) == frame.across.limits
    assert tuple(contour.figure.layout.yaxis.range) == frame.up.limits


@pytest.mark.parametrize("axes", PLANES)
@pytest.mark.parametrize("output", OUTPUTS)
def test_the_field_is_the_mse_of_a_bare_model(axes: str, output: str) -> None:
    made = stage("surface", **ODD, axes=axes, output=output, activation="silu")
    frame = plane_frame(axes)
    held = frame.held.name
    position = made.moment.settings[held].positions.index(PARAMETERS[held].maximum)
    field = torch.tensor(made.drawn("contour", "field.z", held, position))
    heights = torch.tensor(made.drawn("surface", "surface.z", held, position))
    assert field.shape == (61, 61)
    assert heights.equal(field[::2, ::2].flatten())
    data = load_dataset("three_students")
    for row, column in [(0, 0), (10, 50), (60, 30)]:
        point = {
            frame.across.name: frame.across.values()[column],
            frame.up.name: frame.up.values()[row],
            held: torch.tensor(PARAMETERS[held].maximum),
        }
        place = torch.stack([point[name] for name in AXES])
        model = plain_model(make_neuron("silu", output), place)
        loss = nn.MSELoss()(model(data.inputs), data.targets[:, None]).item()
        top = made.scene.pictures[0].figure.data[0].zmax
        assert field[row, column].item() == pytest.approx(min(loss, top), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("axes", PLANES)
def test_only_what_is_held_bends_the_surface(axes: str) -> None:
    made = stage("surface", axes=axes)
    held = plane_frame(axes).held.name
    for key in CONTROLS:
        assert ("field.z" in made.moves("contour", key)) == (key == held)
        assert ("surface.z" in made.moves("surface", key)) == (key == held)
    first, last = (made.drawn("contour", "field.z", held, place) for place in (0, 60))
    assert first != last


@pytest.mark.parametrize("axes", PLANES)
def test_the_held_value_is_stated(axes: str) -> None:
    made = stage("surface", axes=axes)
    held = plane_frame(axes).held.name
    said = [text for text in made.templates() if "which is held" in text]
    assert len(said) == 1
    assert f"{{{held}}}, which is held" in said[0]


def test_a_span_answers_for_anything() -> None:
    span = Span("bias", (-1.0, 1.0), 5)
    wild = torch.tensor([-9.0, 0.25, torch.inf, torch.nan])
    assert span.place(wild).tolist() == [0, 2.5, 4, 2]
    assert span.nearest(wild).tolist() == [-1, 0.25, 1, 0]


def test_a_low_landscape_fills_its_picture() -> None:
    land = load_landscape(
        Task(make_neuron(), load_dataset("twelve_students", "tenths")), plane_frame("w1_w2")
    )
    highest = float(land.surfaces.max())
    assert highest <= land.top <= 2 * highest
    assert float(f"{land.top:.1g}") == land.top


# The gradient three ways


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_way_is_shown_as_a_bare_model_has_it(activation: str, output: str) -> None:
    made = stage("surface", **ODD, activation=activation, output=output)
    data = load_dataset("three_students")
    point = torch.tensor([ODD[name] for name in AXES])
    model = plain_model(make_neuron(activation, output), point)
    nn.MSELoss()(model(data.inputs), data.targets[:, None]).backward()
    bare = [*model[0].weight.grad[0].tolist(), model[0].bias.grad.item()]
    found = made.numbers()
    for way in WAYS:
        assert [found[f"{way}_{name}"] for name in AXES] == pytest.approx(bare, rel=1e-4, abs=1e-5)
    assert found["agreement"] == 0


neuron_and_data = st.fixed_dictionaries(
    {name: values_of(PARAMETERS[name]) for name in PAGES["surface"].names}
)


@given(neuron_and_data)
@settings(deadline=None, derandomize=True, database=None, max_examples=60)
def test_they_agree_on_screen_in_all_states_or_the_page_says_why(given_values: dict) -> None:
    made = stage("surface", **given_values)
    for key, position in [(None, 0), ("weight_1", 7), ("bias", 30), ("weight_2", 60)]:
        numbers = made.numbers(key, position)
        agree = all(len(ways) == 1 for ways in three_ways(numbers, made))
        assert agree == (numbers["agreement"] == 0)
        bent = given_values["activation"] in gradients.BENT
        sizes = [abs(numbers[f"gradient_{name}"]) for name in AXES]
        is_far_off = min(sizes) < 1e-3 or max(sizes) > 1e3  # where rounding is seen
        assert agree or bent or is_far_off or given_values["activation"] == "softplus"


@pytest.mark.parametrize(
    ("activation", "output", "data"),
    list(product(ACTIVATIONS, OUTPUTS, ("three_students", "twelve_students"))),
)
def test_they_agree_all_along_every_slider(activation: str, output: str, data: str) -> None:
    made = stage("surface", **ODD, activation=activation, output=output, dataset=data)
    for key in CONTROLS:
        for position in range(61):
            numbers = made.numbers(key, position)
            assert (numbers["agreement"] == 0) == all(
                len(ways) == 1 for ways in three_ways(numbers, made)
            )
            is_small = any(abs(numbers[f"gradient_{name}"]) < 1e-3 for name in AXES)
            may = {0, *({1} if activation in gradients.BENT else ()), *({2} if is_small else ())}
            assert numbers["agreement"] in may


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_on_a_bend_the_page_says_so(activation: str) -> None:
    origin = {"weight_1": 0.0, "weight_2": 0.0, "bias": 0.0}
    made = stage("surface", **origin, activation=activation)
    assert made.words("agreement").startswith("An example stands exactly where")


def test_a_difference_that_shows_is_admitted() -> None:
    ways = torch.tensor([[[0.10001, 0.1]], [[0.10001, 0.1001]], [[0.10001, 0.1]]]).double()
    assert agreements(ways, torch.tensor([True, False])).tolist() == [0, 2]


def test_the_formula_shows_numbers_that_make_its_result() -> None:
    found = stage("surface", **ODD, activation="tanh").numbers()
    signals = [found[f"signal_{place}"] for place in (1, 2, 3)]
    for place, signal in enumerate(signals, start=1):
        factors = [found[f"{kind}_{place}"] for kind in ("residual", "output_slope", "derivative")]
        assert signal == pytest.approx(2 * factors[0] * factors[1] * factors[2], rel=1e-5)
    hours = {"weight_1": (5, 1, 10), "weight_2": (7, 2, 6), "bias": (1, 1, 1)}
    for name, row in hours.items():
        mean = sum(signal * x for signal, x in zip(signals, row, strict=True)) / 3
        assert found[f"gradient_formula_{name}"] == pytest.approx(mean, rel=1e-5)
        assert found[f"loss_change_{name}"] / 20 == pytest.approx(mean, rel=1e-4)


def test_the_formula_is_written_with_the_inputs_of_the_data() -> None:
    lines = "\n".join(stage("surface").templates())
    assert "w₁: ({signal_1} · 5 + {signal_2} · 1 + {signal_3} · 10) / 3 = " in lines
    twelve = "\n".join(
        stage("surface", dataset="twelve_students", scaling="standardized").templates()
    )
    first = "{signal_1} · (−1.57) + {signal_2} · (−1.18) + {signal_3} · (−1.18) + …"
    assert f"w₁: ({first}) / 12 = " in twelve


# One step and the trail


@pytest.mark.parametrize("activation", ["identity", "relu", "silu"])
@pytest.mark.parametrize("key", CONTROLS)
def test_a_step_and_a_trail_are_what_sgd_does(activation: str, key: str) -> None:
    made = stage("surface", **ODD, activation=activation)
    position = 41
    moved = {**ODD, key: made.moment.settings[key].positions[position]}
    start, students = [moved[name] for name in AXES], load_dataset("three_students")
    setup = setup_from(make_neuron(activation), students, start, moved["learning_rate"], 3)
    bare = plain_training(setup)
    found = made.numbers(key, position)
    assert found["loss"] == pytest.approx(bare.losses[0].item(), abs=1e-6)
    assert found["loss_next"] == pytest.approx(bare.losses[1].item(), abs=1e-5)
    drop = (bare.losses[0] - bare.losses[1]).item()
    assert found["loss_drop_real"] == pytest.approx(drop, abs=1e-5)
    slope = bare.gradients[0].norm().item()
    assert found["gradient_length"] == pytest.approx(slope, rel=1e-4)
    assert found["loss_drop_predicted"] == pytest.approx(
        moved["learning_rate"] * slope**2, rel=1e-4
    )
    for letter, path in (("x", bare.parameters[:, 0]), ("y", bare.parameters[:, 1])):
        drawn = made.drawn("contour", f"trail.{letter}", key, position)
        assert drawn[:4] == pytest.approx(path.tolist(), rel=1e-3, abs=3 / FINEST)
        step = made.drawn("contour", f"step.{letter}", key, position)
        assert step == pytest.approx(path[:2].tolist(), rel=1e-4, abs=1e-4)


def test_the_trail_shows_jumps_to_and_fro() -> None:
    steps = drawn_steps().tolist()
    assert steps[0] == 0
    assert steps[-1] == N_STEPS
    assert all((after - before) % 2 for before, after in pairwise(steps))


def test_the_arrow_points_up_the_surface() -> None:
    made = stage("surface", **ODD, axes="w1_b")
    for position in (5, 20, 50):
        across, up = (
            made.drawn("contour", f"gradient.{letter}", "weight_1", position) for letter in "xy"
        )
        tip = [start + 1e-3 * (end - start) for start, end in (across, up)]
        held = torch.tensor([ODD["weight_2"]])
        task = Task(make_neuron(), load_dataset("three_students"))
        below, above = (
            loss_surfaces(task, Axis("bias", x), Axis("weight_1", y), Axis("weight_2", held)).item()
            for x, y in (
                (torch.tensor([across[0]]), torch.tensor([up[0]])),
                (torch.tensor([tip[0]]), torch.tensor([tip[1]])),
            )
        )
        assert above > below
        length = ((across[1] - across[0]) ** 2 + (up[1] - up[0]) ** 2) ** 0.5
        assert length == pytest.approx(0.6, rel=1e-3)


def test_where_there_is_no_slope_there_is_no_arrow() -> None:
    made = stage("surface", weight_1=-1.0, weight_2=-1.0, bias=-3.0, activation="relu")
    assert made.numbers()["gradient_length"] == 0
    assert made.words("drop_verdict").startswith("There is no slope here at all")
    assert "did not move" in made.words("course")
    assert made.drawn("contour", "gradient.x", "bias")[1] is None
    assert made.drawn("contour", "step.x", "bias")[1] is None
    assert made.drawn("contour", "marker.x", "bias") == [-1]


@pytest.mark.parametrize(
    ("length", "promised", "dropped", "verdict"),
    [
        (0.0, 0.0, 0.0, first_step.FLAT),
        (1e-4, 1e-6, 1e-6, first_step.HARDLY),
        (1.0, 0.1, -0.2, first_step.OVERSHOT),
        (1.0, 0.1, 0.05, first_step.LESS),
        (1.0, 0.1, 0.098, first_step.KEPT_IT),
        (1.0, 0.1, 0.12, first_step.MORE),
        (9e9, 1e12, -torch.inf, first_step.BEYOND),
        (1.0, 80.0, 0.3, first_step.TOO_MUCH),
    ],
)
def test_the_sentence_follows_from_the_numbers(
    length: float, promised: float, dropped: float, verdict: int
) -> None:
    numbers = [torch.tensor([value]).double() for value in (0.4, length, promised, dropped)]
    assert drop_verdicts(*numbers).tolist() == [verdict]


def test_a_step_too_far_says_so() -> None:
    made = stage("surface", output="identity", learning_rate=100.0)
    assert made.words("drop_verdict").startswith("Overshot")
    assert "diverged at step" in made.words("course")
    assert made.words("whereabouts") == "It leaves the picture on the way."
    assert made.words("aside") == ""
    assert made.drawn("surface", "marker.z", "bias")[0] is not None


def test_the_point_lies_on_the_surface_and_not_in_it() -> None:
    made = stage("surface", axes="w1_w2")
    heights = torch.tensor(made.drawn("surface", "surface.z", "bias")).view(31, 31)
    for position in (0, 14, 30, 60):  # every second one is a point of the surface
        across = made.moment.settings["weight_1"].positions[position]
        row = round((made.values["weight_2"] + 1.5) * 10)
        under = heights[row, round((across + 1.5) * 10)].item()
        for uid in ("start", "marker", "trail"):
            height = made.drawn("surface", f"{uid}.z", "weight_1", position)[0]
            assert under + 0.01 < height < under + 0.05, (uid, position)


def test_a_trail_that_stays_says_nothing_of_leaving() -> None:
    assert stage("surface").words("whereabouts") == ""


@pytest.mark.parametrize("axes", PLANES)
def test_the_point_is_always_in_both_pictures(axes: str) -> None:
    for output, end in product(OUTPUTS, (0, 60)):
        made = stage("surface", axes=axes, output=output, learning_rate=100.0)
        for key in AXES:
            for picture, letters in (("contour", "xy"), ("surface", "xyz")):
                for letter in letters:
                    (place,) = made.drawn(picture, f"marker.{letter}", key, end)
                    assert place is not None


def test_a_surface_with_its_trail_costs_no_more_than_a_plain_training() -> None:
    data, line = load_dataset("three_students"), torch.linspace(-1.5, 1.5, 61)
    setup = setup_from(make_neuron(), data, (-0.5, 0.5, 0.5), 0.3, 200)
    axes = (Axis("weight_1", line), Axis("weight_2", line), Axis("bias", setup.parameters[2:]))

    def ours() -> None:
        loss_surfaces(setup.task, *axes)
        train_lanes(setup, setup.parameters[:, None])

    def plain() -> None:
        model = plain_model(make_neuron(), setup.parameters)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
        for _ in range(200):
            optimizer.zero_grad()
            nn.MSELoss()(model(data.inputs), data.targets[:, None]).backward()
            optimizer.step()

    def seconds(job: Callable[[], None]) -> float:
        before = time.thread_time()
        job()
        return time.thread_time() - before

    rounds = [(seconds(ours), seconds(plain)) for _ in range(5)]  # in turn: both share the load
    best = [min(times) for times in zip(*rounds, strict=True)]
    assert best[0] < 1.2 * best[1]
