"""Lesson plans: their minutes add up, and what they tell a teacher to do can be done."""

import itertools

import pytest
import torch

from tests.pages.conftest import OpenApp
from visualizer.chapters import CHAPTERS, WORKSHOP
from visualizer.core.clinic.program import MISSING, healthy_program, right_line, sick_program
from visualizer.core.datasets import make_three_students
from visualizer.live.scene import Timeline
from visualizer.stages.registry import STAGES
from visualizer.state.kinds import Number
from visualizer.state.pages import defaults
from visualizer.state.parameters import PARAMETERS
from visualizer.words import clinic, clinic_bugs
from visualizer.words import plans as words
from visualizer.words.plans import PLANS, VISITS, Plan


def slider(name: str) -> Number:
    found = PARAMETERS[name]
    assert isinstance(found, Number)
    return found


def texts(app) -> str:
    return "\n".join(each.value for kind in (app.header, app.markdown) for each in kind)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.label.format(minutes=plan.minutes))
def test_the_minutes_of_a_plan_add_up(plan: Plan) -> None:
    assert 1 <= plan.minutes - sum(minutes for _, minutes in plan.visits) <= 5  # for the questions
    assert all(minutes > 0 for _, minutes in plan.visits)


def test_the_plans_lead_to_every_page_that_is_for_students() -> None:
    led = {page for plan in PLANS for page, _ in plan.visits}
    assert {each.name for each in (*CHAPTERS, *WORKSHOP)} - led == {"runs"}  # nothing is kept yet


def test_no_two_plans_are_called_the_same() -> None:
    labels = [plan.label.format(minutes=plan.minutes) for plan in PLANS]
    assert len({*labels}) == len(labels)


def test_every_visit_belongs_to_a_plan() -> None:
    assert set(VISITS) == {page for plan in PLANS for page, _ in plan.visits}


def test_nothing_is_played_before_the_guess_where_that_would_answer_it() -> None:
    held = [
        stage.page
        for stage in STAGES.values()
        for each in stage.scene(stage.view(defaults(stage.page))).controls()
        if isinstance(each, Timeline) and each.answers and stage.page in VISITS
    ]
    assert "learning_rate" in held
    for page in held:
        before, plays, _ = VISITS[page].show.partition("Play")
        assert not plays or "After the guess" in before, page


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.label.format(minutes=plan.minutes))
def test_a_plan_shows_every_page_with_its_question_and_the_answers_to_it(
    plan: Plan, open_app: OpenApp
) -> None:
    app = open_app("plans")
    app.get("button_group")[0].set_value(PLANS.index(plan)).run()
    assert not app.exception
    assert not app.error
    said = texts(app)
    for page, _ in plan.visits:
        visit = VISITS[page]
        assert words.ASK.format(question=visit.question) in said
        assert visit.show in said
        assert visit.task in said
        assert visit.wrong in said
    assert said.count("**Right is**") == sum(page != "your_data" for page, _ in plan.visits)
    assert f" to {plan.minutes}: {words.CLOSE}" in said
    every = {asked for each in PLANS for asked in each.questions}
    assert {asked for asked in every if asked[1] in said} == {*plan.questions}


def test_the_answer_of_the_start_can_be_dragged_to_fail() -> None:
    begin = defaults("start")
    inputs = torch.tensor([[begin["input_1"], begin["input_2"]]])
    weights = torch.tensor([slider("weight_1").minimum, begin["weight_2"]])
    assert (inputs @ weights + begin["bias"]).item() < 0 < (inputs @ torch.tensor([0.1, 0.2]) + 0.5)


def test_there_are_weights_that_part_the_three_students() -> None:
    students = make_three_students()
    z = students.inputs @ torch.tensor([0.3, 0.1]) - 1.5
    assert ((z > 0).float() == students.targets).all()
    for name, value in zip(("weight_1", "weight_2", "bias"), (0.3, 0.1, -1.5), strict=True):
        assert slider(name).minimum <= value <= slider(name).maximum


def test_patient_1_has_the_bug_that_the_plan_names() -> None:
    patient = STAGES["bug_clinic"].view(defaults("bug_clinic")).patient
    right = VISITS["bug_clinic"].right
    assert right == (clinic.A_LINE_IS_MISSING, clinic_bugs.WHY[patient.bug])
    assert right_line(patient) == MISSING
    missing = {*healthy_program(patient).text.split()} - {*sick_program(patient).text.split()}
    assert missing == {"optimizer.step()"}


def test_relu_holds_the_neuron_at_one_half_wherever_the_second_weight_is_below() -> None:
    begin = defaults("neuron")
    inputs = torch.tensor([[begin["input_1"], begin["input_2"]]])
    weights = torch.tensor([begin["weight_1"], slider("weight_2").minimum])
    z = inputs @ weights + begin["bias"]
    assert z.item() < 0
    assert torch.sigmoid(torch.relu(z)).item() == 0.5
    assert begin["activation"] == "relu"


def test_racer_c_learns_half_as_fast_again_as_racer_b() -> None:
    begin = defaults("learning_rate")
    assert begin["learning_rate_high"] == pytest.approx(1.5 * begin["learning_rate_mid"])


def test_there_is_a_place_on_the_surface_where_a_step_makes_the_loss_larger() -> None:
    students = make_three_students()
    rate = slider("learning_rate").maximum
    worse = []
    for start in itertools.product((-1.0, 0.0, 1.0), repeat=2):
        weights = torch.tensor(start, requires_grad=True)
        loss = ((torch.sigmoid(students.inputs @ weights) - students.targets) ** 2).mean()
        (slope,) = torch.autograd.grad(loss, weights)
        moved = weights.detach() - rate * slope
        after = ((torch.sigmoid(students.inputs @ moved) - students.targets) ** 2).mean()
        worse.append((after > loss).item())
    assert any(worse)
