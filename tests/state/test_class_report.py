"""What a class hears of guesses: those that were made, and no answers that a teacher showed."""

from __future__ import annotations

from visualizer.rooms.leading import answer_shown, asked_again
from visualizer.rooms.looks import look_at
from visualizer.rooms.room import Orders, Student
from visualizer.state.answered import guessed
from visualizer.state.class_orders import obeyed
from visualizer.state.class_report import told
from visualizer.state.guesses import JUST_SHOWN
from visualizer.state.memory import Memory
from visualizer.state.seat import Seat
from visualizer.state.session import Contents

SHOWN = answer_shown(Orders(), "surface")
STUDENT = Student("s", "", look_at(0))


def here() -> Contents:
    return Contents(Memory(page="surface"), seat=Seat("K7PQ2M", who="s"))


def test_an_answer_that_the_teacher_showed_is_nobodys_guess() -> None:
    contents = obeyed(here(), SHOWN)
    assert contents.guesses == {"surface": JUST_SHOWN}  # so that it is seen
    assert told(STUDENT, contents).guesses == {}


def test_who_had_guessed_or_asked_to_be_shown_before_is_counted_still() -> None:
    for option in (1, JUST_SHOWN):
        before = guessed(here(), "surface", option)
        student = told(STUDENT, before)
        assert student.guesses == {"surface": {1: option}}
        assert told(student, obeyed(before, SHOWN)).guesses == {"surface": {1: option}}


def test_in_the_next_round_wishes_count_again() -> None:
    again = asked_again(SHOWN, "surface")
    contents = guessed(obeyed(obeyed(here(), SHOWN), again), "surface", JUST_SHOWN)
    assert told(STUDENT, contents).guesses == {"surface": {2: JUST_SHOWN}}
