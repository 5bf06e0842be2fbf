"""Codes: a patient as six letters and digits that a link can hold and nobody can read.

The patient's number is mixed by steps that can each be undone. Only a small part of all codes
belongs to a patient, so that a letter typed wrong is noticed.
"""

from collections.abc import Iterator

from visualizer.core.clinic.patient import (
    ARCHITECTURES,
    DATA,
    HOMES,
    SEEDS,
    WARD,
    Patient,
    fits,
    nearest,
)

LENGTH = 6
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base 32 by Crockford: without u, and without i, l and o, which look like 1, 1 and 0."""

_LOOKS_LIKE = str.maketrans("ilo", "110")

_BITS = 5 * LENGTH
_MASK = (1 << _BITS) - 1
_HALF = _BITS // 2
_MULTIPLIERS = (0x2C1B3C6D, 0x297A2D39)  # odd, so that they can be undone

# The places of a code; what comes later goes to the end, so that old links keep their patient.
_BUGS = tuple(HOMES)


def pack(patient: Patient) -> str:
    """Return the code of ``patient``.

    Raises:
        ValueError: If there is no such patient.

    Example:
        >>> unpack(pack(WARD[0])) == WARD[0]
        True
    """
    if not fits(patient):
        raise ValueError(f"there is no such patient: {patient}")
    number = _BUGS.index(patient.bug)
    number = number * len(DATA) + DATA.index(patient.data)
    number = number * len(ARCHITECTURES) + ARCHITECTURES.index(patient.architecture)
    return _spell(_mix(number * len(SEEDS) + patient.seed))


def unpack(text: str) -> Patient:
    """Return the patient of a code; capitals and spaces around it do not matter.

    Raises:
        ValueError: If it is no code, or the code of nobody; the message says which.
    """
    patient = _read(text.strip().lower())
    if patient is None or not fits(patient):
        raise ValueError(f"there is no patient with the code {text[:20]!r}")
    return patient


def canonical(text: str) -> str:
    """Return the code of a patient as :func:`pack` writes it.

    Raises:
        ValueError: If it is no code, or the code of nobody.

    Example:
        >>> canonical(" PVJ319 ")
        'pvj319'
    """
    return pack(unpack(text))


def nearest_to(text: str) -> Patient:
    """Return the patient whose code is most like ``text``.

    Where the letters say a bug in a program that it cannot sit in, it is one that shares as much
    with that as can be; otherwise one with one letter changed, left out or too many; otherwise the
    first one of the ward.
    """
    text = text.strip().lower()[: 2 * LENGTH].translate(_LOOKS_LIKE)
    said = _read(text)
    if said is not None:
        return nearest(said)
    for near in _one_away(text):
        patient = _read(near)
        if patient is not None and fits(patient):
            return patient
    return WARD[0]


def _one_away(text: str) -> Iterator[str]:
    places = range(len(text) + 1)
    yield from (text[:at] + text[at + 1 :] for at in places)
    yield from (
        text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :] for at in places
    )
    yield from (text[:at] + each + text[at + 1 :] for at in places for each in ALPHABET)
    yield from (text[:at] + each + text[at:] for at in places for each in ALPHABET)


def _read(text: str) -> Patient | None:
    """Return what the letters say, whether or not it fits; ``None`` if they say nothing."""
    if len(text) != LENGTH or not set(text) <= set(ALPHABET):
        return None
    number = 0
    for letter in text:
        number = number << 5 | ALPHABET.index(letter)
    number, seed = divmod(_unmix(number), len(SEEDS))
    number, architecture = divmod(number, len(ARCHITECTURES))
    bug, data = divmod(number, len(DATA))
    if bug >= len(_BUGS):
        return None
    return Patient(_BUGS[bug], DATA[data], ARCHITECTURES[architecture], seed)


def _spell(number: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def _mix(number: int) -> int:
    """Return a number of ``_BITS`` bits in which each bit of ``number`` has a say everywhere."""
    for multiplier in _MULTIPLIERS:
        number = (number ^ number >> _HALF) * multiplier & _MASK
    return number ^ number >> _HALF


def _unmix(number: int) -> int:
    number ^= number >> _HALF
    for multiplier in reversed(_MULTIPLIERS):
        number = number * pow(multiplier, -1, _MASK + 1) & _MASK
        number ^= number >> _HALF
    return number
