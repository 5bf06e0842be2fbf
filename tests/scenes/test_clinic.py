"""The bug clinic: what each patient shows, what the instruments read, how a diagnosis is judged."""

import math
import re
import statistics

import pytest
import torch

from tests.scenes.accepted import assert_accepted
from tests.scenes.stages import Stage
from tests.scenes.test_any_values import expect_whole
from visualizer.core.clinic.code import pack
from visualizer.core.clinic.course import Course, run_program
from visualizer.core.clinic.patient import HOMES, SEEDS, WARD, Patient
from visualizer.core.clinic.program import (
    MISSING,
    Mend,
    mended_program,
    mends,
    right_line,
    right_mend,
    sick_program,
)
from visualizer.live.scene import Text
from visualizer.scenes.clinic import clinic_moment, scene_of
from visualizer.scenes.clinic_answers import answer_of, curve_of, tried_of
from visualizer.scenes.clinic_claims import against
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
            assert_accepted(pictures[name].figure, moves, position)
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


def test_a_loss_that_has_diverged_is_told_with_its_step() -> None:
    patient = next(each for each in WARD if each.bug == "too_long")
    losses = run_program(sick_program(patient)).losses
    first = next(step for step, loss in enumerate(losses.tolist()) if not math.isfinite(loss))
    stage = made(patient)
    assert stage.words("loss_now", "step_clinic", first - 1) == words.LOSS_NOW[0]
    for step in (first, 200):
        assert "has diverged" in stage.words("loss_now", "step_clinic", step)
        assert stage.numbers("step_clinic", step)["diverged"] == first
    said = [each for each in stage.templates() if "{loss_now}" in each]
    assert len(said) >= 2  # to be read, and of the picture
    assert not any("{loss}" in each for each in said)


def test_where_a_loss_leaves_all_numbers_the_picture_says_so() -> None:
    """What lies above the picture says nothing of where it ends."""

    def marked(patient: Patient) -> tuple[float, float]:
        moves = made(patient).moment.fixed.moves["clinic_loss"]
        return tuple(float(moves[name][0, 0]) for name in ("diverged.x", "diverged_word.x"))

    explodes = next(each for each in WARD if each.bug == "too_long")
    losses = run_program(sick_program(explodes)).losses
    first = next(step for step, loss in enumerate(losses.tolist()) if not math.isfinite(loss))
    line, word = marked(explodes)
    assert line == first
    assert 0 < word < 200
    line, word = marked(next(each for each in WARD if each.bug == "zero_grad"))
    assert math.isnan(line)
    assert word < 0, "it waits outside"
    stops = made(Patient("detached", "twelve", "linear", 1)).moment.fixed.moves["clinic_loss"]
    assert "diverged.x" not in stops, "it stops, which is something else"


@every_patient
def test_no_dot_leaves_its_axis_unless_a_training_explodes(patient: Patient) -> None:
    stage = made(patient)
    if patient.bug in ("sign", "too_long", "summed"):
        return
    course = run_program(sick_program(patient))
    pairs = {
        f"clinic_z_{layer}": torch.cat([sums.flatten(), values.flatten()])
        for layer, (sums, values) in enumerate(zip(course.sums, course.activations, strict=True))
    }
    pairs["clinic_predictions"] = torch.cat(
        [course.predictions.flatten(), course.targets.flatten()]
    )
    for picture, values in pairs.items():
        low, high = stage.moment.layouts[picture]["yaxis.range"]
        seen = values[values.isfinite()]
        assert low <= float(seen.min())
        assert float(seen.max()) <= high


@every_patient
def test_predictions_are_called_what_the_loss_takes_them_for(patient: Patient) -> None:
    stage = made(patient)
    is_logit = "BCEWithLogitsLoss" in sick_program(patient).text
    [picture] = [each for each in stage.scene.pictures if each.name == "clinic_predictions"]
    assert ("sigmoid" in picture.figure.data[0].name) == is_logit
    assert any("a prediction of 0 becomes 0.5" in each for each in stage.templates()) == is_logit


