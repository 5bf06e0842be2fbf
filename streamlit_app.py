"""The server: the app, what stands in front of it, and its routes.

Start it with ``streamlit run streamlit_app.py``.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from visualizer.messages.message_filter import MessageFilter
from visualizer.rooms.place import SettingError, rooms
from visualizer.routes.classes.routes import class_routes
from visualizer.routes.classes.streams import ended_with_the_server
from visualizer.routes.first_page import page_routes
from visualizer.routes.late import late_route
from visualizer.routes.own_routes import OwnRoutes
from visualizer.routes.packed_files import PackedFiles, pack_first
from visualizer.routes.page_policy import page_policy
from visualizer.routes.plotly_scripts import compress_all, plotly_routes
from visualizer.routes.preload import Preload
from visualizer.routes.releases import live_route
from visualizer.server.capacity import Capacity
from visualizer.server.endpoints import Endpoints
from visualizer.server.failure import show_failure
from visualizer.server.headers import Headers
from visualizer.server.memory import keep_memory_together
from visualizer.server.start import prepare
from visualizer.server.uploads import Uploads
from visualizer.worker.of_server import WORKER, StartedForTwo
from visualizer.worker.setting import WorkerSettingError, wish

keep_memory_together()  # at once: a heap that is there stays

try:
    rooms()
    wish()
except (SettingError, WorkerSettingError) as wrong:
    sys.exit(str(wrong))  # one line, before anybody can come


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare everything before the first visitor is let in."""
    compress_all()
    pack_first()
    prepare(as_script=False)
    with ended_with_the_server():
        async with WORKER.allowed():
            yield


app = st.App(
    Path(__file__).resolve().parent / "visualizer" / "app.py",
    routes=[*plotly_routes(), *page_routes()],
    middleware=[  # the first is the outermost
        Middleware(Headers, page_policy),
        Middleware(Capacity),
        Middleware(StartedForTwo),
        Middleware(Endpoints),
        Middleware(OwnRoutes, {**live_route(), **late_route(), **class_routes()}),
        Middleware(MessageFilter),
        Middleware(Uploads),
        Middleware(Preload),
        Middleware(PackedFiles),
    ],
    lifespan=lifespan,
    on_script_error=show_failure,
)
