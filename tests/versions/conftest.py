"""The app on other versions of Streamlit, and with nothing changed in it."""

from __future__ import annotations

import os
import subprocess
import sysconfig
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import browser, make_page, page, playwright, profile, wait_until_idle
from tests.conftest import Server, start_server
from visualizer.server.adaptations.adapting import SWITCH

__all__ = ["browser", "make_page", "page", "playwright", "profile"]

# What is asked for of each, beside the versions that the tests themselves run on.
LOWEST = ("streamlit==1.60.*", "starlette<1.4")
NEWEST = ("streamlit<2",)
INSTALL_SECONDS = 240

Open = Callable[..., Page]


def interpreter(requirements: tuple[str, ...], folder: Path) -> Path:
    """Return a Python with other versions of some packages, made at the first call.

    It finds all else where this one does, so that only what differs is installed: 240 MB for the
    oldest Streamlit, with the versions that it asks for of what it needs.
    """
    folder /= "-".join("".join(filter(str.isalnum, each)) for each in requirements)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if (folder / "ready").exists():
        return python
    venv.create(folder, clear=True, with_pip=True)
    own = sysconfig.get_path("purelib", "venv", {"base": folder, "platbase": folder})
    Path(own, "outer.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    command = [python, "-m", "pip", "install", "--quiet", "--retries", "1", *requirements]
    command += ["--disable-pip-version-check", "--upgrade"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    if done.returncode and os.environ.get("CI") == "true":
        pytest.fail(f"{' '.join(requirements)} cannot be installed:\n{done.stderr}")
    if done.returncode:
        pytest.skip(f"{' '.join(requirements)} cannot be installed here")
    (folder / "ready").touch()
    return python


@pytest.fixture(scope="package", params=["lowest", "newest", "newest, adaptations off"])
def other_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The app's server on another version, or without adaptations."""
    folder = request.config.cache.mkdir("streamlit_versions")
    python = interpreter(LOWEST if request.param == "lowest" else NEWEST, folder)
    running = start_server(
        env={SWITCH: "off" if "off" in request.param else "on"}, python=str(python)
    )
    yield running
    running.stop()


@pytest.fixture
def open_page(other_server: Server, page: Page) -> Open:
    """Open a path of that server and wait until it is usable."""

    def open_(path: str, stages: int = 1) -> Page:
        page.goto(other_server.url + path, wait_until="load")
        wait_until_idle(page, stages)
        return page

    return open_
