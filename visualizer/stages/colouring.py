"""Programs in colours: which piece of one is a word of the language, a number, a comment."""

from __future__ import annotations

import io
import keyword
import tokenize
from collections.abc import Iterator
from itertools import groupby

KINDS = {
    tokenize.NUMBER: "number",
    tokenize.STRING: "string",
    tokenize.COMMENT: "comment",
}
BRACKETS = frozenset("()[]{},.:;")
CONSTANTS = frozenset({"True", "False", "None"})


def coloured(program: str) -> tuple[tuple[str, str], ...]:
    """Return ``program`` cut into pieces of one kind each; together they are the program.

    The kinds are ``keyword``, ``function``, ``number``, ``string``, ``comment``, ``operator``,
    ``punctuation``, and an empty one for the rest. A text that is no whole program stays one piece.

    >>> coloured("z = 2  # two")
    (('', 'z '), ('operator', '='), ('', ' '), ('number', '2'), ('', '  '), ('comment', '# two'))
    """
    try:
        pieces = list(_pieces(program))
    except (tokenize.TokenError, SyntaxError):
        pieces = [("", program)]
    return tuple(
        (kind, "".join(text for _, text in group))
        for kind, group in groupby(pieces, key=lambda piece: piece[0])
    )


def _pieces(program: str) -> Iterator[tuple[str, str]]:
    lines = program.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    tokens = [
        each
        for each in tokenize.generate_tokens(io.StringIO(program).readline)
        if each.string.strip()
    ]
    end = 0
    for place, token in enumerate(tokens):
        start = starts[token.start[0] - 1] + token.start[1]
        following = tokens[place + 1].string if place + 1 < len(tokens) else ""
        if start > end:
            yield "", program[end:start]
        yield _kind(token, following), token.string
        end = start + len(token.string)
    if end < len(program):
        yield "", program[end:]


def _kind(token: tokenize.TokenInfo, following: str) -> str:
    text = token.string
    if token.type == tokenize.OP:
        return "punctuation" if text in BRACKETS else "operator"
    if token.type == tokenize.NAME:
        if text in CONSTANTS:
            return "number"
        if keyword.iskeyword(text):
            return "keyword"
        return "function" if following == "(" else ""
    return KINDS.get(token.type, "")
