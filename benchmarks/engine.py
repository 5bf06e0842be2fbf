"""How fast the engine is, against the plain loop that a tutorial would write.

    python -m benchmarks.engine [--json FILE] [--rounds N]

Every round times both sides one after the other, so that whatever else the machine is doing slows
both; the ratio is taken within a round, and the table shows the median of the rounds. Where the
plain side would take minutes, a stated sample of it is timed and scaled up. Both sides are strict
PyTorch on one thread: ``backward()``, and the step of ``torch.optim.SGD`` or the update that equals
it bit for bit (tests/core/test_lanes.py proves that, and that every lane is a plain training).
"""

import argparse
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from statistics import median

import torch
from torch import Tensor, nn

from benchmarks.report import format_table, write_json
from visualizer.core import (
    Axis,
    Setup,
    initial_parameters,
    loss_surfaces,
    make_neuron,
    train,
    train_lanes,
    train_side_by_side,
)
from visualizer.tables.loading import load_dataset

STUDENTS = load_dataset("three_students")
N_STEPS = 100
START = initial_parameters(seed=0)
SETUP = Setup(make_neuron(), STUDENTS, tuple(START.tolist()), 0.1, N_STEPS)


@dataclass(frozen=True)
class Contest:
    """The plain way against ours.

    Attributes:
        what: Name in the table.
        plain: Does ``n_plain`` units of the work in the plain way.
        fast: Does all ``n_units`` of it.
        n_plain: Size of the sample; equal to ``n_units`` where nothing is scaled up.
        n_units: Number of trainings, or of points.
        least_ratio: What has to be reached.
        most_ms: What the fast side may take, if that is limited as well.
    """

    what: str
    plain: Callable[[], object]
    fast: Callable[[], object]
    n_plain: int
    n_units: int
    least_ratio: float
    most_ms: float | None = None


