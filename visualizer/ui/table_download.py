"""The table as a file, with the cell that was still open when the button was clicked."""

from threading import Condition

import streamlit as st

from visualizer.tables.table import Table
from visualizer.tables.writing import write_csv

WAITING = "table_download"  # in st.session_state
PATIENCE = 2.0  # s; then the file holds what is known by then


class Download:
    """Makes the file of the latest table, once the run that a click asks for has come to it.

    The browser asks for a run and for the file at once. A click also ends the typing in a cell,
    and only that run knows what was typed.
    """

    def __init__(self, table: Table) -> None:
        self._news = Condition()
        self._table = table
        self._clicks = self._answered = self._files = 0

    def note_click(self) -> None:
        """Note in the run of a click that it has begun."""
        self._clicks += 1

    def bring(self, table: Table) -> None:
        """Let ``table`` be in the file from here on."""
        with self._news:
            self._table, self._answered = table, self._clicks
            self._news.notify_all()

    def make_file(self) -> str:
        """Return the table as CSV."""
        with self._news:
            self._files += 1
            number = self._files
            if not self._news.wait_for(lambda: self._answered >= number, PATIENCE):
                self._files = self._answered  # two clicks were told as one
            table = self._table
        # With a byte order mark, by which spreadsheets know how letters are written.
        return "\ufeff" + write_csv(table)


def show_download(table: Table) -> None:
    """Offer ``table`` as a file."""
    download: Download = st.session_state.setdefault(WAITING, Download(table))
    download.bring(table)
    st.download_button(
        "Download as CSV",
        download.make_file,
        "my_data.csv",
        "text/csv",
        on_click=download.note_click,
        icon=":material/download:",
    )
