"""Where a table can be read in two ways: which one holds is said, and one click chooses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up_tables import tables
from tests.tables.samples import SAMPLES, SCHOOL
from tests.tables.test_samples import learned
from visualizer.tables.reading import read_table
from visualizer.tables.writing import write_csv


def question(found, key):
    """Return the question called ``key``; there is exactly one."""
    (one,) = [each for each in found.questions if each.key == key]
    assert one.text.endswith((".", "?"))
    assert one.chosen in [option.value for option in one.options]
    return one


def column(found, place):
    return tuple(row[place] for row in found.table.rows)


# Commas and points that may mark thousands.

DOUBTFUL = {
    # text: (how it is read, the other way)
    "a;b;c\n2;1,250;0\n5;2,500;1\n": ((1.25, 2.5), (1250.0, 2500.0)),
    "a;b;c\n2;1.250;0\n5;2.500;1\n": ((1250.0, 2500.0), (1.25, 2.5)),
    'a,b,c\n2,"1,250",0\n5,"2,500",1\n': ((1250.0, 2500.0), (1.25, 2.5)),
    "a,b,c\n2,1.250,0\n5,2.500,1\n": ((1.25, 2.5), (1250.0, 2500.0)),
    "a\tb\tc\n2\t1,250\t0\n5\t950\t1\n": ((1250.0, 950.0), (1.25, 950.0)),
    "a\tb\tc\n2\t1.250\t0\n5\t2.500\t1\n": ((1.25, 2.5), (1250.0, 2500.0)),
    "a;b;c\n2;-1,250;0\n5;2,500;1\n": ((-1.25, 2.5), (-1250.0, 2500.0)),
    "a;b;c\n2;１,２５０;0\n5;2,500;1\n": ((1.25, 2.5), (1250.0, 2500.0)),
}


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_mark_in_doubt_is_asked_about_with_both_readings_in_words(text):
    now, other = DOUBTFUL[text]
    found = read_table(text)
    assert column(found, 1) == now
    asked = question(found, "thousands:b")
    labels = {option.value: option.label for option in asked.options}
    minus = "-" in text
    assert labels["thousand"].lower().endswith("one thousand two hundred fifty")
    assert labels["decimal"].lower().endswith("one point two five zero")
    assert all(label.startswith("Minus") == minus for label in labels.values())
    assert labels[asked.chosen].lower() in asked.text
    choice = "decimal" if asked.chosen == "thousand" else "thousand"
    chosen = read_table(text, {"thousands:b": choice})
    assert column(chosen, 1) == other
    assert question(chosen, "thousands:b").chosen == choice
    assert read_table(text, {"thousands:b": asked.chosen}) == found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        # A decimal mark elsewhere in the file leaves only the other for thousands.
        ("a;b;c\n2;1.250;0,4\n5;3.400;0,8\n", (1250.0, 3400.0)),
        ('a,b,c\n2,"1,250",.4\n5,"3,400",1\n', (1250.0, 3400.0)),
        ("a;b;c\n2,5;1,250;0\n5;3,400;1\n", (1.25, 3.4)),
        ("a,b,c\n2.5,1.250,0\n5,3.400,1\n", (1.25, 3.4)),
        # In the same column: groups without a doubt, or decimals without one.
        ('a,b,c\n2,"1,250",0\n5,"1,250,500",1\n7,"2,000",1\n', (1250.0, 2000.0)),
        ("a;b;c\n2;1,250;0\n5;3,4;1\n", (1.25, 3.4)),
        ("a;b;c\n2;0,250;0\n5;3,400;1\n", (0.25, 3.4)),
        ("a;b;c\n2;1250,500;0\n5;3,400;1\n", (1250.5, 3.4)),
        ("a;b;c\n2;1.250,5;0\n5;3.400;1\n", (1250.5, 3400.0)),
        ("a;b;c\n2;١٬٢٥٠;0\n5;٣٫٤٠٠;1\n", (1250.0, 3.4)),
        ("a;b;c\n2;1 250;0\n5;3'400;1\n", (1250.0, 3400.0)),
    ],
)
def test_what_is_proved_is_not_asked(text, numbers):
    found = read_table(text)
    assert column(found, 1) == numbers
    assert not any(each.key.startswith("thousands") for each in found.questions)


def test_both_marks_in_one_column_are_one_question():
    text = 'a,b,c\n2,"1,250",0\n5,1.250,1\n'
    assert column(read_table(text), 1) == (1250.0, 1.25)
    question(read_table(text), "thousands:b")
    assert column(read_table(text, {"thousands:b": "decimal"}), 1) == (1.25, 1250.0)


def test_thousands_are_said():
    text, _ = SAMPLES["thousands with commas"]
    assert read_table(text).remarks == ("In column “steps”, “1,250” is read as 1250.",)


# Words.


@pytest.mark.parametrize(
    ("one", "zero"),
    [("yes", "no"), ("Yes", "No"), ("TRUE", "FALSE"), ("pass", "fail"), ("ja", "nein"),
     ("oui", "non"), ("won", "lost"), ("sí", "no"), ("+", "-"), ("✓", "✗"), ("present", "missing"),
     ("b", "a"), ("cat", "Bird")],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_two_words_are_one_and_zero(one, zero, turned):
    words = [zero, one, one, zero] if turned else [one, zero, zero, one]
    text = "a,b,c\n" + "".join(f"{i},{i * i},{word}\n" for i, word in enumerate(words))
    found = read_table(text)
    right = tuple(float(word == one) for word in words)
    assert column(found, 2) == right
    assert f"In column “c”, “{one}” is 1 and “{zero}” is 0." in found.remarks
    assert question(found, "words:c").chosen == one
    swapped = read_table(text, {"words:c": zero})
    assert column(swapped, 2) == tuple(1 - each for each in right)
    assert question(swapped, "words:c").chosen == zero


def test_the_spelling_of_words_does_not_matter():
    assert column(read_table("a,b,c\n1,2,yes\n3,4,No\n5,6,YES\n7,8,no\n"), 2) == (1, 0, 1, 0)


def test_known_words_need_no_second_row_of_each():
    assert column(read_table("a,b,c\n1,2,no\n3,4,yes\n"), 2) == (0, 1)
    assert read_table("a,b,c\n1,2,Ann\n3,4,Bo\n").table is None
    assert column(read_table("a,b,c\n1,2,yes\n3,4,yes\n"), 2) == (1, 1)


def test_what_is_neither_word_is_left_out_and_named():
    found = read_table("a,b,c\n1,2,yes\n3,4,n/a\n5,6,no\n7,8,yes\n9,9,2\n")
    assert column(found, 2) == (1, 0, 1)
    assert found.faults == (
        "Row 3 has “n/a” in column “c”, which is neither “yes” nor “no”, so it is left out.",
        "Row 6 has “2” in column “c”, which is neither “yes” nor “no”, so it is left out.",
    )


def test_words_are_inputs_only_where_numbers_are_missing():
    found = read_table("sex,a,b,c\nf,1,2,0\nm,3,4,1\nf,5,6,1\n")
    assert (found.table.inputs, found.table.target) == ((1, 2), 3)
    found = read_table("sex,a,c\nf,1,0\nm,3,1\nf,5,1\n")
    assert found.table.rows[1] == (1.0, 3.0, 1.0)


def test_words_without_a_header_lose_no_row():
    found = read_table("2,7,no\n5,6,yes\n7,5,yes\n1,9,no\n")
    assert found.table.rows == (*SCHOOL, (1.0, 9.0, 0.0))
    assert found.table.columns == ("column 1", "column 2", "column 3")


def test_where_the_last_column_is_text_the_answer_is_said():
    found = read_table("a,b,c,kind\n1,2,3,x\n2,3,1,y\n4,3,1,z\n")
    assert found.table.columns == ("a", "b", "c")
    assert "The answer is therefore column “c”." in found.remarks


# A column that counts the rows.


@pytest.mark.parametrize("name", ["Unnamed: 0", "No.", "id", "ID", "Nr.", "#", "", "index", "day"])
@pytest.mark.parametrize("first", [0, 1])
def test_a_column_that_counts_is_no_input_unless_chosen(name, first):
    rows = "".join(f"{first + i},{a},{b},{c:.0f}\n" for i, (a, b, c) in enumerate(SCHOOL))
    text = f"{name},study,sleep,pass\n{rows}"
    found = read_table(text)
    assert learned(found) == SCHOOL
    key = f"counting:{name or 'column 1'}"
    asked = question(found, key)
    assert asked.chosen == "leave_out"
    assert asked.text in found.remarks
    used = read_table(text, {key: "use"})
    assert (used.table.inputs, used.table.target) == ((0, 1), 3)
    assert question(used, key).chosen == "use"


def test_numbers_of_students_need_not_begin_at_one():
    found = read_table("id,study,sleep,pass\n1007,2,7,0\n1003,5,6,1\n1021,7,5,1\n")
    assert learned(found) == SCHOOL
    assert not read_table("no,study,sleep,pass\n1,2,7,0\n1,5,6,1\n0,7,5,1\n").questions


def test_a_counting_column_behind_the_names_counts_as_well():
    text = "who,No.,study,sleep,pass\nAnn,1,2,7,0\nBo,2,5,6,1\nCy,3,7,5,1\n"
    assert learned(read_table(text)) == SCHOOL


def test_where_it_is_needed_a_named_one_is_offered_and_another_used():
    text = "No.,study,pass\n1,2,0\n2,5,1\n3,7,1\n"
    found = read_table(text)
    assert found.table is None
    assert "there are only “study” and “pass”" in found.faults[0]
    assert question(found, "counting:No.").chosen == "leave_out"
    assert read_table(text, {"counting:No.": "use"}).table.inputs == (0, 1)
    found = read_table(text.replace("No.", "day"))
    assert found.table.inputs == (0, 1)
    assert question(found, "counting:day").chosen == "use"


# The last row.

WORDS = ["Total", "total:", "Sum", "Mean", "average", "AVG", "Summe", "Mittelwert", "Σ", "Moyenne"]


@pytest.mark.parametrize("word", WORDS)
def test_a_last_row_of_totals_is_kept_and_one_click_leaves_it_out(word):
    text = f"name,study,sleep,pass\nAnn,2,7,0\nBo,5,6,1\nCy,7,5,1\n{word},9,9,9\n"
    found = read_table(text)
    assert len(found.table.rows) == 4
    asked = question(found, "last_row")
    assert asked.chosen == "keep"
    assert asked.text in found.remarks
    left = read_table(text, {"last_row": "leave_out"})
    assert left.table.rows == SCHOOL
    assert question(left, "last_row").chosen == "leave_out"


@pytest.mark.parametrize(
    ("last", "kind"), [("14,18,2", "sums"), ("4.67,6,0.67", "means"), ("14,18,1", "")]
)
def test_numbers_alone_tell_sums_and_means(last, kind):
    found = read_table(f"study,sleep,pass\n2,7,0\n5,6,1\n7,5,1\n{last}\n")
    assert found.faults == ()
    if kind:
        assert f"the {kind} of the others" in question(found, "last_row").text
    else:
        assert found.questions == ()


def test_a_column_that_counts_the_rows_does_not_hide_a_row_of_sums():
    found = read_table("no,study,sleep,pass\n1,2,7,0\n2,5,6,1\n3,7,5,1\n4,14,18,2\n")
    assert "the sums of the others" in question(found, "last_row").text


# Examples as columns.


def test_a_table_on_its_side_is_turned_by_one_click():
    text = ",Ann,Bo,Cy,Di\nstudy,2,5,7,1\nsleep,7,6,5,8\npass,0,1,1,0\n"
    found = read_table(text)
    assert question(found, "turn").chosen == "as_it_is"
    assert found.table.columns == ("Ann", "Bo", "Cy", "Di")
    turned = read_table(text, {"turn": "turn"})
    assert learned(turned) == (*SCHOOL, (1.0, 8.0, 0.0))
    assert turned.table.names == ("Ann", "Bo", "Cy", "Di")
    assert turned.table.columns == ("study", "sleep", "pass")
    assert question(turned, "turn").chosen == "turn"


@pytest.mark.parametrize("last", ["pass,no,yes,yes", "pass,FALSE,TRUE,TRUE"])
def test_where_it_is_no_table_otherwise_it_is_turned_by_itself(last):
    text = f",Ann,Bo,Cy\nstudy,2,5,7\nsleep,7,6,5\n{last}\n"
    found = read_table(text)
    assert learned(found) == SCHOOL
    assert question(found, "turn").chosen == "turn"


def test_an_ordinary_table_is_not_asked_to_be_turned():
    text = "student,study,sleep,pass\nAnn,2,7,0\nBo,5,6,1\nCy,7,5,1\n"
    assert read_table(text).questions == ()


# Large numbers.


@pytest.mark.parametrize(("largest", "divisor"), [(3_500_000, 1000), (2_500_000_000, 1_000_000)])
def test_numbers_that_are_too_large_can_be_divided(largest, divisor):
    text = f"a,b,c\n1,{largest},0\n3,4000,1\n5,6000,1\n"
    found = read_table(text)
    assert column(found, 1) == (4000.0, 6000.0)
    assert len(found.faults) == 1
    asked = question(found, "divide:b")
    assert (asked.chosen, asked.options[1].value) == ("1", str(divisor))
    assert f"{divisor:,}" in asked.text
    divided = read_table(text, {"divide:b": str(divisor)})
    assert divided.faults == ()
    assert column(divided, 1)[0] == largest / divisor
    assert f"Column “b” is divided by {divisor:,}." in divided.remarks
    assert question(divided, "divide:b").chosen == str(divisor)


def test_a_table_of_nothing_else_is_refused_and_the_division_offered():
    found = read_table("a,b,c\n1,5000000,0\n3,4000000,1\n")
    assert found.table is None
    assert question(found, "divide:b").chosen == "1"


# Units.


def test_percentages_among_other_numbers_are_left_out_and_named():
    found = read_table("a,b,c\n1,2,50%\n3,4,60%\n5,6,7\n7,8,0\n")
    assert column(found, 2) == (0.5, 0.6, 0)
    (fault,) = found.faults
    assert fault.startswith("Row 4 has “7” in column “c”, which is no percentage, unlike the")


def test_times_are_hours():
    found = read_table("a,b,c\n2:30,2h,0\n1:15,1 h 30 min,1\n")
    assert found.table.rows == ((2.5, 2.0, 0.0), (1.25, 1.5, 1.0))
    assert "In column “a”, times are read as hours: “2:30” is 2.5." in found.remarks


# Titles, and what stands beside.


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Class 9b", "Row 1, “Class 9b”, is taken for a title and skipped."),
        ("Class 9b\n\nNovember", "Rows 1 to 3, beginning with “Class 9b”, stand above"),
        ("hours,,result", "Row 1, “hours”, is taken for a title and skipped."),
    ],
)
def test_what_stands_above_is_skipped_and_said(title, said):
    found = read_table(f"{title}\nstudy,sleep,pass\n2,7,0\n5,6,1\n7,x,1\n7,5,1\n")
    assert learned(found) == SCHOOL
    assert found.remarks[0].startswith(said)
    row = title.count("\n") + 5
    assert found.faults == (
        f"Row {row} has “x” in column “sleep”, which is not a number, so it is left out.",
    )


def test_a_title_without_a_header_is_skipped_too():
    assert read_table("Class 9b\n2,7,0\n5,6,1\n7,5,1\n").table.rows == SCHOOL


def test_names_of_some_columns_are_no_title():
    found = read_table("a,b,,,\n1,2,3,4,5\n2,3,4,5,7\n")
    assert found.table.columns[:2] == ("a", "b")


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        (("mean", "4.7", "", "", ""), "“mean” stands beside the table"),
        (("mean", "", "", "", "4.7"), "“mean” stands beside the table"),
        (("", "", "", "", "4.7"), "“4.7” stands beside the table"),
    ],
)
def test_what_stands_beside_is_left_out_and_said(beside, told):
    lines = ["study,sleep,pass", "2,7,0", "5,6,1", "7,5,1", ",,"]
    found = read_table(
        "".join(f"{line},,{each}\n" for line, each in zip(lines, beside, strict=True))
    )
    assert found.table.rows == SCHOOL
    assert found.table.columns == ("study", "sleep", "pass")
    assert found.faults == ()
    assert found.remarks[0].startswith(told)


# Whatever is answered.

KEYS = st.sampled_from(
    ["thousands:b", "words:c", "last_row", "turn", "sheet", "divide:b", "counting:a", "x"]
)
VALUES = st.one_of(
    st.sampled_from(["thousand", "decimal", "keep", "leave_out", "turn", "use", "1000", "0", "-1"]),
    st.text(max_size=5),
    st.integers(),
    st.none(),
)
ANSWERS = st.dictionaries(KEYS | st.text(max_size=5), VALUES, max_size=5)
CELLS = st.sampled_from(
    ["1", "2", "1,250", "1.250", "3,5", "yes", "no", "?", "", "a", "b", "50%", "2:30", "5000000",
     "Total", "x y", "1 250", "٣", "-", "1.250 Std.", "1.", "05.12"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=3, max_size=5), min_size=1, max_size=7), ANSWERS)
@settings(max_examples=400, deadline=None)
def test_any_answers_to_anything_like_a_table_give_a_reading(rows, answers):
    text = "\n".join(";".join(row) for row in [["a", "b", "c", "d", "e"][: len(rows[0])], *rows])
    found = read_table(text, answers)
    assert found.table is not None or found.faults
    keys = [each.key for each in found.questions]
    assert len(set(keys)) == len(keys)
    for each in found.questions:
        assert len({option.value for option in each.options}) == len(each.options) >= 2
        assert each.chosen in [option.value for option in each.options]
        assert each.text.isprintable()
        for option in each.options:  # each option can be chosen, and then it holds
            again = read_table(text, {**answers, each.key: option.value})
            same = [other for other in again.questions if other.key == each.key]
            assert not same or same[0].chosen == option.value


@given(tables())
@settings(deadline=None)
def test_no_question_about_our_own_file_changes_a_number_by_itself(table):
    text = write_csv(table)
    first = read_table(text)
    now = {each.key: each.chosen for each in first.questions}
    assert read_table(text, now) == first
    assert first.table.rows == table.rows
