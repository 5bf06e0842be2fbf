"""A release renews the live part of its page, and the whole page where more than that changed."""

import asyncio

import pytest

from tests.conftest import Server
from tests.faults.students import SLIDERS, Student, look, numbers_of, run
from tests.server.listener import Listener


@pytest.mark.parametrize("page", SLIDERS)
def test_a_release_shows_what_the_whole_page_would_show_without_a_run_of_it(
    server: Server, page: str
) -> None:
    key = SLIDERS[page][0]

    async def story() -> None:
        async with Listener(server.url, page) as student:
            await student.open()
            assert "navigation" in student.heard()[0]
            # The first move renews the head as well: it can be taken back now.
            await student.commit({key: student.settings()[key][7]})
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
            await student.commit({"weight_1": 7e6})
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


@pytest.mark.parametrize("waits", [True, False])
def test_a_release_that_comes_after_another_page_was_asked_for_does_not_lead_back(
    server: Server, waits: bool
) -> None:
    """A browser that is told of a part of another page than it shows fails."""

    async def story() -> None:
        async with Listener(server.url) as student:
            await student.open()
            left = student.pages[""]
            late = student.release({"weight_1": 0.25}, "late")
            late.rerun_script.page_script_hash = left
            late.rerun_script.fragment_id = student.fragments[next(iter(student.stages))]
            if waits:
                await student.turn_to("neuron")
            else:
                student.stages = {}
                click = student.request()
                click.rerun_script.page_script_hash = student.pages["neuron"]
                await student.send_raw(click.SerializeToString())
            student.heard()
            await student.send_raw(late.SerializeToString())
            student.page, student._hash = "neuron", student.pages["neuron"]
            answer = await student.run(student.request())
            while not answer.bodies:
                answer = await student.run(student.request())
            seen = {each.new_session.page_script_hash for each in student.messages}
            assert left not in seen
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
