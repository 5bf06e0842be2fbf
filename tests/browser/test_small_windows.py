"""Low and narrow windows: the focus is in sight, names keep off circles, the lit line is near."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TWO_FRAMES, WITHOUT_STAGE, MakePage, OpenPage
from visualizer.chapters import BESIDE, CHAPTERS

PATHS = [chapter.path for chapter in (*CHAPTERS, *BESIDE)]
# A phone held sideways, 200 % of 1280 x 768, a phone held upright.
WINDOWS = [(844, 390), (640, 384), (390, 844)]
MOST_STOPS = 120

# What has the focus, and whether a pointer at its middle would hit it, a part of it or its label.
LOOK = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  // Within Streamlit's table its own keys lead on, and its tools show a moment later.
  const isTable = Boolean(node.closest(".stDataFrame"));
  const labels = [...(node.labels ?? [])];
  const hits = [node, ...labels].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2);
  });
  const isOwn = (hit) => hit && [node, ...labels].some((each) => each.contains(hit));
  const words = node.getAttribute("aria-label") ?? (node.innerText || labels[0]?.innerText || "");
  const isNew = !globalThis.stops.includes(node);
  globalThis.stops.push(node);
  const over = hits[0] ? `${hits[0].tagName} ${hits[0].className}` : "nothing, outside the window";
  return { isNew, isSeen: isTable || hits.some(isOwn),
    words: `${node.tagName} ${words} is under ${over}` };
}"""

# Texts that come into a circle which is not their own.
MEET = """() => {
  const plot = document.querySelector('[data-figure="network"] .js-plotly-plot');
  const boxes = (selector) => [...plot.querySelectorAll(selector)].map((node) =>
    [node.textContent, node.getBoundingClientRect()]);
  const circles = boxes(".scatterlayer path.point").map(([, box]) =>
    [box.x + box.width / 2, box.y + box.height / 2, box.width / 2]);
  const texts = boxes(".scatterlayer .textpoint text").filter(([words]) => words.trim());
  const met = [];
  for (const [words, box] of texts) {
    for (const [x, y, radius] of circles) {
      const [middle, height] = [box.x + box.width / 2, box.y + box.height / 2];
      if (Math.hypot(middle - x, height - y) < 6) continue; // what stands in it
      const across = Math.max(box.left - x, 0, x - box.right);
      const down = Math.max(box.top - y, 0, y - box.bottom);
      if (Math.hypot(across, down) < radius) met.push(words);
    }
  }
  return [circles.length, texts.length, met];
}"""


@pytest.mark.parametrize("path", PATHS)
def test_what_has_the_focus_is_in_sight(path: str, page: Page, open_page: OpenPage) -> None:
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        open_page(path, stages=int(path not in WITHOUT_STAGE))  # anew: a table keeps the Tab key
        for key in ("Tab", "Shift+Tab"):
            page.evaluate("globalThis.stops = []")
            covered, stops = [], 0
            for _ in range(MOST_STOPS):
                page.keyboard.press(key)
                page.evaluate(TWO_FRAMES)
                stop = page.evaluate(LOOK)
                if stop is None:  # beyond the last one it begins anew
                    continue
                if not stop["isNew"]:
                    break
                stops += 1
                covered += [] if stop["isSeen"] else [stop["words"]]
            assert 4 < stops < MOST_STOPS
            assert covered == [], f"{key} in a window of {width} x {height}"


@pytest.mark.parametrize("path", ["", "neuron?activation=leaky_relu&w1=-1.25&w2=-1.25&b=-4.75"])
def test_names_in_the_drawing_keep_off_the_circles(
    path: str, page: Page, open_page: OpenPage
) -> None:
    open_page(path)
    for width, height in [(320, 640), (390, 664), *WINDOWS, (880, 645), (1366, 768)]:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            """() => {
              const plot = document.querySelector('[data-figure="network"] .js-plotly-plot');
              const { width, height } = plot._fullLayout;
              return width === plot.clientWidth && height === plot.clientHeight;
            }"""
        )
        circles, texts, met = page.evaluate(MEET)
        assert circles >= 7
        assert texts >= 16
        assert met == [], f"in a window of {width} x {height}"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)])
def test_the_line_that_is_executed_is_in_sight_beside_its_timeline(
    width: int, height: int, make_page: MakePage, open_page: OpenPage
) -> None:
    page = open_page("training?open=1", on=make_page(viewport={"width": width, "height": height}))
    timeline = page.locator('[data-control="line"]')
    timeline.get_by_role("combobox").select_option("10")
    timeline.locator('[data-action="play"]').click()
    lit = page.locator(".live-lit")
    expect(timeline.get_by_role("textbox")).to_have_value("5")
    expect(lit).to_contain_text("optimizer.step()")
    for key in ("Home", "ArrowRight", "ArrowRight"):
        timeline.get_by_role("slider").press(key)
    expect(lit).to_contain_text("model(inputs)")
    hits = """node => {
      const { left, top, height } = node.getBoundingClientRect();
      return node.contains(document.elementFromPoint(left + 40, top + height / 2));
    }"""
    assert lit.evaluate(hits)
    assert timeline.get_by_role("slider").evaluate(hits)
    assert timeline.locator('[data-action="play"]').evaluate(hits)


IN_SIGHT = """node => {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  const places = [0.05, 0.5, 0.95].map((share) => [
    left + (right - left) * share, top + (bottom - top) * share]);
  return places.every(([x, y]) => node.contains(document.elementFromPoint(x, y)));
}"""


def test_on_a_phone_what_a_network_answers_is_in_sight_whatever_is_dragged(
    make_page: MakePage, open_page: OpenPage
) -> None:
    phone = make_page(viewport={"width": 390, "height": 844})
    page = open_page("network?layers=2&h1=8&h2=8", on=phone)
    plane = page.locator('[data-figure="plane"]')
    for key in ("hidden_1", "hidden_2", "network_weight", "step_network", "learning_rate_network"):
        dragged = page.locator(f'[data-control="{key}"]').get_by_role("slider")
        dragged.evaluate("node => node.scrollIntoView({ block: 'end' })")
        page.evaluate(TWO_FRAMES)
        assert dragged.evaluate(IN_SIGHT), key
        assert plane.evaluate(IN_SIGHT), key


@pytest.mark.parametrize("width", [320, 390, 880])
def test_every_line_of_a_step_is_read_without_a_scroll_sideways(
    width: int, make_page: MakePage, open_page: OpenPage
) -> None:
    narrow = make_page(viewport={"width": width, "height": 844})
    page = open_page("backpropagation?bp_net=2-2-2", on=narrow)
    for title in ("Every line of it", "The step"):
        lines = page.get_by_role("group", name=title, exact=True)
        assert lines.evaluate("node => node.scrollWidth <= node.clientWidth"), title
    assert page.locator(".live-code [data-quantity^=said_]").count() > 20
