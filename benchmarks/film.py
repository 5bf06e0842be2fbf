"""Film a drag, frame by frame, for the README: ``python -m benchmarks.film docs/drag.webp``.

The hand is Playwright's mouse with its button held; nothing on the page is staged.
"""

import argparse
import io
import math
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks.drag.browser import FLAGS
from benchmarks.drag.servers import app_server
from tests.browser.conftest import find_chromium

VIEWPORT: ViewportSize = {"width": 1180, "height": 860}
WIDTH = 820  # of the film, in pixels
N_FRAMES = 48
FRAME_MS = 70
QUALITY = 55
LINK = "surface?data=twelve_students&scaling=standardized"
CONTROL = "weight_1"
TWO_FRAMES = "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"


def main() -> None:
    """Film as the command line says."""
    parser = argparse.ArgumentParser("benchmarks.film", description=__doc__)
    parser.add_argument("file", type=Path, help="where the film goes; its ending says the format")
    path = parser.parse_args().file
    frames = film()
    path.parent.mkdir(parents=True, exist_ok=True)
    frames[0].save(
        path, save_all=True, append_images=frames[1:], duration=FRAME_MS, loop=0, quality=QUALITY
    )
    print(f"{path}: {len(frames)} frames, {path.stat().st_size / 1e3:.0f} kB")


def film() -> list[Image.Image]:
    """Return the frames of one drag there and back."""
    with app_server() as server, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        page = browser.new_page(viewport=VIEWPORT)
        page.goto(server.url + LINK)
        page.locator('[data-stage="ready"]').first.wait_for(timeout=60_000)
        page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached")
        frames = [*drag(page)]
        browser.close()
    return frames


def drag(page: Page) -> list[Image.Image]:
    """Drag the thumb of a slider over most of its way and back, a picture at every step."""
    thumb = page.locator(f'[data-control="{CONTROL}"] input[type=range]')
    thumb.scroll_into_view_if_needed()
    box = thumb.bounding_box()
    assert box is not None, "the slider is not in sight"
    inset, y = box["height"] / 2, box["y"] + box["height"] / 2
    left, width = box["x"] + inset, box["width"] - 2 * inset
    last, now = thumb.evaluate("range => [Number(range.max), range.valueAsNumber]")
    start = now / last
    page.mouse.move(left + start * width, y)
    page.mouse.down()
    frames = []
    for number in range(N_FRAMES):
        place = start + 0.38 * math.sin(2 * math.pi * number / N_FRAMES)
        page.mouse.move(left + min(max(place, 0.02), 0.98) * width, y)
        page.evaluate(TWO_FRAMES)
        frames.append(picture(page))
    page.mouse.up()
    return frames


def picture(page: Page) -> Image.Image:
    """Return what the page looks like now, in the size of the film."""
    image = Image.open(io.BytesIO(page.screenshot(type="png"))).convert("RGB")
    return image.resize(
        (WIDTH, round(image.height * WIDTH / image.width)), Image.Resampling.LANCZOS
    )


if __name__ == "__main__":
    main()
