"""The race: what it shows is what bare trainings do, and the ways out lead out."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
import torch

from tests.core.examples import setup_from
from tests.core.plain import plain_training
from tests.scenes.stages import Stage, stage
from visualizer.core import DIAGNOSES, SCALINGS, condition_number, make_neuron
from visualizer.core.architecture import Architecture
from visualizer.core.lanes import Lanes
from visualizer.core.stability import learning_rate_limit
from visualizer.figures.moves import at
from visualizer.figures.race import RACERS
from visualizer.live.veil import veiled
from visualizer.scenes.diagnosis_words import NAMES
from visualizer.scenes.landscape import frame_around
from visualizer.scenes.learning_rate import scene_of
from visualizer.scenes.race import Descents, rate_key, run_race
from visualizer.scenes.race_drawing import LIMITS, drawn_steps, exits_of
from visualizer.scenes.race_ground import ground_of
from visualizer.scenes.race_numbers import race_numbers
from visualizer.scenes.scaling_lab import scaling_scene
from visualizer.scenes.ways_out import STUCK, _slower, ways_out
from visualizer.state.checks import check
from visualizer.state.pages import PAGES, complete, defaults
from visualizer.state.parameters import PARAMETERS, WEIGHTS
from visualizer.state.views.learning_rate import RATES, RaceView, race_view
from visualizer.tables.loading import load_dataset
from visualizer.words.diagnoses import DIAGNOSES as WORDS
from visualizer.words.learning_rate import LESSON
from visualizer.words.lesson import OPENS

VERDICTS = ("word", "diagnosis")
EXTREMES = [(0.001, 100.0, 0.001), (100.0, 0.001, 100.0), (100.0,) * 3, (0.001,) * 3]


def values(**given: object) -> dict[str, object]:
    whole = complete("learning_rate", given)
    return {name: whole[name] for name in PAGES["learning_rate"].names}


def view(**given: object) -> RaceView:
    return race_view(values(**given))


def verdicts(made: Stage) -> list[str]:
    return [made.words(f"word_{racer}") for racer in RACERS]


def bare_losses(given: dict[str, object], rate: float) -> torch.Tensor:
    dataset = load_dataset(given["dataset"], given["scaling"])
    start = (given["weight_1"], given["weight_2"], given["bias"])
    neuron = make_neuron(given["activation"], given["output"])
    return plain_training(setup_from(neuron, dataset, start, rate, given["n_steps"])).losses


def test_the_page_opens_on_one_too_low_one_right_and_one_too_high() -> None:
    made = stage("learning_rate")
    assert verdicts(made) == ["crawling", "finished", "diverged"]
    limit = learning_rate_limit(load_dataset("twelve_students", "tenths"))
    low, mid, high = (made.values[key] for key in RATES)
    assert low < limit / 100
    assert limit / 2 < mid < limit < high < 1.1 * limit


@pytest.mark.parametrize("activation", ["identity", "relu", "silu", "sigmoid"])
def test_every_racer_is_a_bare_training(activation: str) -> None:
    given = values(activation=activation, n_steps=50)
    race = run_race(race_view(given))
    for racer in RACERS:
        wanted = bare_losses(given, given[rate_key(racer)])
        torch.testing.assert_close(race.losses(racer), wanted, rtol=1e-3, atol=1e-5)


def test_racers_whose_sliders_have_the_same_positions_share_their_trainings() -> None:
    shared = run_race(view(learning_rate_low=0.002, learning_rate_high=8.0))
    assert shared.descents["low"] is shared.descents["high"]
    assert shared.descents["low"] is run_race(view(learning_rate_low=0.4)).descents["low"]
    typed = run_race(view(learning_rate_low=0.0021, learning_rate_high=8.0))
    assert typed.descents["low"] is not typed.descents["high"]
    elsewhere = run_race(view(weight_1=0.5))
    assert elsewhere.descents["low"] is not shared.descents["low"]


def test_a_release_along_the_steps_finds_the_race_still_there() -> None:
    first, along = view(weight_1=0.321), view(weight_1=0.321, step=77)
    assert hash(first) == hash(view(weight_1=0.321))
    assert run_race(first).descents["mid"] is run_race(along).descents["mid"]
    assert scene_of(first) is scene_of(along)


@pytest.mark.parametrize("position", [0, 20, 47, 60])
def test_a_drag_shows_the_training_at_that_rate(position: int) -> None:
    made = stage("learning_rate", step=5)
    rate = made.moment.settings["learning_rate_low"].positions[position]
    losses = bare_losses(made.values, rate)
    numbers = made.numbers("learning_rate_low", position)
    assert numbers["loss_low"] == pytest.approx(losses[5].item(), rel=1e-4)
    assert numbers["learning_rate_low"] == pytest.approx(rate, rel=1e-6)
    assert made.drawn("gauge", "low.x", "learning_rate_low", position) == [
        pytest.approx(rate, rel=1e-6)
    ]
    curve = made.drawn("race", "low_so_far.y", "learning_rate_low", position)
    assert curve == pytest.approx(losses[:6].tolist(), rel=1e-4)


def test_a_drag_of_one_racer_leaves_the_others_alone() -> None:
    made = stage("learning_rate")
    for picture in ("map", "race", "gauge"):
        assert {target.partition("_")[0] for target in made.moves(picture, RATES[0])} <= {
            "low",
            "low.x",
        }


def test_the_word_changes_while_a_rate_is_dragged_through_its_range() -> None:
    made = stage("learning_rate")
    seen = [made.words("word_high", "learning_rate_high", place) for place in range(61)]
    assert seen[0] == "crawling"
    assert seen[-1] == "diverged"
    assert {"finished", "converging"} & set(seen)
    limit = learning_rate_limit(load_dataset("twelve_students", "tenths"))
    positions = made.moment.settings["learning_rate_high"].positions
    for rate, word in zip(positions, seen, strict=True):
        assert (word == "diverged") == (rate > limit), rate


def test_the_same_rate_fails_differently_under_each_activation() -> None:
    high = {"learning_rate_high": 3.0, "weight_1": 0.1, "weight_2": 0.1}
    found = {
        name: verdicts(stage("learning_rate", activation=name, **high))[2]
        for name in ("identity", "relu", "silu", "sigmoid")
    }
    assert found["identity"] == "diverged"
    assert found["relu"] == "dead"
    assert found["silu"] == "saturated"
    assert found["sigmoid"] not in ("diverged", "dead")


def test_every_diagnosis_has_a_name_and_says_where_the_loss_ends() -> None:
    made = stage("learning_rate")
    assert tuple(NAMES) == DIAGNOSES
    for racer in RACERS:
        assert made.quantity(f"word_{racer}").choices == tuple(NAMES.values())
        texts = made.quantity(f"diagnosis_{racer}").choices
        assert sum(f"{{loss_end_{racer}}}" in text for text in texts) == len(DIAGNOSES) - 1


@pytest.mark.parametrize("rates", EXTREMES)
@pytest.mark.parametrize("loss_axis", ["linear", "log"])
@pytest.mark.parametrize("activation", ["identity", "relu", "silu", "sigmoid"])
def test_extreme_rates_leave_finite_axes_and_a_word(
    rates: tuple[float, ...], loss_axis: str, activation: str
) -> None:
    given = dict(zip(RATES, rates, strict=True))
    made = stage("learning_rate", activation=activation, loss_axis=loss_axis, **given)
    low, high = made.moment.layouts["race"]["yaxis.range"]
    assert math.isfinite(low)
    assert low < high < 1e3
    assert all(verdicts(made))
    start = made.drawn("race", "mid_so_far.y", "learning_rate_mid")[0]
    assert low <= (math.log10(start) if loss_axis == "log" else start) <= high


def test_a_path_to_and_fro_keeps_both_sides_where_points_are_left_out() -> None:
    given = values(n_steps=300, learning_rate_mid=0.57, learning_rate_high=0.57)
    race = run_race(race_view(given))
    steps = drawn_steps(300, 17)
    assert {0, 17, 300} <= set(steps.tolist())
    assert len(steps) < 120
    places = race.descents["mid"].lanes.parameters[steps, 0, race.lane("mid")]
    turned = places.diff().diff().sign()
    assert (turned[-20:-3].diff() != 0).all()


def test_a_diverging_path_ends_where_it_has_left_the_map() -> None:
    made = stage("learning_rate", step=60)
    trail = made.drawn("map", "high_so_far.x", "learning_rate_high")
    known = [x for x in trail if x is not None]
    assert 5 < len(known) < len(trail)
    assert abs(known[-1]) < 10
    whole = made.drawn("map", "mid_so_far.x", "learning_rate_mid")
    assert None not in whole


def test_the_race_opens_at_its_start_and_nothing_ahead_is_drawn() -> None:
    made = stage("learning_rate")
    assert made.values["step"] == 0
    later = stage("learning_rate", step=20)
    for racer in RACERS:
        for picture in ("map", "race"):
            assert len(made.drawn(picture, f"{racer}_so_far.x", rate_key(racer))) == 1
            assert len(made.drawn(picture, f"{racer}_so_far.x", "step", 7)) == 8
            assert len(later.drawn(picture, f"{racer}_so_far.x", rate_key(racer))) == 21
    # Nor is it told by the ends of the axis.
    assert made.moment.layouts == stage("learning_rate", learning_rate_high=0.1).moment.layouts


def test_on_one_point_three_racers_are_seen_as_three() -> None:
    for picture in stage("learning_rate").scene.pictures[:2]:
        marks = [each for each in picture.figure.data if (each.uid or "").endswith("_marker")]
        sizes = [mark.marker.size for mark in marks]  # those drawn later lie on top
        assert all(below > above + 5 for below, above in pairwise(sizes))
        assert len({mark.textposition for mark in marks}) == 3


@pytest.mark.parametrize("rate", [0.6, 0.9, 100.0])
def test_a_cross_marks_where_a_diverged_racer_left_the_map(rate: float) -> None:
    made = stage("learning_rate", learning_rate_high=rate, step=200)
    given = {**made.values, "learning_rate": rate}
    dataset = load_dataset(given["dataset"], given["scaling"])
    start = (given["weight_1"], given["weight_2"], given["bias"])
    neuron = make_neuron(given["activation"], given["output"])
    run = plain_training(setup_from(neuron, dataset, start, rate, 200))
    left = next(i for i, place in enumerate(run.parameters[:, :2]) if (place.abs() > 1.5).any())
    inside, outside = (run.parameters[i, :2] for i in (left - 1, left))
    way = torch.linspace(0, 1, 100_001)[:, None] * (outside - inside) + inside
    crossing = way[int((way.abs() <= 1.5).all(dim=1).sum()) - 1].tolist()
    for key, place in (("step", left), ("learning_rate_high", None)):
        cross = [made.drawn("map", f"high_exit.{letter}", key, place)[0] for letter in "xy"]
        assert cross == pytest.approx(crossing, abs=0.05)
    assert made.drawn("map", "high_exit.x", "step", left - 1)[0] > 100
    assert made.drawn("map", "mid_exit.x", "step", 200)[0] > 100


@pytest.mark.parametrize(
    ("led_to", "slope", "crossing"),
    [
        ((math.inf, 0.5), (-math.inf, 0.0), (1.5, 0.0)),  # straight to the right
        ((-math.inf, math.inf), (math.inf, -math.inf), (-1.5, 1.5)),  # as far up as to the left
        ((math.nan, math.nan), (0.2, -0.1), (-1.5, 0.75)),  # to no number: against the slope
        ((1e30, 0.5), (-math.inf, 7.0), (1.5, 0.0)),
    ],
)
def test_a_cross_stands_at_the_edge_where_a_step_led_to_no_number(
    led_to: tuple[float, float], slope: tuple[float, float], crossing: tuple[float, float]
) -> None:
    nowhere = [math.nan] * 3
    lanes = Lanes(
        parameters=torch.tensor([[0.0, 0.0, 0.0], [*led_to, 0.0], nowhere])[:, :, None],
        gradients=torch.tensor([[*slope, 0.0], nowhere, nowhere])[:, :, None],
        losses=torch.tensor([[1.0], [math.inf], [math.nan]]),
        diverged_at=torch.tensor([1]),
    )
    diverged = torch.tensor([DIAGNOSES.index("diverged")])
    left_at, exits = exits_of(Descents(lanes, diverged), LIMITS)
    assert left_at.tolist() == [1]
    assert exits[:, 0].tolist() == pytest.approx(crossing, abs=0.06)


@pytest.mark.parametrize("activation", ["identity", "relu", "silu", "sigmoid"])
def test_the_ground_lies_below_every_racer_and_no_lower_than_it_can(activation: str) -> None:
    given = view(activation=activation)
    frame = frame_around(given.setup, LIMITS)
    ground, task = ground_of(given.setup.task, frame), given.setup.task
    model = make_neuron(task.architecture.layers[0].activation, "identity")
    inputs, targets = task.dataset.inputs, task.dataset.targets
    biases = torch.linspace(-40, 40, 40_001)
    for row, column in ((0, 0), (7, 30), (20, 20), (40, 3)):
        weights = torch.linspace(-1.5, 1.5, 41)[[column, row]]
        z = inputs @ weights
        losses = (forward(model, z, biases) - targets[:, None]).square().mean(dim=0)
        lowest = losses.min().clamp(max=ground.top)
        assert float(ground.losses[row, column]) == pytest.approx(lowest.item(), abs=2e-3)


def test_under_a_linear_racer_the_ground_knows_every_bias() -> None:
    given = view(scaling="raw")
    frame, task = frame_around(given.setup, LIMITS), given.setup.task
    ground, biases = ground_of(task, frame), torch.linspace(-40, 40, 80_001)
    for row, column in ((30, 23), (0, 0), (12, 35)):
        z = task.dataset.inputs @ torch.linspace(*frame.across.limits, 41)[[column, row]]
        losses = (z[:, None] + biases - task.dataset.targets[:, None]).square().mean(dim=0)
        lowest = min(losses.min().item(), ground.top)
        assert float(ground.losses[row, column]) == pytest.approx(lowest, abs=1e-4)


def forward(architecture: Architecture, z: torch.Tensor, biases: torch.Tensor) -> torch.Tensor:
    """Return what a neuron answers at every bias. Shape ``(n_students, n_biases)``."""
    return architecture.predict(z[:, None] + biases)


def test_before_the_guess_nothing_tells_who_wins() -> None:
    made = stage("learning_rate", step=150)
    hidden = replace(made, scene=veiled(made.scene, OPENS))
    told = {"standings", "limit", *(f"{name}_{racer}" for name in VERDICTS for racer in RACERS)}
    assert told & made.named() == told
    left = {each.name for each in hidden.scene.quantities if each.style != "veiled"}
    assert not told & hidden.named() & left
    assert "gauge" in made.shown_pictures()
    assert "gauge" not in hidden.shown_pictures()
    assert list(hidden.templates()).count(OPENS) == 4


def test_the_gauge_is_exact_for_the_linear_neuron_only() -> None:
    texts = {
        name: " ".join(stage("learning_rate", activation=name).templates())
        for name in ("identity", "relu")
    }
    assert "exact for this linear neuron" in texts["identity"]
    assert "only a guide" in texts["relu"]
    assert "only a guide" in " ".join(stage("learning_rate", output="sigmoid").templates())


def test_the_logarithmic_axis_follows_from_the_start_alone() -> None:
    ends = [
        stage("learning_rate", loss_axis="log", learning_rate_mid=rate).moment.layouts
        for rate in (0.001, 0.4, 100.0)
    ]
    assert ends[0] == ends[1] == ends[2]


def test_the_code_says_of_a_loss_without_end_that_it_diverged() -> None:
    race = run_race(view(learning_rate_high=100.0))
    assert race_numbers(race, race_view(defaults("learning_rate")))["loss_end_high"] == "diverged"


# The ways out


def after(given: dict[str, object]) -> tuple[list[str], list[str]]:
    """Return the words of a race before and after all its ways out were taken."""
    race = run_race(view(**given))
    changes = {key: value for way in ways_out(race) for key, value in way.changes.items()}
    for key, value in changes.items():
        assert PARAMETERS[key]
        assert value != given.get(key)
    return (
        [race.word(racer) for racer in RACERS],
        [run_race(view(**{**given, **changes})).word(racer) for racer in RACERS],
    )


def test_the_ways_out_of_the_first_race_lead_out() -> None:
    before, then = after({})
    assert before == ["crawling", "finished", "diverged"]
    assert set(then) <= {"finished", "converging"}


def test_where_all_goes_well_nothing_is_offered() -> None:
    given = {"learning_rate_low": 0.3, "learning_rate_mid": 0.4, "learning_rate_high": 0.45}
    assert ways_out(run_race(view(**given))) == ()


@pytest.mark.parametrize("activation", ["relu", "silu"])
def test_another_start_helps_who_is_stuck(activation: str) -> None:
    stuck = {"weight_1": -1.5, "weight_2": -1.5, "bias": -3.0, "activation": activation}
    before, then = after({**stuck, "learning_rate_low": 0.2, "learning_rate_high": 0.3})
    assert set(before) <= set(STUCK)
    assert not set(then) & set(STUCK)


def test_where_no_start_helps_the_rate_is_halved() -> None:
    race = run_race(view(activation="relu", learning_rate_high=100.0))
    (way,) = (way for way in ways_out(race) if "high" in way.racers)
    assert way.changes == {"learning_rate_high": 50.0}


@pytest.mark.parametrize("rates", EXTREMES)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_every_way_out_is_within_the_table(rates: tuple[float, ...], scaling: str) -> None:

    race = run_race(view(scaling=scaling, **dict(zip(RATES, rates, strict=True))))
    for way in ways_out(race):
        for name, value in way.changes.items():
            assert check(PARAMETERS[name], value) == value


def test_a_crawl_in_a_narrow_valley_asks_for_scaled_inputs() -> None:
    given = values(scaling="raw", learning_rate_mid=0.0125, weight_1=0.1, weight_2=0.1)
    ways = [way for way in ways_out(run_race(race_view(given))) if "mid" in way.racers]
    assert [way.changes for way in ways] == [{"scaling": "standardized"}]


# The scaling lab, the words


@pytest.mark.parametrize("dataset", ["three_students", "twelve_students"])
def test_the_scaling_lab_says_the_numbers_of_the_core(dataset: str) -> None:
    (picture,) = scaling_scene(load_dataset(dataset)).pictures
    words = " ".join(note.text for note in picture.figure.layout.annotations)
    for scaling in SCALINGS:
        students = load_dataset(dataset, scaling)
        for number in (condition_number(students), learning_rate_limit(students)):
            assert f"{float(f'{number:.3g}'):,g}" in words
    assert words.count("▸") == 1


def test_the_valleys_get_rounder_from_raw_to_standardized() -> None:
    (picture,) = scaling_scene(load_dataset("twelve_students")).pictures
    widths = []
    for trace in (trace for trace in picture.figure.data if trace.type == "contour"):
        inside = torch.tensor(trace.z) < trace.zmax / 2
        across, up = (int(inside.any(dim=side).sum()) for side in (0, 1))
        row = int(inside[len(inside) // 2].sum())
        widths.append(row / max(across, up))
    assert widths == sorted(widths)
    assert widths[-1] > 0.9


def test_the_answers_quote_the_race_that_the_page_opens_with() -> None:
    given = values(learning_rate_mid=0.1)
    numbers = race_numbers(run_race(race_view(given)), race_view(defaults("learning_rate")))
    assert numbers["rate_mid"] == "0.4"
    assert numbers["learning_rate_mid"] == "0.1"
    assert float(numbers["end_mid"]) < float(numbers["loss_end_mid"])
    assert float(numbers["end_high"]) > 1e9
    assert numbers["race_limit"] == "0.577"
    for answer in LESSON.answers:
        assert "{" not in answer.format(**numbers)


def test_every_diagnosis_has_its_words() -> None:
    assert set(WORDS) == set(DIAGNOSES)


def test_the_code_finds_the_losses_and_the_limit_that_it_quotes() -> None:
    given = values(learning_rate_low=0.05, learning_rate_high=0.5)
    numbers = race_numbers(run_race(race_view(given)), race_view(defaults("learning_rate")))
    dataset = load_dataset("twelve_students", "tenths")
    names = {
        "torch": torch,
        "nn": torch.nn,
        "inputs": dataset.inputs,
        "targets": dataset.targets[:, None],
        "loss_function": torch.nn.MSELoss(),
    }
    exec(LESSON.code.format(**numbers), names)
    for racer in RACERS:
        found = names["train"](given[rate_key(racer)])
        assert float(numbers[f"loss_end_{racer}"]) == pytest.approx(found, rel=1e-3, abs=1e-6)
    assert float(numbers["limit"]) == pytest.approx(names["limit"].item(), abs=1e-4)


def test_a_click_into_the_map_sets_the_start_of_all() -> None:
    made = stage("learning_rate", weight_1=0.5, weight_2=-0.25)
    (ground,) = (picture for picture in made.scene.pictures if picture.name == "map")
    assert ground.picks == WEIGHTS[:2]
    starts = made.moment.fixed.moves["map"]
    assert (at(starts["start.x"], 0), at(starts["start.y"], 0)) == ([0.5], [-0.25])
    for racer in RACERS:
        assert made.drawn("map", f"{racer}_so_far.x", rate_key(racer))[0] == 0.5


@pytest.mark.parametrize(("rate", "half"), [(5000.0, 2500.0), (0.001, 0.0005)])
def test_half_of_a_rate_is_half_of_it_beyond_the_usual_sliders(rate: float, half: float) -> None:
    """It was told as half, and set to the nearest end of the slider."""
    given = {"output": "sigmoid", "activation": "tanh", "learning_rate_high": rate}
    race = run_race(view(**given))
    assert _slower(race, "high").changes == {"learning_rate_high": half}
