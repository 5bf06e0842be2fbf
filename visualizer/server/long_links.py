"""Let the server read a link of 100 kB, as long as one may get when somebody pastes into it."""

from __future__ import annotations

from uvicorn.protocols.http import h11_impl

LONGEST_REQUEST = 256 * 1024  # bytes of a request line and headers that may arrive in pieces


def accept_long_links() -> None:
    """Raise the length at which the server breaks off a request that is still arriving.

    Without it the connection is cut at 16 kB, and instead of the page the student sees the
    browser's own error. Streamlit hands uvicorn no such option, hence the reach into its module;
    ``tests/server/test_long_links.py`` tells when that has moved. (The other parser that uvicorn
    knows, ``httptools``, is no way out: it answers 400 from 64 kB on.)
    """
    h11_impl.DEFAULT_MAX_INCOMPLETE_EVENT_SIZE = LONGEST_REQUEST
