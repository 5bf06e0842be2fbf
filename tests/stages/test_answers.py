"""What is said below a stage: the answer to the guess, and the program in its colours."""

import pytest

from visualizer.stages.answers import JUST_SHOWN, answer_to, marked
from visualizer.stages.colouring import coloured
from visualizer.stages.registry import STAGES
from visualizer.words.lesson import NO_GUESS, Lesson

LESSON = Lesson(
    question="How much is {number}?",
    options=("One", "Two"),
    answers=("Wrong, it is {number}.", "Yes, {number}."),
    correct=1,
    why="",
    code="print({number})  # “{number}”",
)


def said(guess: int | None) -> str:
    blocks = answer_to(LESSON, guess, {"number": 2})
    return "\n".join("".join(text for _, text in block.pieces) for block in blocks)


def test_the_answer_waits_for_the_guess_and_the_code_does_not() -> None:
    assert said(None) == f"Explain\n{NO_GUESS}\nCode\nprint(2)  # “2”"


@pytest.mark.parametrize(
    ("guess", "answer"),
    [(0, "“One”. Not quite. Wrong, it is 2."), (1, "“Two”. That is right. Yes, 2.")],
)
def test_the_answer_is_the_one_to_the_guess_that_was_made(guess: int, answer: str) -> None:
    assert f"You guessed {answer}" in said(guess)


def test_who_wanted_to_be_shown_gets_the_right_answer_and_no_verdict() -> None:
    assert "The right answer is “Two”. Yes, 2." in said(JUST_SHOWN)
    assert "You guessed" not in said(JUST_SHOWN)


def test_marks_are_taken_out_of_the_text() -> None:
    assert marked("**a** b `c`") == (("strong", "a"), ("", " b "), ("code", "c"))
    assert marked("2 * 3 ** 4") == (("", "2 * 3 ** 4"),)


@pytest.mark.parametrize(
    "name", [name for name, stage in STAGES.items() if stage.lesson and stage.lesson.code]
)
def test_a_program_stays_what_it_is_whatever_its_colours(name: str) -> None:
    program = STAGES[name].lesson.code.replace("{", "").replace("}", "")
    pieces = coloured(program)
    assert "".join(text for _, text in pieces) == program
    assert {"punctuation", "operator", "comment"} <= {kind for kind, _ in pieces}


@pytest.mark.parametrize("text", ["", "(", "'", "\n\n", "x\n  y\n z", "0_é", "f(\n", "\\"])
def test_what_is_no_program_is_shown_all_the_same(text: str) -> None:
    assert "".join(piece for _, piece in coloured(text)) == text


def test_each_kind_is_told_from_the_others() -> None:
    pieces = coloured('def f(x):  # half\n    print("a", 1e-3, None)\n    return x ** 2')
    assert [each for each in pieces if each[1].strip()] == [
        ("keyword", "def"), ("function", "f"), ("punctuation", "("), ("", "x"),
        ("punctuation", "):"), ("comment", "# half"), ("keyword", "print"),
        ("punctuation", "("), ("string", '"a"'), ("punctuation", ","), ("number", "1e-3"),
        ("punctuation", ","), ("number", "None"), ("punctuation", ")"), ("keyword", "return"),
        ("", " x "), ("operator", "**"), ("number", "2"),
    ]  # fmt: skip
