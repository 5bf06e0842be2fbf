"""What kind of file it is, and the text in it."""

from visualizer.tables.grid import Grid
from visualizer.tables.notes import Notes, UnusableError
from visualizer.tables.splitting import split_text
from visualizer.tables.web_page import split_web_page
from visualizer.tables.workbooks import is_workbook, open_workbook
from visualizer.words.tables import files as words

MOST_BYTES = 1_000_000

_SIGNATURES = {
    b"%PDF": words.PDF,
    b"\x89PNG": words.PICTURE,
    b"\xff\xd8\xff": words.PICTURE,
    b"GIF8": words.PICTURE,
    b"II*\0": words.PICTURE,
    b"MM\0*": words.PICTURE,
    b"RIFF": words.PICTURE_SOUND_OR_FILM,
    b"\x1f\x8b": words.COMPRESSED,
    b"7z\xbc\xaf": words.COMPRESSED,
    b"Rar!": words.COMPRESSED,
    b"{\\rtf": words.RICH_TEXT,
}
_WEB_PAGE = ("<!doctype", "<html", "<table", "<?xml", "<meta", "<!--", "<body", "<head", "<div")


def open_source(data: bytes | str, notes: Notes) -> Grid:
    """Return the rows in the content of a file, or in text that was pasted.

    Raises:
        UnusableError: If there are none.
    """
    if isinstance(data, str) and len(data) <= MOST_BYTES:
        data = data.encode(errors="replace")
    if len(data) > MOST_BYTES:
        raise UnusableError(words.TOO_LARGE.format(most=MOST_BYTES))
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
        raise UnusableError(words.NOT_TEXT)
    if not text:
        raise UnusableError(words.EMPTY)
    if not text.strip():
        raise UnusableError(words.BLANK)
    return text


def _decode(data: bytes, notes: Notes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        notes.remarks.append(words.UTF_16)
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnusableError(words.NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.remarks.append(words.WINDOWS_1252)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
