"""What the benchmark of the clinic measures: a cured patient, all instruments, nothing kept."""

import pytest

from benchmarks.clinic import cured, open_patient, programs_of, row_of
from visualizer.core.clinic.course import run_program
from visualizer.core.clinic.patient import WARD
from visualizer.core.clinic.program import healthy_program, sick_program
from visualizer.state.clinic_parameters import INSTRUMENTS


def test_a_patient_can_be_measured() -> None:
    row = row_of(WARD[9], rounds=1)
    assert min(row[each] for each in ("ours ms", "plain ms", "ratio")) > 0


@pytest.mark.parametrize("patient", WARD[::6])
def test_every_program_runs_anew_and_every_instrument_is_in_the_message(patient) -> None:
    programs = programs_of(patient)
    assert {sick_program(patient), healthy_program(patient)} <= set(programs)
    view = cured(patient)
    assert view.is_solved
    assert view.seen == INSTRUMENTS
    message = open_patient(view)
    assert run_program.cache_info().misses == len(programs)
    for name in (b"clinic_log", b"clinic_update", b"clinic_z_0", b"clinic_predictions"):
        assert name in message
