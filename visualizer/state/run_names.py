"""Names of kept runs, and what becomes of a stranger's text that is to be one. Knows no Streamlit.

A name is shown by elements that read nothing into it, and cleaned first.
"""

import unicodedata
from collections.abc import Collection, Mapping

from visualizer.state.kinds import Value
from visualizer.state.number_texts import number_text
from visualizer.state.parameters import get_choice
from visualizer.state.values import number as number_in

LONGEST_NAME = 40  # characters
FORMULA_STARTS = tuple("=+-@＝＋－＠")  # what spreadsheets compute

# Letters and marks that nobody sees, though Unicode counts them among those that are seen.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
_LONGEST_TEXT = 1000  # characters of a text that are looked at


def clean_name(text: str) -> str:
    r"""Return a stranger's text as a name: short, on one line, nothing invisible; may be empty.

    Example:
        >>> clean_name(" two \n lines\u200b ")
        'two lines'
    """
    line = " ".join(text[:_LONGEST_TEXT].split())
    seen = "".join(each for each in line if each.isprintable() and each not in _UNSEEN)
    name = " ".join(unicodedata.normalize("NFC", seen).split())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def other_name(name: str, taken: Collection[str]) -> str:
    """Return ``name``, or what tells it apart from the names that are ``taken``.

    Example:
        >>> other_name("SiLU", ["SiLU", "SiLU (2)"])
        'SiLU (3)'
    """
    found, count = name, 1
    while found in taken:
        count += 1
        suffix = f" ({count})"
        found = name[: LONGEST_NAME - len(suffix)].rstrip() + suffix
    return found


def propose_name(number: int, values: Mapping[str, Value]) -> str:
    """Return the name that run ``number`` gets if nobody says another.

    Example:
        >>> propose_name(3, {"learning_rate": 0.1, "activation": "silu"})
        'Run 3: lr 0.1, SiLU'
    """
    activation = get_choice("activation").label_of(values["activation"], "")
    rate = number_text(number_in(values, "learning_rate"))
    return clean_name(f"Run {number}: lr {rate}, {activation}")


def cell_text(text: str) -> str:
    """Return ``text`` for a table that may be opened in a spreadsheet, which shall not compute it.

    Example:
        >>> cell_text("=1+1"), cell_text("1+1")
        ("'=1+1", '1+1')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
