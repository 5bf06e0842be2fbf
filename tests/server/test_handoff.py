"""What a run says arrives whole and in order, in few pieces, and before it is silent for long."""

import threading
from collections.abc import Callable

import pytest
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from visualizer.server import handoff
from visualizer.server.handoff import held, say_what_is_held

MESSAGE = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
START, END = ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS


class Session:
    """Stands in for Streamlit's session; its event loop runs when it is told to."""

    def __init__(self) -> None:
        self.taken: list[tuple[ScriptRunnerEvent, object]] = []
        self.waiting: list[Callable[[], None]] = []
        self.part: list[str] = ["part"]  # of the page, that runs alone

    def _handle_scriptrunner_event_on_event_loop(
        self, _sender: object, event: ScriptRunnerEvent, forward_msg: object = None, **_: object
    ) -> None:
        self.taken.append((event, forward_msg))

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        self.waiting.append(callback)

    on_event = held(lambda: None)

    def say(self, *events: ScriptRunnerEvent | int) -> None:
        """Be told of events; a number stands for a message."""
        for event in events:
            if isinstance(event, int):
                self.on_event(None, MESSAGE, forward_msg=event)
            elif event is START:
                self.on_event(None, event, fragment_ids_this_run=self.part)
            else:
                self.on_event(None, event)

    def loop(self) -> int:
        """Run what was scheduled; return how much that was."""
        calls, self.waiting = self.waiting, []
        for call in calls:
            call()
        return len(calls)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handoff, "LONGEST", 60.0)


@pytest.mark.usefixtures("patient")
def test_messages_wait_for_the_end_of_the_run() -> None:
    session = Session()
    session.say(START)
    assert session.loop() == 1
    session.say(1, 2, 3)
    assert session.loop() == 0
    session.say(END)
    assert session.loop() == 1
    assert session.taken == [(START, None), *((MESSAGE, each) for each in (1, 2, 3)), (END, None)]


@pytest.mark.usefixtures("patient")
def test_a_browser_hears_of_a_whole_page_as_it_comes_about() -> None:
    session = Session()
    session.part = []
    for event in (START, 1, 2):
        session.say(event)
        assert session.loop() == 1
    assert [message for _, message in session.taken] == [None, 1, 2]


def test_a_run_that_is_ended_before_it_began_is_told_of() -> None:
    session = Session()
    session.say(END)
    session.loop()
    assert session.taken == [(END, None)]


@pytest.mark.usefixtures("patient")
def test_what_was_said_is_handed_over_before_a_long_silence() -> None:
    session = Session()
    session.say(START, 1, 2)
    say_what_is_held()
    session.loop()
    assert [message for _, message in session.taken] == [None, 1, 2]
    say_what_is_held()  # again, with nothing to say
    assert session.loop() == 0


def test_nothing_is_held_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handoff, "LONGEST", 0.0)
    session = Session()
    session.say(START, 1)
    session.loop()
    assert [message for _, message in session.taken] == [None, 1]


@pytest.mark.usefixtures("patient")
def test_two_runs_of_one_session_lose_nothing_between_them() -> None:
    """An old run may still speak while the next one begins."""
    session = Session()
    runs = [
        threading.Thread(
            target=session.say, args=(START, *range(1000 * run, 1000 * run + 500), END)
        )
        for run in range(2)
    ]
    for run in runs:
        run.start()
    while any(run.is_alive() for run in runs):
        session.loop()
    session.loop()
    said = [message for event, message in session.taken if event is MESSAGE]
    assert sorted(said) == [*range(500), *range(1000, 1500)]
    for first in (0, 1000):
        own = [message for message in said if first <= message < first + 500]
        assert own == sorted(own)


@pytest.mark.usefixtures("patient")
def test_a_fault_in_one_event_keeps_no_other_back(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session()
    take = session._handle_scriptrunner_event_on_event_loop

    def fail(
        sender: object, event: ScriptRunnerEvent, forward_msg: object = None, **_: object
    ) -> None:
        if forward_msg == 2:
            raise RuntimeError
        take(sender, event, forward_msg)

    monkeypatch.setattr(session, "_handle_scriptrunner_event_on_event_loop", fail)
    session.say(START, 1, 2, 3, END)
    with pytest.raises(RuntimeError):
        session.loop()
    session.loop()
    assert [message for event, message in session.taken if event is MESSAGE] == [1, 3]
