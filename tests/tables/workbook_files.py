"""Workbooks written by hand, byte by byte where need be, so that no library shapes them."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Styles: 0 general, 1 percent, 2 date, 3 hours and minutes of any number of hours.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="[h]:mm"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="9"/>'
    '<xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
PERCENT, DATE, HOURS = 1, 2, 3


class Formula(float):
    """A number that is stored as the value of a formula."""


def column_name(place):
    """Return the letters of a column, counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(reference, value):
    style = ""
    if isinstance(value, tuple):
        value, style = value[0], f' s="{value[1]}"'
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Formula):
        return f'<c r="{reference}"><f>SUM(A1:A9)</f><v>{float(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"{style}><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def sheet_xml(rows, merged=""):
    """Return a sheet of ``rows``; the numbers of rows are the keys if it is a dictionary."""
    numbered = rows.items() if isinstance(rows, dict) else enumerate(rows, start=1)
    lines = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{column_name(i)}{number}", cell) for i, cell in enumerate(row))
        + "</row>"
        for number, row in numbered
    )
    merge = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{merge}</worksheet>'


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """Return a zip of ``members``, their content by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def xlsx_members(sheets, hidden=()):
    """Return what is in an .xlsx with ``sheets``, their rows or their XML by name."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"'
        + (' state="hidden"' if name in hidden else "")
        + "/>"
        for i, name in enumerate(sheets, start=1)
    )
    places = range(1, len(sheets) + 1)
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in places
    )
    relations += f'<Relationship Id="rId0" Type="{_REL}/styles" Target="styles.xml"/>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/styles.xml": _STYLES,
    }
    for i, rows in zip(places, sheets.values(), strict=True):
        xml = rows if isinstance(rows, str) else sheet_xml(rows)
        members[f"xl/worksheets/sheet{i}.xml"] = xml
    return members


def xlsx(sheets, hidden=()):
    """Return an .xlsx with ``sheets``, their rows or their XML by name."""
    return zipped(xlsx_members(sheets, hidden))


def ods(sheets):
    """Return an .ods with ``sheets``, their rows or the XML of these by name."""

    def cell(value):
        value = value[0] if isinstance(value, tuple) else value
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, bool):
            kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        elif isinstance(value, int | float):
            kind = f'office:value-type="float" office:value="{value}"'
        else:
            kind = 'office:value-type="string"'
        return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"

    def table(name, rows):
        if not isinstance(rows, str):
            lines = ("".join(map(cell, row)) for row in rows)
            rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        return f'<table:table table:name="{escape(name)}">{rows}</table:table>'

    name = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" '
        f'xmlns:text="{name}text:1.0"><office:body><office:spreadsheet>'
        + "".join(table(*each) for each in sheets.items())
        + "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{name}manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.'
        'spreadsheet"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def _record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def xls(cells, name="Class"):
    """Return an old .xls with one sheet.

    Args:
        cells: Its texts and numbers by row and column, from 0.
        name: What the sheet is called, in ASCII.
    """
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    end = _record(0x000A, b"")
    title = bytes([len(name), 0]) + name.encode()
    size = len(begin) + 4 + 6 + len(title) + len(end)
    book = begin + _record(0x0085, struct.pack("<IBB", size, 0, 0) + title) + end
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    for (row, column), value in cells.items():
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            text = struct.pack("<HB", len(value), 0) + value.encode("latin-1")
            sheet += _record(0x0204, place + text)
        else:
            sheet += _record(0x0203, place + struct.pack("<d", value))
    return contained("Workbook", book + sheet + end)


def contained(name, stream):
    """Return the old container of Office files with one stream in it."""
    free, last, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    n_sectors = len(stream) // 512
    sectors = [table, last, *range(3, n_sectors + 2), last]
    assert len(sectors) <= 128
    fat = struct.pack("<128I", *sectors, *[free] * (128 - len(sectors)))

    def entry(title, kind, child, start, size):
        raw = title.encode("utf-16-le")
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw) + 2 if raw else 0, kind, 1, free, free, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, last, 0) + entry(name, 2, free, 2, len(stream))
    directory += 2 * entry("", 0, free, 0, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    return header + fat + directory + stream
