"""Names that strangers gave to rows and columns, made fit for a comment."""

LONGEST = 60  # characters


def one_line(name: str) -> str:
    r"""Return ``name`` on one line, without control characters, at most ``LONGEST`` long.

    What is not printable becomes a space: line breaks of every kind, form feeds, escapes, marks
    that reverse the writing, halves of surrogate pairs. So it cannot leave a comment.

    Example:
        >>> one_line("Ann\n# Lee\u2028")
        'Ann # Lee'
    """
    printable = "".join(each if each.isprintable() else " " for each in name)
    words = " ".join(printable.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
