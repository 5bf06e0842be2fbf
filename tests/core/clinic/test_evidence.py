"""Evidence: each bug leaves its own signs, and no program shows those of another."""

import pytest

from tests.core.clinic.evidence import evidence
from tests.core.clinic.patients import EVERYONE, OTHERS, name_of, shortened
from visualizer.core.clinic.course import run_program
from visualizer.core.clinic.patient import HOMES, WARD, Patient
from visualizer.core.clinic.program import healthy_program, sick_program

PATIENTS = {patient.bug: patient for patient in WARD}


def seen_in(program):
    """Return the bugs whose signs are seen in the first steps of a program."""
    return evidence(run_program(shortened(program))).seen


def test_the_signs_of_its_own_bug_and_of_no_other_are_seen():
    everyone = (*EVERYONE, *OTHERS)
    seen = {patient: seen_in(sick_program(patient)) for patient in everyone}
    assert seen == {patient: (patient.bug,) for patient in everyone}


def test_a_healthy_program_shows_no_signs():
    everyone = (*EVERYONE, *OTHERS)
    seen = {patient: seen_in(healthy_program(patient)) for patient in everyone}
    assert seen == dict.fromkeys(everyone, ())


def test_every_bug_has_its_signs():
    course = run_program(shortened(sick_program(WARD[0])))
    assert tuple(evidence(course).signs) == tuple(HOMES)


@pytest.mark.parametrize("patient", WARD, ids=name_of)
def test_the_numbers_of_a_sign_are_those_of_the_whole_run(patient):
    """What is looked at in thirteen steps is there in all of them."""
    assert evidence(run_program(sick_program(patient))).seen == (patient.bug,)
    assert evidence(run_program(healthy_program(patient))).seen == ()


def numbers_of(bug, program):
    """Return what is looked at for a bug in the course of a program."""
    return evidence(run_program(shortened(program(PATIENTS[bug])))).signs[bug].numbers


@pytest.mark.parametrize(
    ("bug", "name", "sick", "healthy"),
    [
        ("old_optimizer", "times", 3, 1),
        ("old_optimizer", "moved", 0, None),
        ("shapes", "errors", 144, 12),
        ("sign", "cosine", 1, -1),
        ("too_long", "largest_input", 9, 0.9),
        ("summed", "times", 12, 1),
        ("dead_relu", "silent", 12, 0),
        ("dead_relu", "gradient", 0, None),
        ("equal_starts", "apart", 0, None),
        ("no_activation", "apart", 0, None),
        ("out_of_step", "study", -0.9143, 0.9143),
    ],
)
def test_the_numbers_of_a_sign(bug, name, sick, healthy):
    assert numbers_of(bug, sick_program)[name] == pytest.approx(sick, abs=1e-2)
    if healthy is None:
        assert abs(numbers_of(bug, healthy_program)[name]) > 0.1
    else:
        assert numbers_of(bug, healthy_program)[name] == pytest.approx(healthy, abs=1e-2)


@pytest.mark.parametrize("home", HOMES["out_of_step"])
def test_rows_that_are_dealt_anew_are_out_of_step_whatever_the_seed(home):
    for seed in (1, 3, 5, 31, 51, 99):
        patient = Patient("out_of_step", *home, seed)
        assert seen_in(sick_program(patient)) == ("out_of_step",)
        assert seen_in(healthy_program(patient)) == ()
