"""Many students at once, each with a seed of their own, get what each gets alone."""

from __future__ import annotations

import asyncio

import pytest
import torch
from torch import nn

from benchmarks.isolated_sessions import check_sessions
from benchmarks.isolation import check_answers, check_starts
from tests.conftest import MakeServer, Server
from tests.faults.students import Numbers, Student, gather, numbers_of, run
from visualizer.core.model import initial_parameters

N_STUDENTS = 16
N_STARTS = 3_000
N_ANSWERS = 600
N_TOLD = 300
N_THREADS = 30
RECIPES = ("", "&optimizer=adam", "&batch=1", "&activation=tanh", "&steps=300")
RELEASES = ({"learning_rate": 0.25}, {"bias": 0.5}, {"step": 40}, {"weight_1": -0.75})


def link_of(number: int) -> str:
    """Return the link of one student: their own seed, and one of a few recipes."""
    return f"seed={17 * number + 1}{RECIPES[number % len(RECIPES)]}"


async def attend(url: str, number: int) -> list[Numbers]:
    """Return all that one student sees: the page, and what each release makes of it."""
    async with Student(url, "training", link_of(number)) as student:
        seen = [numbers_of(await student.open())]
        for release in RELEASES:
            seen.append(numbers_of(await student.commit(release)))
            await asyncio.sleep(0)
        return seen


def test_sessions_at_once_see_what_each_sees_alone(server: Server) -> None:
    """First all at once, on a server that has computed none of it; then one after the other."""
    stories = [attend(server.url, number) for number in range(N_STUDENTS)]
    together = run(gather(stories, N_STUDENTS))
    for number, seen in enumerate(together):
        assert run(attend(server.url, number)) == seen, link_of(number)
    starts = [tuple(seen[0].values()) for seen in together]
    assert len(set(starts)) == N_STUDENTS


def test_a_server_of_its_own_shows_the_same(make_server: MakeServer) -> None:
    """Nothing that one process has in its caches changes what is seen."""
    first, second = make_server(), make_server()
    together = run(gather([attend(first.url, number) for number in range(6)], 6))
    for number in reversed(range(6)):
        assert run(attend(second.url, number)) == together[number], link_of(number)


def test_random_starts_from_many_threads_are_those_of_one() -> None:
    assert check_starts(N_STARTS, N_THREADS) == []


def test_answers_from_many_threads_are_those_of_one() -> None:
    assert check_answers(N_ANSWERS, N_THREADS, n_distinct=200) == []


def test_random_starts_are_those_that_pytorch_draws() -> None:
    with torch.random.fork_rng():
        for seed in range(50):
            torch.manual_seed(seed)
            layer = nn.Linear(2, 1)
            drawn = torch.cat([layer.weight[0], layer.bias])
            assert torch.equal(initial_parameters(seed), drawn)


def test_a_start_neither_reads_nor_moves_the_generator_of_all() -> None:
    before = torch.get_rng_state()
    first = initial_parameters(3)
    assert torch.equal(torch.get_rng_state(), before)
    torch.rand(10)
    assert torch.equal(initial_parameters(3), first)
    torch.set_rng_state(before)


@pytest.mark.served
def test_sessions_of_a_server_are_told_what_comes_of_their_own_moves() -> None:
    assert check_sessions(N_TOLD, N_THREADS) == []
