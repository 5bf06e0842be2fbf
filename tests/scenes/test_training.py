"""The training page against a bare PyTorch loop, its sentences, and its drawn paths."""

import math
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from tests.core.plain import STAGES
from tests.scenes.stages import Stage, stage
from visualizer.core.branch import Branch
from visualizer.figures.moves import FINEST
from visualizer.figures.surface import LIFT
from visualizer.scenes.courses import DIVERGED, MOVED, STOOD_STILL
from visualizer.scenes.runs import CONTROLS, make_run
from visualizer.scenes.training import scene_of
from visualizer.state.pages import complete
from visualizer.state.views.training import TrainingView, training_view
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.words.diagnoses import COURSES

NAMES = ("weight_1", "weight_2", "bias", "loss")
GRADIENTS = ("gradient_weight_1", "gradient_weight_2", "gradient_bias")
HOURS = torch.tensor([[5.0, 7.0], [1.0, 2.0], [10.0, 6.0]])
PASSED = torch.tensor([[1.0], [0.0], [1.0]])


def bare_training(
    start: dict[str, float],
    n_steps: int,
    stages: tuple[nn.Module, ...] = (nn.Sigmoid(),),
    inputs: torch.Tensor = HOURS,
    targets: torch.Tensor = PASSED,
) -> list[SimpleNamespace]:
    """Return every step of the program at the end of the lesson, from a given start."""
    model = nn.Sequential(nn.Linear(2, 1), *stages)
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([[start["weight_1"], start["weight_2"]]]))
        model[0].bias.copy_(torch.tensor([start["bias"]]))
    optimizer = torch.optim.SGD(model.parameters(), lr=start["learning_rate"])
    steps = []
    for _ in range(n_steps + 1):
        predictions = model(inputs)
        loss = nn.MSELoss()(predictions, targets)
        optimizer.zero_grad()
        loss.backward()
        numbers = [*model[0].weight[0].tolist(), model[0].bias.item(), loss.item()]
        gradients = [*model[0].weight.grad[0].tolist(), model[0].bias.grad.item()]
        steps.append(
            SimpleNamespace(
                numbers=dict(zip(NAMES, numbers, strict=True)),
                gradients=dict(zip(GRADIENTS, gradients, strict=True)),
                predictions=predictions[:, 0].tolist(),
            )
        )
        optimizer.step()
    return steps


def expect_step(found: dict[str, float], wanted: SimpleNamespace) -> None:
    predictions = {f"prediction_{i}": p for i, p in enumerate(wanted.predictions, start=1)}
    for name, value in {**wanted.numbers, **wanted.gradients, **predictions}.items():
        assert found[name] == pytest.approx(value, rel=2e-5, abs=1e-5), name


def start_of(made: Stage) -> dict[str, float]:
    return {name: made.values[name] for name in CONTROLS}


# The program of the lesson


def test_the_page_opens_on_the_program_of_the_lesson() -> None:
    made = stage("training")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        layer = nn.Linear(2, 1)
    shown = made.numbers()
    assert [shown["weight_1"], shown["weight_2"]] == layer.weight[0].tolist()
    assert shown["bias"] == layer.bias.item()
    assert shown["learning_rate"] == pytest.approx(0.1)
    assert (shown["last_step"], shown["step"]) == (100, 0)
    assert shown["course"] == 0


@pytest.mark.parametrize("step", [0, 1, 57, 100])
def test_every_step_of_the_timeline_is_the_bare_loop_s(step: int) -> None:
    made = stage("training", step=20)
    wanted = bare_training(start_of(made), 100)
    expect_step(made.numbers("step", step), wanted[step])
    assert made.numbers("step", step)["step"] == step


@pytest.mark.parametrize("key", CONTROLS)
@pytest.mark.parametrize("position", [0, 24, 60])
def test_a_drag_shows_the_bare_loop_from_there(key: str, position: int) -> None:
    made = stage("training", step=30)
    moved = {**start_of(made), key: made.moment.settings[key].positions[position]}
    wanted = bare_training(moved, 100)
    shown = made.numbers(key, position)
    expect_step(shown, wanted[30])
    assert shown["step"] == 30
    assert shown["loss_start"] == pytest.approx(wanted[0].numbers["loss"], rel=1e-5)
    assert shown["loss_end"] == pytest.approx(wanted[100].numbers["loss"], rel=1e-4)


