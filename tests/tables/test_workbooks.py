"""Workbooks as they are: the right numbers, and nothing that harms the process."""

import io
import os
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables.samples import SCHOOL
from tests.tables.workbook_files import (
    DATE,
    HOURS,
    PERCENT,
    Formula,
    contained,
    ods,
    sheet_xml,
    xls,
    xlsx,
    xlsx_members,
    zipped,
)
from visualizer.tables.reading import MOST_BYTES, read_table
from visualizer.tables.workbook_child import SECONDS

LINES = [["study", "sleep", "pass"], [2, 7, 0], [5, 6, 1], [7, 5, 1]]
CLASS = [
    ["Class 9b, November"],
    [],
    ["name", "study", "sleep", "passed", None, "mean"],
    ["Ann", 2, 7, "no", None, Formula(3.75)],
    ["Bo", 5, 6.5, "yes"],
    ["Cy", 7, 5, "yes"],
    ["Di", 1, 9, "no"],
]
SCORES = [["study", "sleep", "score"], [2, 7, (0.38, PERCENT)], [5, 6, 0.6], [7, 5, 0.78]]
BOOK = {"Notes": [["Results, see the next sheet"]], "Class": CLASS, "Scores": SCORES}
IN_CLASS = ((2.0, 7.0, 0.0), (5.0, 6.5, 1.0), (7.0, 5.0, 1.0), (1.0, 9.0, 0.0))


def chosen(found, key):
    return next(each.chosen for each in found.questions if each.key == key)


@pytest.mark.parametrize("write", [xlsx, ods])
def test_the_first_sheet_with_a_table_is_read_and_the_others_are_offered(write):
    found = read_table(write(BOOK))
    assert found.faults == ()
    assert found.table.rows == IN_CLASS
    assert found.table.columns == ("study", "sleep", "passed")
    assert found.table.names == ("Ann", "Bo", "Cy", "Di")
    assert "Sheet “Class” is read." in found.remarks
    assert "Row 1, “Class 9b, November”, is taken for a title and skipped." in found.remarks
    assert any(each.startswith("“mean” stands beside the table") for each in found.remarks)
    question = next(each for each in found.questions if each.key == "sheet")
    assert [option.value for option in question.options] == ["Class", "Scores"]
    other = read_table(write(BOOK), {"sheet": "Scores"})
    assert other.table.rows == ((2.0, 7.0, 0.38), (5.0, 6.0, 0.6), (7.0, 5.0, 0.78))
    assert chosen(other, "sheet") == "Scores"
    assert read_table(write(BOOK), {"sheet": "Notes"}) == found


def test_a_merged_title_and_a_margin_are_no_part_of_the_table():
    rows = {3: [None, "Our class"], 6: [None, "No.", "study", "sleep", "pass"]}
    rows |= {7 + i: [None, i + 1, *line] for i, line in enumerate(LINES[1:])}
    found = read_table(xlsx({"A": sheet_xml(rows, merged="B3:E3")}))
    assert found.table.columns == ("No.", "study", "sleep", "pass")
    assert (found.table.inputs, found.table.target) == ((1, 2), 3)
    assert tuple(row[1:] for row in found.table.rows) == SCHOOL
    assert found.faults == ()


def test_rows_count_as_in_the_sheet():
    rows = {4: LINES[0], 5: LINES[1], 9: [5, "ill", 1], 11: LINES[3]}
    assert read_table(xlsx({"A": sheet_xml(rows)})).faults == (
        "Row 9 has “ill” in column “sleep”, which is not a number, so it is left out.",
    )


def test_what_a_workbook_holds_as_a_number_is_in_no_doubt():
    found = read_table(xlsx({"A": [["a", "b", "c"], [1, 1.25, 0.125], [2, 12.125, 1]]}))
    assert found.table.rows == ((1.0, 1.25, 0.125), (2.0, 12.125, 1.0))
    assert found.questions == ()
    kinds = [["day", "slept", "share", "ok"]]
    kinds += [[(45000 + i, DATE), (0.3125 + i, HOURS), (0.25 * i, PERCENT), i == 1] for i in (0, 1)]
    found = read_table(xlsx({"A": kinds}))
    assert found.table.columns == ("slept", "share", "ok")
    assert found.table.rows == ((7.5, 0.0, 0.0), (31.5, 0.25, 1.0))
    assert found.table.names == ("2023-03-15", "2023-03-16")


