"""The file of the table waits for the run of its own click, and not for ever."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from visualizer.tables.table import Table
from visualizer.ui import table_download
from visualizer.ui.table_download import Download

OLD = Table(("a", "b", "c"), ("", ""), ((1, 2, 0), (2, 1, 1)))
NEW = Table(("a", "b", "c"), ("", ""), ((9.5, 2, 0), (2, 1, 1)))


@pytest.fixture
def download() -> Download:
    made = Download(OLD)
    made.bring(OLD)
    return made


def test_the_file_waits_for_the_run_of_its_click(download: Download) -> None:
    with ThreadPoolExecutor() as threads:
        file = threads.submit(download.make_file)
        download.note_click()
        assert not file.done()
        download.bring(NEW)
        assert "9.5,2,0" in file.result(timeout=10)


def test_a_run_that_was_faster_is_not_waited_for(download: Download) -> None:
    for table, first in ((NEW, "9.5,2,0"), (OLD, "1,2,0"), (NEW, "9.5,2,0")):
        download.note_click()
        download.bring(table)
        began = time.monotonic()
        assert first in download.make_file()
        assert time.monotonic() - began < table_download.PATIENCE / 2


def test_a_run_that_never_comes_is_not_waited_for_long(
    download: Download, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_download, "PATIENCE", 0.01)
    assert "1,2,0" in download.make_file()
    monkeypatch.undo()
    download.note_click()
    download.bring(NEW)
    assert "9.5,2,0" in download.make_file(), "the next click is a click like any other"


def test_the_file_opens_with_its_letters_in_a_spreadsheet(download: Download) -> None:
    download.note_click()
    download.bring(OLD)
    assert download.make_file() == "\ufeffname,a,b,c\n,1,2,0\n,2,1,1\n"
