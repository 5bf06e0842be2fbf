"""The bug clinic: what each patient shows, what the instruments read, how a diagnosis is judged."""

import math
import re

import pytest
import torch

from tests.scenes.stages import Stage
from tests.scenes.test_any_values import expect_whole
from visualizer.core.clinic.code import pack
from visualizer.core.clinic.course import run_program
from visualizer.core.clinic.patient import WARD, Patient
from visualizer.core.clinic.program import (
    MISSING,
    Mend,
    mends,
    right_line,
    right_mend,
    sick_program,
)
from visualizer.figures.moves import show
from visualizer.live.scene import Text
from visualizer.scenes.clinic import clinic_moment, scene_of
from visualizer.scenes.clinic_answers import answer_of
from visualizer.state.clinic_parameters import INSTRUMENTS, told_as
from visualizer.state.pages import PAGES, complete
from visualizer.state.views.clinic import ClinicView, clinic_view, lines_asked
from visualizer.words import clinic as words
from visualizer.words.clinic_bugs import CURVES

ALL = 2 ** len(INSTRUMENTS) - 1
bug_of = lambda patient: patient.bug  # noqa: E731
every_patient = pytest.mark.parametrize("patient", WARD, ids=bug_of)


def made(patient: Patient, **given: object) -> Stage:
    whole = complete("bug_clinic", {"patient": pack(patient), "clinic_seen": ALL, **given})
    values = {name: whole[name] for name in PAGES["bug_clinic"].names}
    view = clinic_view(values)
    moment = clinic_moment(view)
    setting = moment.settings["step_clinic"]
    values["step_clinic"] = setting.positions[setting.index]
    return Stage("bug_clinic", values, scene_of(view), moment)


def diagnosis(patient: Patient, mend: Mend, line: str) -> dict[str, object]:
    keys = (*(each.key for each in lines_asked(patient)), MISSING)
    numbers = keys.index(line) + 1, mends(patient).index(mend) + 1
    return {
        "clinic_line": numbers[0],
        "clinic_mend": numbers[1],
        "clinic_told": told_as(*numbers),
    }


def cure_of(patient: Patient) -> dict[str, object]:
    right = next(each for each in mends(patient) if each.key == right_mend(patient))
    return diagnosis(patient, right, right_line(patient))


