"""Real fingers on the stage of the small app: Chromium makes gestures of them, as on a phone."""

from __future__ import annotations

from playwright.sync_api import CDPSession, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
Place = tuple[float, float]

# Streamlit scrolls a part of the page, not the page.
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


class Fingers:
    """The fingers on a page; their places are in pixels of the window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)

    def down(self, *places: Place) -> None:
        self._send("touchStart", places)

    def move(self, *places: Place) -> None:
        self._send("touchMove", places)

    def up(self) -> None:
        self._send("touchEnd", ())

    def cancel(self) -> None:
        """Take the fingers away as a telephone call does."""
        self._send("touchCancel", ())

    def pull(self, start: Place, end: Place, parts: int = 10) -> None:
        """Move one finger that is down from one place to another."""
        for part in range(1, parts + 1):
            share = part / parts
            self.move(tuple(a + share * (b - a) for a, b in zip(start, end, strict=True)))

    def swipe(self, start: Place, end: Place) -> None:
        self.down(start)
        self.pull(start, end)
        self.up()

    def slide(self, start: Place, end: Place) -> None:
        """Swipe, and rest before the finger goes up.

        One that goes up in its movement makes a glide, and Chromium takes the next tap for the end
        of that.
        """
        self.down(start)
        self.pull(start, end)
        for _ in range(10):
            self.move(end)
            self.page.evaluate("() => new Promise(requestAnimationFrame)")
        self.up()

    def _send(self, kind: str, places: tuple[Place, ...]) -> None:
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(places)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def scrolled(page: Page) -> float:
    """Return how far the page is scrolled, in pixels."""
    return page.evaluate(SCROLLED)


def wait_until_scrolled(page: Page, before: float) -> None:
    """Wait until the page is scrolled by more than a trembling finger's width."""
    page.wait_for_function(f"(before) => Math.abs({SCROLLED} - before) > 40", arg=before)


def scroll_to(page: Page, top: float) -> None:
    """Put the page at rest there; one that a finger let go of would still glide on."""
    page.evaluate(
        """async (top) => {
          const main = document.querySelector("[data-testid=stMain]");
          for (let still = 0; still < 10; still += 1) {
            if (main.scrollTop !== top) still = 0;
            main.scrollTop = top;
            await new Promise(requestAnimationFrame);
          }
        }""",
        top,
    )
