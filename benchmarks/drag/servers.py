"""The two servers: the app as it is started, and the naive page on Streamlit's defaults."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load.server import use_of
from tests.conftest import Server, start_server

NAIVE_PAGE = Path(__file__).resolve().parent.parent / "naive_page.py"
# No browser window and no outside requests; everything else is as Streamlit comes.
NAIVE_OPTIONS = ("--server.headless", "true", "--browser.gatherUsageStats", "false")


@contextmanager
def app_server() -> Iterator[Server]:
    """Run the app with its own settings until the block is left."""
    server = start_server()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def naive_server(page: Path = NAIVE_PAGE) -> Iterator[Server]:
    """Run a naive page from an empty folder, where no settings of the app are found."""
    with TemporaryDirectory() as folder:
        server = start_server(page, args=NAIVE_OPTIONS, cwd=Path(folder))
        try:
            yield server
        finally:
            server.stop()


def cpu_ms(server: Server) -> float:
    """Return the CPU time that ``server`` and its children have used so far, in milliseconds."""
    return 1e3 * use_of(server.process.pid).cpu
