"""The columns of a table: what they are called, which of them are used and for what."""

BY_PLACE = "column {place}"
"""What a column without a name is called."""

# Several names as one part of a sentence

QUOTED = "“{name}”"
BETWEEN = ", "
AND = "{names} and {last}"
MORE = "{count:,} more"

# The row with their names

NO_HEADER = "There is no header, so the columns are called “column 1” and so on."
HEADER = "Row {row:,} is taken for the names of the columns, though it holds numbers."
NO_HEADER_BUT_AN_EXAMPLE = (
    "Row {row:,} holds numbers, so it is read as an example, and the columns are called “column 1” "
    "and so on."
)
IS_HEADER, IS_EXAMPLE = "It names the columns", "It is an example"
TOO_MANY_CELLS = "Row {row:,} has {count:,} cells; a table may have {most:,} columns."
MORE_CELLS = "Row {row:,} has more than {most:,} cells; a table may have {most:,} columns."

# Their names

NO_NAME = "Column {place:,} has no name; it is called “{name}”."
SAME_NAME = "More than one column is called “{name}”; one is now “{now}”."

# Which of them are used

ONLY_HEADER = "There is only a header, and no row of numbers below it."
ONLY_ONE = "There is only one column. Separate the columns by commas, semicolons or tabs."
TOO_MANY = "The file has {count:,} columns of numbers; the first {most} and the last are used."
NONE_OF_NUMBERS = (
    "A table needs at least {fewest} columns of numbers, two inputs and the answer; there is none. "
    "A column of two words, such as yes and no, counts as well."
)
ONE_OF_NUMBERS = (
    "A table needs at least {fewest} columns of numbers, two inputs and the answer; there is only "
    "{columns}. A column of two words, such as yes and no, counts as well."
)
TOO_FEW_OF_NUMBERS = (
    "A table needs at least {fewest} columns of numbers, two inputs and the answer; there are only "
    "{columns}. A column of two words, such as yes and no, counts as well."
)
EMPTY = "Column “{column}” is empty, so it is left out."
ONE_OF_TEXT = "Column {columns} holds text, so it is left out."
SEVERAL_OF_TEXT = "Columns {columns} hold text, so they are left out."
HOLDS_TEXT = "Column “{column}” holds text, such as “{cell}” in row {row:,}."
NAMES_THE_ROWS = "Column “{column}” holds text, so it names the rows."
ANSWER = "The answer is therefore column “{column}”."
BESIDE = "“{text}” stands beside the table, behind an empty column, so it is left out."

# Those that only count

COUNTS_AND_IS_NONE = "Column “{column}” seems only to count the rows, so it is no input."
COUNTS_AND_IS_USED = "Column “{column}” seems only to count the rows, and is used all the same."
NO_INPUT, USE = "It is no input", "Use it as an input"
TELLS_APART_INPUT = (
    "Column “{column}” seems only to tell the rows apart, and is an input all the same."
)
TELLS_APART_ANSWER = (
    "Column “{column}” seems only to tell the rows apart, and is the answer all the same."
)

# Those of words

ONLY_WORD = "Column “{column}” holds nothing but “{word}”, which is {number}."
WORDS = "In column “{column}”, “{one}” is 1 and “{zero}” is 0."
WORDS_ASKED = "In column “{column}”, “{one}” is 1 and “{zero}” is 0. Is it the other way round?"
IS_ONE = "“{word}” is 1"

# What is worth knowing of them

ALL_ALIKE = "All rows have the same answer, so there is nothing to tell apart."
NEVER_VARIES = "Column “{column}” never varies, so it tells the neuron nothing."
