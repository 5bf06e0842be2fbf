"""Spreadsheet workbooks: why one cannot be read, which of its sheets is, and what it leaves out."""

DAMAGED = "This looks like a spreadsheet workbook, but it is damaged. Save it anew and try again."
PASSWORD = "This workbook is protected by a password. Save it without one and try again."
ZIP_PASSWORD = "This workbook is protected by a password. Save it without one."
SHEET_TOO_LARGE = "A sheet of this workbook is too large. Save the table as CSV and try again."
UNPACKED_TOO_LARGE = (
    "Unpacked, this workbook is larger than {most} MB. Save the sheet with the table as CSV and "
    "try again."
)
EMPTY = "There is nothing in this workbook."
NOT_AT_THE_MOMENT = "Workbooks cannot be opened at the moment. Save the table as CSV and try again."

# What is packed alike

EMPTY_ZIP = "This is an empty zip file."
ZIP = "This is a zip file and no spreadsheet workbook. Unpack it and open the table that is in it."
BINARY = "This is a binary workbook (.xlsb). Save it as .xlsx or CSV and try again."
TEXT_DOCUMENT = "This is a text document. Copy the table from it and paste it."
PRESENTATION = "This is a presentation. Copy the table from it and paste it."
NUMBERS = "This is a Numbers file. Export it as .xlsx or CSV and try again."
OLD_TEXT_DOCUMENT = "This is an old text document (.doc). Copy the table from it and paste it."
OLD_PRESENTATION = "This is an old presentation. Copy the table from it and paste it."

# Its sheets: each sentence for one without a name of its own, and for one with a name

SHEET = "Sheet {place}"
"""What a sheet without a name is called."""
SAME_NAME = "{name} (sheet {place})"
"""What a sheet is called whose name another one has."""
ONLY_DAMAGED = (
    "Sheet {place} of this workbook is damaged. Save the workbook anew and try again.",
    "Sheet “{name}” of this workbook is damaged. Save the workbook anew and try again.",
)
LEFT_OUT = (
    "Sheet {place} is damaged, so it cannot be read.",
    "Sheet “{name}” is damaged, so it cannot be read.",
)
READ = ("Sheet {place} is read.", "Sheet “{name}” is read.")
READ_OF_SEVERAL = (
    "{count} sheets of this workbook hold a table. Sheet {place} is read.",
    "{count} sheets of this workbook hold a table. Sheet “{name}” is read.",
)
CUT = (
    "The workbook has more cells than can be read; of sheet {place} the rows up to {last:,} are "
    "used.",
    "The workbook has more cells than can be read; of sheet “{name}” the rows up to {last:,} are "
    "used.",
)

FAR_AWAY = "Cell {cell} stands far from the table, so it is left out."
SEVERAL_FAR_AWAY = "Cell {cell} and {more:,} more stand far from the table, so they are left out."
NO_DATE = "Row {row:,} holds a date or a length of time that is none, so it is left out."
