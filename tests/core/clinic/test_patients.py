"""Patients and their codes: who there is, who is nearest, and what a link holds."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.core.clinic.bugs import BUGS
from visualizer.core.clinic.code import ALPHABET, LENGTH, canonical, nearest_to, pack, unpack
from visualizer.core.clinic.patient import (
    ARCHITECTURES,
    DATA,
    HOMES,
    SEEDS,
    WARD,
    Patient,
    fits,
    nearest,
    random_patient,
)

ALL = [
    Patient(bug, *home, seed) for bug, homes in HOMES.items() for home in homes for seed in SEEDS
]

CODES = ["pvj319", "za5rhm", "m6vds0"]


def test_every_bug_has_one_patient_in_the_ward():
    assert sorted(patient.bug for patient in WARD) == sorted(HOMES)
    assert len(WARD) >= 12
    assert all(map(fits, WARD))
    assert tuple(BUGS) == tuple(HOMES)


def test_every_patient_has_a_code_of_its_own_that_leads_back():
    codes = {pack(patient): patient for patient in ALL}
    assert len(codes) == len(ALL)
    assert all(unpack(code) == patient for code, patient in codes.items())
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)


def test_a_code_says_nothing_of_the_bug():
    """Patients with one bug share no letter in one place more often than others do."""
    for bug, place in itertools.product(HOMES, range(LENGTH)):
        letters = Counter(pack(patient)[place] for patient in ALL if patient.bug == bug)
        assert len(letters) > 20, (bug, place)


def test_codes_stay_those_of_the_links_that_are_out_there():
    assert [pack(patient) for patient in WARD[:3]] == CODES


def test_capitals_and_spaces_do_not_matter():
    typed = f" {pack(WARD[3]).upper()} "
    assert unpack(typed) == WARD[3]
    assert canonical(typed) == pack(WARD[3])


@pytest.mark.parametrize("text", ["", "zzz", "ilou00", "0" * 7, "é" * LENGTH, "step", "0" * 1000])
def test_a_code_of_nobody_is_refused_and_leads_to_somebody(text):
    with pytest.raises(ValueError, match="no patient"):
        unpack(text)
    assert fits(nearest_to(text))


@given(st.text())
def test_any_text_leads_to_somebody(text):
    assert fits(nearest_to(text))


def test_a_letter_typed_wrong_leads_to_who_was_meant():
    code = pack(WARD[5])
    meant = 0
    for place, letter in itertools.product(range(LENGTH), ALPHABET[::5]):
        typed = code[:place] + letter + code[place + 1 :]
        meant += nearest_to(typed) == WARD[5]
    assert meant > 0.9 * LENGTH * len(ALPHABET[::5])
    assert nearest_to(code[1:]) == WARD[5]


def test_who_does_not_fit_has_somebody_near():
    for bug, data, kind in itertools.product(HOMES, DATA, ARCHITECTURES):
        patient = Patient(bug, data, kind, 7)
        found = nearest(patient)
        assert fits(found)
        assert (found.bug, found.seed) == (bug, 7)
        assert not fits(patient) or found == patient
    assert nearest(Patient("import os", "twelve", "linear", 1)) == WARD[0]
    assert nearest(Patient("step", "twelve", "linear", -1)).seed == 0
    with pytest.raises(ValueError, match="no such patient"):
        pack(Patient("dead_relu", "twelve", "linear", 7))


def test_random_patients_are_endless_and_drawn_by_their_seed():
    drawn = [random_patient(seed) for seed in range(300)]
    assert all(map(fits, drawn))
    assert drawn[:9] == [random_patient(seed) for seed in range(9)]
    assert {patient.bug for patient in drawn} == set(HOMES)
    assert len(set(drawn)) > 250


def test_a_code_of_a_bug_in_a_program_where_it_cannot_sit_leads_to_the_nearest():
    """The code says dead_relu in a linear neuron."""
    assert nearest_to("d7sx0y") == Patient("dead_relu", "twelve", "relu", 7)


def test_a_letter_that_looks_like_a_digit_is_taken_for_it():
    codes = {pack(each): each for each in ALL[:200]}
    for code, patient in codes.items():
        assert nearest_to(code.replace("0", "O").replace("1", "l")) == patient
