"""A student's own table of numbers, and the text that carries it in a link.

The texts in a table are a stranger's, kept as they are: whoever shows them has to show them as
text, never as markup.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from visualizer.core.decimals import shortest_decimal
from visualizer.tables.packed_json import pack_json, unpack_json
from visualizer.words.tables import form as words
from visualizer.words.tables.files import NO_OWN_TABLE

LINK_LIMIT = 4000  # characters of a table in a link
MOST_ROWS, MOST_COLUMNS = 10_000, 12
FEWEST_ROWS, FEWEST_COLUMNS = 2, 3
LONGEST_NAME = 40  # characters
LARGEST = 1e6  # largest size of a number: training on it stays finite in float32


@dataclass(frozen=True)
class Table:
    """Rows of numbers, and which columns the neuron gets and has to predict.

    Every table is in one form, so that equal ones look the same: numbers become the shortest
    decimals of their float32, names lose what nobody sees and all beyond ``LONGEST_NAME``.

    Attributes:
        columns: What each column is called, all different. Length 3 to ``MOST_COLUMNS``.
        names: What each row is called, which may be nothing. One per row.
        rows: The numbers, at most ``LARGEST`` in size. Shape ``(n_rows, n_columns)``, with 2 to
            ``MOST_ROWS`` rows.
        inputs: Which two columns are the inputs.
        target: Which other column is the answer.
        words: Of columns that held two words: which one, the word that is 0 and the one that is 1.

    Raises:
        ValueError: If it is no such table; the message is a sentence for people.
    """

    columns: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    inputs: tuple[int, int] = (0, 1)
    target: int = 2
    words: tuple[tuple[int, str, str], ...] = ()

    def __post_init__(self) -> None:
        one_form = {
            "columns": tuple(_tidy(column) for column in self.columns),
            "names": tuple(_tidy(name) for name in self.names),
            "rows": tuple(tuple(_shortest(number) for number in row) for row in self.rows),
            "inputs": tuple(self.inputs),
            "words": tuple((place, _tidy(no), _tidy(yes)) for place, no, yes in self.words),
        }
        for name, value in one_form.items():
            object.__setattr__(self, name, value)
        self._check_size()
        self._check_columns()

    def _check_size(self) -> None:
        n_columns, n_rows = len(self.columns), len(self.rows)
        if not FEWEST_COLUMNS <= n_columns <= MOST_COLUMNS:
            raise ValueError(
                words.COLUMNS.format(fewest=FEWEST_COLUMNS, most=MOST_COLUMNS, found=n_columns)
            )
        if not FEWEST_ROWS <= n_rows <= MOST_ROWS:
            raise ValueError(words.ROWS.format(fewest=FEWEST_ROWS, most=MOST_ROWS, found=n_rows))
        if any(len(row) != n_columns for row in self.rows):
            raise ValueError(words.WIDTH.format(width=n_columns))
        if len(self.names) != n_rows:
            raise ValueError(words.NAMES.format(count=n_rows))

    def _check_columns(self) -> None:
        if not all(self.columns):
            raise ValueError(words.COLUMN_NAME)
        for column, times in Counter(self.columns).items():
            if times > 1:
                raise ValueError(words.SAME_NAME.format(times=times, column=column))
        parts = (*self.inputs, self.target)
        places = range(len(self.columns))
        if any(type(part) is not int or part not in places for part in parts) or len(parts) != 3:
            raise ValueError(words.PARTS)
        if len(set(parts)) < 3:
            raise ValueError(words.SAME_PARTS)
        named = [place for place, *_ in self.words]
        if any(type(place) is not int or place not in places for place in named):
            raise ValueError(words.PARTS)
        if len(set(named)) < len(named) or not all(no and yes for _, no, yes in self.words):
            raise ValueError(words.PARTS)

    @property
    def kinds(self) -> tuple[str, str] | None:
        """The words that are 0 and 1 in the answer; ``None`` if it held numbers."""
        return next(((no, yes) for place, no, yes in self.words if place == self.target), None)


def _tidy(name: object) -> str:
    if not isinstance(name, str):
        raise ValueError(words.NAME)
    return visible_text(name)[:LONGEST_NAME].rstrip()


def visible_text(text: str) -> str:
    """Return ``text`` on one line, single spaces in it, and nothing that nobody sees.

    What is not printable is either white space or of the Unicode categories C: control characters,
    marks that turn the direction of text, halves of characters.
    """
    if not text.isprintable():
        text = "".join(
            each if each.isprintable() else " " if each.isspace() else "" for each in text
        )
    return " ".join(text.split())


def _shortest(value: object) -> float:
    """Return the decimal with 6 digits, or as few more as it takes, of the float32 of ``value``."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise ValueError(words.NUMBERS)
    if not abs(value) <= LARGEST:  # NaN as well
        raise ValueError(words.TOO_LARGE.format(largest=LARGEST))
    return shortest_decimal(value, 6) + 0.0  # −0 becomes 0


