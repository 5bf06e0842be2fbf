"""The rows of a table: why one is left out, and what is worth knowing of the others."""

TOO_FEW = "A table needs at least {fewest} usable rows of numbers; this one has {found}."
TOO_MANY = "The file has {count:,} rows; the first {most:,} are used."

# Above the table

TITLE = "Row {row}, “{text}”, is taken for a title and skipped."
TITLES = "Rows {first} to {last}, beginning with “{text}”, stand above the table and are skipped."

# Left out

ONE_CELL = "Row {row:,} has 1 cell instead of {width:,}, so it is left out."
CELLS = "Row {row:,} has {count:,} cells instead of {width:,}, so it is left out."
NOTHING_IN = "Row {row:,} has nothing in column “{column}”, so it is left out."
TOO_LOW = (
    "Row {row:,} has “{cell}” in column “{column}”, which is below −{largest:,.0f}, so it is left "
    "out."
)
TOO_HIGH = (
    "Row {row:,} has “{cell}” in column “{column}”, which is larger than {largest:,.0f}, so it is "
    "left out."
)
NEITHER_WORD = (
    "Row {row:,} has “{cell}” in column “{column}”, which is neither “{first}” nor “{second}”, so "
    "it is left out."
)
PERCENTAGE = (
    "Row {row:,} has “{cell}” in column “{column}”, which is a percentage among other numbers, so "
    "it is left out."
)
NO_PERCENTAGE = (
    "Row {row:,} has “{cell}” in column “{column}”, which is no percentage, unlike the others, so "
    "it is left out."
)
NO_NUMBER = (
    "Row {row:,} has “{cell}” in column “{column}”, which is not a number, so it is left out."
)

# Alike

ALIKE = "Rows {first:,} and {second:,} hold the same numbers."
ALIKE_AND_ONE_MORE = (
    "Rows {first:,} and {second:,} hold the same numbers; 1 more row repeats an earlier one."
)
ALIKE_AND_MORE = (
    "Rows {first:,} and {second:,} hold the same numbers; {more:,} more rows repeat earlier ones."
)