@pytest.mark.parametrize("activation", ["relu", "silu", "tanh"])
@pytest.mark.parametrize("output", ["sigmoid", "identity"])
def test_a_drag_shows_the_chosen_neuron_on_the_chosen_data(activation: str, output: str) -> None:
    made = stage(
        "training",
        activation=activation,
        output=output,
        dataset="twelve_students",
        scaling="standardized",
        n_steps=50,
        step=50,
        weight_1=0.4,
    )
    data = make_run(training_view(made.values)).setup.dataset
    hours = data.inputs * data.scales + data.offsets
    standardized = (hours - hours.mean(0)) / hours.std(0, correction=0)
    stages = (*STAGES[activation], *STAGES[output])
    for key, position in (("weight_1", 50), ("learning_rate", 30)):
        moved = {**start_of(made), key: made.moment.settings[key].positions[position]}
        wanted = bare_training(moved, 50, stages, standardized, data.targets[:, None])
        shown = made.numbers(key, position)
        for name, value in {**wanted[50].numbers, **wanted[50].gradients}.items():
            assert shown[name] == pytest.approx(value, rel=1e-4, abs=2e-5), (key, name)


def height_of(made: Stage) -> float:
    """Return the loss at which the surface in space ends."""
    surface = next(each for each in made.scene.pictures if each.name == "surface")
    return float(surface.figure.data[0].cmax)


@pytest.mark.parametrize("key", CONTROLS)
def test_the_drawn_path_is_the_bare_loop_s(key: str) -> None:
    made = stage("training", step=30)
    moved = {**start_of(made), key: made.moment.settings[key].positions[13]}
    wanted = bare_training(moved, 100)
    for picture, letters in (("surface", "xyz"), ("contour", "xy")):
        for letter, name in zip(letters, ("weight_1", "weight_2", "loss"), strict=False):
            # In space it lies on the surface, not in it.
            lift = LIFT * height_of(made) if letter == "z" else 0.0
            path = [step.numbers[name] + lift for step in wanted]
            drawn = {
                uid: made.drawn(picture, f"{uid}.{letter}", key, 13)
                for uid in ("trail", "so_far", "start", "marker")
            }
            close = {"rel": 2**-11, "abs": 1e-5}  # float16, which has 11 bits
            on_map = close if letter == "z" else {"rel": 2**-11, "abs": 3 / FINEST}
            assert drawn["trail"] == pytest.approx(path, **on_map)
            assert drawn["so_far"] == drawn["trail"][:31]
            assert drawn["start"] == drawn["trail"][:1]
            assert drawn["marker"] == pytest.approx(drawn["trail"][30:31], **on_map)
    losses = [step.numbers["loss"] for step in wanted]
    assert made.drawn("loss_curve", "curve.x", key, 13) == list(range(101))
    assert made.drawn("loss_curve", "curve.y", key, 13) == pytest.approx(losses, **close)
    assert made.drawn("loss_curve", "so_far.y", key, 13) == pytest.approx(losses[:31], **close)
    assert made.drawn("loss_curve", "marker.x", key, 13) == [30]
    assert made.drawn("loss_curve", "marker.y", key, 13) == pytest.approx(losses[30:31], rel=1e-4)


@pytest.mark.parametrize("step", [0, 1, 99, 100])
def test_the_part_so_far_ends_at_the_step_of_the_timeline(step: int) -> None:
    made = stage("training", step=50)
    for picture in ("surface", "contour", "loss_curve"):
        for letter in "xy":
            path = made.drawn(picture, f"so_far.{letter}", "step", step)
            marker = made.drawn(picture, f"marker.{letter}", "step", step)
            assert len(path) == step + 1
            assert path[-1:] == marker


# Long runs are drawn with fewer points


@pytest.mark.parametrize("n_steps", [50, 100, 200, 300])
@pytest.mark.parametrize("share", [0.0, 0.333, 1.0])
def test_a_drawn_path_is_short_and_whole(n_steps: int, share: float) -> None:
    step = round(share * n_steps)
    made = stage("training", n_steps=n_steps, step=step)
    run = make_run(training_view(made.values))
    drawn = run.drawn_steps().tolist()
    assert len(drawn) <= 102
    assert (drawn[0], drawn[-1]) == (0, n_steps)
    assert drawn == sorted(set(drawn))
    wanted = bare_training(start_of(made), n_steps)
    losses = [wanted[at].numbers["loss"] for at in drawn]
    path = made.drawn("loss_curve", "curve.y", "bias")
    assert path == pytest.approx(losses, rel=2**-11)
    for position in (0, step, n_steps):  # what a pointer reads, once nothing moves
        path = made.drawn("loss_curve", "curve.y", "step", position)
        assert path == pytest.approx(losses, rel=1e-5)
    shown = made.drawn("loss_curve", "so_far.x", "bias")
    assert shown == [at for at in drawn if at <= step]
    assert len(made.moment.settings["step"].positions) == n_steps + 1


