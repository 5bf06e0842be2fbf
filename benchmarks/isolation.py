"""Do students who compute at the same time get what each would get alone?

Thirty threads draw seeded starts and answer releases, in an order of their own each, and every
result is compared bit for bit: a start with what ``nn.Linear`` draws after ``torch.manual_seed`` in
a process where nothing else runs, an answer with what one thread alone made of the same release.
Then thirty sessions of a real server do the same over their sockets.
Run ``python -m benchmarks.isolation``.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Barrier
from typing import TypeVar

import torch
from torch import nn

from benchmarks.isolated_sessions import check_sessions
from benchmarks.report import format_table, write_json
from visualizer.core.model import initial_parameters
from visualizer.live.payload import pack_moment
from visualizer.scenes.neuron import neuron_moment, neuron_scene
from visualizer.scenes.start import start_moment, start_scene
from visualizer.scenes.training import scene_of
from visualizer.scenes.training_moment import training_moment
from visualizer.state.kinds import Number
from visualizer.state.memory import Memory, change
from visualizer.state.parameters import PARAMETERS
from visualizer.state.views.neuron import neuron_view
from visualizer.state.views.start import start_view
from visualizer.state.views.training import training_view

N_THREADS = 30
N_DISTINCT = 1_000  # releases; with far more answers than these, most are given many times over
ACTIVATIONS = ("identity", "relu", "tanh", "silu")
TRAINING_SHARE = 0.005  # of the releases; one costs as much as five others, and a cache holds few

Release = tuple[str, tuple[tuple[str, float | str], ...]]
Job = TypeVar("Job")


def bare_starts(seeds: Sequence[int]) -> list[bytes]:
    """Return what PyTorch's own layer draws for each seed, with nothing else going on."""
    found = []
    with torch.random.fork_rng(devices=[]):
        for seed in seeds:
            torch.manual_seed(seed)
            layer = nn.Linear(2, 1)
            found.append(_bits(torch.cat([layer.weight[0], layer.bias])))
    return found


def own_start(seed: int) -> bytes:
    """Return what the app draws for a seed."""
    return _bits(initial_parameters(seed))


def _bits(parameters: torch.Tensor) -> bytes:
    return parameters.detach().numpy().tobytes()


def releases(count: int) -> list[Release]:
    """Return ``count`` random releases on three pages; the same ones each time."""
    chance = random.Random(count)
    found = []
    for _ in range(count):
        is_training = chance.random() < TRAINING_SHARE
        page = "training" if is_training else chance.choice(["start", "start", "neuron"])
        values: dict[str, float | str] = {"activation": chance.choice(ACTIVATIONS)}
        if is_training:
            values["seed"] = chance.randrange(10_000)
        for name in ("input_1", "input_2", "weight_1", "weight_2", "bias"):
            number = PARAMETERS[name]
            assert isinstance(number, Number)
            values[name] = chance.uniform(number.minimum, number.maximum)
        found.append((page, tuple(values.items())))
    return found


def answer(release: Release) -> bytes:
    """Return a fingerprint of the message that answers a release."""
    page, changes = release
    values = change(Memory(page=page), dict(changes)).values()
    if page == "start":
        start = start_view(values)
        scene, moment = start_scene(start), start_moment(start)
    elif page == "neuron":
        neuron = neuron_view(values)
        scene, moment = neuron_scene(neuron), neuron_moment(neuron)
    else:
        training = training_view(values)
        scene, moment = scene_of(training), training_moment(training)
    return sha256(pack_moment(moment, scene, page, "", ())).digest()


def wrong_results(
    do: Callable[[Job], bytes],
    jobs: Sequence[Job],
    expected: Sequence[bytes],
    n_threads: int,
) -> list[int]:
    """Do all ``jobs``, dealt out to threads that start together.

    Returns:
        Which of them came out otherwise than ``expected``.
    """
    begin = Barrier(n_threads)

    def work(first: int) -> list[int]:
        own = list(range(first, len(jobs), n_threads))
        random.Random(first).shuffle(own)
        begin.wait()
        return [place for place in own if do(jobs[place]) != expected[place]]

    with ThreadPoolExecutor(n_threads) as pool:
        return sorted(place for found in pool.map(work, range(n_threads)) for place in found)


def check_starts(count: int, n_threads: int = N_THREADS) -> list[int]:
    """Return which of the seeds below ``count`` draw other weights among threads than alone."""
    seeds = range(count)
    return wrong_results(own_start, seeds, bare_starts(seeds), n_threads)


def check_answers(
    count: int, n_threads: int = N_THREADS, n_distinct: int = N_DISTINCT
) -> list[int]:
    """Return which of ``count`` releases are answered otherwise among threads than alone."""
    distinct = releases(min(n_distinct, count))
    alone = [answer(each) for each in distinct]
    chance = random.Random(0)
    order = [chance.randrange(len(distinct)) for _ in range(count)]
    jobs = [distinct[place] for place in order]
    return wrong_results(answer, jobs, [alone[place] for place in order], n_threads)


def measure(what: str, check: Callable[[int, int], list[int]], count: int) -> dict[str, object]:
    """Return one row of the table."""
    begin = time.perf_counter()
    wrong = check(count, N_THREADS)
    return {
        "what": what,
        "compared": count,
        "at once": N_THREADS,
        "wrong": len(wrong),
        "seconds": time.perf_counter() - begin,
    }


def main() -> int:
    """Measure, print the table, and return 1 if anything came out wrong."""
    parser = argparse.ArgumentParser("benchmarks.isolation", description=__doc__.splitlines()[0])
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--starts", type=int, default=100_000, help="seeded starts to draw")
    parser.add_argument("--answers", type=int, default=100_000, help="releases to answer")
    parser.add_argument("--told", type=int, default=100_000, help="releases to send to a server")
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [
        measure("seeded starts", check_starts, options.starts),
        measure("answers to releases", check_answers, options.answers),
        measure("answers that sessions are told", check_sessions, options.told),
    ]
    print(format_table(rows))
    if options.json:
        write_json(options.json, "isolation", rows)
    return int(any(row["wrong"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
