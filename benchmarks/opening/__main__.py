"""Measure in interleaved rounds, print a table, and write the rows where ``--json`` says."""

import argparse
import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Browser

from benchmarks.drag.browser import chromium
from benchmarks.drag.servers import app_server, naive_server
from benchmarks.opening.measure import Opening, Page, open_once
from benchmarks.opening.rows import opening_rows
from benchmarks.report import format_table, write_json
from visualizer.chapters import CHAPTERS, get_chapter, neighbours

NAIVE = Path(__file__).with_name("naive.py")
BARE, CHART = "heading", "heading and st.plotly_chart"
PAGES = (*(chapter.name for chapter in CHAPTERS), "your_data")
QUICK = ("start", "surface")
SLOWER = 4


def main() -> None:
    """Run the benchmark as the command line says."""
    options = read_options()
    load, cores = os.getloadavg()[0], os.cpu_count()
    try:
        seen = asyncio.run(measure(options))
    except (KeyboardInterrupt, asyncio.CancelledError):
        raise SystemExit("stopped before the end; nothing is left running") from None
    rows = [row for speed in options.speeds for row in opening_rows(seen, speed, CHART)]
    print(format_table(rows))
    print(f"\nWhen it began, other programs wanted {load:.1f} of the {cores} cores.")
    if options.json:
        write_json(options.json, "opening", rows)


def read_options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser("benchmarks.opening", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES, metavar="NAME")
    parser.add_argument("--rounds", type=int, default=3, help="of medians (default: 3)")
    parser.add_argument(
        "--speeds", nargs="+", type=float, default=(1, SLOWER), metavar="TIMES",
        help="how many times slower the processor is (default: 1 4)",
    )  # fmt: skip
    parser.add_argument("--against", metavar="URL", help="a running server of another state")
    parser.add_argument("--quick", action="store_true", help="two pages, two rounds")
    options = parser.parse_args()
    if options.quick:
        options.pages, options.rounds = QUICK, 2
    return options


async def measure(options: argparse.Namespace) -> dict[tuple[str, float], list[Opening]]:
    """Take every page through the rounds, at every speed."""
    # An end from outside unwinds like Ctrl-C, so that the servers and the browser end too.
    task = asyncio.current_task()
    assert task is not None, "a coroutine runs in a task"
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with app_server() as app, naive_server(NAIVE) as naive:
        pages = [
            Page(BARE, naive.url, shows="heading"),
            Page(CHART, f"{naive.url}?chart=1"),
            *own_pages(app.url, options.pages),
        ]
        if options.against:
            pages += own_pages(options.against, options.pages, mark=" (other)")
        async with chromium() as browser:
            await warm(browser, pages)
            seen: dict[tuple[str, float], list[Opening]] = {}
            for _ in range(options.rounds):
                for speed in options.speeds:
                    for page in pages:
                        opening = await open_once(browser, page, speed)
                        seen.setdefault((page.name, speed), []).append(opening)
    return seen


def own_pages(url: str, names: Sequence[str], mark: str = "") -> list[Page]:
    """Return the pages of the app at ``url``, each with the one that is read after it."""
    pages = []
    for name in names:
        chapter = get_chapter(name)
        after = neighbours(chapter)[1] if chapter in CHAPTERS else None
        pages.append(Page(name + mark, url + chapter.path, next=after.path if after else ""))
    return pages


async def warm(browser: Browser, pages: Sequence[Page]) -> None:
    """Open everything once: what is measured is a server that somebody has used before."""
    for page in pages:
        await open_once(browser, page)


if __name__ == "__main__":
    main()
