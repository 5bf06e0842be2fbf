"""Which cells are the table: not the title above it, nor what stands beside it."""

from visualizer.tables.cells import find, is_number
from visualizer.tables.grid import MOST_TITLES, Row, n_filled, text_of, usual_width
from visualizer.tables.notes import Notes, cut
from visualizer.words.tables import columns as of_columns
from visualizer.words.tables import rows as words

_SAMPLE = 200  # rows that show how wide the table is


def skip_titles(rows: list[Row], notes: Notes) -> list[Row]:
    """Return the rows from the names of the columns on; what is above them is said."""
    width = usual_width(rows[:_SAMPLE])
    if width < 2:
        return rows
    titles = _n_titles_with_numbers(rows[:MOST_TITLES], width)
    above = next(
        (i for i, row in enumerate(rows) if i >= titles and any(map(is_number, row.cells))),
        len(rows),
    )
    begin = titles + _header(
        rows[titles : min(above, MOST_TITLES)], width if above < len(rows) else 0
    )
    if begin == len(rows):
        return rows
    if begin:
        notes.remarks.append(_skipped(rows[:begin]))
    return rows[begin:]


def _n_titles_with_numbers(rows: list[Row], width: int) -> int:
    """Return how many rows end with the last title that holds a number, as a year.

    It fills at most half of the ``width``, and below it stands a whole row of names.
    """
    n_titles = 0
    for place, row in enumerate(rows):
        is_named = n_filled(row) >= width and all(find(cell) is None for cell in row.cells if cell)
        if is_named and n_titles:
            return n_titles
        if any(map(is_number, row.cells)):
            if n_filled(row) * 2 > width:
                return 0
            n_titles = place + 1
    return 0


def _header(rows: list[Row], width: int) -> int:
    """Return which of the rows without numbers names the columns; how many they are, if none.

    Args:
        rows: Those above the first row with numbers.
        width: How many cells the rows have from there on, 0 if there are no numbers at all.
    """
    header = 0
    for place, row in enumerate(rows):
        filled, before = n_filled(row), n_filled(rows[header])
        # Below the names of groups of columns stand the names of the columns themselves.
        is_wider = 0 < width <= filled and before < filled
        if before == 1 or (is_wider and all(find(cell) is None for cell in row.cells if cell)):
            header = place
    return len(rows) if rows and n_filled(rows[header]) == 1 else header


def _skipped(titles: list[Row]) -> str:
    text = cut(next(text_of(cell) for cell in titles[0].cells if cell != ""))
    if len(titles) == 1:
        return words.TITLE.format(row=titles[0].number, text=text)
    return words.TITLES.format(first=titles[0].number, last=titles[-1].number, text=text)


def without_margin(rows: list[Row]) -> list[Row]:
    """Return ``rows`` without the columns on the left that are empty in all of them."""
    begins = (next((i for i, cell in enumerate(row.cells) if cell != ""), None) for row in rows)
    margin = min((begin for begin in begins if begin is not None), default=0)
    return [Row(row.number, row.cells[margin:]) for row in rows] if margin else rows


def without_neighbours(header: list[str], rows: list[Row], notes: Notes) -> list[Row]:
    """Return ``rows`` without what stands beside the table, parted from it by an empty column.

    A column there that is filled in fewer than half of the rows is no part of the table.
    """
    width = len(header)
    fills = [0] * width
    for row in rows:
        for place in range(min(width, len(row.cells))):
            fills[place] += row.cells[place] != ""
    empty = [not (fills[place] or header[place]) for place in range(width)]
    begin = next((i for i in range(2, width) if empty[i] and sum(map(bool, fills[:i])) >= 2), width)
    most = max(fills[:begin], default=0)
    beside = {i for i in range(begin, width) if fills[i] * 2 < most and (fills[i] or header[i])}
    if not beside:
        return rows
    told = next((header[i] for i in sorted(beside) if header[i]), "")
    kept = []
    for row in rows:
        cells = list(row.cells)
        for i in beside & set(range(len(cells))):
            told, cells[i] = told or text_of(cells[i]), ""
        if any(cell != "" for cell in cells):
            kept.append(Row(row.number, cells))
    notes.remarks.append(of_columns.BESIDE.format(text=cut(told)))
    for i in beside:
        header[i] = ""
    return kept