@every_patient
def test_a_length_of_0_is_spoken_of_where_there_is_one(patient: Patient) -> None:
    course = run_program(sick_program(patient))
    lengths = [
        [row[k] for row in course.gradients.tolist() for k in range(len(row))
         if course.layer_of[k] == layer] for layer in set(course.layer_of)
    ]  # fmt: skip
    sizes = [course.layer_of.count(layer) for layer in set(course.layer_of)]
    is_zero = any(
        not any(flat[at : at + size])
        for flat, size in zip(lengths, sizes, strict=True)
        for at in range(0, len(flat), size)
    )
    said = "A length of exactly 0" in " ".join(made(patient).templates())
    assert said == is_zero


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


POWERS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def expect_numbers_of_the_run(told: str, sick: Course) -> None:
    """Expect what speaks against a claim to quote the run, and no number that is not in it."""
    assert re.search(r"[\d`]|no number|exactly 0", told), told
    told = re.sub(r" · 10([⁻⁰-⁹¹²³]+)", lambda found: "e" + found[1].translate(POWERS), told)
    told = re.sub(r"`[^`]*`|step \d+|[wb][₀-₉⁰-⁹¹²³⁽⁾ⱼᵢ]*|\(\d+, \d*\)", "", told)
    numbers = re.findall(r"[-−]?\d+(?:\.\d+)?(?:e-?\d+)?", told)
    found = [float(each.replace("−", "-")) for each in numbers]
    agree, study = neighbours(sick)
    rises = sick.losses.diff()
    known = torch.cat([
        *(each.flatten().double() for each in (
            sick.weights, sick.fresh, sick.gradients, sick.losses, sick.predictions, sick.inputs,
            sick.sums[0][0], sick.activations[0][0],
        )),
        torch.tensor([
            sick.rate, sick.rate / 2, sick.limit or 0.0, sick.n_steps, sick.n_steps + 1,
            len(sick.inputs), agree, study, int((rises > 0).sum()), int((rises < 0).sum()),
            1.0 if sick.is_sum else float((sick.predictions[0] - sick.targets).square().mean()),
        ], dtype=torch.float64),
    ])  # fmt: skip
    for each in found:
        near = torch.isclose(known, torch.tensor(each, dtype=torch.float64), rtol=6e-4, atol=1e-12)
        assert near.any(), (each, told)


def neighbours(sick: Course) -> tuple[int, float]:
    """Return how many have the answer of who is nearest, and how far study goes with answers."""
    rows, answers = sick.inputs.tolist(), sick.targets.flatten().tolist()
    agree = 0
    for place, row in enumerate(rows):
        others = [each for each in range(len(rows)) if each != place]
        nearest = min(others, key=lambda each: math.dist(rows[each], row))
        agree += answers[nearest] == answers[place]
    return agree, statistics.correlation([row[0] for row in rows], answers)


EVERYWHERE = [
    *WARD,
    *(Patient(bug, *home, seed) for bug, homes in HOMES.items() for home in homes
      for seed in (1, 4)),
]  # fmt: skip


@pytest.mark.parametrize("patient", EVERYWHERE, ids=repr)
def test_a_wrong_diagnosis_is_answered_by_what_one_would_see(patient: Patient) -> None:
    sick = run_program(sick_program(patient))
    for mend in mends(patient):
        if mend.key != right_mend(patient):
            told = against(sick_program(patient), sick, mend)
            assert re.search(r"\{\w*\}|nan|inf\b", told) is None
            assert "by itself is 0," not in told
            expect_numbers_of_the_run(told, sick)
            if "Half of the rate is" in told:
                assert sick.rate / 2 > sick.limit
            assert "would be enough" not in told


@every_patient
def test_only_the_right_diagnosis_cures(patient: Patient) -> None:
    sick = run_program(sick_program(patient))
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
            against, tried = answer_of(view)
            assert tried.startswith("We ran it with your fix")
            assert "Mended" not in said
            expect_numbers_of_the_run(against, sick)
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


