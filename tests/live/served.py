"""The small app behind a server that also sends Plotly, as the real one does.

Start it with

    streamlit run tests/live/served.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # a plain `streamlit run` adds this folder only
    sys.path.insert(0, str(ROOT))

from visualizer.routes.plotly_scripts import plotly_routes  # noqa: E402

app = st.App(Path(__file__).resolve().with_name("app.py"), routes=[*plotly_routes()])
