"""The file of a table opens in a spreadsheet."""

from visualizer.tables.table import Table
from visualizer.ui.table_download import csv_of


def test_the_file_opens_with_its_letters_in_a_spreadsheet() -> None:
    table = Table(("a", "b", "c"), ("", ""), ((9.5, 2, 0), (2, 1, 1)))
    assert csv_of(table) == "\ufeffname,a,b,c\n,9.5,2,0\n,2,1,1\n"
