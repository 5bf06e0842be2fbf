"""Headers that tell the browser what a page of this app may do, which is little."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class Headers:
    """ASGI middleware that adds them to every answer. What an answer says itself stands."""

    def __init__(self, app: ASGIApp, page_policy: Callable[[], bytes]) -> None:
        """Begin.

        Args:
            app: What comes next.
            page_policy: Tells what a page may do, as ``Content-Security-Policy`` has it.
        """
        self._app = app
        self._page_policy = page_policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def send_with_headers(message: Message) -> None:
            # A refused handshake of a WebSocket is an answer too, of a kind of its own.
            if message["type"].endswith("http.response.start"):
                message = {**message, "headers": self._completed(message.get("headers", ()))}
            await send(message)

        is_asked = scope["type"] in {"http", "websocket"}
        await self._app(scope, receive, send_with_headers if is_asked else send)

    def _completed(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        own = [(name, value) for name, value in headers if name.lower() != b"server"]
        said = {name.lower(): value for name, value in own}
        added = list(ALWAYS)
        if said.get(b"content-type", b"").lower().startswith(PAGES):
            added += [
                (b"content-security-policy", self._page_policy()),
                (b"permissions-policy", PERMISSIONS.encode()),
            ]
        return [*own, *(each for each in added if each[0] not in said)]
