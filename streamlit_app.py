"""The server: the app, the Plotly bundle and the warm-up.

Start it with ``streamlit run streamlit_app.py``.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from visualizer.rooms.place import SettingError, rooms
from visualizer.server.capacity import Capacity
from visualizer.server.class_routes import class_routes
from visualizer.server.class_streams import ended_with_the_server
from visualizer.server.endpoints import Endpoints
from visualizer.server.failure import show_failure
from visualizer.server.first_page import page_routes
from visualizer.server.headers import Headers
from visualizer.server.late_route import late_route
from visualizer.server.live_route import live_route
from visualizer.server.memory import keep_memory_together
from visualizer.server.message_filter import MessageFilter
from visualizer.server.own_routes import OwnRoutes
from visualizer.server.packed_files import PackedFiles, pack_first
from visualizer.server.plotly_route import compress_all, plotly_routes
from visualizer.server.preload import Preload
from visualizer.server.start import prepare
from visualizer.server.uploads import Uploads

# Of all middleware, the first is the outermost.
BEFORE_ROUTES = (Headers, Capacity, Endpoints)
AFTER_ROUTES = (MessageFilter, Uploads, Preload, PackedFiles)

keep_memory_together()  # at once: a heap that is there stays

try:
    rooms()
except SettingError as wrong:
    sys.exit(str(wrong))  # one line, before anybody can come


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare everything before the first visitor is let in."""
    compress_all()
    pack_first()
    prepare(as_script=False)
    with ended_with_the_server():
        yield


app = st.App(
    Path(__file__).resolve().parent / "visualizer" / "app.py",
    routes=[*plotly_routes(), *page_routes()],
    middleware=[
        *map(Middleware, BEFORE_ROUTES),
        Middleware(OwnRoutes, {**live_route(), **late_route(), **class_routes()}),
        *map(Middleware, AFTER_ROUTES),
    ],
    lifespan=lifespan,
    on_script_error=show_failure,
)