@every_patient
@pytest.mark.parametrize("is_cured", [False, True], ids=["sick", "cured"])
def test_every_instrument_of_every_patient_makes_a_whole_moment(
    patient: Patient, is_cured: bool
) -> None:
    stage = made(patient, **(cure_of(patient) if is_cured else {}))
    expect_whole(stage)
    pictures = {each.name: each for each in stage.scene.pictures}
    assert stage.shown_pictures() == set(pictures)
    last = len(stage.moment.settings["step_clinic"].positions) - 1
    for name, moves in stage.sweeps["step_clinic"].moves.items():
        for position in (0, last // 2, last):
            show(pictures[name].figure, moves, position)
    declared = [each.name for each in stage.scene.quantities]
    assert len(declared) == len(set(declared))


@every_patient
def test_the_program_on_screen_is_the_text_that_runs(patient: Patient) -> None:
    [shown] = [
        each.lines
        for each in made(patient).panels()
        if isinstance(each, Text) and each.title == words.PROGRAM_TITLE
    ]
    assert "\n".join(shown) + "\n" == sick_program(patient).text


@every_patient
def test_the_numbers_at_a_step_are_those_of_the_run(patient: Patient) -> None:
    course = run_program(sick_program(patient))
    stage = made(patient)
    for position in (0, 1, 57, 200):
        shown = stage.numbers("step_clinic", position)
        assert shown["loss"] == pytest.approx(float(course.losses[position]), nan_ok=True)
        for place in range(len(course.symbols)):
            weight = float(course.weights[position, place])
            assert shown[f"at_{place}"] == pytest.approx(weight, nan_ok=True)
            grad = float(course.gradients[position, place])
            assert shown[f"grad_{place}_number"] == pytest.approx(grad, nan_ok=True)
    first = stage.numbers("step_clinic", 3)
    assert first["then_0"] == pytest.approx(float(course.weights[4, 0]))


def test_a_gradient_that_is_not_there_is_called_so() -> None:
    said = {
        bug: made(next(each for each in WARD if each.bug == bug)).words("grad_0", "step_clinic", 5)
        for bug in ("backward", "step", "dead_relu")
    }
    assert said == {"backward": "None", "step": "{grad_0_number}", "dead_relu": "{grad_0_number}"}
    dead = made(next(each for each in WARD if each.bug == "dead_relu"))
    assert dead.numbers("step_clinic", 5)["grad_0_number"] == 0.0
    assert dead.numbers("step_clinic", 5)["below"] == dead.numbers("step_clinic", 5)["all_z"] == 12


def test_what_explodes_is_told_as_it_is() -> None:
    stage = made(next(each for each in WARD if each.bug == "too_long"))
    assert not math.isfinite(stage.numbers("step_clinic", 200)["loss"])
    assert stage.words("grad_0", "step_clinic", 200) == "nan"
    low, high = stage.moment.layouts["clinic_loss"]["yaxis.range"]
    assert low == 0
    assert high < 5  # the picture shows how it begins


def test_no_instrument_counts_what_is_no_number() -> None:
    stage = made(next(each for each in WARD if each.bug == "too_long"))
    assert stage.words("z_now", "step_clinic", 0) == "{below} of {all_z} z lie below 0."
    assert (
        stage.words("z_now", "step_clinic", 200) == "{lost} of {all_z} z are no numbers any more."
    )
    assert stage.numbers("step_clinic", 200)["lost"] == 12
    assert "no numbers any more" in stage.words("update_now", "step_clinic", 200)


def test_the_update_of_the_last_step_is_the_one_that_the_weights_make() -> None:
    stage = made(next(each for each in WARD if each.bug == "out_of_step"))
    shown = stage.numbers("step_clinic", 200)
    before, after = (
        torch.tensor([shown[f"{each}_{place}"] for place in range(3)]) for each in ("at", "then")
    )
    assert 0 < shown["update"] == pytest.approx(float((after - before).norm() / before.norm()), 0.1)
    assert "the last one" in stage.words("update_now", "step_clinic", 200)


@every_patient
def test_nothing_that_runs_beside_is_there_before_the_diagnosis(patient: Patient) -> None:
    before, after = made(patient), made(patient, **cure_of(patient))
    beside = {"mended_loss", "healthy_loss"}
    assert beside.isdisjoint(before.numbers())
    assert beside <= set(after.numbers())
    uids = {trace.uid for picture in before.scene.pictures for trace in picture.figure.data}
    assert uids.isdisjoint({"mended", "healthy"})
    shown = after.numbers("step_clinic", 200)
    if patient.bug not in ("no_activation", "equal_starts"):  # a mend may draw its own start
        assert shown["mended_loss"] == pytest.approx(shown["healthy_loss"])
    assert shown["mended_loss"] < 0.02


@every_patient
def test_only_the_right_diagnosis_cures(patient: Patient) -> None:
    for mend in mends(patient):
        is_right = mend.key == right_mend(patient)
        line = right_line(patient) if is_right else MISSING if mend.action == "add" else mend.line
        values = diagnosis(patient, mend, line)
        view = clinic_view({"patient": pack(patient), **values})
        assert view.is_solved == is_right
        said = " ".join(answer_of(view))
        assert said
        assert re.search(r"\{\w*\}|nan|inf\b", said) is None
        if not is_right:
            assert "We ran it with your mend" in said
            assert "Mended" not in said
        not_yet = clinic_view({"patient": pack(patient), **values, "clinic_told": 0})
        assert not not_yet.is_solved
        assert answer_of(not_yet) == ()


@every_patient
def test_a_line_and_a_mend_that_do_not_go_together_give_nothing_away(patient: Patient) -> None:
    """What is said depends on neither being right: only on what the mend does to that line."""
    for mend in mends(patient):
        for line in (*(each.key for each in lines_asked(patient)), MISSING):
            view = clinic_view({"patient": pack(patient), **diagnosis(patient, mend, line)})
            if view.is_solved:
                continue
            goes = line == MISSING if mend.action == "add" else line == mend.line
            said = answer_of(view)
            assert any("does not go together" in each for each in said) != goes, (line, mend)
            assert goes or len(said) == 1
            assert ("you say that a line is missing" in said[0]) == (line == MISSING and not goes)


def test_the_gradient_that_is_told_is_not_one_of_zero() -> None:
    patient = Patient("equal_starts", "either", "network", 1)
    clear = next(each for each in mends(patient) if "zero_grad" in each.text)
    view = clinic_view({"patient": pack(patient), **diagnosis(patient, clear, MISSING)})
    assert "by itself is" in answer_of(view)[0]
    assert "by itself is 0," not in answer_of(view)[0]


def test_no_rate_and_no_start_is_blamed_where_the_program_stops_before_a_step() -> None:
    patient = Patient("detached", "twelve", "linear", 1)
    for line in ("optimizer", "start"):
        mend = next(each for each in mends(patient) if each.line == line)
        view = clinic_view({"patient": pack(patient), **diagnosis(patient, mend, line)})
        assert "It stops at `loss.backward()` in its first step" in answer_of(view)[0]


def test_a_wrong_diagnosis_is_answered_with_the_numbers_of_the_run() -> None:
    swinging = next(each for each in WARD if each.bug == "zero_grad")
    step = next(each for each in mends(swinging) if each.text == "optimizer.step()")
    view = clinic_view({"patient": pack(swinging), **diagnosis(swinging, step, MISSING)})
    course = run_program(sick_program(swinging))
    last = float(f"{float(course.weights[-1, 0]):.4g}")
    assert f"Here w₁ goes from 0.1 to {last}." in answer_of(view)[0]
    assert torch.isfinite(course.weights).all()


def test_a_cure_is_told_what_has_the_same_curve() -> None:
    told = {}
    others = (Patient("detached", "twelve", "linear", 1), Patient("sign", "twelve", "sigmoid", 0))
    for patient in (*WARD, *others):
        last = answer_of(clinic_view({"patient": pack(patient), **cure_of(patient)}))[-1]
        curve = next((key for key, text in CURVES.items() if text == last), "")
        told.setdefault(curve, []).append(patient.bug)
    assert told == {
        "flat": ["step", "backward", "old_optimizer", "detached", "dead_relu"],
        "creep": ["sign"],
        "explosion": ["sign", "too_long", "summed"],
        "plateau": ["shapes", "no_activation"],
        "healthy": ["out_of_step"],
        "": ["zero_grad", "equal_starts", "double_sigmoid", "detached"],
    }


def test_a_program_that_stops_is_shown_as_far_as_it_came() -> None:
    stops = Patient("detached", "twelve", "linear", 1)
    stage = made(stops)
    expect_whole(stage)
    assert list(stage.moment.settings["step_clinic"].positions) == [0]
    said = " ".join(stage.templates())
    assert "It stops at the line “loss.backward()”" in said
    assert stage.words("line_grad_0", "step_clinic", 0) == "–"
    assert "stopped before" in stage.words("update_now", "step_clinic", 0)
    step = next(each for each in mends(stops) if each.text == "optimizer.step()")
    view = clinic_view({"patient": pack(stops), **diagnosis(stops, step, MISSING)})
    assert "Here it is `None`" in answer_of(view)[0]
    cured = made(stops, **cure_of(stops))
    expect_whole(cured)
    for name in ("update_now", "z_now"):
        assert "stopped before" in cured.words(name, "step_clinic", 200)
    assert cured.numbers("step_clinic", 200)["mended_loss"] < 0.001


def test_a_link_may_say_what_this_patient_does_not_have() -> None:
    view = clinic_view({"patient": pack(WARD[0]), "clinic_line": 60, "clinic_mend": 9})
    assert (view.line_key, view.chosen_mend) == ("", None)
    assert not view.is_solved
    told = clinic_view(
        {
            "patient": pack(WARD[0]),
            "clinic_line": 60,
            "clinic_mend": 9,
            "clinic_told": told_as(60, 9),
        }
    )
    assert answer_of(told) == ()
    assert isinstance(told, ClinicView)
