"""The programs of the clinic: what is shown is what runs, loss by loss."""

import contextlib
import itertools
import json
import re
import warnings

import pytest
import torch

from tests.core.clinic.patients import EVERYONE, OTHERS, shortened
from visualizer.core.clinic.course import run_program
from visualizer.core.clinic.patient import HOMES, SEEDS, WARD, Patient
from visualizer.core.clinic.program import (
    MISSING,
    healthy_program,
    mended_program,
    mends,
    right_line,
    right_lines,
    right_mend,
    sick_program,
)
from visualizer.core.yield_point import at_yield_points

# Each text is run for itself, with what it prints kept: every digit, and how it ended.
RUN_ALL = """
import contextlib, io, json, sys, warnings
warnings.simplefilter("ignore")
printed = []
for text in json.load(sys.stdin):
    out, error = io.StringIO(), ""
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(text, "program.py", "exec"), {"__name__": "__main__"})
        except RuntimeError as raised:
            error = str(raised)
    printed.append([out.getvalue(), error])
json.dump(printed, sys.stdout)
"""


def test_the_text_of_every_program_prints_the_losses_on_screen(tmp_path, elsewhere):
    programs = [each(patient) for patient in WARD for each in (sick_program, healthy_program)]
    programs += [shortened(sick_program(patient)) for patient in EVERYONE if patient.seed == 1]
    programs += [
        shortened(each(patient))
        for patient in OTHERS[::3]
        for each in (sick_program, healthy_program)
    ]
    programs += [
        shortened(mended_program(patient, mend.key)) for patient in WARD for mend in mends(patient)
    ]
    programs = list(dict.fromkeys(programs))
    texts = [program.text.replace(".6f}", ".9g}") for program in programs]
    (tmp_path / "run_all.py").write_text(RUN_ALL, encoding="utf-8")
    printed = json.loads(elsewhere.run(tmp_path / "run_all.py", json.dumps(texts)))
    for program, (out, error) in zip(programs, printed, strict=True):
        course = run_program(program)
        losses = [float(line.split("loss")[1]) for line in out.splitlines()]
        found = torch.full((program.n_steps + 1,), torch.nan)
        found[: len(losses)] = torch.tensor(losses)
        torch.testing.assert_close(
            course.losses, found, rtol=0, atol=0, equal_nan=True, msg=program.text
        )
        assert error == (course.error[1] if course.error else "")


def test_the_right_mend_makes_the_healthy_program_and_no_other_does():
    for patient in EVERYONE:
        healthy, tried = healthy_program(patient), mends(patient)
        found = [mend.key for mend in tried if mended_program(patient, mend.key) == healthy]
        assert found == [right_mend(patient)]
        assert len({mend.key for mend in tried}) == len(tried) >= 4
        assert all(mended_program(patient, mend.key) != sick_program(patient) for mend in tried)


def test_the_right_mend_is_not_always_in_the_same_place():
    places = [
        [mend.key for mend in mends(patient)].index(right_mend(patient)) for patient in EVERYONE
    ]
    assert {places.count(place) > 5 for place in range(4)} == {True}


def losses_of(program):
    """Return the losses that a program prints until it ends or fails, from a plain run of it."""
    losses = []
    with warnings.catch_warnings(), contextlib.suppress(RuntimeError):
        warnings.simplefilter("ignore")
        noted = {"print": lambda line: losses.append(float(line.split("loss")[1]))}
        exec(compile(program.text.replace(".6f}", ".9g}"), "program.py", "exec"), noted)
    return torch.tensor(losses + [torch.inf] * (program.n_steps + 1 - len(losses)))


def test_a_wrong_mend_does_not_help():
    for patient in (*WARD, *OTHERS[::9]):
        lowest = losses_of(healthy_program(patient))[-50:].max()
        for mend in mends(patient):
            if mend.key != right_mend(patient):
                losses = losses_of(mended_program(patient, mend.key))[-50:]
                assert losses.nan_to_num(nan=torch.inf).max() > 3 * lowest, (patient, mend)


def test_the_line_to_be_named_is_there_or_is_missing():
    for patient in EVERYONE:
        keys = {line.key for line in sick_program(patient).lines} | {MISSING}
        assert right_line(patient) in right_lines(patient) <= keys
        is_missing = len(sick_program(patient).lines) < len(healthy_program(patient).lines)
        assert (right_line(patient) == MISSING) == is_missing


def test_a_mend_that_is_none_of_the_patient_s_is_refused():
    with pytest.raises(ValueError, match="no mend"):
        mended_program(WARD[0], "import os")
    with pytest.raises(ValueError, match="no such patient"):
        sick_program(Patient("dead_relu", "twelve", "linear", 0))


def test_what_runs_does_not_depend_on_what_ran_before_or_on_the_mode_of_the_caller():
    program = shortened(sick_program(WARD[0]))
    losses = run_program(program).losses
    run_program.cache_clear()
    with torch.inference_mode():
        torch.testing.assert_close(run_program(program).losses, losses, rtol=0, atol=0)


def test_after_each_line_of_a_step_the_weights_are_those_of_the_next():
    course = run_program(shortened(healthy_program(WARD[0])))
    assert course.body == ("zero", "predict", "loss", "print", "backward", "step")
    torch.testing.assert_close(course.line_weights[:-1, -1], course.weights[1:], rtol=0, atol=0)
    torch.testing.assert_close(course.line_weights[:, 0], course.weights, rtol=0, atol=0)
    assert course.line_gradients[:, 0].isnan().all()
    torch.testing.assert_close(course.line_gradients[:5, -1], course.fresh)
    torch.testing.assert_close(course.sums[-1], course.predictions)


def test_a_warning_of_pytorch_is_kept_and_none_of_the_filters_of_the_process_changes():
    before = list(warnings.filters)
    run_program.cache_clear()
    course = run_program(shortened(sick_program(Patient("shapes", "three", "linear", 0))))
    assert "different to the input size" in course.warning
    assert warnings.filters == before


def test_a_run_can_be_ended_at_every_step():
    steps = []
    run_program.cache_clear()
    with at_yield_points(lambda: steps.append(1)):
        run_program(shortened(sick_program(WARD[0])))
    assert len(steps) == 13


def test_all_that_ever_runs_are_a_few_lines_with_numbers_put_in():
    """Whoever a link names: the texts differ in their numbers alone, and name nothing else."""
    texts = set()
    for bug, homes in HOMES.items():
        for home, seed in itertools.product(homes, SEEDS[:12]):
            patient = Patient(bug, *home, seed)
            texts.update(line.text for line in sick_program(patient).lines)
            texts.update(line.text for line in healthy_program(patient).lines)
            texts.update(mend.text for mend in mends(patient))
    kinds = {re.sub(r"-?\d+(\.\d+)?", "0", text) for text in texts}
    assert len(kinds) < 70
    assert set(re.findall(r"import .*", "\n".join(kinds))) == {"import torch", "import nn"}
    assert not re.search(r"__|open|eval|exec|save|load", "\n".join(kinds))


def test_no_number_has_the_rounding_of_the_computer_in_it():
    for seed in SEEDS:
        for data in ("three", "twelve"):
            text = sick_program(Patient("dead_relu", data, "relu", seed)).text
            assert re.search(r"\d\.\d{5}|-0\.0\b", text) is None
