"""Tells the browser, with the first page it gets, to fetch Plotly while Streamlit starts up."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from visualizer.routes.plotly_scripts import route_url, scripts


class Preload:
    """ASGI middleware that adds the ``Link`` header to pages, and to nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._header = (b"link", f"<{route_url(scripts()[0])}>; rel=preload; as=script".encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the header if it is a page."""

        async def send_with_header(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                message = {**message, "headers": [*message["headers"], self._header]}
            await send(message)

        await self._app(scope, receive, send_with_header if scope["type"] == "http" else send)


def _is_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    return message["status"] == 200 and headers.get(b"content-type", b"").startswith(b"text/html")
