"""What a drag moves on Plotly's own objects is what Plotly draws from the same numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import TWO_FRAMES, OpenPage
from tests.browser.test_pages import grab

# Both figures: the one that was moved, and the one that Plotly makes of the same numbers.
BOTH = """
async ([name, read]) => {
  const moved = document.querySelector(`[data-figure="${name}"] .live-plot`);
  const whole = document.createElement("div");
  document.body.append(whole);
  await Plotly.newPlot(whole, structuredClone(moved.data), structuredClone(moved.layout), {});
  const found = [moved, whole].map(eval(read));
  Plotly.purge(whole);
  whole.remove();
  return found;
}
"""
FIELD = """(plot) => [...plot.querySelectorAll(".contourlayer path")].map(
  (path) => [path.getAttribute("d"), path.style.fill])"""
# Without the scale that Plotly gives a scene, which follows from how far its numbers reach.
LINES = """(plot) => [...plot.querySelectorAll(".tracepulls path.js-line")]
  .filter((path) => getComputedStyle(path).display !== "none")
  .flatMap((path) => path.getAttribute("d").split("M").slice(1))
  .map((piece) => piece.match(/-?[\\d.]+/g).map((number) => Math.round(Number(number))))
  .map(([x, y, ...rest]) => [x, y, ...rest.slice(-2)])"""
SPACE = """(plot) => {
  const { traces, dataScale } = plot._fullLayout.scene._scene;
  const real = (point) => point.map((value, i) => (value / dataScale[i]).toFixed(4));
  return Object.fromEntries(Object.entries(traces).map(([uid, trace]) =>
    [uid, (trace.mesh?.positions ?? trace.dataPoints).map(real)]));
}"""
RESTYLES = """() => {
  const { restyle } = Plotly;
  globalThis.restyles = 0;
  Plotly.restyle = (...args) => ((globalThis.restyles += 1), restyle(...args));
}"""


@pytest.mark.parametrize(
    ("path", "control", "figure", "read"),
    [
        ("surface", "bias", "contour", FIELD),
        ("surface", "bias", "surface", SPACE),
        ("training", "weight_1", "surface", SPACE),
        ("learning_rate", "step", "map", FIELD),
    ],
)
def test_a_drag_shows_what_plotly_draws_without_deriving_the_figure_anew(
    page: Page, open_page: OpenPage, path: str, control: str, figure: str, read: str
) -> None:
    open_page(path, stages=2 if path == "learning_rate" else 1)
    page.locator(f'[data-figure="{figure}"]').scroll_into_view_if_needed()
    at_rest = page.evaluate(BOTH, [figure, read])[0]
    page.evaluate(RESTYLES)
    grab(page, control, 0.3)
    page.evaluate(TWO_FRAMES)
    page.evaluate(TWO_FRAMES)
    moved, whole = page.evaluate(BOTH, [figure, read])
    assert moved == whole
    assert moved != at_rest
    assert page.evaluate("restyles") == 0
    page.mouse.up()


def test_a_line_with_gaps_is_moved_with_all_its_pieces(page: Page, open_page: OpenPage) -> None:
    page.set_viewport_size({"width": 1280, "height": 1800})  # what is out of sight waits
    open_page("training?step=3")
    at_rest = page.evaluate(BOTH, ["contour", LINES])[0]
    assert len(at_rest) > 1
    grab(page, "weight_1", 0.3)
    page.evaluate(TWO_FRAMES)
    page.evaluate(TWO_FRAMES)
    moved, whole = page.evaluate(BOTH, ["contour", LINES])
    assert moved == whole
    assert moved != at_rest
    page.mouse.up()
