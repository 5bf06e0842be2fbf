"""Tables as CSV, for spreadsheets and for this app."""

import csv
import io
import re

from visualizer.tables.table import Table, plain_number

# What makes a spreadsheet compute a cell instead of showing it, wide forms included. An apostrophe
# in front prevents that; of those that have one already, one more keeps them apart.
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
NAME = "name"
"""What the column of the rows' names is called."""


def write_csv(table: Table) -> str:
    """Return ``table`` as CSV with a header, the names of the rows first.

    No cell is a formula to a spreadsheet, and the reader reads it back; which columns are
    inputs and which is the answer is not in it.

    Example:
        >>> print(write_csv(Table(("a", "b", "c"), ("Ann", "=1+1"), ((1, 2, 0), (0.5, 3, 1)))))
        name,a,b,c
        Ann,1,2,0
        '=1+1,0.5,3,1
        <BLANKLINE>
    """
    texts = (*table.columns, *table.names)
    # With other separators about, each text in quotes leaves no doubt which one separates.
    in_doubt = any(mark in text for text in texts for mark in ";|")
    file = io.StringIO(newline="")
    writer = csv.writer(
        file,
        lineterminator="\n",
        quoting=csv.QUOTE_NONNUMERIC if in_doubt else csv.QUOTE_MINIMAL,
    )
    writer.writerow([NAME, *map(_escape, table.columns)])
    for name, row in zip(table.names, table.rows, strict=True):
        writer.writerow([_escape(name), *map(plain_number, row)])
    return file.getvalue()


def _escape(text: str) -> str:
    return "'" + text if _FORMULA.match(text) else text


def unescape(text: str) -> str:
    """Return the text that :func:`write_csv` wrote as ``text``."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
