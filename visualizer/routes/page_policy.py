"""What a page of this app may load and run, as the browser is told: nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from visualizer.routes.first_page import first_page

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

_SCRIPT_INSIDE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


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
