"""What is packed in a zip: checked, unpacked within limits, and packed anew without compression.

Whoever reads it afterwards sees the very members that were checked here, and no others.
"""

import codecs
import io
import re
import struct
import zipfile
import zlib

from visualizer.tables.notes import UnusableError
from visualizer.words.tables import workbooks as words

MOST_MEMBERS = 1000
MOST_UNPACKED = 16_000_000  # bytes
_LONGEST_PATH = 200
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those that unpack piece by piece
_NEEDED = (".xml", ".rels", "mimetype")
_UNNEEDED = ("xl/media/", "xl/charts/", "xl/drawings/", "xl/theme/", "xl/pivot", "customXml/")

_DECLARED = re.compile(r"<\?xml[^<>]*>")

_OTHERS = {
    "xl/workbook.bin": words.BINARY,
    "word/document.xml": words.TEXT_DOCUMENT,
    "ppt/presentation.xml": words.PRESENTATION,
    "Index/Document.iwa": words.NUMBERS,
}


def repack(data: bytes) -> bytes:
    """Return the workbook in ``data``, checked and without compression.

    Raises:
        UnusableError: If it is no workbook, or not one to be unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _repack(packed)
    except (
        zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, KeyError,
        IndexError, OverflowError, NotImplementedError, RuntimeError,
    ):  # fmt: skip
        raise UnusableError(words.DAMAGED) from None


def _repack(packed: zipfile.ZipFile) -> bytes:
    members = packed.infolist()
    if not members:
        raise UnusableError(words.EMPTY_ZIP)
    names = [member.filename for member in members]
    for name, sentence in _OTHERS.items():
        if name in names:
            raise UnusableError(sentence)
    if not any(name in ("xl/workbook.xml", "content.xml") for name in names):
        raise UnusableError(words.ZIP)
    if len(members) > MOST_MEMBERS or len(set(names)) < len(names):
        raise UnusableError(words.DAMAGED)
    if any(member.flag_bits & 1 for member in members):
        raise UnusableError(words.ZIP_PASSWORD)
    left = MOST_UNPACKED
    anew = io.BytesIO()
    with zipfile.ZipFile(anew, "w", zipfile.ZIP_STORED) as checked:
        for member in members:
            name = member.filename
            if not _is_safe(name) or member.compress_type not in _METHODS:
                raise UnusableError(words.DAMAGED)
            if not name.endswith(_NEEDED) or name.startswith(_UNNEEDED):
                continue
            with packed.open(member) as file:
                content = file.read(left + 1)
            left -= len(content)
            if left < 0:
                most = MOST_UNPACKED // 1_000_000
                raise UnusableError(words.UNPACKED_TOO_LARGE.format(most=most))
            checked.writestr(zipfile.ZipInfo(name), _in_utf8(content))
    return anew.getvalue()


def _in_utf8(content: bytes) -> bytes:
    """Return ``content`` in the one encoding that the library reads."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    text = content.decode("utf-16")
    declared = _DECLARED.match(text)
    return text[declared.end() if declared else 0 :].encode()


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    return (
        len(name) <= _LONGEST_PATH
        and name.isprintable()
        and ".." not in parts
        and not name.startswith("/")
        and not any(mark in name for mark in "\\:")
    )