def test_a_step_beyond_the_end_is_the_last_one() -> None:
    made = stage("training", n_steps=50, step=300)
    assert made.moment.settings["step"].index == 50
    assert made.numbers()["step"] == 50


# What the course of a training is called


def first_not_finite(start: dict[str, float], n_steps: int) -> int:
    steps = bare_training(start, n_steps, stages=())
    return next(
        at
        for at, step in enumerate(steps)
        if not all(math.isfinite(value) for value in step.numbers.values())
    )


@pytest.mark.parametrize("rate", [0.5, 3.0, 100.0])
def test_a_training_that_diverges_says_at_which_step(rate: float) -> None:
    made = stage("training", output="identity", learning_rate=rate, step=100)
    shown = made.numbers()
    assert made.words("course").startswith("The training diverged at step {diverged_at}")
    assert shown["diverged_at"] == first_not_finite(start_of(made), 100)
    assert made.quantity("diverged_at").style == "integer"
    assert math.isnan(shown["loss"])
    assert made.drawn("loss_curve", "marker.y", "step") == [None]


def test_a_drag_into_divergence_says_the_same_before_it_is_released() -> None:
    made = stage("training", output="identity", learning_rate=0.001)
    places = made.moment.settings["learning_rate"].positions
    wild = next(at for at, rate in enumerate(places) if rate > 1)
    start = {**start_of(made), "learning_rate": places[wild]}
    shown = made.numbers("learning_rate", wild)
    assert made.words("course", "learning_rate", wild) == COURSES[DIVERGED]
    assert shown["diverged_at"] == first_not_finite(start, 100)
    assert made.words("course") == COURSES[MOVED]


def test_the_steps_before_a_divergence_are_kept() -> None:
    made = stage("training", output="identity", learning_rate=10.0, step=3)
    assert made.words("course") == COURSES[DIVERGED]
    expect_step(made.numbers(), bare_training(start_of(made), 3, stages=())[3])


@pytest.mark.parametrize("output", ["sigmoid", "identity"])
@pytest.mark.parametrize("rate", [0.001, 0.02, 0.05, 1.0, 100.0])
def test_the_axes_stay_finite_whatever_the_rate(output: str, rate: float) -> None:
    made = stage("training", output=output, learning_rate=rate, step=60)
    low, high = made.moment.layouts["loss_curve"]["yaxis.range"]
    start = made.numbers()["loss_start"]
    assert low == 0
    assert start < high < math.inf
    assert high <= 4 * start


def test_a_training_that_gets_worse_says_so() -> None:
    start = {"weight_1": 0.1, "weight_2": 0.1, "bias": 0.0}
    made = stage("training", output="identity", learning_rate=0.015, n_steps=50, **start)
    wanted = bare_training(start_of(made), 50, stages=())
    assert wanted[50].numbers["loss"] > wanted[0].numbers["loss"]
    assert made.words("course") == COURSES[MOVED]
    assert made.words("diagnosis") == "diverged"


def test_a_training_without_a_gradient_says_so() -> None:
    made = stage("training", activation="relu", weight_1=-1.0, weight_2=-1.0, bias=-1.0, step=9)
    shown = made.numbers()
    assert made.words("course") == COURSES[STOOD_STILL]
    assert made.words("diagnosis") == "dead"
    assert [shown[name] for name in GRADIENTS] == [0, 0, 0]
    assert shown["loss_end"] == shown["loss_start"]


def test_only_the_first_students_are_listed() -> None:
    made = stage("training", dataset="twelve_students")
    assert "prediction_3" in made.named()
    assert "prediction_4" not in made.named()


def test_the_code_is_that_of_the_chosen_neuron() -> None:
    made = stage("training", activation="silu", output="identity")
    code = "\n".join(made.templates())
    assert "nn.Sequential(nn.Linear(2, 1), nn.SiLU())" in code
    assert "nn.Sigmoid()" not in code
    parts = ["zero_grad()", "model(inputs)", "loss_function(", "backward()", "optimizer.step()"]
    places = [code.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "branch", [{}, {"branch_step": 20, "branch_rate": 0.3}], ids=["", "branch"]
)
def test_a_release_along_the_steps_finds_the_training_still_there(branch: dict[str, float]) -> None:
    def view(**given: float) -> TrainingView:
        return training_view(complete("training", {"training_parts": 1, **branch, **given}))

    first, along = view(weight_1=0.123), view(weight_1=0.123, step=7, line=2)
    assert first.setup == along.setup
    assert hash(first) == hash(view(weight_1=0.123))
    made, again = make_run(first), make_run(along)
    assert made.lanes is again.lanes
    assert made.trajectory is again.trajectory
    assert made.fork is again.fork
    assert scene_of(first) is scene_of(along)
    assert make_run(view(weight_1=0.124)).lanes is not made.lanes


