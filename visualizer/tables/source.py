"""What kind of file it is, and the text in it."""

from visualizer.tables.grid import Grid
from visualizer.tables.notes import Notes, UnusableError
from visualizer.tables.splitting import split_text
from visualizer.tables.web_page import split_web_page
from visualizer.tables.workbooks import is_workbook, open_workbook

MOST_BYTES = 1_000_000

_PICTURE = "This is a picture, not a table. Save the table itself as CSV and try again."
_SIGNATURES = {
    b"%PDF": "This is a PDF document, not a table. Copy the cells from it, or save them as CSV.",
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"RIFF": "This is a picture, a sound or a film, not a table.",
    b"\x1f\x8b": "This is a compressed file. Unpack it and try again.",
    b"7z\xbc\xaf": "This is a compressed file. Unpack it and try again.",
    b"Rar!": "This is a compressed file. Unpack it and try again.",
    b"{\\rtf": "This is a text document (.rtf). Copy the table from it and paste it.",
}
_NOT_TEXT = (
    "This is not text but a file of another kind; a table as CSV or a spreadsheet workbook is "
    "needed."
)
_WEB_PAGE = ("<!doctype", "<html", "<table", "<?xml", "<meta", "<!--", "<body", "<head", "<div")


def open_source(data: bytes | str, notes: Notes) -> Grid:
    """Return the rows in the content of a file, or in text that was pasted.

    Raises:
        UnusableError: If there are none.
    """
    if isinstance(data, str) and len(data) <= MOST_BYTES:
        data = data.encode(errors="replace")
    if len(data) > MOST_BYTES:
        raise UnusableError(f"This is too large: a table may have {MOST_BYTES:,} bytes (1 MB).")
    assert isinstance(data, bytes)
    if is_workbook(data):
        return open_workbook(data, notes)
    text = _to_text(data, notes)
    if text.lstrip()[:20].lower().startswith(_WEB_PAGE):
        return split_web_page(text, notes)
    return split_text(text, notes)


def _to_text(data: bytes, notes: Notes) -> str:
    for signature, sentence in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnusableError(sentence)
    text = _decode(data, notes)
    if "\0" in text:
        raise UnusableError(_NOT_TEXT)
    if not text:
        raise UnusableError("There is nothing in it.")
    if not text.strip():
        raise UnusableError("There is nothing but white space in it.")
    return text


def _decode(data: bytes, notes: Notes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        notes.remarks.append("The file is in UTF-16.")
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnusableError(_NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.remarks.append(
            "The file is not in UTF-8, so it is read as Windows-1252. Are the names right?"
        )
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
