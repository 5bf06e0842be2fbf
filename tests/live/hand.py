"""What a student does on the stage of the small app, and what is seen there."""

from __future__ import annotations

import json

import torch
from playwright.sync_api import Locator, Page, expect

from tests.live.app import DEFAULTS, forward, positions

THUMB = 1.4  # rem, its width in styles/controls.css
READ_TRACE = """([figure, uid, attribute]) => {
  const plot = document.querySelector(`[data-figure="${figure}"] .js-plotly-plot`);
  const trace = plot.data.find((each) => each.uid === uid);
  const value = attribute.split(".").reduce((part, key) => part[key], trace);
  const plain = (each) =>
    ArrayBuffer.isView(each) || Array.isArray(each) ? Array.from(each, plain) : each;
  return plain(value);
}"""


def stage_of(page: Page) -> Locator:
    return page.locator(".live-stage")


def number(page: Page, name: str) -> Locator:
    return page.locator(f'[data-quantity="{name}"]').first


def range_of(page: Page, key: str) -> Locator:
    return page.locator(f'[data-control="{key}"] input[type=range]')


def field_of(page: Page, key: str) -> Locator:
    return page.locator(f'[data-control="{key}"] input[type=text]')


def error_of(page: Page, key: str) -> Locator:
    return page.locator(f'[data-control="{key}"] .live-error')


def button(page: Page, action: str) -> Locator:
    return page.locator(f'[data-action="{action}"]')


def figure(page: Page, name: str) -> Locator:
    return page.locator(f'[data-figure="{name}"]')


def trace(page: Page, name: str, uid: str, attribute: str) -> object:
    """Return an attribute of a trace as Plotly holds it now."""
    return page.evaluate(READ_TRACE, [name, uid, attribute])


def wait_for_trace(page: Page, name: str, uid: str, attribute: str, expected: object) -> None:
    """Wait until Plotly holds ``expected``; lists are compared to float32's tolerance."""
    page.wait_for_function(
        f"""([where, expected]) => {{
          const near = (a, b) => typeof b === "number" ? Math.abs(a - b) < 1e-4
            : Array.isArray(b) ? b.length === a.length && b.every((each, i) => near(a[i], each))
            : a === b;
          return near(({READ_TRACE})(where), expected);
        }}""",
        arg=[[name, uid, attribute], expected],
    )


def value_at(key: str, index: int, standing: float | None = None) -> float:
    """Return the value of a position while the control stands at ``standing``."""
    return positions(key, DEFAULTS[key] if standing is None else standing)[index].item()


def numbers(**changes: float) -> dict[str, float]:
    """Return what the page must show with these parameters, unrounded."""
    values = {key: torch.tensor(value) for key, value in {**DEFAULTS, **changes}.items()}
    return {name: value.item() for name, value in forward(values).items()}


def z_text(**changes: float) -> str:
    """Return z as the page must write it."""
    return written(numbers(**changes)["z"])


def written(value: float) -> str:
    """Return a number with two digits and a real minus sign."""
    text = f"{abs(value):.2f}"
    return f"−{text}" if value < 0 and float(text) else text


def thumb_at(page: Page, key: str, index: int) -> tuple[float, float]:
    """Return where on the screen the thumb's centre is at a position."""
    control = range_of(page, key)
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box is not None
    rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    last = int(control.get_attribute("max") or 0)
    way = (box["width"] - THUMB * rem) * index / last
    return box["x"] + THUMB * rem / 2 + way, box["y"] + box["height"] / 2


def grab(page: Page, key: str) -> None:
    """Press the mouse's button on a thumb and keep it down."""
    page.mouse.move(*thumb_at(page, key, int(range_of(page, key).input_value())))
    page.mouse.down()


def pull(page: Page, key: str, index: int) -> None:
    """Move a held thumb to a position."""
    page.mouse.move(*thumb_at(page, key, index), steps=6)
    expect(range_of(page, key)).to_have_js_property("value", str(index))


def drag(page: Page, key: str, index: int) -> None:
    """Grab, pull and let go."""
    grab(page, key)
    pull(page, key, index)
    page.mouse.up()


def told(page: Page) -> list[dict[str, float]]:
    """Return every release that the server took over, as the page shows them."""
    return json.loads(page.get_by_test_id("stText").inner_text())


def wait_until_told(page: Page, *commits: dict[str, float]) -> None:
    """Wait until the server took over exactly these releases and its answer is drawn."""
    expect(page.get_by_test_id("stText")).to_have_text(json.dumps(list(commits)))
    expect(stage_of(page)).to_have_attribute("data-stage", "ready")


def wait_until_standing(page: Page, **values: float) -> None:
    """Wait until the last of the releases that the server took over says so."""
    page.wait_for_function(
        """(values) => {
          const text = document.querySelector('[data-testid="stText"]').textContent;
          const all = Object.assign({}, ...JSON.parse(text));
          return Object.entries(values).every(([key, value]) => all[key] === value);
        }""",
        arg=values,
    )
    expect(stage_of(page)).to_have_attribute("data-stage", "ready")


def record(page: Page, selector: str) -> None:
    """Note from now on every text that the first element at ``selector`` shows."""
    page.evaluate(
        """(selector) => {
          const node = document.querySelector(selector);
          globalThis.seenTexts = [];
          new MutationObserver(() => globalThis.seenTexts.push(node.textContent))
            .observe(node, { childList: true, characterData: true, subtree: true });
        }""",
        selector,
    )


def recorded(page: Page) -> list[str]:
    return page.evaluate("globalThis.seenTexts")
