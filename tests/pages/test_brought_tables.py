"""My data, without a browser: what is asked and said about a table that somebody brought."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from tests.pages.conftest import OpenApp, everything_said, expect_no_failure, go_to, notices
from visualizer.tables.own_data import find_table, keep_table
from visualizer.tables.reading import Option, Question, Reading
from visualizer.tables.table import Table
from visualizer.ui import reading as kept
from visualizer.ui.own_tables import PRESETS
from visualizer.ui.sheet import cell_key
from visualizer.ui.table_editor import EDITOR
from visualizer.words.start import LEAD as START_LEAD
from visualizer.words.your_table import OURS, READ_ANEW

SCORES = Table(("a", "b", "score"), ("", ""), ((1, 2, 40), (2, 1, 70)))
CHANCES = Table(("a", "b", "passed"), ("", ""), ((1, 2, 0), (2, 1, 1)))
SEMICOLONS = "a;b;c\n1,5;2;0\n2;3;1\n"
EITHER = Table(("a", "b", "c"), ("", ""), ((1.25, 2, 0), (3.4, 1, 1)))
OR = Table(("a", "b", "c"), ("", ""), ((1250, 2, 0), (3400, 1, 1)))

WIDE = Table(("a", "b", "c", "d"), ("", ""), ((1, 2, 3, 0), (2, 1, 4, 1)))


def paste(app: AppTest, text: str) -> None:
    app.text_area(key="pasted").set_value(text)
    next(each for each in app.button if each.label == "Use what I pasted").click().run()
    expect_no_failure(app)


def calm(app: AppTest) -> str:
    """Return the HTML of what is said about the table without alarm."""
    return "".join(
        each.proto.body for each in app.get("html") if 'role="status"' in each.proto.body
    )


@pytest.fixture
def in_doubt(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """A reader that asks one question; return the answers that it was given, call by call."""
    given: list[dict[str, str]] = []

    def read_table(data: bytes | str, answers: dict[str, str]) -> Reading:
        given.append(dict(answers))
        chosen = answers.get("thousands:a", "decimal")
        options = Option("a small number", "decimal"), Option("<b>thousands</b>", "thousand")
        question = Question("thousands:a", "What is 1,250 in column “<i>a</i>”?", options, chosen)
        table = OR if chosen == "thousand" else EITHER
        return Reading(table, (), ("It has a column “<i>a</i>”.",), (question,))

    monkeypatch.setattr(kept, "read_table", read_table)
    return given


def test_what_was_understood_is_no_alarm_and_stays(open_app: OpenApp) -> None:
    app = open_app("your_data")
    paste(app, SEMICOLONS)
    assert "semicolons" in calm(app)
    assert "How your table was read" in calm(app)
    assert notices(app) == ""
    app.run()
    assert "semicolons" in calm(app)
    go_to(go_to(app, "training"), "your_data")
    assert "semicolons" in calm(app)


def test_what_was_said_goes_with_its_table(open_app: OpenApp) -> None:
    app = open_app("your_data")
    paste(app, SEMICOLONS + "four;3;1\n")
    assert "four" in notices(app)
    assert "semicolons" in calm(app)
    app.button(key="preset_Twelve students").click().run()
    assert notices(app) == ""
    assert "semicolons" not in calm(app)


def test_what_was_said_can_be_closed(open_app: OpenApp) -> None:
    app = open_app("your_data")
    paste(app, SEMICOLONS + "four;3;1\n")
    app.button(key="close_calm").click().run()
    assert calm(app) == ""
    assert "four" in notices(app)
    app.button(key="close_alarm").click().run()
    assert notices(app) == ""
    expect_no_failure(app)


def test_a_question_is_answered_with_one_click_and_the_answer_holds(
    open_app: OpenApp, in_doubt: list[dict[str, str]]
) -> None:
    app = open_app("your_data")
    paste(app, "anything")
    assert app.query_params["data"] == keep_table(EITHER)
    assert "&lt;i&gt;a&lt;/i&gt;" in calm(app)
    (choice,) = [each for each in app.get("button_group") if "1,250" in each.label]
    assert choice.value == "decimal"
    choice.set_value("thousand").run()
    expect_no_failure(app)
    assert app.query_params["data"] == keep_table(OR)
    assert in_doubt == [{}, {"thousands:a": "thousand"}]
    (choice,) = [each for each in app.get("button_group") if "1,250" in each.label]
    assert choice.value == "thousand"


def test_the_parts_that_were_chosen_outlive_an_answer(
    open_app: OpenApp, in_doubt: list[dict[str, str]]
) -> None:
    app = open_app("your_data")
    paste(app, "anything")
    next(each for each in app.selectbox if each.label == "First input").set_value(2).run()
    next(each for each in app.selectbox if each.label == "What to predict").set_value(0).run()
    parted = find_table(app.query_params["data"])
    assert (parted.inputs, parted.target) == ((2, 1), 0)
    (choice,) = [each for each in app.get("button_group") if "1,250" in each.label]
    choice.set_value("thousand").run()
    now = find_table(app.query_params["data"])
    assert (now.rows, now.inputs, now.target) == (OR.rows, (2, 1), 0)


def test_a_refused_file_says_what_still_holds(open_app: OpenApp) -> None:
    app = open_app("your_data")
    paste(app, "nothing but words")
    assert "is still used" in notices(app)
    assert "data" not in app.query_params


def test_the_output_follows_the_answers_and_says_so(open_app: OpenApp) -> None:
    app = open_app("your_data")
    paste(app, "a,b,score\n1,2,40\n2,1,70\n")
    assert app.query_params["output"] == "identity"
    assert "the output is now “Linear”" in calm(app)
    paste(app, "a,b,passed\n1,2,0\n2,1,1\n")
    assert "output" not in app.query_params or app.query_params["output"] == "sigmoid"
    assert "the output is now “Sigmoid”" in calm(app)
    assert "Linear" not in calm(app)


def test_the_output_follows_a_preset_too(open_app: OpenApp) -> None:
    app = open_app("your_data", {"data": keep_table(SCORES), "output": "identity"})
    app.button(key="preset_Both: one neuron can").click().run()
    assert app.query_params["data"] == PRESETS["Both: one neuron can"]
    assert "the output is now “Sigmoid”" in calm(app)


def test_an_output_that_was_chosen_for_such_answers_stays(open_app: OpenApp) -> None:
    app = open_app("your_data", {"data": keep_table(CHANCES), "output": "identity"})
    paste(app, "a,b,passed\n3,2,0\n2,1,1\n")
    assert app.query_params["output"] == "identity"
    assert "output is now" not in calm(app)


def test_another_column_to_predict_takes_the_output_along(open_app: OpenApp) -> None:
    app = open_app("your_data", {"data": keep_table(CHANCES)})
    next(each for each in app.selectbox if each.label == "First input").set_value(2).run()
    next(each for each in app.selectbox if each.label == "What to predict").set_value(0).run()
    assert app.query_params["output"] == "identity"
    assert "the output is now “Linear”" in calm(app)


def test_a_number_of_my_row_is_read_as_people_write(open_app: OpenApp) -> None:
    app = open_app("your_data")
    app.text_input(key="my_input_1").set_value("2,5").run()
    expect_no_failure(app)
    assert app.query_params["x1"] == "2.5"
    assert app.text_input(key="my_input_1").value == "2.5"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc", "“abc” is not a number, so 5 still holds."),
        ("4e6", "“4e6” is not between −3000000 and 3000000, so 5 still holds."),
        ("", "There is no number here, so 5 still holds."),
        ("<b>", "“&lt;b&gt;” is not a number, so 5 still holds."),
    ],
)
def test_a_bad_number_of_my_row_stays_to_be_mended(open_app: OpenApp, text: str, said: str) -> None:
    app = open_app("your_data")
    app.text_input(key="my_input_1").set_value(text).run()
    expect_no_failure(app)
    assert said in notices(app)
    assert app.text_input(key="my_input_1").value == text
    assert "x1" not in app.query_params
    app.text_input(key="my_input_1").set_value("6").run()
    assert notices(app) == ""
    assert app.query_params["x1"] == "6"


def test_an_answer_that_is_taken_back_can_be_given_again(
    open_app: OpenApp, in_doubt: list[dict[str, str]]
) -> None:
    app = open_app("your_data")
    paste(app, "anything")
    for _ in range(2):
        _choice(app).set_value("thousand").run()
        app.button("undo_move").click().run()
        expect_no_failure(app)
        assert app.query_params["data"] == keep_table(EITHER)
        assert _choice(app).value == "decimal"
    app.button("redo_move").click().run()
    assert app.query_params["data"] == keep_table(OR)
    assert _choice(app).value == "thousand"
    app.button("undo_move").click().run()
    app.button("undo_move").click().run()
    assert calm(app) == ""
    app.button("redo_move").click().run()
    assert _choice(app).value == "decimal"


def test_what_was_said_of_a_table_comes_back_with_it(open_app: OpenApp) -> None:
    app = open_app("your_data")
    paste(app, SEMICOLONS)
    said = calm(app)
    paste(app, "a,b,score\n1,2,40\n2,1,70\n")
    assert "semicolons" not in calm(app)
    app.button(key="preset_Twelve students").click().run()
    assert "Sigmoid" in calm(app)
    app.button("undo_move").click().run()
    assert "Linear" in calm(app)
    app.button("undo_move").click().run()
    assert calm(app) == said


def _choice(app: AppTest) -> Element:
    (choice,) = [each for each in app.get("button_group") if "1,250" in each.label]
    return choice


STEPS = "steps,minutes,fit\n1250,8,0\n3400,30,1\n2000,12,0\n"
MOVED = "My row lay outside the new table, so it is now its first row"


def my_row(app: AppTest) -> tuple[str, str]:
    return tuple(app.text_input(key=f"my_input_{place}").value for place in (1, 2))


def test_my_row_comes_into_a_new_table_and_goes_back_with_it(open_app: OpenApp) -> None:
    app = open_app("your_data", {"x1": "4", "x2": "6"})
    paste(app, STEPS)
    assert my_row(app) == ("1250", "8")
    assert f"{MOVED}: 1250 and 8." in calm(app)
    app.button("undo_move").click().run()
    assert my_row(app) == ("4", "6")
    assert "data" not in app.query_params
    app.button("redo_move").click().run()
    assert my_row(app) == ("1250", "8")
    assert MOVED in calm(app)
    app.text_input(key="my_input_1").set_value("2000").run()
    assert MOVED not in calm(app)


def test_my_row_comes_along_to_a_preset_and_to_other_columns(open_app: OpenApp) -> None:
    app = open_app("your_data")
    app.button(key="preset_Both: one neuron can").click().run()
    assert my_row(app) == ("0", "0")
    assert MOVED in calm(app)
    paste(app, "a,b,c,d\n1,2,300,0\n2,1,400,1\n")
    assert my_row(app) == ("1", "2")
    next(each for each in app.selectbox if each.label == "Second input").set_value(2).run()
    assert my_row(app) == ("1", "300")
    assert MOVED in calm(app)


def test_my_row_stays_where_it_fits_and_while_cells_are_edited(open_app: OpenApp) -> None:
    app = open_app("your_data", {"x1": "4", "x2": "6"})
    paste(app, "a,b,c\n1,2,0\n10,10,1\n")
    assert my_row(app) == ("4", "6")
    assert MOVED not in calm(app)
    key = app.session_state[EDITOR].key
    edits = {"edited_rows": {1: {cell_key(0): "2"}}, "added_rows": [], "deleted_rows": []}
    app.session_state[key] = edits
    app.run()
    assert find_table(app.query_params["data"]).rows[1] == (2, 10, 1)
    assert my_row(app) == ("4", "6")


@pytest.mark.parametrize(("one", "number"), [("Yes", 0), ("No", 1)])
def test_a_word_is_typed_into_a_column_of_words(open_app: OpenApp, one: str, number: float) -> None:
    app = open_app("your_data")
    paste(app, "a,b,passed\n1,2,Yes\n2,1,No\n3,1,Yes\n")
    (choice,) = [each for each in app.get("button_group") if "other way" in each.label]
    if choice.value != one:
        choice.set_value(one).run()
    edits = {"edited_rows": {2: {cell_key(2): "no"}}, "added_rows": [], "deleted_rows": []}
    app.session_state[app.session_state[EDITOR].key] = edits
    app.run()
    expect_no_failure(app)
    assert find_table(app.query_params["data"]).rows[2] == (3, 1, number)
    assert notices(app) == ""
    assert f"“no” counts as {number}." in calm(app)


def type_cells(app: AppTest, **edits: object) -> None:
    app.session_state[app.session_state[EDITOR].key] = {
        "edited_rows": {}, "added_rows": [], "deleted_rows": [], **edits
    }  # fmt: skip
    app.run()
    expect_no_failure(app)


def typed_texts(app: AppTest) -> list[tuple[str, ...]]:
    return [row.texts for row in app.session_state[EDITOR].base.rows]


def test_a_bad_cell_and_a_begun_row_outlive_another_column(open_app: OpenApp) -> None:
    app = open_app("your_data", {"data": keep_table(WIDE)})
    type_cells(app, edited_rows={0: {cell_key(0): "abc"}}, added_rows=[{cell_key(1): "7"}])
    assert "abc" in notices(app)
    next(each for each in app.selectbox if each.label == "Second input").set_value(3).run()
    assert find_table(app.query_params["data"]).inputs == (0, 3)
    assert typed_texts(app)[0] == ("abc", "2", "3", "0")
    assert typed_texts(app)[-1] == ("", "7", "", "")
    assert "“abc” is not a number, so 1 still holds." in notices(app)
    app.button("undo_move").click().run()
    assert typed_texts(app)[0] == ("abc", "2", "3", "0")
    assert "abc" in notices(app)


def test_all_that_could_not_be_used_is_said_at_once(open_app: OpenApp) -> None:
    app = open_app("your_data", {"w1": "many"})
    paste(app, SEMICOLONS + "four;3;1\n")
    type_cells(app, edited_rows={0: {cell_key(0): "abc"}})
    next(each for each in app.selectbox if each.label == "Second input").set_value(2).run()
    expect_no_failure(app)
    for word in ("four", "abc", "column of its own"):
        assert word in notices(app)


def test_a_bad_cell_outlives_the_undo_of_another(open_app: OpenApp) -> None:
    app = open_app("your_data", {"data": keep_table(WIDE)})
    type_cells(app, edited_rows={0: {cell_key(0): "abc"}})
    type_cells(app, edited_rows={0: {cell_key(0): "abc"}, 1: {cell_key(1): "9"}})
    app.button("undo_move").click().run()
    assert typed_texts(app)[:2] == [("abc", "2", "3", "0"), ("2", "1", "4", "1")]
    assert "abc" in notices(app)
    app.button("redo_move").click().run()
    assert typed_texts(app)[:2] == [("abc", "2", "3", "0"), ("2", "9", "4", "1")]
    assert "abc" in notices(app)


def test_a_preset_that_is_chosen_again_is_clean(open_app: OpenApp) -> None:
    app = open_app("your_data")
    type_cells(app, edited_rows={0: {cell_key(0): "abc"}})
    app.button(key="preset_Twelve students").click().run()
    app.button(key="preset_Three students").click().run()
    assert typed_texts(app)[0] == ("5", "7", "1")
    assert notices(app) == ""


@pytest.mark.parametrize("cells", [{"row": "Ann"}, {cell_key(0): "abc"}, {cell_key(0): "7"}])
def test_an_answer_that_takes_edits_back_says_so_before(
    open_app: OpenApp, in_doubt: list[dict[str, str]], cells: dict[str, str]
) -> None:
    app = open_app("your_data")
    paste(app, "anything")
    assert READ_ANEW not in [each.value for each in app.caption]
    type_cells(app, edited_rows={0: cells})
    app.run()
    assert READ_ANEW in [each.value for each in app.caption]


def test_a_number_of_my_row_that_may_be_read_in_two_ways_says_how(open_app: OpenApp) -> None:
    app = open_app("your_data")
    app.text_input(key="my_input_1").set_value("1,250").run()
    assert "“1,250” counts as 1.25." in calm(app)
    app.text_input(key="my_input_1").set_value("2,5").run()
    assert "counts as" not in calm(app)


@pytest.mark.parametrize("page", ["start", "neuron"])
def test_the_first_pages_follow_the_table_and_say_how_they_are_read(
    page: str, open_app: OpenApp
) -> None:
    app = open_app("your_data")
    paste(app, STEPS)
    app = go_to(app, page)
    assert OURS in [each.value for each in app.caption]
    said = everything_said(app)
    assert "hours studied" not in said.replace(START_LEAD, "")
    assert "# steps, minutes" in said
    if page == "start":
        assert "weight of steps turns negative" in said
