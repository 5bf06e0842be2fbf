"""The plane that one neuron colours, against layers that PyTorch made."""

import pytest
import torch
from torch import nn

from tests.core.plain import STAGES, plain_model
from tests.scenes.stages import Stage, stage
from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import OUTPUTS, Architecture, make_neuron
from visualizer.figures.theme import ANSWER_FINE
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.neuron_plane import SURE
from visualizer.state.parameters import WEIGHTS

PAGES = ("start", "neuron", "training", "your_data")
ODD = {"weight_1": -0.71, "weight_2": 0.33, "bias": 1.9}


def field_of(made: Stage, key: str, position: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the points of the plane, and z there, as a drag shows them. Row by row, from below."""
    (figure,) = (each.figure for each in made.scene.pictures if each.name == "plane")
    (trace,) = (each for each in figure.data if each.uid == "field")
    fixed = made.moment.fixed.moves.get("plane", {})
    across, up = (
        fixed[f"field.{name}"][0] if f"field.{name}" in fixed else torch.tensor(trace[name])
        for name in "xy"
    )
    rows, columns = torch.meshgrid(up, across, indexing="ij")
    z = torch.tensor(made.drawn("plane", "field.z", key, position))
    return torch.stack([columns.flatten(), rows.flatten()], dim=1), z.flatten()


def neuron_at(neuron: Architecture, shown: dict[str, float]) -> nn.Sequential:
    return plain_model(neuron, torch.tensor([shown[name] for name in WEIGHTS]))


@pytest.mark.parametrize("page", PAGES)
def test_under_every_slider_the_field_is_what_pytorch_finds_at_every_point(page: str) -> None:
    made = stage(page, **(ODD | ({"step": 40} if page == "training" else {})))
    seen = set()
    for key, setting in made.moment.settings.items():
        if key == "line":
            continue
        last = len(setting.positions) - 1
        for position in (0, last // 3, last):
            points, found = field_of(made, key, position)
            layer = neuron_at(make_neuron(), made.numbers(key, position))[0]
            wanted = layer(points)[:, 0].detach()
            assert torch.allclose(found, wanted, 1e-4, 1e-4), (key, position)
            seen.add(key)
        if not key.startswith("input"):
            assert not torch.equal(field_of(made, key, 0)[1], field_of(made, key, last)[1]), key
    assert seen >= set(WEIGHTS)


@pytest.mark.parametrize("scaling", ["tenths", "standardized"])
@pytest.mark.parametrize("page", ["training", "your_data"])
def test_points_are_scaled_as_the_examples_are(page: str, scaling: str) -> None:
    made = stage(page, dataset="twelve_students", scaling=scaling, **ODD)
    points, found = field_of(made, "bias", 7)
    hours = torch.tensor([1.0, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9])
    slept = torch.tensor([7.0, 5, 8, 6, 9, 5, 7, 8, 6, 5, 9, 7])
    columns = torch.stack([hours, slept], dim=1)
    scaled = points / 10
    if scaling == "standardized":
        scaled = (points - columns.mean(dim=0)) / columns.std(dim=0, correction=0)
    layer = neuron_at(make_neuron(), made.numbers("bias", 7))[0]
    assert torch.allclose(found, layer(scaled)[:, 0].detach(), 1e-4, 1e-4)


def colours_of(made: Stage, z: torch.Tensor) -> torch.Tensor:
    """Return the place among the tints that the map gives each z, as a browser mixes them."""
    (figure,) = (each.figure for each in made.scene.pictures if each.name == "plane")
    (field,) = (each for each in figure.data if each.uid == "field")
    places = ((z - field.zmin) / (field.zmax - field.zmin)).clamp(0, 1)
    stops = torch.tensor([place for place, _ in field.colorscale], dtype=torch.float64)
    tints = torch.tensor([float(ANSWER_FINE.index(tint)) for _, tint in field.colorscale])
    after = torch.searchsorted(stops, places.double()).clamp(1, len(stops) - 1)
    share = (places - stops[after - 1]) / (stops[after] - stops[after - 1])
    return tints[after - 1] + share * (tints[after] - tints[after - 1])


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_colour_is_that_of_the_prediction(activation: str, output: str) -> None:
    made = stage("training", activation=activation, output=output)
    z = torch.cat([torch.linspace(-12, 12, 4001), torch.tensor([-400.0, -90.0, 70.0, 1e5])])
    answers = nn.Sequential(*STAGES[activation])(z)
    if output == "sigmoid":  # as on the map of a network: evenly in logits
        wanted = (torch.logit(torch.sigmoid(answers.double())) / SURE).clamp(-1, 1)
    else:  # the right answers are 0 and 1
        wanted = (2 * answers - 1).clamp(-1, 1)
    last = len(ANSWER_FINE) - 1
    off = (colours_of(made, z) - (wanted + 1) / 2 * last).abs()
    assert off.max() < 1.2  # tints, of which there are 73


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_border_is_where_the_neuron_cannot_decide(activation: str, output: str) -> None:
    made = stage("training", activation=activation, output=output, **ODD)
    x, y = (made.moves("plane", "bias")[f"border.{name}"][made.index("bias")] for name in "xy")
    model = neuron_at(make_neuron(activation, output), made.numbers())
    if x.isnan().any():
        hours = torch.linspace(0, 12, 40)
        assert bool((model(torch.cartesian_prod(hours, hours)) > 0.5).all())
        return
    middle = torch.stack([x.mean(), y.mean()])
    uphill = 0.01 * torch.tensor([ODD["weight_1"], ODD["weight_2"]])
    below, above = model(torch.stack([middle - uphill, middle + uphill]))[:, 0].tolist()
    assert below <= 0.5 < above


SIDES = {
    "to the right of": (1, 0), "to the upper right of": (1, 1), "above": (0, 1),
    "to the upper left of": (-1, 1), "to the left of": (-1, 0), "to the lower left of": (-1, -1),
    "below": (0, -1), "to the lower right of": (1, -1),
}  # fmt: skip


@pytest.mark.parametrize("side", SIDES)
def test_the_words_say_on_which_side_the_prediction_is_higher(side: str) -> None:
    across, up = SIDES[side]
    made = stage("start", weight_1=0.5 * across, weight_2=0.5 * up, bias=-3.0 * (across + up))
    assert f"; {side} it the prediction is above 50 %" in made.words("border")
    picture = next(each for each in made.scene.pictures if each.name == "plane")
    assert "{border}" in picture.label


@pytest.mark.parametrize(("bias", "said"), [(3.0, "above 50 %"), (-3.0, "50 % or less")])
def test_without_a_border_the_words_say_what_is_everywhere(bias: float, said: str) -> None:
    made = stage("start", weight_1=0.1, weight_2=0.1, bias=bias)
    assert made.words("border") == f"The prediction is {said} all over the picture."
    flat = stage("start", weight_1=0.0, weight_2=0.0, bias=bias)
    assert flat.words("border") == f"The prediction is {said} all over the picture."


def test_a_neuron_that_has_diverged_colours_nothing_and_says_so() -> None:
    made = stage("training", output="identity", learning_rate=10.0, step=100)
    assert {each for row in made.drawn("plane", "field.z", "step") for each in row} == {None}
    assert made.words("border").startswith("The numbers have grown")


@pytest.mark.parametrize("page", ["start", "neuron"])
def test_the_ring_is_where_the_student_is(page: str) -> None:
    made = stage(page, input_1=3.5, input_2=9.25)
    ring = [made.drawn("plane", f"point.{name}", "bias")[0] for name in "xy"]
    assert ring == [3.5, 9.25]
    if page == "neuron":
        setting = made.moment.settings["input_1"]
        for position in (0, 40, 60):
            place = made.drawn("plane", "point.x", "input_1", position)[0]
            assert place == pytest.approx(setting.positions[position])


@pytest.mark.parametrize("page", ["start", "neuron"])
@pytest.mark.parametrize("hours", [0.0, 12.0, 900.0])
def test_the_plane_reaches_as_far_as_the_student(page: str, hours: float) -> None:
    made = stage(page, input_1=hours)
    low, high = made.moment.layouts["plane"]["xaxis.range"]
    assert low < hours < high
    points, _ = field_of(made, "bias", 0)
    assert [points[:, 0].min(), points[:, 0].max()] == pytest.approx([low, high])


@pytest.mark.parametrize("page", PAGES)
def test_the_plane_costs_a_release_few_bytes(page: str) -> None:
    made = stage(page, **({"n_steps": 300} if page == "training" else {}))
    name, _ = packed_scene(made.scene)
    whole = len(pack_moment(made.moment, made.scene, name, ""))
    positions = sum(len(each.positions) for each in made.moment.settings.values())
    (field,) = {id(each.moves["plane"]["field.z"].parts) for each in planes(made)}
    assert whole < 500_000
    assert any(id(shared) == field for shared in made.scene.shared)  # it travels with the scene
    sent = [move for each in planes(made) for move in each.moves["plane"].values()]
    floats = sum((getattr(move, "shares", move)).numel() for move in sent)
    assert floats <= 9 * positions


def planes(made: Stage) -> list:
    moment = made.moment
    return [e for e in (moment.joint.sweep, *moment.sweeps.values()) if "plane" in e.moves]
