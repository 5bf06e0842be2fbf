"""Numbers in words: the one form in which no mark can be misread."""

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip


def in_words(digits: str, decimals: str = "", is_negative: bool = False) -> str:
    """Return a number below a million in words, its decimals one by one.

    Example:
        >>> in_words("1250")
        'one thousand two hundred fifty'
        >>> in_words("1", "250")
        'one point two five zero'
    """
    words = _whole(int(digits))
    if decimals:
        words = f"{words} point {' '.join(_SMALL[int(each)] for each in decimals)}"
    return f"minus {words}" if is_negative else words


def _whole(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        ones = number % 10
        return _TENS[number // 10 - 2] + (f"-{_SMALL[ones]}" if ones else "")
    unit, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = f" {_whole(number % unit)}" if number % unit else ""
    return f"{_whole(number // unit)} {name}{rest}"
