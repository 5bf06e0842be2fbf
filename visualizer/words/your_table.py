"""A table of one's own on My data: where it comes from, how it is edited, what is said of it."""

OWN_DATA = "My data"
"""What somebody's own data are called, whatever their name holds."""

OURS = (
    "Names, numbers and examples are those of your table. Where a text speaks of a student, it "
    "means two numbers like those in your table, and “pass” is a prediction of 50 % or more."
)
"""On the pages whose texts speak of one student, once somebody has a table of their own."""

# Where it comes from

OPEN = "Open a file or paste"
FILE = "A table: Excel (xlsx, xls), ods, csv, tsv, txt, md or html, at most 1 MB"
PASTE = "Or paste cells from a spreadsheet or a web page"
USE_PASTED = "Use what I pasted"
RUN_FILE = "Or a run file (json)"

THREE_STUDENTS, TWELVE_STUDENTS = "Three students", "Twelve students"
BOTH, BOTH_COLUMNS = "Both: one neuron can", ("did the homework", "came to class", "is ready")
EITHER = "Either, not both: it cannot"
EITHER_COLUMNS = ("salt in the soup", "salt at the table", "tastes right")
CASE = "Case {number}"
"""What a row of these two is called."""
NO_OR_YES = ("no", "yes")

# What is said of it once it was read

HOW_READ, WHAT_CHANGES = "How your table was read", "What your table changes"
BEFORE_HOLDS = "The table that was there before is still used."
READ_ANEW = (
    "A click reads the table anew, as it came: cells that you have changed since are then as they "
    "were."
)
CLOSE = "Close"

# Its cells and columns

EDITOR = "The table of the examples. Click a cell to change it, or the last row to add one."
"""What a screen reader is told of the table."""
ROW = "Row"
NAME_OF_ROW = "{name} of the row"
"""Above the names of the rows, where a column of the table is called as they are."""
PARTS = ("First input", "Second input", "What to predict")
PARTS_ALIKE = "Each of the three needs a column of its own, so nothing is changed yet."
DOWNLOAD = "Download as CSV"
