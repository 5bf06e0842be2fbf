"""Two tabs, back and forward, and twenty releases in a second, without a browser's patience."""

from __future__ import annotations

import asyncio

import pytest

from tests.conftest import Server
from tests.faults.students import Student, do_alone, gather, heaviest_link, look, numbers_of, run

A_LOOK = 0.2  # s, that a student takes before the next release
N_RELEASES = 20


def test_two_tabs_of_one_student_keep_their_own_values(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "training") as left, Student(url, "training", "seed=5") as right:
            await asyncio.gather(left.open(), right.open())
            for place in range(5):
                values = {"weight_1": place / 10}, {"weight_1": -place / 10}
                answers = await asyncio.gather(left.commit(values[0]), right.commit(values[1]))
            await right.turn_to("neuron")
            seen = numbers_of(await left.run(left.request()))
            assert seen == numbers_of(answers[0])
            assert seen == await look(url, "training", "w1=0.4")
            assert numbers_of(answers[1]) == await look(url, "training", "seed=5&w1=-0.4")

    run(story())


def test_back_and_forward_lead_to_what_was_there(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "training") as student:
            visited = [("training", student.query, numbers_of(await student.open()))]
            for weight in (0.25, 0.5, 0.75):
                seen = numbers_of(await student.commit({"weight_1": weight}))
                visited.append(("training", student.query, seen))
            seen = numbers_of(await student.turn_to("neuron"))
            visited.append(("neuron", student.query, seen))
            seen = numbers_of(await student.commit({"bias": -1.0}))
            visited.append(("neuron", student.query, seen))
            there_and_back = [*reversed(visited), *visited]
            for page, query, before in there_and_back:
                seen = numbers_of(await student.run(student.step_in_history(query, page)))
                assert seen == before, (page, query)
            assert await student.commit({"bias": 0.5})

    run(story())


@pytest.mark.parametrize(("page", "query"), [("neuron", ""), ("training", heaviest_link(6))])
def test_of_twenty_releases_in_a_second_the_last_one_wins(
    quiet_server: Server, page: str, query: str
) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, page, query) as student:
            await student.open()
            for number in range(1, N_RELEASES + 1):
                message = student.release({"weight_1": number / 100}, f"fast-{number}")
                await student.send_raw(message.SerializeToString())
            seen = numbers_of(await student.read_until_answered(f"fast-{N_RELEASES}"))
            assert seen == await do_alone(url, page, query, {"weight_1": N_RELEASES / 100})

    run(story())


def test_twenty_clicks_on_a_button_draw_at_least_one_new_start(quiet_server: Server) -> None:
    """Clicks that come while one is answered count as one; what is shown fits the link."""
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "training") as student:
            await student.open()
            for _ in range(N_RELEASES):
                message = student.press("New random start")
                await student.send_raw(message.SerializeToString())
            # A release at the end tells when all of them are through.
            message = student.release({"learning_rate": 0.5}, "last")
            await student.send_raw(message.SerializeToString())
            seen = numbers_of(await student.read_until_answered("last"))
            assert student.query.startswith("lr=0.5&seed=")
            assert seen == await look(url, "training", student.query)

    run(story())


@pytest.mark.parametrize(
    ("page", "label", "changed"),
    [
        ("training", "New random start", "seed=1"),
        ("training", "Branch at this step", "branch=0"),
    ],
)
def test_a_click_that_a_release_follows_at_once_is_not_lost(
    quiet_server: Server, page: str, label: str, changed: str
) -> None:
    """The run of the click has begun when the release comes, and is not at its button yet."""
    url = quiet_server.url
    moved = {"learning_rate": 0.3}

    async def story() -> None:
        for _ in range(5):
            async with Student(url, page) as student:
                await student.open()
                await student.begin(student.press(label))
                seen = numbers_of(await student.insist(moved))
                assert changed in student.query
                assert seen == await look(url, page, student.query)

    run(story())


def test_four_who_compute_the_most_there_is_hold_nobody_up(quiet_server: Server) -> None:
    url = quiet_server.url

    async def toil(number: int) -> None:
        link = heaviest_link(10 + number)
        async with Student(url, "training", link) as student:
            await student.open()
            for place in range(4):
                seen = numbers_of(await student.commit({"weight_1": place / 10}))
        assert seen == await do_alone(url, "training", link, {"weight_1": 0.3})

    async def go_on(page: str, until: asyncio.Task[object]) -> None:
        async with Student(url, page) as student:
            await student.open()
            n_answered = 0
            while not until.done() or n_answered < 5:
                n_answered += 1
                seen = numbers_of(await student.commit({"bias": n_answered % 20 / 10}))
                await asyncio.sleep(A_LOOK)
            value = n_answered % 20 / 10
            assert seen == await do_alone(url, page, "", {"bias": value})

    async def story() -> None:
        toil_of_all = asyncio.create_task(gather([toil(number) for number in range(4)]))
        await gather([go_on(page, toil_of_all) for page in ("neuron", "surface")])
        await toil_of_all

    run(story())
