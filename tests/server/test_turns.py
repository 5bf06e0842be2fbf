"""One run at a time, in order; a slow one holds nobody up for longer than its slice."""

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from visualizer.server.turns import Turns

FOREVER = 60.0  # s, longer than any test
PATIENCE = 20.0  # s, after which a thread counts as stuck


def started(target: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    return thread


def joined(thread: threading.Thread) -> None:
    thread.join(PATIENCE)
    assert not thread.is_alive()


class Runner:
    """A run that tells when it has its turn and keeps it until it is told to end."""

    def __init__(self, turns: Turns, is_patient: bool = False) -> None:
        self._turns, self._is_patient = turns, is_patient
        self.began, self.may_end = threading.Event(), threading.Event()
        self.thread = started(self._run)

    def _run(self) -> None:
        with self._turns.take(self._is_patient):
            self.began.set()
            self.may_end.wait(PATIENCE)

    def end(self) -> None:
        self.may_end.set()
        joined(self.thread)


def wait_until_queued(turns: Turns, n_waiting: int) -> None:
    while len(turns._waiting) < n_waiting:
        threading.Event().wait(0.001)


def wait_until_patient(turns: Turns) -> None:
    while not turns._patient:
        threading.Event().wait(0.001)


def test_runs_come_one_at_a_time_in_the_order_in_which_they_were_asked_for() -> None:
    turns = Turns(FOREVER, FOREVER, FOREVER, FOREVER)
    first = Runner(turns)
    assert first.began.wait(PATIENCE)
    others = []
    for number in range(1, 6):
        others.append(Runner(turns))
        wait_until_queued(turns, number)
    first.end()
    for position, runner in enumerate(others):
        assert runner.began.wait(PATIENCE)
        assert not any(later.began.is_set() for later in others[position + 1 :])
        runner.end()


@pytest.mark.parametrize(("patience", "patient_is_last"), [(FOREVER, True), (0.0, False)])
def test_who_is_patient_lets_others_go_first_for_a_moment(
    patience: float, patient_is_last: bool
) -> None:
    turns = Turns(FOREVER, FOREVER, FOREVER, FOREVER, patience)
    first = Runner(turns)
    assert first.began.wait(PATIENCE)
    patient = Runner(turns, is_patient=True)
    wait_until_patient(turns)
    other = Runner(turns)
    wait_until_queued(turns, 1)
    first.end()
    order = [other, patient] if patient_is_last else [patient, other]
    assert order[0].began.wait(PATIENCE)
    assert not order[1].began.is_set()
    order[0].end()
    assert order[1].began.wait(PATIENCE)
    order[1].end()


def test_who_is_patient_goes_before_who_rests() -> None:
    turns = Turns(0.0, 0.0, FOREVER, FOREVER, FOREVER)
    order: list[str] = []
    patient: list[threading.Thread] = []

    def be_patient() -> None:
        with turns.take(is_patient=True):
            order.append("patient")

    with turns.take() as own:
        patient.append(started(be_patient))
        wait_until_patient(turns)
        turns.make_room(own)
        order.append("rested")
    joined(patient[0])
    assert order == ["patient", "rested"]


def test_many_threads_are_never_in_at_once() -> None:
    turns, inside, most = Turns(FOREVER, FOREVER, FOREVER, FOREVER), [], []

    def run() -> None:
        for _ in range(50):
            with turns.take():
                inside.append(None)
                most.append(len(inside))
                inside.pop()

    for thread in [started(run) for _ in range(16)]:
        joined(thread)
    assert len(most) == 16 * 50
    assert set(most) == {1}


def test_a_run_that_makes_no_room_is_waited_for_no_longer_than_a_while() -> None:
    turns = Turns(FOREVER, FOREVER, FOREVER, 0.01)
    slow = Runner(turns)
    assert slow.began.wait(PATIENCE)
    second = Runner(turns)
    assert second.began.wait(PATIENCE)
    assert not slow.may_end.is_set()
    third = Runner(turns)
    slow.end()
    second.end()
    assert third.began.wait(PATIENCE)
    third.end()


def test_the_end_of_a_slow_run_does_not_take_the_turn_of_another() -> None:
    turns = Turns(FOREVER, FOREVER, FOREVER, 0.01)
    slow, second = Runner(turns), None
    assert slow.began.wait(PATIENCE)
    second = Runner(turns)
    assert second.began.wait(PATIENCE)
    slow.end()
    assert turns._alone is not None
    second.end()
    assert turns._alone is None


def test_a_run_knows_how_long_its_slice_lasts() -> None:
    turns = Turns(10.0, 3.0, FOREVER, FOREVER)
    with turns.take() as own:
        assert own.until - own.since == pytest.approx(10.0)
        before = time.monotonic()
        turns.make_room(own)  # nobody waits
        assert 3.0 <= own.until - before <= 3.0 + PATIENCE


def test_a_long_run_makes_room_for_all_who_wait_and_then_goes_on() -> None:
    turns, order = Turns(FOREVER, FOREVER, FOREVER, FOREVER), []

    def short(name: str) -> None:
        with turns.take():
            order.append(name)

    with turns.take() as own:
        threads = []
        for number, name in enumerate("abc", start=1):
            threads.append(started(partial(short, name)))
            wait_until_queued(turns, number)
        turns.make_room(own)
        order.append("long")
    for thread in threads:
        joined(thread)
    assert order == ["a", "b", "c", "long"]


def test_a_run_that_made_room_is_let_in_again_after_a_while() -> None:
    turns = Turns(FOREVER, FOREVER, FOREVER, FOREVER)
    with turns.take() as own:
        second = Runner(turns)
        wait_until_queued(turns, 1)
        third = Runner(turns)
        wait_until_queued(turns, 2)
        back = started(lambda: turns.make_room(own))
        assert second.began.wait(PATIENCE)
        turns._rest = 0.0  # now it has rested long enough, and goes before the third
        second.end()
        joined(back)
        assert not third.began.is_set()
    third.end()


def test_a_run_that_fails_leaves_its_turn() -> None:
    turns = Turns(FOREVER, FOREVER, FOREVER, FOREVER)
    with pytest.raises(ValueError, match="broken"), turns.take():
        raise ValueError("broken")
    Runner(turns).end()
