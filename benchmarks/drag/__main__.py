"""Measure, print two tables, and write the rows where ``--json`` says."""

import argparse
import asyncio
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import asdict

from playwright.async_api import Browser

from benchmarks.drag.app import PAGES, drag_app, open_app
from benchmarks.drag.browser import VIEWPORT, chromium
from benchmarks.drag.naive import NAIVE, drag_naive, open_naive
from benchmarks.drag.results import Results
from benchmarks.drag.servers import app_server, naive_server
from benchmarks.drag.verdict import control_rows, verdict_rows
from benchmarks.report import format_table, write_json
from tests.conftest import Server


def main() -> None:
    """Run the benchmark as the command line says."""
    options = read_options()
    load, cores = os.getloadavg()[0], os.cpu_count()
    try:
        results = asyncio.run(measure(options))
    except (KeyboardInterrupt, asyncio.CancelledError):
        raise SystemExit("stopped before the end; nothing is left running") from None
    controls, verdicts = control_rows(results), verdict_rows(results, NAIVE)
    print(format_table(controls), format_table(verdicts), sep="\n\n")
    print(f"\nWhen it began, other programs wanted {load:.1f} of the {cores} cores.")
    if options.json:
        write_json(options.json, "drag", [*controls, *verdicts, *raw_rows(results)])


def read_options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser("benchmarks.drag", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES, metavar="NAME")
    parser.add_argument("--seconds", type=float, default=1.5, help="of each drag (default: 1.5)")
    parser.add_argument("--rounds", type=int, default=3, help="at most (default: 3)")
    parser.add_argument(
        "--minutes", type=float, default=3, help="begin no further round after (default: 3)"
    )
    parser.add_argument("--quick", action="store_true", help="one round of half-second drags")
    options = parser.parse_args()
    if options.quick:
        options.seconds, options.rounds = 0.5, 1
    return options


async def measure(options: argparse.Namespace) -> Results:
    """Take every page through the rounds, the naive page in each of them."""
    # An end from outside unwinds like Ctrl-C, so that the servers and the browser end too.
    task = asyncio.current_task()
    assert task is not None, "a coroutine runs in a task"
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    results = Results()
    begin = time.monotonic()
    with app_server() as app, naive_server() as naive:
        async with chromium() as browser:
            await warm(browser, app, naive, options.pages)
            for number in range(options.rounds):
                round_begin = time.monotonic()
                for page in options.pages:
                    await open_app(browser, app, page, results)
                    await drag_app(browser, app, page, options.seconds, number, results)
                await drag_naive(browser, naive, options.seconds, number, results)
                now = time.monotonic()
                if now - begin + (now - round_begin) > 60 * options.minutes:
                    break
    return results


async def warm(browser: Browser, app: Server, naive: Server, pages: Sequence[str]) -> None:
    """Open everything once: what is measured is a server that somebody has used before."""
    for page in pages:
        await open_app(browser, app, page, Results())
    await open_naive(browser, naive, Results())


def raw_rows(results: Results) -> list[dict[str, object]]:
    """Return every drag and opening as it was measured."""
    drags = [{"viewport": VIEWPORT, **asdict(drag)} for drag in results.drags]
    return [*drags, *({"page": page, "opening ms": ms} for page, ms in results.openings.items())]


if __name__ == "__main__":
    main()
