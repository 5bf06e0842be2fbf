"""What a drag moves on Plotly's own objects is what Plotly draws from the same numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import TWO_FRAMES, OpenPage, wait_until_idle
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
MARKS = """(plot) => [...plot.querySelectorAll(".scatterlayer path.point")]
  .filter((path) => getComputedStyle(path).display !== "none")
  .map((path) => path.getAttribute("transform").match(/-?[\\d.]+/g).map(Math.round))
  .filter(([left]) => Math.abs(left) < 2000)"""
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

NEVER_LIGHTER = "() => liveStages.shown.forEach(({ pace }) => (pace.took = () => {}))"
EVERY_FRAME_TAKES = """(time) => liveStages.shown.forEach(({ pace }) => {
  const { took } = pace;
  pace.took = () => took.call(pace, time);
})"""
TRIANGLES = """() => {
  const { _fullLayout } = document.querySelector('[data-figure="surface"] .live-plot');
  const { traces } = _fullLayout.scene._scene;
  return Object.values(traces).find(({ mesh }) => mesh).mesh.triangleCount;
}"""

TALL = {"width": 1280, "height": 2200}  # what is out of sight waits


@pytest.mark.parametrize(
    ("path", "control", "figure", "read"),
    [
        ("surface", "bias", "contour", FIELD),
        ("surface", "bias", "surface", SPACE),
        ("training?open=2", "weight_1", "surface", SPACE),
        ("learning_rate?guessed=learning_rate.2", "step", "map", MARKS),
    ],
)
def test_a_drag_shows_what_plotly_draws_without_deriving_the_figure_anew(
    page: Page, open_page: OpenPage, path: str, control: str, figure: str, read: str
) -> None:
    page.set_viewport_size(TALL)
    open_page(path)
    at_rest = page.evaluate(BOTH, [figure, read])[0]
    page.evaluate(RESTYLES)
    page.evaluate(NEVER_LIGHTER)
    grab(page, control, 0.3)
    page.evaluate(TWO_FRAMES)
    page.evaluate(TWO_FRAMES)
    moved, whole = page.evaluate(BOTH, [figure, read])
    assert moved == whole
    assert moved != at_rest
    assert page.evaluate("restyles") == 0
    page.mouse.up()


def test_a_line_with_gaps_is_moved_with_all_its_pieces(page: Page, open_page: OpenPage) -> None:
    page.set_viewport_size(TALL)
    open_page("training?open=2&step=3")
    at_rest = page.evaluate(BOTH, ["contour", LINES])[0]
    assert len(at_rest) > 1
    grab(page, "weight_1", 0.3)
    page.evaluate(TWO_FRAMES)
    page.evaluate(TWO_FRAMES)
    moved, whole = page.evaluate(BOTH, ["contour", LINES])
    assert moved == whole
    assert moved != at_rest
    page.mouse.up()


@pytest.mark.parametrize("path", ["surface", "training?open=2"])
def test_slow_frames_make_the_surface_coarser_until_the_finger_is_up(
    page: Page, open_page: OpenPage, path: str
) -> None:
    page.set_viewport_size(TALL)
    open_page(path)
    whole = page.evaluate(TRIANGLES)
    at_rest = page.evaluate(BOTH, ["surface", SPACE])[0]
    page.evaluate(EVERY_FRAME_TAKES, 40)
    grab(page, "bias", 0.2)
    page.mouse.move(*_place(page, 0.4), steps=8)
    page.wait_for_function(f"whole => ({TRIANGLES})() === whole / 4", arg=whole)
    page.mouse.up()
    page.wait_for_function(f"whole => ({TRIANGLES})() === whole", arg=whole)
    wait_until_idle(page)
    moved, drawn_anew = page.evaluate(BOTH, ["surface", SPACE])
    assert moved == drawn_anew
    assert moved != at_rest


def test_quick_frames_leave_the_surface_as_it_is(page: Page, open_page: OpenPage) -> None:
    open_page("surface")
    page.locator('[data-figure="surface"]').scroll_into_view_if_needed()
    whole = page.evaluate(TRIANGLES)
    page.evaluate(EVERY_FRAME_TAKES, 17)
    grab(page, "bias", 0.2)
    page.mouse.move(*_place(page, 0.4), steps=8)
    page.evaluate(TWO_FRAMES)
    assert page.evaluate(TRIANGLES) == whole
    page.mouse.up()


def _place(page: Page, share: float) -> tuple[float, float]:
    """Return where the thumb of the bias is at a share of its way."""
    box = page.locator('[data-control="bias"] input[type=range]').bounding_box()
    return box["x"] + share * box["width"], box["y"] + box["height"] / 2
