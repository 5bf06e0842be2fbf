"""Play classes over real sockets, print what was reached, and write it where ``--json`` says."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.classroom.parts import PARTS, QUICK, Sizes
from benchmarks.classroom.tally import Row, Tally
from benchmarks.load.replicas import ProxyError
from benchmarks.load.store import StoreError
from benchmarks.report import format_table, write_json

MOST_SECONDS = 900.0  # of a part, then it is given up


def main() -> None:
    """Run the benchmark as the command line says."""
    options = read_options()
    load, cores = os.getloadavg()[0], os.cpu_count()
    _open_many_files()
    rows = list(measure(options))
    print(format_table(rows))
    print(f"\nWhen it began, other programs wanted {load:.1f} of the {cores} cores.")
    if options.json:
        write_json(options.json, "classroom", rows)


def read_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser("benchmarks.classroom", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=[*PARTS], metavar="PART")
    parser.add_argument("--students", type=int, metavar="N", help="of the large class")
    parser.add_argument("--seconds", type=float, help="of each lesson")
    parser.add_argument("--quick", action="store_true", help="a class of 20, short lessons")
    return parser.parse_args(arguments)


def sizes_of(options: argparse.Namespace) -> Sizes:
    """Return how much is to be played."""
    sizes = QUICK if options.quick else Sizes()
    given = {"students": options.students, "seconds": options.seconds}
    return replace(sizes, **{name: each for name, each in given.items() if each is not None})


def measure(options: argparse.Namespace) -> Iterator[Row]:
    """Play all parts, each for a limited time."""
    sizes = sizes_of(options)
    for name in options.parts:
        print(f"{name} …", flush=True)
        yield from asyncio.run(_within_limits(name, sizes))


async def _within_limits(name: str, sizes: Sizes) -> list[Row]:
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return await PARTS[name](sizes)
    except TimeoutError:
        reason = f"did not end within {MOST_SECONDS:.0f} s"
    except (ProxyError, StoreError) as error:
        reason = str(error)
    return [Tally(name, sizes.students).row(reason, None, most=0)]


def _open_many_files() -> None:
    """Allow this process and its servers as many sockets as they may have."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    main()
