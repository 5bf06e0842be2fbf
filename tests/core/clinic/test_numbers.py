"""Numbers that are told of these bugs elsewhere, found again in what the programs do."""

from dataclasses import replace

import pytest
import torch

from visualizer.core.clinic.case import case_of
from visualizer.core.clinic.course import run_program
from visualizer.core.clinic.lines import healthy_lines
from visualizer.core.clinic.mends import sick_lines
from visualizer.core.clinic.patient import WARD, Patient
from visualizer.core.clinic.program import Program, healthy_program, sick_program
from visualizer.core.clinic.style import Style

TWELVE = {patient.bug: patient for patient in WARD if patient.data == "twelve"}


def sick(bug):
    return run_program(sick_program(TWELVE[bug]))


def run_with(patient, lines_of, **numbers):
    """Return the course of a patient's program with another rate, style or number of steps."""
    case = replace(case_of(patient), **numbers)
    return run_program(Program(lines_of(case), case.n_steps))


def close(number, expected, digits=2):
    """Tell whether a number is ``expected`` to so many digits."""
    return float(f"{number:.{digits - 1}e}") == pytest.approx(expected)


def test_the_right_program_ends_at_nearly_nothing():
    assert close(run_program(healthy_program(TWELVE["step"])).losses[-1], 8.3e-5)


def test_gradients_that_add_up_swing_like_a_pendulum():
    course = sick("zero_grad")
    assert course.rate == 0.1
    found = course.losses[[0, 2, 5, 200]].tolist()
    assert [round(each, 3) for each in found] == [0.221, 0.006, 0.236, 0.199]
    totals = course.fresh.cumsum(dim=0)
    torch.testing.assert_close(course.gradients[: len(totals)], totals)


@pytest.mark.parametrize("bug", ["step", "backward", "old_optimizer", "detached"])
def test_weights_that_never_move_leave_the_loss_where_it_is(bug):
    course = sick(bug)
    parts = 12 if course.is_sum else 1
    [loss] = (course.losses / parts).unique().tolist()
    if bug != "detached":  # it has whole hours, and another start
        assert loss == pytest.approx(0.2215, abs=5e-5)
    assert (course.weights == course.weights[0]).all()
    has_gradient = bug in ("step", "old_optimizer")
    assert (course.gradients.isnan().all() or course.gradients.isnan().any()) != has_gradient


def test_detach_before_the_loss_is_an_error():
    course = run_program(sick_program(Patient("detached", "twelve", "linear", 1)))
    line, message = course.error
    assert line == "backward"
    assert "does not require grad" in message
    assert course.losses[0].isfinite()
    assert course.losses[1:].isnan().all()


def test_each_prediction_against_every_answer_stops_at_the_variance():
    course = sick("shapes")
    assert close(course.targets.var(correction=0), 0.0195, 3)
    assert close(course.losses[-1], 0.0196, 3) or close(course.losses[-1], 0.0195, 3)
    assert course.predictions[-1].amin() > 0.57
    assert course.predictions[-1].amax() < 0.582
    assert dict(course.shapes) == {
        "predictions": (12, 1), "targets": (12,), "predictions - targets": (12, 12),
    }  # fmt: skip
    assert "target size" in course.warning


def test_the_wrong_sign_climbs():
    course = sick("sign")
    assert course.rate == 0.1
    assert close(course.losses[50], 1.8e12)
    creeping = Patient("sign", "twelve", "sigmoid", 0)
    plain = Style(by_hand=True)
    losses = run_with(creeping, sick_lines, rate=0.5, style=plain, start=(0.1, 0.1, 0.0)).losses
    assert [round(float(losses[at]), 3) for at in (0, -1)] == [0.020, 0.344]
    assert (losses[1:] > losses[:-1]).all()


def test_steps_that_are_too_long_for_the_inputs_or_the_sum():
    raw, total = sick("too_long"), sick("summed")
    assert raw.rate == 0.1
    assert raw.limit == pytest.approx(0.0131, abs=1e-4)
    assert round(float(raw.losses[1])) == 80
    assert close(total.losses[1], 1020, 3)
    right = run_program(healthy_program(TWELVE["summed"]))
    torch.testing.assert_close(total.fresh[0], 12 * right.fresh[0])
    assert total.limit == pytest.approx(right.limit / 12)


def test_a_relu_that_lets_nothing_through_has_a_gradient_of_exactly_0():
    course = sick("dead_relu")
    assert course.losses.unique().tolist() == [pytest.approx(0.3511, abs=5e-5)]
    assert (course.gradients == 0).all()
    assert (course.sums[0] < 0).all()


def test_a_probability_of_a_probability_is_never_sure():
    patient = Patient("double_sigmoid", "three", "sigmoid", 0)
    twice = run_with(patient, sick_lines, n_steps=2000)
    right = run_with(patient, healthy_lines, n_steps=2000)
    assert twice.rate == 5
    assert close(twice.losses[-1], 0.441, 3)
    assert close(right.losses[-1], 0.0013)
    said = twice.predictions[-1, :, 0].sigmoid()
    assert said.tolist() == pytest.approx([0.731, 0.501, 0.731], abs=0.002)


def test_units_that_start_alike_stay_alike():
    half = run_program(sick_program(Patient("equal_starts", "either", "network", 2)))
    rows = half.weights[:, :8].unflatten(1, (4, 2))
    torch.testing.assert_close(rows, rows[:, :1].expand_as(rows))
    zeros = run_with(
        Patient("equal_starts", "either", "network", 1), sick_lines, rate=2.0, style=Style()
    )
    torch.testing.assert_close(zeros.losses, torch.full((201,), 0.25), rtol=0, atol=1e-3)
    assert zeros.losses[0] == 0.25
    longer = run_with(Patient("equal_starts", "either", "network", 2), sick_lines, n_steps=1000)
    assert float(longer.losses[-1]) == pytest.approx(0.168, abs=0.003)


def test_layers_without_an_activation_say_the_same_of_everybody():
    course = run_program(sick_program(Patient("no_activation", "either", "network", 2)))
    assert close(course.losses[-1], 0.69)  # ln 2, for a coin that is tossed
    assert (course.predictions[-1].sigmoid() - 0.5).abs().max() < 0.1
    squared = run_with(
        Patient("no_activation", "either", "network", 2), sick_lines, rate=2.0, style=Style()
    )
    assert close(squared.losses[-1], 0.25)
    assert close(squared.targets.var(correction=0), 0.25)


def test_reversed_answers_look_healthy_and_teach_the_opposite():
    course = sick("out_of_step")
    assert close(course.losses[-1], 0.0029)
    assert close(course.weights[-1, 0], -0.50)
    shuffled = [
        run_with(
            Patient("out_of_step", "twelve", "linear", seed), sick_lines, rate=0.5,
            style=Style(order="dealt"),
        ).losses[-1]
        for seed in (1, 3, 5)
    ]  # fmt: skip
    assert all(each > 0.01 for each in shuffled)
