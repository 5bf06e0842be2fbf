"""What a class hears of guesses: those that were made, and no answers that a teacher showed."""

from __future__ import annotations

import math
from dataclasses import replace

from visualizer.rooms.leading import answer_shown, asked_again
from visualizer.rooms.looks import look_at
from visualizer.rooms.room import Orders, Student
from visualizer.state.address import write_address
from visualizer.state.answered import guessed
from visualizer.state.class_orders import obeyed
from visualizer.state.class_report import LONGEST_QUERY, told
from visualizer.state.guesses import JUST_SHOWN
from visualizer.state.kinds import Choice, Number
from visualizer.state.memory import Memory
from visualizer.state.packed_weights import MOST, write_weights
from visualizer.state.pages import PAGES
from visualizer.state.parameters import PARAMETERS
from visualizer.state.presenting import LOOKS
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


def test_only_a_table_of_one_s_own_is_kept_however_long_the_link_is() -> None:
    # All that can be set, each as long as it can be; the weights as those of the largest network.
    weights = write_weights([math.pi] * MOST)
    longest = {name: _longest(each, weights) for name, each in PARAMETERS.items()}
    assert sum(map(len, write_address(longest, "start").values())) > LONGEST_QUERY
    for page in PAGES:
        contents = Contents(Memory(chosen=longest, page=page), seat=Seat("K7PQ2M", who="s"))
        student = told(STUDENT, contents)
        assert not student.owns, page
        own = replace(contents, memory=Memory(chosen={**longest, "dataset": "own.x"}, page=page))
        assert told(STUDENT, own).owns
        seen = {name: longest[name] for name in contents.values() if name not in LOOKS}
        assert write_address(seen, page).items() <= student.query.items(), "all that is seen there"


def _longest(parameter: Number | Choice, weights: str) -> object:
    if isinstance(parameter, Number):
        return parameter.limits[1]
    if parameter.name in {"network_start", "back_start"}:
        return weights
    return max(parameter.options, key=lambda each: len(str(each)))
