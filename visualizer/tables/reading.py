"""Tables from files and from the clipboard.

Whatever somebody opens or pastes, reading it never fails: it keeps what is good, and says in plain
sentences what it left out and what it took for granted. Where a file can be read in two ways, it
says which one holds and asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from visualizer.tables.grid import Grid
from visualizer.tables.notes import MOST_FAULTS, Notes, UnusableError, shorten
from visualizer.tables.questions import Option, Question
from visualizer.tables.region import skip_titles, without_margin
from visualizer.tables.source import MOST_BYTES, open_source
from visualizer.tables.table import Table
from visualizer.tables.turning import make_upright
from visualizer.words.tables.files import NOTHING_SEEN

__all__ = ["MOST_BYTES", "MOST_FAULTS", "Option", "Question", "Reading", "read_table"]

_NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Reading:
    """What was found in a file or in a pasted text.

    Attributes:
        table: What can be used of it, ``None`` if nothing.
        faults: A sentence for each thing left out, with its row or column. Rows count as in the
            file. At most ``MOST_FAULTS`` and how many more.
        remarks: What was taken for granted, and what is worth knowing before training on it.
        questions: What can be read in another way by one click.
    """

    table: Table | None
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    questions: tuple[Question, ...] = ()


def read_table(data: bytes | str, answers: Mapping[str, str] = _NO_ANSWERS) -> Reading:
    """Return the table in ``data`` and what has to be said and asked about it; never fails.

    Args:
        data: Content of a file, or text that was pasted; anything whatsoever.
        answers: What was answered to questions of earlier readings of the same data, by their
            keys. Any others are ignored.
    """
    notes = Notes(answers)
    try:
        table = make_upright(_without_titles(open_source(data, notes), notes), notes)
    except UnusableError as reason:
        table = None
        notes.faults.insert(0, str(reason))
    return Reading(table, shorten(notes.faults), tuple(notes.remarks), tuple(notes.questions))


def _without_titles(grid: Grid, notes: Notes) -> Grid:
    if not grid.rows:
        raise UnusableError(NOTHING_SEEN)
    rows = skip_titles(grid.rows, notes)
    return replace(grid, rows=without_margin(rows) if grid.has_margin else rows)
