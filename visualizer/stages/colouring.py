"""Programs in colours: which piece of one is a word of the language, a number, a comment.

By their looks alone: a program changes with every release, and Python's own tokenizer takes longer
than all that a small page computes.
"""

from __future__ import annotations

import keyword
import re
from itertools import groupby

CONSTANTS = frozenset({"True", "False", "None"})
_PIECE = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<string>[rbfRBF]{0,2}(?:\"\"\".*?\"\"\"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<name>[^\W\d]\w*)
    |(?P<punctuation>[()\[\]{},.:;])
    |(?P<operator>[-+*/%@=<>!&|^~]+)
    |(?P<rest>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)


def coloured(program: str) -> tuple[tuple[str, str], ...]:
    """Return ``program`` cut into pieces of one kind each; together they are the program.

    The kinds are ``keyword``, ``function`` where it is defined, ``number``, ``string``,
    ``comment``, ``operator``, ``punctuation``, and an empty one for the rest.

    >>> coloured("z = 2  # two")
    (('', 'z '), ('operator', '='), ('', ' '), ('number', '2'), ('', '  '), ('comment', '# two'))
    """
    pieces: list[tuple[str, str]] = []
    before = ""  # the name before
    for found in _PIECE.finditer(program):
        name = found["name"]
        kind = found.lastgroup or "" if name is None else _kind(name, before)
        pieces.append(("" if kind == "rest" else kind, found[0]))
        before = name or before
    return tuple(
        (kind, "".join(text for _, text in group))
        for kind, group in groupby(pieces, key=lambda piece: piece[0])
    )


def _kind(name: str, before: str) -> str:
    if name in CONSTANTS:
        return "number"
    if keyword.iskeyword(name) or name == "print":
        return "keyword"
    return "function" if before in {"def", "class"} else ""
