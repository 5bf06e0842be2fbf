"""The keyboard on low and narrow windows: what has the focus is never covered by something else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import TWO_FRAMES, OpenPage
from visualizer.chapters import CHAPTERS, WORKSHOP

PATHS = [chapter.path for chapter in (*CHAPTERS, *WORKSHOP)]
# A phone held sideways, 200 % of 1280 x 768, a phone held upright.
WINDOWS = [(844, 390), (640, 384), (390, 844)]
MOST_STOPS = 120

# What has the focus, and whether a pointer at its middle would hit it, a part of it or its label.
LOOK = """() => {
  let node = document.activeElement;
  if (!node || node === document.body || node === document.documentElement) return null;
  // Within Streamlit's table its own keys lead on, and its tools show a moment later.
  const isTable = Boolean(node.closest(".stDataFrame"));
  const labels = [...(node.labels ?? [])];
  const { x, y, width, height } = node.getBoundingClientRect();
  const seen = [[x, y, width, height], ...labels.map((label) => {
    const box = label.getBoundingClientRect();
    return [box.x, box.y, box.width, box.height];
  })];
  const isOwn = (hit) => hit && (node.contains(hit) || hit.contains(node) && hit.tagName === "LABEL"
    || labels.some((label) => label.contains(hit)));
  const hits = seen.map(([x, y, width, height]) =>
    document.elementFromPoint(x + width / 2, y + height / 2));
  const name = node.getAttribute("aria-label") ?? (node.innerText || labels[0]?.innerText || "");
  globalThis.stops ??= [];
  const isFirst = !globalThis.stops.includes(node);
  globalThis.stops.push(node);
  const over = hits[0] ? `${hits[0].tagName} ${hits[0].className}`.slice(0, 60) : "nothing";
  return { isFirst, isSeen: isTable || hits.some(isOwn),
    words: `${node.tagName} “${name.slice(0, 40)}” under ${over}` };
}"""


@pytest.mark.parametrize(("width", "height"), WINDOWS)
@pytest.mark.parametrize("path", PATHS)
def test_what_has_the_focus_is_in_sight(
    path: str, width: int, height: int, make_page: Callable[..., Page], open_page: OpenPage
) -> None:
    page = open_page(
        path,
        stages=0 if path == "runs" else 1,
        on=make_page(viewport={"width": width, "height": height}),
    )
    for key in ("Tab", "Shift+Tab"):
        page.evaluate("globalThis.stops = []")
        stops, covered = 0, []
        for _ in range(MOST_STOPS):
            page.keyboard.press(key)
            page.evaluate(TWO_FRAMES)
            stop = page.evaluate(LOOK)
            if stop is None or not stop["isFirst"]:
                break
            stops += 1
            if not stop["isSeen"]:
                covered.append(stop["words"])
        assert 5 < stops < MOST_STOPS
        assert covered == []
