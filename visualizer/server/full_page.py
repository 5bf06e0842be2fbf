"""What those read who come while every place is taken."""

from __future__ import annotations

import html

from starlette.types import Send

RETRY_SECONDS = 10

TITLE = "The class is full just now"
WORDS = (
    "Every place on this server is taken. As soon as somebody leaves, there is room again. "
    "This page tries again by itself, and your link stays as it is."
)
# In the colours of the app, and with nothing to load: each request counts while there is no room.
PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{RETRY_SECONDS}">
<title>{html.escape(TITLE)} · The Visualizer</title>
<link rel="icon" href="data:,">
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 20vh auto; max-width: 32rem; padding: 0 1.5rem; line-height: 1.6;
  font: 1.1rem system-ui, sans-serif; color: #1f2937; background: #ffffff; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #e8ebf0; background: #0e1117; }} }}
</style>
</head>
<body>
<main>
<h1>{html.escape(TITLE)}</h1>
<p>{html.escape(WORDS)}</p>
</main>
</body>
</html>
""".encode()


async def send_full_page(send: Send, kind: str) -> None:
    """Answer with the page.

    Args:
        send: Takes the answer.
        kind: What its messages begin with, ``http.response`` or that of a refused handshake.
    """
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(PAGE)).encode()),
        (b"retry-after", str(RETRY_SECONDS).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": f"{kind}.start", "status": 503, "headers": headers})
    await send({"type": f"{kind}.body", "body": PAGE})
