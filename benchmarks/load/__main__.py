"""Measure, print a table, and write the rows and a plot where ``--json`` and ``--plot`` say."""

import argparse
import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator

from benchmarks.drag.servers import app_server, naive_server
from benchmarks.load import naive, parts
from benchmarks.load.killed import killed
from benchmarks.load.parts import PARTS, Bench, Row
from benchmarks.load.plot import write_plot
from benchmarks.load.scale import replicas
from benchmarks.load.traffic import release
from benchmarks.report import format_table, write_json

Part = Callable[[Bench], Coroutine[None, None, list[Row]]]
# Those that bring their own servers: the one kills it, the other has several and a proxy.
OWN_SERVERS = {"killed": lambda _seconds: killed(), "replicas": replicas}
ALL_PARTS = (*PARTS, *OWN_SERVERS)
NAIVE_SIZES = (1, 10, 30)  # it is over its limit before the last


def main() -> None:
    """Run the benchmark as the command line says."""
    options = read_options()
    load, cores = os.getloadavg()[0], os.cpu_count()
    rows = list(measure(options))
    print(format_table(rows))
    print(f"\nWhen it began, other programs wanted {load:.1f} of the {cores} cores.")
    if options.json:
        write_json(options.json, "load", rows)
    if options.plot:
        write_plot(options.plot, rows)


def read_options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser("benchmarks.load", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--plot", metavar="FILE", help="write the times over the load, as HTML")
    parser.add_argument("--parts", nargs="+", choices=ALL_PARTS, default=ALL_PARTS, metavar="PART")
    parser.add_argument("--sizes", nargs="+", type=int, default=(10, 30, 100, 300), metavar="N")
    parser.add_argument(
        "--pages",
        nargs="+",
        choices=parts.PAGES,
        default=parts.PAGES,
        metavar="PAGE",
        help="where the app's visitors sit (default: all)",
    )
    parser.add_argument("--seconds", type=float, default=15, help="of each lesson (default: 15)")
    parser.add_argument("--quick", action="store_true", help="lessons of five seconds, few parts")
    options = parser.parse_args()
    if options.quick:
        options.seconds, options.sizes = 5, (10, 30)
        options.parts = [part for part in options.parts if part in ("classes", "burst")]
    return options


def measure(options: argparse.Namespace) -> Iterator[Row]:
    """Take the app through all parts, each on a server of its own, then the naive page."""
    for name in options.parts:
        if name in OWN_SERVERS:
            print(f"app: {name} …", flush=True)
            yield from asyncio.run(OWN_SERVERS[name](options.seconds))
            continue
        with app_server() as server:
            sizes, pages = tuple(options.sizes), tuple(options.pages)
            bench = Bench("app", server, release, options.seconds, sizes, pages)
            yield from _shown(name, bench, getattr(parts, name))
    if "classes" in options.parts:
        with naive_server() as server:
            bench = Bench("naive page", server, naive.release, options.seconds, NAIVE_SIZES, ("",))
            yield from _shown("classes", bench, parts.classes)


def _shown(name: str, bench: Bench, part: Part) -> Iterator[Row]:
    print(f"{bench.who}: {name} …", flush=True)
    yield from asyncio.run(part(bench))


if __name__ == "__main__":
    main()
