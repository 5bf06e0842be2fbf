"""The numbers of a table: how their marks and units are read, and those that are too large."""

from collections.abc import Mapping
from types import MappingProxyType

# Marks of decimals or of thousands; by the mark that is meant

DECIMAL_COMMAS = "Decimal commas were read as points."
DECIMALS_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        ",": "In column “{column}”, the comma in “{cell}” marks decimals, as column “{other}” "
        "shows.",
        ".": "In column “{column}”, the point in “{cell}” marks decimals, as column “{other}” "
        "shows.",
    }
)
NOTHING_TELLS: Mapping[str, str] = MappingProxyType(
    {
        ",": "Column “{column}” has “{cell}”, and nothing in the file tells whether its comma "
        "marks thousands or decimals. It is read as {number}.",
        ".": "Column “{column}” has “{cell}”, and nothing in the file tells whether its point "
        "marks thousands or decimals. It is read as {number}.",
    }
)
OTHERS_DISAGREE: Mapping[str, str] = MappingProxyType(
    {
        ",": "Column “{column}” has “{cell}”, and the other columns contradict each other about "
        "whether its comma marks thousands or decimals. It is read as {number}.",
        ".": "Column “{column}” has “{cell}”, and the other columns contradict each other about "
        "whether its point marks thousands or decimals. It is read as {number}.",
    }
)
READ_AS = "In column “{column}”, “{cell}” is read as {number}."
NO_DATE = "In column “{column}”, “{cell}” is read as the number {number}, not as a date."
PERCENT = "{number} %"

# Units

PERCENTAGES = "In column “{column}”, percentages are read as parts of 1: “{cell}” is {number:.6g}."
TIMES = "In column “{column}”, times are read as hours: “{cell}” is {number:.6g}."
NO_UNIT = "In column “{column}”, “{cell}” has no unit and is read as {number:.10g} hours."

# Too large

TOO_LARGE = (
    "Column “{column}” holds numbers beyond {largest:,.0f}, the largest that a table may have. All "
    "of the column can be divided by {divisor:,}."
)
DIVIDED = "Column “{column}” is divided by {divisor:,}."
DIVIDE, LEAVE_OUT = "Divide by {divisor:,}", "Leave such rows out"