def test_hidden_sheets_are_not_read():
    assert read_table(xlsx({"A": SCORES, "B": LINES}, hidden=["A"])).table.rows == SCHOOL


def test_an_old_workbook_is_read_too():
    cells = {(i, j): cell for i, line in enumerate(LINES) for j, cell in enumerate(line)}
    assert read_table(xls(cells)).table.rows == SCHOOL


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (xlsx({"A": LINES})[:-40], "This looks like a spreadsheet workbook, but it is damaged."),
        (xlsx({"A": "<worksheet><sheetData>"}), "Sheet “A” of this workbook is damaged."),
        (xlsx({"A": []}), "There is nothing in this workbook."),
        (zipped({"a.csv": "a,b,c"}), "This is a zip file and no spreadsheet workbook."),
        (zipped({"word/document.xml": ""}), "This is a text document."),
        (zipped({"ppt/presentation.xml": ""}), "This is a presentation."),
        (zipped({"xl/workbook.bin": ""}), "This is a binary workbook (.xlsb)."),
        (zipped({"xl/workbook.xml": "", "../x.xml": ""}), "This looks like a spreadsheet"),
        (zipped({"xl/workbook.xml": ""}, zipfile.ZIP_LZMA), "This looks like a spreadsheet"),
        (zipped({"xl/workbook.xml": ""} | {f"{i}.xml": "" for i in range(1000)}), "This looks"),
        (zipped({"xl/workbook.xml": "", "x.xml": " " * 16_000_001}), "Unpacked, this workbook is"),
        (contained("EncryptedPackage", b""), "This workbook is protected by a password."),
        (contained("WordDocument", b""), "This is an old text document (.doc)."),
        (contained("Workbook", b"\1"), "There is nothing in this workbook."),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(data, sentence):
    found = read_table(data)
    assert found.table is None
    assert found.faults[0].startswith(sentence)


MARKS = [["study", "sleep", "pass"], *([i + 1, 9 - i % 5, i % 2] for i in range(7))]


def with_far_cells(cells):
    """Return a workbook of ``MARKS`` with more cells, their numbers by row and place."""
    rows = {number: list(row) for number, row in enumerate(MARKS, start=1)}
    for (number, place), value in cells.items():
        row = rows.setdefault(number, [])
        row += [None] * (place + 1 - len(row))
        row[place] = value
    return xlsx({"A": sheet_xml(rows)})


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({(1, 16383): 1}, "Cell XFD1 stands far from the table, so it is left out."),
        ({(3, 16383): 1}, "Cell XFD3 stands far from the table, so it is left out."),
        ({(3, 1000): 1}, "Cell ALM3 stands far from the table, so it is left out."),
        ({(3, 50): 1}, "Cell AY3 stands far from the table, so it is left out."),
        (
            {(2, 50): 1, (5, 1001): 1, (5, 16383): 1},
            "Cell AY2 and 2 more stand far from the table, so they are left out.",
        ),
        (
            {(1048576, 0): 1},
            "Row 1,048,576 has nothing in column “sleep”, so it is left out.",
        ),
    ],
)
def test_a_cell_far_away_is_left_out_and_said(cells, sentence):
    found = read_table(with_far_cells(cells))
    assert found.faults == (sentence,)
    assert found.table.columns == ("study", "sleep", "pass")
    assert found.table.rows == tuple(tuple(map(float, row)) for row in MARKS[1:])


def test_a_far_cell_is_named_as_in_the_sheet():
    rows = {4 + i: [None, None, *row] for i, row in enumerate(MARKS)}
    rows[6] += [None] * 95 + [1]
    found = read_table(xlsx({"A": sheet_xml(rows)}))
    assert found.faults == ("Cell CW6 stands far from the table, so it is left out.",)
    assert len(found.table.rows) == 7