def plain_run(start: Tensor, learning_rate: float) -> nn.Sequential:
    """Train one neuron as the tutorial does, recording nothing."""
    layer = nn.Linear(2, 1)
    model = nn.Sequential(layer, nn.Sigmoid())
    with torch.no_grad():
        layer.weight.copy_(start[:2])
        layer.bias.copy_(start[2])
    loss_function = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    targets = STUDENTS.targets[:, None]
    for _ in range(N_STEPS):
        loss = loss_function(model(STUDENTS.inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


@torch.no_grad()
def plain_points(points: Tensor) -> list[float]:
    """Return the loss of the model at one point after the other."""
    layer = nn.Linear(2, 1)
    model = nn.Sequential(layer, nn.Sigmoid())
    layer.bias.zero_()
    loss_function = nn.MSELoss()
    targets = STUDENTS.targets[:, None]
    losses = []
    for point in points:
        layer.weight.copy_(point)
        losses.append(loss_function(model(STUDENTS.inputs), targets).item())
    return losses


def rates_contest() -> Contest:
    """61 learning rates from one start."""
    rates = torch.logspace(-4, 1, 61)
    starts = START[:, None].repeat(1, 61)
    return Contest(
        what=f"61 rates × {N_STEPS} epochs",
        plain=lambda: [plain_run(START, rate) for rate in rates.tolist()],
        fast=lambda: train_lanes(SETUP, starts, rates),
        n_plain=61,
        n_units=61,
        least_ratio=60,
    )


def starts_contest() -> Contest:
    """A grid of 101 × 101 starting weights, one learning rate."""
    line = torch.linspace(-2, 2, 101)
    starts = torch.cartesian_prod(line, line, torch.zeros(1)).T.contiguous()
    sample = starts.T[:: starts.shape[1] // 20][:20]
    return Contest(
        what=f"10,201 starts × {N_STEPS} epochs",
        plain=lambda: [plain_run(start, 0.1) for start in sample],
        fast=lambda: train_lanes(SETUP, starts, record=False),
        n_plain=len(sample),
        n_units=starts.shape[1],
        least_ratio=5_000,
        most_ms=60,
    )


def surface_axes(line: Tensor, held: Tensor) -> tuple[Axis, Axis, Axis]:
    """Return both weights along ``line``, and the bias held at each of ``held``."""
    return Axis("weight_1", line), Axis("weight_2", line), Axis("bias", held)


def surface_contest() -> Contest:
    """A surface of 200 × 200 points over the three students."""
    line = torch.linspace(-3, 3, 200)
    axes = surface_axes(line, torch.zeros(1))
    sample = torch.cartesian_prod(line, line)[::40]
    return Contest(
        what="200 × 200 surface, 3 examples",
        plain=lambda: plain_points(sample),
        fast=lambda: loss_surfaces(SETUP.task, *axes),
        n_plain=len(sample),
        n_units=40_000,
        least_ratio=1_000,
    )


def page_jobs() -> Mapping[str, Callable[[], object]]:
    """Return what a page asks for when a slider is released, and a plain run to compare it to."""
    line, grid = torch.linspace(-2, 2, 61), torch.linspace(-3, 3, 31)
    positions = {
        "weight_1": line,
        "weight_2": line,
        "bias": line,
        "learning_rate": torch.logspace(-4, 1, 61),
    }
    jobs = {
        f"4 controls × 61 positions × {N_STEPS} steps": lambda: train_side_by_side(
            SETUP, positions
        ),
        f"one recorded training of {N_STEPS} steps": lambda: train(SETUP),
        "the same, plain, nothing recorded": lambda: plain_run(START, 0.1),
    }
    racers = START[:, None].repeat(1, 3), torch.tensor([0.002, 0.4, 0.6])
    race = replace(SETUP, n_steps=200)
    jobs["a race of three rates × 200 steps"] = lambda: train_lanes(race, *racers)
    plane = surface_axes(torch.linspace(-1.5, 1.5, 61), START[2:])
    trail = replace(SETUP, learning_rate=0.3, n_steps=200)
    jobs["a surface of 61 × 61 and a trail of 200 steps"] = lambda: (
        loss_surfaces(SETUP.task, *plane),
        train_lanes(trail, START[:, None]),
    )
    for n_slices in (61, 41):
        axes = surface_axes(grid, torch.linspace(-2, 2, n_slices))
        jobs[f"{n_slices} surfaces of 31 × 31"] = partial(loss_surfaces, SETUP.task, *axes)
    return jobs


def milliseconds(job: Callable[[], object]) -> float:
    """Return the time that ``job`` takes."""
    start = time.perf_counter()
    job()
    return 1e3 * (time.perf_counter() - start)


def measure_contest(contest: Contest, rounds: int) -> dict[str, object]:
    """Return one row of the table: medians over rounds that time both sides in turn."""
    scale = contest.n_units / contest.n_plain
    # Our side takes milliseconds, so one run of it could hit a lull or a gust: three per round.
    pairs = [
        (
            scale * milliseconds(contest.plain),
            median(milliseconds(contest.fast) for _ in range(3)),
        )
        for _ in range(rounds)
    ]
    ratios = [plain / fast for plain, fast in pairs]
    ratio, fast_ms = median(ratios), median(fast for _, fast in pairs)
    sample = "all" if scale == 1 else f"{contest.n_plain:,} of {contest.n_units:,}"
    return {
        "what": contest.what,
        "plain ms": median(plain for plain, _ in pairs),
        "plain timed": sample,
        "ours ms": fast_ms,
        "ratio": ratio,
        "lowest": min(ratios),
        "highest": max(ratios),
        "at least": contest.least_ratio,
        "ms at most": contest.most_ms,
        "reached": _yes(
            ratio >= contest.least_ratio and (contest.most_ms is None or fast_ms < contest.most_ms)
        ),
    }


def measure_jobs(jobs: Mapping[str, Callable[[], object]], rounds: int) -> list[dict[str, object]]:
    """Return one row per job: how long it takes. Every round runs each of them four times."""
    times: dict[str, list[float]] = {what: [] for what in jobs}
    for _ in range(rounds):
        for what, job in jobs.items():
            times[what] += [milliseconds(job) for _ in range(4)]
    return [
        {"what": what, "median ms": median(spent), "fastest": min(spent), "slowest": max(spent)}
        for what, spent in times.items()
    ]


def _yes(reached: bool) -> str:
    return "yes" if reached else "NO"


def main() -> None:
    """Measure, print both tables, and write them where ``--json`` says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--rounds", type=int, default=9, help="rounds per row (default: 9)")
    options = parser.parse_args()
    torch.set_num_threads(1)
    contests = [rates_contest(), starts_contest(), surface_contest()]
    for contest in contests:  # a first run imports, allocates and fills caches
        contest.fast()
    plain_run(START, 0.1)
    won = [measure_contest(contest, options.rounds) for contest in contests]
    spent = measure_jobs(page_jobs(), options.rounds)
    print(format_table(won), format_table(spent), sep="\n\n")
    if options.json:
        write_json(options.json, "engine", won + spent)


if __name__ == "__main__":
    main()
