"""What is said about the cells of a table that is edited by hand."""

ROW, NAMED_ROW = "Row {number:,}", "Row {number:,} ({name})"
"""Where it is; fills the place ``{row}`` of a sentence."""

COUNTS_AS = "{row}, column “{column}”: “{typed}” counts as {number}."

NO_NUMBER_OTHER_HOLDS = (
    "{row}, column “{column}”: “{typed}” is not a number, so {held} still holds."
)
NO_NUMBER_LEFT_OUT = "{row}, column “{column}”: “{typed}” is not a number, so the row is left out."
TOO_LOW_OTHER_HOLDS = (
    "{row}, column “{column}”: “{typed}” is below −{largest:,.0f}, so {held} still holds."
)
TOO_LOW_LEFT_OUT = (
    "{row}, column “{column}”: “{typed}” is below −{largest:,.0f}, so the row is left out."
)
TOO_HIGH_OTHER_HOLDS = (
    "{row}, column “{column}”: “{typed}” is larger than {largest:,.0f}, so {held} still holds."
)
TOO_HIGH_LEFT_OUT = (
    "{row}, column “{column}”: “{typed}” is larger than {largest:,.0f}, so the row is left out."
)
ONE_OR_ZERO = "{fault} Type 1 or 0."
"""After a fault in a column of nothing but 0 and 1."""

NOTHING_IN = "{row} has nothing in {columns}, so it is left out."
COLUMN, BETWEEN_COLUMNS = "“{column}”", ", "
"""What fills its place ``{columns}``: one of them or several."""

MANY_ROWS = "There are {count:,} rows; the first {most:,} are used."
BEFORE_HOLDS = "{fault} What was there before is still used."