def test_blank_rows_do_not_count_and_rows_beyond_do():
    rows = {1: MARKS[0]} | {20 * i: [i % 50, i % 7, i % 2] for i in range(1, 10_001)}
    found = read_table(xlsx({"A": sheet_xml(rows)}))
    assert found.faults == ()
    assert len(found.table.rows) == 10_000
    rows |= {300_000 + i: [1, 2, 0] for i in range(100)}
    found = read_table(xlsx({"A": sheet_xml(rows)}))
    assert found.faults == ("The file has 10,100 rows; the first 10,000 are used.",)


def test_more_columns_than_a_table_may_have_are_refused():
    found = read_table(xlsx({"A": [list(range(1200)), list(range(1200))]}))
    assert found.faults == ("Row 1 has more than 1,000 cells; a table may have 1,000 columns.",)


BROKEN = {
    "cut": sheet_xml(MARKS)[:-30],
    "a text that is none": sheet_xml(MARKS).replace(
        '<c r="A4"><v>3</v>', '<c r="A4" t="s"><v>99999</v>'
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_sheet_that_cannot_be_read_is_named(name):
    found = read_table(xlsx({"Marks": BROKEN[name]}))
    assert found.table is None
    assert found.faults == (
        "Sheet “Marks” of this workbook is damaged. Save the workbook anew and try again.",
    )
    found = read_table(xlsx({"Marks": BROKEN[name], "Class": LINES}))
    assert found.table.rows == SCHOOL
    assert found.faults == ("Sheet “Marks” is damaged, so it cannot be read.",)
    assert "Sheet “Class” is read." in found.remarks
    found = read_table(xlsx({"Marks": BROKEN[name], "Class": LINES}, hidden=["Marks"]))
    assert found.faults == ()


def test_a_sheet_in_sixteen_bits_is_read():
    members = xlsx_members({"A": LINES})
    sheet = '<?xml version="1.0" encoding="UTF-16"?>' + members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet.encode("utf-16")
    assert read_table(zipped(members)).table.rows == SCHOOL


@pytest.mark.parametrize("style", [DATE, HOURS])
@pytest.mark.parametrize("value", ["1e9", "1e300", "-1e300"])
def test_one_odd_date_spoils_its_own_row_only(style, value):
    sheet = sheet_xml(MARKS).replace('<c r="B4"><v>7</v>', f'<c r="B4" s="{style}"><v>{value}</v>')
    found = read_table(xlsx({"A": sheet}))
    assert len(found.table.rows) == 6
    assert len(found.faults) == 1
    assert found.faults[0].startswith("Row 4 has “")
    assert found.faults[0].endswith("so it is left out.")
    assert "in column “sleep”" in found.faults[0]


def test_a_row_with_an_odd_date_that_nothing_names_is_left_out_by_its_number():
    sheet = sheet_xml(MARKS).replace('<c r="B4"><v>7</v>', f'<c r="B4" s="{HOURS}"><v>1e9</v>')
    sheet = sheet.replace("</", "<//").replace("<", "<x:").replace("<x://", "</x:")
    found = read_table(xlsx({"A": sheet.replace("xmlns=", "xmlns:x=")}))
    assert len(found.table.rows) == 6
    assert found.faults == (
        "Row 4 holds a date or a length of time that is none, so it is left out.",
    )


def test_an_odd_length_among_others_spoils_its_own_row_only():
    rows = [["study", "slept", "pass"]]
    rows += [[i, (0.25 + i / 96 if i != 3 else 1e9, HOURS), i % 2] for i in range(6)]
    found = read_table(xlsx({"A": rows}))
    assert [row[1] for row in found.table.rows] == [6, 6.25, 6.5, 7, 7.25]
    assert len(found.faults) == 1
    assert found.faults[0].startswith("Row 5 has “")


def test_sheets_without_a_name_and_of_one_name_are_told_apart():
    unseen = read_table(xlsx({"": LINES, "\u202e": SCORES}))
    assert "Sheet 1 is read." in unseen.remarks
    question = next(each for each in unseen.questions if each.key == "sheet")
    assert [option.label for option in question.options] == ["Sheet 1", "Sheet 2"]
    for write in (xlsx, ods):
        members = write({"same": LINES, "some": SCORES})
        twice = renamed(members, "some", "same")
        question = next(each for each in read_table(twice).questions if each.key == "sheet")
        assert [option.label for option in question.options] == ["same", "same (2)"]
        assert read_table(twice).table.rows == SCHOOL
        assert read_table(twice, {"sheet": "same (2)"}).table.columns[2] == "score"
    alike = read_table(xlsx({"same": LINES, "same\u202e": SCORES}))
    question = next(each for each in alike.questions if each.key == "sheet")
    assert [option.label for option in question.options] == ["same", "same (sheet 2)"]


def renamed(workbook, old, new):
    """Return ``workbook`` with the name of a sheet replaced."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        members = {name: packed.read(name).decode() for name in packed.namelist()}
    return zipped(
        {name: text.replace(f'name="{old}"', f'name="{new}"') for name, text in members.items()}
    )


def test_what_is_cut_short_is_said():
    row = f"<row>{'<c><v>1.5</v></c>' * 1000}</row>"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{row * 300}</sheetData></worksheet>'
    found = read_table(xlsx({"A": sheet}))
    assert found.faults[0] == (
        "The workbook has more cells than can be read; of sheet “A” the rows up to 250 are used."
    )
    assert len(found.table.rows) == 250


def far_away(cell, row):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )


REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    'office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
BOMBS = {
    "unpacks to forty times a megabyte": lambda: zipped(
        xlsx_members({"A": LINES}) | {"xl/sharedStrings.xml": " " * 40_000_000}
    ),
    "a million sheets of one name": lambda: zipped(
        xlsx_members({"A": LINES}) | {"xl/workbook.xml": '<sheet name="a"' * 900_000}
    ),
    "says that it is small": lambda: lying(" " * 40_000_000),
    "a cell in the last corner": lambda: xlsx({"A": far_away("XFD1048576", 1048576)}),
    "many such sheets": lambda: xlsx({f"{i}": far_away("ZZ9999", 9999) for i in range(30)}),
    "a cell times the sheet": lambda: ods({"A": REPEATED}),
    "an old one with a far corner": lambda: xls({(0, 0): 1.0, (65535, 65535): 1.0}),
    "a long text in each cell": lambda: zipped(
        xlsx_members({"A": long_texts()}) | {"xl/sharedStrings.xml": shared("x" * 1_000_000)}
    ),
}


def lying(content):
    """Return a workbook whose list of members says that the content of one is tiny."""
    data = zipped({"xl/workbook.xml": content})
    n = struct.pack("<I", len(content))
    return data.replace(n, struct.pack("<I", 10))


def shared(text):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<sst xmlns="{main}"><si><t>{text}</t></si></sst>'


def long_texts():
    row = "".join(f'<c r="{letter}%d" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{i}">{row.replace("%d", str(i))}</row>' for i in range(1, 9000))
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>"


@pytest.mark.parametrize("name", BOMBS)
def test_no_workbook_takes_the_process_down(name):
    data = BOMBS[name]()
    assert len(data) <= MOST_BYTES
    begin = os.times()
    found = read_table(data)
    end = os.times()
    assert end.user + end.system - begin.user - begin.system < 4
    children = end.children_user + end.children_system
    assert children - begin.children_user - begin.children_system < SECONDS + 4
    assert found.table is None
    assert found.faults[0].endswith(".")


@given(st.binary(max_size=300), st.integers(0, 2000))
@settings(max_examples=25, deadline=None)
def test_a_damaged_workbook_is_read_or_refused(damage, place):
    for data in (xlsx({"A": LINES}), xls({(0, 0): "a", (1, 0): 1.0})):
        place %= len(data)
        found = read_table(data[:place] + damage + data[place + len(damage) :])
        assert found.table is not None or found.faults