def test_a_view_holds_no_mapping_of_values() -> None:
    made = training_view(complete("training", {"branch_step": 3}))
    assert not any(isinstance(value, dict) for value in vars(made).values())
    assert made.branch == Branch(3, 1.0)
    assert training_view(complete("training", {})).branch is None


RAW: dict[str, object] = {"output": "identity", "scaling": "raw", "n_steps": 100}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"branch_step": 20}, "and ends at"),
        ({"branch_step": 20, **RAW, "learning_rate": 0.001}, "and diverges at step"),
        ({"branch_step": 3, **RAW, "learning_rate": 10.0}, "the run itself diverges as well"),
        (
            {"branch_step": 0, **RAW, "learning_rate": 10.0, "branch_rate": 0.001},
            "run itself diverges.",
        ),
        ({"branch_step": 90, **RAW, "learning_rate": 10.0}, "nothing is left"),
        ({"branch_step": 100, "n_steps": 100}, "is the last one"),
        ({"branch_step": 300, "n_steps": 50}, "which is the last one"),
    ],
)
def test_what_becomes_of_a_branch_is_said(given: dict[str, object], expected: str) -> None:
    assert expected in stage("training", **given).words("branch_course")


@pytest.mark.parametrize("key", CONTROLS)
def test_while_the_run_itself_is_changed_its_branch_waits(key: str) -> None:
    """It is not drawn then, and what was true of it before is not said."""
    made = stage("training", step=40, branch_step=20, branch_rate=0.3)
    assert made.drawn("loss_curve", "branch.y", key, 5) == []
    assert "when you let go" in made.words("branch_course", key, 5)
    assert "and ends at" in made.words("branch_course")


def test_of_a_long_table_each_prediction_stands_under_the_name_of_its_row() -> None:
    rows = tuple((row / 100, row % 7 / 10, float(row % 2)) for row in range(1000))
    name = keep_table(Table(("a", "b", "c"), ("",) * 1000, rows))
    start = {"weight_1": 0.3, "weight_2": -0.2, "bias": -1.0}
    made = stage("training", dataset=name, **start)
    shown = made.numbers()
    for place in range(1, 13):
        label = made.quantity(f"prediction_{place}").label
        first, second, truth = rows[int(label.split(",")[0].removeprefix("Row ")) - 1]
        assert label.endswith(f"truth {100 * truth:.0f} %")
        wanted = 1 / (1 + math.exp(-(0.3 * first - 0.2 * second - 1.0)))
        assert shown[f"prediction_{place}"] == pytest.approx(wanted, abs=1e-5), label


@pytest.mark.parametrize("parts", [0, 1, 2])
def test_what_is_closed_is_neither_drawn_nor_computed(parts: int) -> None:
    made = stage("training", training_parts=parts)
    pictures = {each.name for each in made.scene.pictures}
    assert pictures == {"contour", "loss_curve", "plane"} | ({"surface"} if parts == 2 else set())
    assert ("line" in made.moment.settings) == ("line" in made.sweeps) == (parts >= 1)
    run = make_run(training_view(made.values))
    assert bool(run.lines) == (parts >= 1)
    for sweep in made.sweeps.values():
        assert set(sweep.moves) <= pictures
        assert ("lit_1" in sweep.quantities) <= (parts >= 1)
        assert ("pulls.x" in sweep.moves.get("contour", {})) <= (parts == 2)


def test_what_is_open_shows_the_same_whatever_else_is() -> None:
    few, all_of_it = stage("training", training_parts=0), stage("training")
    for key in ("weight_1", "learning_rate", "step"):
        for name, position in (("loss", 3), ("weight_2", 30)):
            assert few.numbers(key, position)[name] == all_of_it.numbers(key, position)[name]
        drawn, same = (each.drawn("contour", "marker.x", key, 4) for each in (few, all_of_it))
        assert list(drawn) == list(same)


def test_a_link_from_before_there_were_parts_shows_its_line() -> None:
    assert training_view(complete("training", {"line": 3})).parts == 1
    assert training_view(complete("training", {"line": 0})).parts == 0
