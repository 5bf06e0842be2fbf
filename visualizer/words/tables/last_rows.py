"""Last rows that hold the sums or the means of those above them.

``{row}`` and ``{rows}`` are filled with where they stand, ``{what}`` with what they hold.
"""

ROW, NAMED_ROW = "Row {row:,}", "Row {row:,}, “{name}”,"
LAST_ROW, NAMED_LAST_ROW = "The last row, row {row:,},", "The last row, row {row:,}, “{name}”,"
ROWS = "Rows {rows} and {last:,}"
ROW_NUMBER, BETWEEN_ROWS = "{row:,}", ", "

SUMS, MEANS = "sums", "means"
SUMS_AND_MEANS, MEANS_AND_SUMS = "sums and the means", "means and the sums"

# By their numbers

SEEMS_KEPT = (
    "{row} seems to hold the {what} of the others; it is read as an example like any other."
)
SEEMS_LEFT_OUT = "{row} seems to hold the {what} of the others; it is left out."
SEEM_KEPT = (
    "{rows} seem to hold the {what} of the others; they are read as examples like any others."
)
SEEM_LEFT_OUT = "{rows} seem to hold the {what} of the others; they are left out."

# By their names alone

MAY_KEPT = (
    "{row} may hold the {what} of the others, by its name; it is read as an example like any other."
)
MAY_LEFT_OUT = "{row} may hold the {what} of the others, by its name; it is left out."
SEVERAL_MAY_KEPT = (
    "{rows} may hold the {what} of the others, by their names; they are read as examples like any "
    "others."
)
SEVERAL_MAY_LEFT_OUT = (
    "{rows} may hold the {what} of the others, by their names; they are left out."
)

KEEP_IT, LEAVE_IT_OUT = "Keep it", "Leave it out"
KEEP_THEM, LEAVE_THEM_OUT = "Keep them", "Leave them out"