_VERSION = 1
# Every table fits: 120,000 numbers of 16 bytes, 10,000 names of 163. A third more in letters.
_MOST_UNPACKED = 4_000_000
_MOST_PACKED = 5_500_000


def encode_table(table: Table) -> str:
    """Return ``table`` as text of letters, digits, ``-`` and ``_``, however long it gets.

    It is compressed JSON: version, columns, inputs and target, numbers by column, names, and words
    if there are any.
    """
    content: list[object] = [
        _VERSION,
        table.columns,
        [*table.inputs, table.target],
        [[plain_number(number) for number in column] for column in zip(*table.rows, strict=True)],
        _fold_names(table.names),
        *([table.words] if table.words else []),
    ]
    return pack_json(content)


def decode_table(text: str) -> Table:
    """Return the table that :func:`encode_table` made ``text`` from.

    Any text is safe to decode: its size is limited before and while it is unpacked.

    Raises:
        ValueError: If it is no such text; the message is a sentence for people.
    """
    content = _unpack(text)
    if not isinstance(content, list) or len(content) not in (5, 6) or content[0] != _VERSION:
        raise ValueError(NO_OWN_TABLE)
    _, columns, parts, numbers, names, *rest = content
    words = rest[0] if rest else []
    if not all(isinstance(each, list) for each in (columns, parts, numbers, words)):
        raise ValueError(NO_OWN_TABLE)
    if len(parts) != 3 or not all(isinstance(each, list) and len(each) == 3 for each in words):
        raise ValueError(NO_OWN_TABLE)
    if not numbers or not all(isinstance(column, list) for column in numbers):
        raise ValueError(NO_OWN_TABLE)
    n_rows = len(numbers[0])
    # Before the names are unfolded, which may take as much memory for each row.
    if n_rows > MOST_ROWS or any(len(column) != n_rows for column in numbers):
        raise ValueError(NO_OWN_TABLE)
    rows = tuple(zip(*numbers, strict=True))
    unfolded = _unfold_names(names, n_rows)
    of_words = tuple((place, no, yes) for place, no, yes in words)
    return Table(tuple(columns), unfolded, rows, (*parts[:2],), parts[2], of_words)


def _unpack(text: str) -> object:
    try:
        return unpack_json(text, _MOST_PACKED, _MOST_UNPACKED)
    except ValueError:
        raise ValueError(NO_OWN_TABLE) from None


def plain_number(number: float) -> float:
    """Return a whole number without its ``.0``."""
    return int(number) if number.is_integer() else number


def _fold_names(names: Sequence[str]) -> list[str] | str | None:
    """Return ``None`` for no names at all, ``"Student "`` for Student 1 to n, else the list."""
    if not any(names):
        return None
    prefix = names[0].removesuffix("1")
    numbered = all(name == f"{prefix}{place}" for place, name in enumerate(names, start=1))
    return prefix if numbered else list(names)


def _unfold_names(names: object, n_rows: int) -> tuple[str, ...]:
    if names is None:
        return ("",) * n_rows
    if isinstance(names, str) and len(names) <= LONGEST_NAME:
        return tuple(f"{names}{place}" for place in range(1, n_rows + 1))
    if not isinstance(names, list):
        raise ValueError(NO_OWN_TABLE)
    return tuple(names)
