"""What a session remembers of the bug clinic: the patient, its diagnosis, whom somebody cured."""

from dataclasses import replace

import pytest

from visualizer.core.clinic.code import pack, unpack
from visualizer.core.clinic.patient import WARD, Patient
from visualizer.state.address import read_address
from visualizer.state.clinic_parameters import CLINIC_TABLE, INSTRUMENTS, told_as
from visualizer.state.cured import (
    Cured,
    cure,
    forget_all,
    missed,
    next_after,
    take_found,
    wrong_before,
)
from visualizer.state.memory import Memory, arrive, change, undo
from visualizer.state.pages import complete
from visualizer.state.views.clinic import clinic_view

CODES = [pack(each) for each in WARD]
SEEN = {"clinic_seen": 5, "clinic_line": 3, "clinic_mend": 2, "clinic_told": told_as(3, 2)}


def test_another_patient_forgets_what_was_said_of_the_last_one() -> None:
    memory = arrive(Memory(), "bug_clinic", {})
    for name, value in {**SEEN, "step_clinic": 17}.items():
        memory = change(memory, {name: value})
    after = change(memory, {"patient": CODES[3]})
    assert after.chosen == {"patient": CODES[3]}
    assert undo(after).chosen == {**SEEN, "step_clinic": 17}


def test_who_comes_back_finds_a_patient_as_it_was_left() -> None:
    memory = arrive(Memory(), "bug_clinic", {})
    for name, value in SEEN.items():
        memory = change(memory, {name: value})
    memory = change(memory, {"patient": CODES[1]})
    memory = change(memory, {"clinic_seen": 64})
    back = change(memory, {"patient": CODES[0]})
    assert back.chosen == {**SEEN, "patient": CODES[0]}
    assert back.address()["instruments"] == "5"
    again = change(back, {"patient": CODES[1]})
    assert again.chosen == {"patient": CODES[1], "clinic_seen": 64}


def test_a_diagnosis_is_told_until_it_changes() -> None:
    told = clinic_view(SEEN)
    assert told.is_told
    assert told.seen == ("log", "layers")
    assert not clinic_view({**SEEN, "clinic_line": 4}).is_told
    assert not clinic_view({**SEEN, "clinic_mend": 1}).is_told
    assert not clinic_view({"clinic_told": 0}).is_told


@pytest.mark.parametrize("text", ["", "zzz", CODES[0] + "x", CODES[4][:-1], "\x00" * 99, "ΩΩΩΩΩΩ"])
def test_a_link_to_nobody_names_the_nearest(text: str) -> None:
    values, notices = read_address({"patient": [text]}, "bug_clinic")
    assert len(notices) == 1
    if text:
        near = values["patient"]
        unpack(near)
        labels = CLINIC_TABLE[0].options
        assert f"so “{labels.get(near, near)}” is used" in notices[0]


def test_a_slip_of_the_pen_still_finds_the_patient() -> None:
    values, [notice] = read_address({"patient": [CODES[4][:-1]]}, "bug_clinic")
    assert values["patient"] == CODES[4]
    assert "Patient 5" in notice


@pytest.mark.parametrize("form", ["{} ", " {}", "\t{}", "{}"])
@pytest.mark.parametrize("patient", [*WARD[:3], Patient("sign", "twelve", "sigmoid", 5)])
def test_a_code_is_kept_in_one_form_however_it_was_typed(form: str, patient: Patient) -> None:
    code = pack(patient)
    values, notices = read_address({"patient": [form.format(code.upper())]}, "bug_clinic")
    assert notices == []
    assert values["patient"] == code
    memory = change(arrive(Memory(), "bug_clinic", {}), {"patient": form.format(code.upper())})
    assert complete("bug_clinic", memory.chosen)["patient"] == code
    typed = {"session": "mine", "cured": [[form.format(code.upper()), 1], [code, 2]]}
    assert dict(take_found(Cured("mine"), typed).counts) == {code: 1}


def test_no_bug_stands_in_an_address() -> None:
    labels = [label for each in CLINIC_TABLE[:1] for label in each.options.values()]
    for each in WARD:
        assert not any(each.bug in text for text in (*CODES, *labels))


def test_the_fewest_instruments_count() -> None:
    cured = cure(cure(cure(Cured(), CODES[0], 3), CODES[0], 1), CODES[0], 2)
    assert dict(cured.counts) == {CODES[0]: 1}
    assert cured.of_the_ward == 1
    assert forget_all(cured).counts == {}


def test_wrong_diagnoses_count_once_each_and_until_the_cure() -> None:
    cured = missed(missed(missed(Cured(), CODES[0], 18), CODES[0], 18), CODES[0], 19)
    assert wrong_before(cured, CODES[0]) is None
    cured = missed(cure(cured, CODES[0], 3), CODES[0], 20)
    assert wrong_before(cured, CODES[0]) == 2
    assert wrong_before(cure(cured, CODES[1], 0), CODES[1]) == 0
    kept = take_found(Cured("mine"), {"session": "mine", "cured": [[CODES[2], 0]]})
    assert wrong_before(kept, CODES[2]) is None
    assert wrong_before(forget_all(cured), CODES[0]) is None


def test_the_next_patient_is_one_who_is_not_cured() -> None:
    cured = cure(Cured(), CODES[1], 0)
    assert next_after(cured, CODES[0]) == CODES[2]
    assert next_after(cured, CODES[-1]) == CODES[0]
    assert next_after(cured, "another") == CODES[0]
    for code in CODES:
        cured = cure(cured, code, 0)
    assert next_after(cured, CODES[0]) is None


@pytest.mark.parametrize(
    "answer",
    [
        None,
        7,
        {},
        {"session": "else", "cured": [[CODES[0], 1]]},
        {"session": "mine", "cured": 5},
        {"session": "mine", "cured": [[CODES[0]], [CODES[0], "1"], [CODES[0], -1], ["x", 1], 4]},
        {"session": "mine", "cured": [[CODES[0], len(INSTRUMENTS) + 1], [CODES[0], True]]},
    ],
)
def test_what_a_browser_sends_is_checked(answer: object) -> None:
    assert take_found(Cured("mine"), answer).counts == {}


def test_what_a_browser_kept_comes_back_once() -> None:
    kept = {"session": "mine", "cured": [[CODES[0], 2], [CODES[1], 0]]}
    cured = take_found(cure(Cured("mine"), CODES[0], 1), kept)
    assert dict(cured.counts) == {CODES[0]: 1, CODES[1]: 0}
    assert take_found(replace(cured, counts={}), kept).counts == {}
