"""A release renews the live part of its page, and the whole page where more than that changed."""

import asyncio

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.protocol import Answer
from tests.conftest import Server
from tests.faults.students import SLIDERS, Student, look, numbers_of, run


class Listener(Student):
    """A student who keeps every message that comes."""

    def __init__(self, *args: str) -> None:
        super().__init__(*args)
        self.messages: list[ForwardMsg] = []

    def _take(self, message: ForwardMsg, answer: Answer, n_bytes: int) -> bool:
        self.messages.append(message)
        return super()._take(message, answer, n_bytes)

    def heard(self) -> tuple[set[str], str]:
        """Return the kinds of the messages since it was last asked, and all their text."""
        messages, self.messages = self.messages, []
        return {each.WhichOneof("type") for each in messages}, str(messages)


@pytest.mark.parametrize("page", SLIDERS)
def test_a_release_shows_what_the_whole_page_would_show_without_a_run_of_it(
    server: Server, page: str
) -> None:
    key = SLIDERS[page][0]

    async def story() -> None:
        async with Listener(server.url, page) as student:
            await student.open()
            assert "navigation" in student.heard()[0]
            answer = await student.commit({key: student.settings()[key][3]})
            assert "navigation" not in student.heard()[0]
            [stage] = answer.moments
            whole = await student.run(student.request())
            assert "navigation" in student.heard()[0]
            assert numbers_of(answer)[stage] == numbers_of(whole)[stage]

    run(story())


def test_what_could_not_be_used_is_said_at_the_head_and_then_no_more(server: Server) -> None:
    async def story() -> None:
        async with Listener(server.url, "neuron") as student:
            await student.open()
            await student.commit({"weight_1": 7})
            kinds, text = student.heard()
            assert "navigation" in kinds
            assert "Not everything could be used" in text
            await student.commit({"weight_1": 0.5})
            kinds, text = student.heard()
            assert "navigation" in kinds
            assert "Not everything could be used" not in text
            await student.commit({"weight_1": 0.25})
            assert "navigation" not in student.heard()[0]

    run(story())


def test_a_release_for_a_part_that_the_session_does_not_know_runs_the_page(server: Server) -> None:
    async def story() -> None:
        async with Listener(server.url, "neuron") as restarted:
            await restarted.open()
            await restarted.close()
            restarted.session_id = ""
            restarted.heard()
            await restarted.connect()
            await restarted.commit({"bias": -1.5})
            assert "b=-1.5" in restarted.query
            assert "navigation" in restarted.heard()[0]

    run(story())


def test_a_release_that_comes_after_its_page_was_left_is_let_go(server: Server) -> None:
    """The parts of all pages are called the same."""

    async def story() -> None:
        async with Student(server.url) as student:
            await student.open()
            late = student.release({"weight_1": 0.25}, "late")
            late.rerun_script.fragment_id = student.fragments[next(iter(student.stages))]
            await student.turn_to("neuron")
            await student.send_raw(late.SerializeToString())
            answer = await student.insist({"bias": 0.25})
            assert "w1=0.25" not in student.query
            assert numbers_of(answer) == await look(server.url, "neuron", student.query)

    run(story())


def test_two_parts_at_once_are_told_apart(server: Server) -> None:
    async def story() -> None:
        async with (
            Student(server.url, "neuron") as left,
            Student(server.url, "neuron", "b=1") as right,
        ):
            await asyncio.gather(left.open(), right.open())
            for weight in (0.25, 0.5, 0.75):
                answers = await asyncio.gather(
                    left.commit({"weight_1": weight}), right.commit({"weight_1": -weight})
                )
            assert numbers_of(answers[0]) == await look(server.url, "neuron", left.query)
            assert numbers_of(answers[1]) == await look(server.url, "neuron", right.query)

    run(story())
