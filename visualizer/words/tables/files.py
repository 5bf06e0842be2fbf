"""Files and pasted texts that are no table, how to make one of them, and how they are read."""

PICTURE = "This is a picture, not a table. Save the table itself as CSV and try again."
PDF = "This is a PDF document, not a table. Copy the cells from it, or save them as CSV."
PICTURE_SOUND_OR_FILM = "This is a picture, a sound or a film, not a table."
COMPRESSED = "This is a compressed file. Unpack it and try again."
RICH_TEXT = "This is a text document (.rtf). Copy the table from it and paste it."
NOT_TEXT = (
    "This is not text but a file of another kind; a table as CSV or a spreadsheet workbook is "
    "needed."
)
TOO_LARGE = "This is too large: a table may have {most:,} bytes (1 MB)."
EMPTY = "There is nothing in it."
BLANK = "There is nothing but white space in it."
NOTHING_SEEN = "There is nothing to be seen in it."

UTF_16 = "The file is in UTF-16."
WINDOWS_1252 = "The file is not in UTF-8, so it is read as Windows-1252. Are the names right?"

# Text: what parts its cells

SPACES = "Columns are separated by spaces."
SEMICOLONS = "Columns are separated by semicolons."
TABS = "Columns are separated by tabs."
BARS = "Columns are separated by vertical bars."
NAMED_SEPARATOR = "Columns are separated by “{separator}”, as the first row says."
QUOTE_LEFT_OPEN = (
    "A quotation mark in row {row:,} is not closed, so all of them are read as letters."
)
CELL_TOO_LONG = "A cell is longer than any cell of a table."

# Web pages

NO_TABLE_IN_PAGE = (
    "This is a web page, and no table with cells is in it. Copy only the cells, or look for a "
    "download."
)
LARGEST_IN_PAGE = "This is the source of a web page; the largest of its tables is read."
ONLY_IN_PAGE = "This is the source of a web page; its table is read."

# A text of this app's own, in a link or a run file

NO_OWN_TABLE = "This is not a table of this app, or a part of it got lost."
