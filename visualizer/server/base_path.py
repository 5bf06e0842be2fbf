"""Where the app lies on its server."""

from __future__ import annotations

import streamlit as st


def base_path() -> str:
    """Return where the app lies on its server: a slash, or the prefix that is set between two."""
    prefix = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{prefix}/" if prefix else "/"
