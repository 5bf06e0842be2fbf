"""Headers that tell the browser what a page of this app may do, which is little."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from visualizer.server.first_page import first_page

# What may come from where. Nothing from elsewhere, in any kind: the app brings all it needs.
POLICY = {
    "default-src": "'self'",
    # Streamlit hands the browser a component's code, ours included, as a blob. The first
    # page has scripts inside, each allowed by its hash, and it reads large whole numbers with some
    # WebAssembly, which can do nothing that a script cannot. Text that is run (eval) nobody needs.
    "script-src": "'self' blob: 'wasm-unsafe-eval' {hashes}",
    # Streamlit and Plotly write style sheets and style attributes as they go.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    # No frame-ancestors: “Share” offers a snippet that shows the app within a page of the school,
    # wherever that lies, and even * would keep it out of a page that a teacher opens from a disk.
    # There is nothing to trick a visitor into: no account, no money, nothing that others see.
}
# What a browser can open as a page of its own, so that a script in it would run.
PAGES = (b"text/html", b"image/svg+xml", b"application/xhtml", b"application/xml", b"text/xml")

# Everywhere. The link holds the student's own table: nobody else is told where they came from.
ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
NEVER_NEEDED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{each}=()" for each in NEVER_NEEDED)

_SCRIPT_INSIDE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


class Headers:
    """ASGI middleware that adds them to every answer. What an answer says itself stands."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def send_with_headers(message: Message) -> None:
            # A refused handshake of a WebSocket is an answer too, of a kind of its own.
            if message["type"].endswith("http.response.start"):
                message = {**message, "headers": _completed(message.get("headers", ()))}
            await send(message)

        is_asked = scope["type"] in {"http", "websocket"}
        await self._app(scope, receive, send_with_headers if is_asked else send)


def _completed(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    own = [(name, value) for name, value in headers if name.lower() != b"server"]
    said = {name.lower(): value for name, value in own}
    added = list(ALWAYS)
    if said.get(b"content-type", b"").lower().startswith(PAGES):
        added += [
            (b"content-security-policy", page_policy()),
            (b"permissions-policy", PERMISSIONS.encode()),
        ]
    return [*own, *(each for each in added if each[0] not in said)]


@cache
def page_policy() -> bytes:
    """Return the policy of pages, with the scripts that the first page has inside."""
    hashes = " ".join(script_hashes(first_page()))
    kinds = (f"{kind} {sources}" for kind, sources in POLICY.items())
    return " ".join("; ".join(kinds).format(hashes=hashes).split()).encode()


def script_hashes(page: bytes) -> list[str]:
    """Return what allows each script that stands inside a page, and no other.

    >>> script_hashes(b'<script src="a.js"></script><script>go()</script>')
    ["'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"]
    """
    found = (hashlib.sha256(script).digest() for script in _SCRIPT_INSIDE.findall(page))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in found]
