"""A page whose server answers late: what has come is held back until it is let through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

HOLD = """
window.held = null; // what has come meanwhile, in its order
window.WebSocket = class extends WebSocket {
  addEventListener(kind, hear, ...options) {
    const later = (event) => (window.held ? window.held.push(() => hear(event)) : hear(event));
    super.addEventListener(kind, kind === "message" ? later : hear, ...options);
  }
};
"""
LET_GO = """async () => {
  while (window.held.length) {
    window.held.shift()();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  window.held = null;
}"""


class LateServer:
    """Holds back what the server sends to a page that is opened afterwards."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sockets: list[WebSocket] = []
        page.add_init_script(HOLD)
        page.on("websocket", lambda socket: self.sockets.append(socket))

    @contextmanager
    def holds(self) -> Iterator[None]:
        """Hold back what comes within; at the end each message is drawn before the next."""
        self.page.evaluate("window.held = []")
        yield
        self.page.evaluate(LET_GO)

    def answers(self, kind: str, act: Callable[[], object]) -> None:
        """Act, and wait until the server has sent a message of this kind."""

        def is_awaited(frame: str | bytes) -> bool:
            return isinstance(frame, bytes) and ForwardMsg.FromString(frame).HasField(kind)

        with self.sockets[-1].expect_event("framereceived", is_awaited):
            act()
