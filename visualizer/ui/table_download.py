"""The table as a file."""

from visualizer.tables.table import Table
from visualizer.tables.writing import write_csv
from visualizer.ui.file_out import show_file_button


def show_download(table: Table) -> None:
    """Offer ``table`` as a file."""
    show_file_button(
        "Download as CSV", "table_out", "my_data.csv", lambda: csv_of(table), mime="text/csv"
    )


def csv_of(table: Table) -> str:
    """Return ``table`` as CSV, with the mark by which spreadsheets know how letters are written."""
    return "\ufeff" + write_csv(table)
