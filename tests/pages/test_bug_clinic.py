"""The page of the bug clinic: from the patient by the instruments to the diagnosis."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import (
    OpenApp,
    chooser,
    everything_said,
    expect_no_failure,
    go_to,
    notices,
)
from visualizer.core.clinic.code import pack, unpack
from visualizer.core.clinic.patient import WARD, random_patient
from visualizer.core.clinic.program import (
    mended_program,
    mends,
    right_line,
    right_mend,
    sick_program,
)
from visualizer.state.views.clinic import lines_asked
from visualizer.words import clinic as words
from visualizer.words.clinic_bugs import WHY
from visualizer.words.clinic_instruments import NAMES

FIRST = WARD[0]


def radio(app: AppTest, name: str):
    return next(each for each in app.radio if each.key.startswith(f"choose_{name}_on_"))


def said(app: AppTest) -> str:
    return "\n".join([everything_said(app), *(each.value for each in (*app.success, *app.warning))])


def tell(app: AppTest, line: int, mend: int) -> AppTest:
    radio(app, "clinic_line").set_value(line).run()
    radio(app, "clinic_mend").set_value(mend).run()
    return app.button("tell_diagnosis").click().run()


def cure(app: AppTest, patient=FIRST) -> AppTest:
    keys = [each.key for each in lines_asked(patient)]
    wrong = right_line(patient)
    line = keys.index(wrong) + 1 if wrong in keys else len(keys) + 1
    mend = [each.key for each in mends(patient)].index(right_mend(patient)) + 1
    return tell(app, line, mend)


def test_from_the_patient_to_the_cure(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    expect_no_failure(app)
    assert app.query_params == {}
    assert app.button("tell_diagnosis").disabled
    why = WHY[FIRST.bug]
    assert why not in said(app)
    app.button("instrument_weights").click().run()
    assert app.query_params["instruments"] == "2"
    assert app.button("instrument_weights").disabled
    wrong = next(k for k, each in enumerate(mends(FIRST), 1) if each.key != right_mend(FIRST))
    tell(app, 1, wrong)
    assert "Not yet" in said(app)
    assert why not in said(app)
    cure(app)
    expect_no_failure(app)
    assert why in said(app)
    assert words.CURED_WITH_ONE in said(app)
    assert "You have cured 1 of the 14 patients" in said(app)


def tell_wrong(app: AppTest, count: int) -> None:
    """Tell so many wrong diagnoses of the first patient, the last one twice."""
    wrong = [k for k, each in enumerate(mends(FIRST), 1) if each.key != right_mend(FIRST)]
    for mend in [*wrong[:count], wrong[count - 1]]:
        tell(app, 1, mend)


@pytest.mark.parametrize(("count", "after"), [(1, "1 wrong diagnosis"), (3, "3 wrong diagnoses")])
def test_wrong_diagnoses_count_and_are_not_praised(
    count: int, after: str, open_app: OpenApp
) -> None:
    app = open_app("bug_clinic")
    tell_wrong(app, count)
    cure(app)
    assert f"{words.CURED_WITH_NONE} {after} came before." in said(app)
    assert "by reading alone" not in said(app)
    tell(app, 1, 1)  # what is tried after the cure does not count
    cure(app)
    assert f"{words.CURED_WITH_NONE} {after} came before." in said(app)


def test_who_finds_it_at_once_is_praised(open_app: OpenApp) -> None:
    assert words.CURED_BY_READING in said(cure(open_app("bug_clinic")))


def test_another_choice_takes_the_answer_away(open_app: OpenApp) -> None:
    app = cure(open_app("bug_clinic"))
    radio(app, "clinic_line").set_value(1).run()
    assert WHY[FIRST.bug] not in said(app)


def test_the_next_patient_begins_with_nothing_open(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    app.button("instrument_shapes").click().run()
    cure(app)
    app.button("next_patient").click().run()
    expect_no_failure(app)
    assert dict(app.query_params) == {"patient": pack(WARD[1])}
    assert radio(app, "clinic_line").value is None
    assert not app.button("instrument_shapes").disabled
    names = chooser(app, "patient").options
    assert names[0] == "Patient 1 ✓ with 1 instrument"
    assert names[1] == "Patient 2"


def test_who_comes_back_finds_the_instruments_open(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    for name in ("weights", "shapes"):
        app.button(f"instrument_{name}").click().run()
    address = app.query_params["instruments"]
    for patient in (WARD[1], WARD[0]):
        chooser(app, "patient").set_value(pack(patient)).run()
    expect_no_failure(app)
    assert app.query_params["instruments"] == address
    assert app.button("instrument_shapes").disabled


def test_who_was_cured_is_remembered_on_every_page_and_can_be_forgotten(open_app: OpenApp) -> None:
    app = cure(open_app("bug_clinic"))
    go_to(app, "start")
    go_to(app, "bug_clinic")
    assert "You have cured 1" in said(app)
    app.button("forget_cured").click().run()
    assert "You have cured" not in said(app)


def test_a_link_to_a_cure_shows_it_and_does_not_count(open_app: OpenApp) -> None:
    app = cure(open_app("bug_clinic"))
    other = open_app("bug_clinic", dict(app.query_params))
    assert WHY[FIRST.bug] in said(other)
    assert "You did it" not in said(other)
    assert "You have cured" not in said(other)


@pytest.mark.parametrize("text", ["zzz", "pvj31", "<img src=x>", "9" * 500])
def test_a_link_to_nobody_leads_to_the_nearest_patient(text: str, open_app: OpenApp) -> None:
    app = open_app("bug_clinic", {"patient": text})
    expect_no_failure(app)
    assert "is not known here" in notices(app)
    assert chooser(app, "patient").value
    unpack(chooser(app, "patient").value)


def test_a_random_patient_has_a_place_of_its_own(open_app: OpenApp) -> None:
    app = open_app("bug_clinic", {"patient": pack(random_patient(7))})
    expect_no_failure(app)
    assert notices(app) == ""
    if random_patient(7) not in WARD:
        assert chooser(app, "patient").options[-1] == words.OTHER_PATIENT
    app.button("random_patient").click().run()
    expect_no_failure(app)
    unpack(app.query_params["patient"])


def test_a_teacher_gets_a_link_that_says_nothing(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    app.selectbox("new_bug").set_value("sign").run()
    app.number_input("new_seed").set_value(5).run()
    app.button("open_new_patient").click().run()
    expect_no_failure(app)
    code = app.query_params["patient"]
    assert re.fullmatch(r"[0-9a-z]{6}", code)
    assert (unpack(code).bug, unpack(code).seed) == ("sign", 5)


def test_every_instrument_can_be_opened(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    for name in NAMES:
        app.button(f"instrument_{name}").click().run()
    expect_no_failure(app)
    assert app.query_params["instruments"] == "255"


def test_the_checks_can_be_taken_home(open_app: OpenApp) -> None:
    app = open_app("bug_clinic").button("home_check").click().run()
    expect_no_failure(app)
    [file] = [each for each in app.get("bidi_component") if each.key == "home_check_file"]
    assert "check.py" in file.proto.json
    assert "from check import check" in said(app)
    assert "def check(" in file.proto.json


def test_to_undo_an_instrument_does_not_unsee_it(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    for name in ("weights", "shapes"):
        app.button(f"instrument_{name}").click().run()
    for _ in range(2):
        app.button("undo_move").click().run()
    assert "instruments" not in app.query_params
    cure(app)
    assert words.CURED_WITH.format(count=2) in said(app)
    assert chooser(app, "patient").options[0] == "Patient 1 ✓ with 2 instruments"


def test_what_is_opened_after_the_cure_does_not_count(open_app: OpenApp) -> None:
    app = cure(open_app("bug_clinic"))
    for name in ("weights", "shapes"):
        app.button(f"instrument_{name}").click().run()
    assert words.CURED_BY_READING in said(app)
    assert chooser(app, "patient").options[0] == "Patient 1 ✓ without an instrument"


def test_of_two_lines_that_read_the_same_it_says_which(open_app: OpenApp) -> None:
    patient = next(each for each in WARD if each.bug == "old_optimizer")
    app = open_app("bug_clinic", {"patient": pack(patient)})
    lines = radio(app, "clinic_line").options
    assert len(set(lines)) == len(lines)
    for order in ("first", "second"):
        assert f"`model = nn.Sequential(nn.Linear(2, 1))` (the {order} one)" in lines


def test_the_words_of_a_mend_are_the_same_whether_it_helps_or_not(open_app: OpenApp) -> None:
    for patient in WARD:
        options = radio(open_app("bug_clinic", {"patient": pack(patient)}), "clinic_mend").options
        assert options == [words.MENDS[mend.claim] for mend in mends(patient)]
        assert len(set(options)) == len(options)


def test_a_line_on_several_rows_says_where_each_ends(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    [start] = [each for each in radio(app, "clinic_line").options if "copy_" in each]
    assert start.count(" ⏎ ") == 2


def listed(app: AppTest, key: str) -> tuple[str, list[str]]:
    """Return the program in a listing, and the lines that are marked in it."""
    [found] = [each for each in app.get("bidi_component") if each.key == key]
    pieces = json.loads(found.proto.json)["pieces"]
    marked = [text for kind, text in pieces if kind == "changed"]
    return "".join(text for _, text in pieces), marked


def test_the_text_of_what_was_tried_lies_folded_beside_the_patient_s(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    assert words.TRIED_TEXT not in [each.label for each in app.expander]
    wrong = next(each for each in mends(FIRST) if each.key != right_mend(FIRST))
    keys = [each.key for each in lines_asked(FIRST)]
    line = len(keys) if wrong.action == "add" else keys.index(wrong.line)
    tell(app, line + 1, mends(FIRST).index(wrong) + 1)
    for mend in (wrong.key, right_mend(FIRST)):
        [folded] = [each for each in app.expander if each.label == words.TRIED_TEXT]
        assert not folded.proto.expanded
        before, after = sick_program(FIRST), mended_program(FIRST, mend)
        for key, one, other in (("text_before", before, after), ("text_after", after, before)):
            own = [line.shown for line in one.lines if line not in other.lines]
            assert listed(app, key) == (one.text, own)
        cure(app)
    expect_no_failure(app)


def test_the_list_of_bugs_is_folded_away_and_says_what_it_is(open_app: OpenApp) -> None:
    app = open_app("bug_clinic")
    [folded] = [each for each in app.expander if each.label == words.NEW]
    assert not folded.proto.expanded
    assert "For teachers" in words.NEW
    assert "names the bugs" in words.NEW
    assert folded.selectbox[0].key == "new_bug"