def offering(bug: str, home: tuple[str, str], claim: str, **line: str) -> tuple[Patient, Mend]:
    """Return the first patient there to whom a wrong mend for ``claim`` is offered, and that."""
    for seed in SEEDS:
        patient = Patient(bug, *home, seed)
        for mend in mends(patient):
            if mend.claim == claim and line.get("text", mend.text) == mend.text:
                return patient, mend
    raise AssertionError(f"nobody with {bug} is offered {claim}")


def told_to(patient: Patient, mend: Mend) -> tuple[str, ...]:
    line = MISSING if mend.action == "add" else mend.line
    return answer_of(clinic_view({"patient": pack(patient), **diagnosis(patient, mend, line)}))


@pytest.mark.parametrize("claim", ["slower", "too_long", "summed"])
def test_no_rate_is_blamed_where_the_program_stops_before_a_step(claim: str) -> None:
    for seed in range(1, 99, 2):
        patient = Patient("detached", "twelve", "linear", seed)
        for mend in mends(patient):
            if mend.claim == claim:
                said = told_to(patient, mend)
                assert "It stops at `loss.backward()` in its first step" in said[0]
                assert "it stops in its first step, as before" in said[1]
                return
    raise AssertionError


def test_a_wrong_diagnosis_is_answered_with_the_numbers_of_the_run() -> None:
    swinging, step = offering("zero_grad", ("twelve", "linear"), "step", text="optimizer.step()")
    course = run_program(sick_program(swinging))
    told = told_to(swinging, step)[0]
    rounded = [[float(f"{float(each):.4g}") for each in course.weights[at]] for at in (0, -1)]
    lines = zip(course.symbols, *rounded, strict=True)
    assert any(
        f"Here {name} goes from {first} to {last}.".replace("-", "−") in told
        for name, first, last in lines
    )
    assert torch.isfinite(course.weights).all()


@every_patient
def test_the_program_that_was_tried_is_there_to_be_read(patient: Patient) -> None:
    """Beside the sick one, and only where it ran."""
    for mend in mends(patient):
        line = MISSING if mend.action == "add" else mend.line
        told = {"patient": pack(patient), **diagnosis(patient, mend, line)}
        assert tried_of(clinic_view(told)) == mended_program(patient, mend.key)
        assert tried_of(clinic_view({**told, "clinic_told": 0})) is None
        elsewhere = lines_asked(patient)[0].key if line == MISSING else MISSING
        apart = diagnosis(patient, mend, elsewhere)
        assert tried_of(clinic_view({"patient": pack(patient), **apart})) is None


OTHERS_SAID = {
    "flat": "4 patients of the ward with another bug have",
    "explosion": "2 patients of the ward with another bug have",
    "plateau": "1 patient of the ward with another bug has",
}
NAMES_IN_TEXT = {
    "step": "missing `step`", "backward": "`backward`", "detached": "cut off", "sign": "phill",
    "old_optimizer": "optimizer", "dead_relu": "ReLU", "too_long": "too long", "shapes": "hapes",
    "summed": " sum", "no_activation": "simple",
}  # fmt: skip


def test_a_cure_is_told_what_has_the_same_curve() -> None:
    told = {}
    others = (Patient("detached", "twelve", "linear", 1), Patient("sign", "twelve", "sigmoid", 0))
    for patient in (*WARD, *others):
        last = answer_of(clinic_view({"patient": pack(patient), **cure_of(patient)}))[-1]
        heads = {key: text.partition("{")[0] for key, text in CURVES.items()}
        at = {key: len(head) for key, head in heads.items() if last.startswith(head)}
        curve = curve_of(patient) if at else ""
        others = OTHERS_SAID.get(curve, "")
        assert others in last
        for bug, name in NAMES_IN_TEXT.items():
            assert bug == patient.bug or not at or name not in last, (patient, last)
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
    cured = made(stops, **cure_of(stops))
    expect_whole(cured)
    for name in ("loss_now", "update_now", "z_now"):
        assert "stopped before" in cured.words(name, "step_clinic", 200)
    assert cured.numbers("step_clinic", 200)["mended_loss"] < 0.002


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
