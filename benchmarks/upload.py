"""A class of any size: from the upload of its file to the first picture, then a drag.

A class of ten stands beside the large ones in the same run. Run ``python -m benchmarks.upload``.
"""

import argparse
import asyncio
import random
import time

from benchmarks.drag.app import opened_page, track_of
from benchmarks.drag.browser import PATIENCE, Tab, chromium
from benchmarks.drag.gesture import perform
from benchmarks.drag.results import Results
from benchmarks.drag.servers import app_server
from benchmarks.report import format_table, write_json
from tests.conftest import Server

SIZES = (10, 1_000, 10_000)
CONTROL = "bias"


def main() -> None:
    """Run the benchmark as the command line says."""
    parser = argparse.ArgumentParser("benchmarks.upload", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--seconds", type=float, default=2, help="of the drag (default: 2)")
    options = parser.parse_args()
    rows = asyncio.run(measure(options.seconds))
    print(format_table(rows))
    print("\nThe first picture must come within 2,000 ms, and a drag draw 50 frames/s.")
    if options.json:
        write_json(options.json, "upload", rows)


async def measure(seconds: float) -> list[dict[str, object]]:
    """Return one row for each size; the smallest is uploaded twice, to warm up."""
    with app_server() as server:
        async with chromium() as browser:
            rows = []
            for size in (SIZES[0], *SIZES):
                async with opened_page(browser, server, "your_data", Results()) as tab:
                    rows.append(await upload_and_drag(tab, server, size, seconds))
    return rows[1:]


async def upload_and_drag(tab: Tab, server: Server, size: int, seconds: float) -> dict[str, object]:
    """Upload a class of ``size`` rows, wait for its picture, and drag the line through it."""
    await tab.page.get_by_role("button", name="Open a file or paste").click()
    field = tab.page.get_by_test_id("stFileUploaderDropzoneInput").first
    await field.wait_for(state="attached")
    begin = time.perf_counter()
    await field.set_input_files(
        {"name": "class.csv", "mimeType": "text/csv", "buffer": made_up_class(size)}
    )
    await tab.page.wait_for_function(
        """(size) => document.querySelector('[data-stage="ready"]')
          ?.innerText.includes(` of ${size} right`)""",
        arg=size,
        timeout=PATIENCE,
    )
    first_picture = 1e3 * (time.perf_counter() - begin)
    await tab.idle()
    await tab.page.keyboard.press("Escape")
    await tab.idle()
    track = await track_of(tab.page.locator(f'[data-control="{CONTROL}"] input[type=range]'))
    drag = await perform(tab, server, track, ("your_data", CONTROL), seconds, 0, fresh="readyAt")
    return {
        "rows": size,
        "upload to picture ms": first_picture,
        "drawn frames/s": drag.drawn / drag.seconds,
        "lag ms, 95 %": sorted(drag.lags)[int(0.95 * len(drag.lags))],
        "messages in a drag": drag.messages,
        "release to fresh ms": drag.release_ms,
        "server CPU ms": drag.server_ms,
    }


def made_up_class(size: int) -> bytes:
    """Return a class as CSV: whoever studied and slept for long passed, more or less."""
    chance = random.Random(size)
    lines = ["name,hours studied,hours slept,passed"]
    for place in range(1, size + 1):
        studied, slept = chance.uniform(0, 12), chance.uniform(3, 10)
        passed = studied + slept + chance.gauss(0, 2) > 12
        lines.append(f"Student {place},{studied:.2f},{slept:.2f},{int(passed)}")
    return "\n".join(lines).encode()


if __name__ == "__main__":
    main()
