"""Whom a student cured in the bug clinic, and with how many instruments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from visualizer.core.clinic.code import canonical, pack, unpack
from visualizer.core.clinic.patient import WARD
from visualizer.state.clinic_parameters import INSTRUMENTS

MOST = 200  # patients


@dataclass(frozen=True)
class Cured:
    """What is remembered.

    Attributes:
        token: Names the session for the browser's half.
        counts: The code of each patient to the fewest instruments that it took.
        has_asked: Whether the browser was heard.
        forgets: How many times all of it was forgotten.
        opened: The code of each patient to the instruments that were ever opened, as bits: to undo
            that does not unsee it.
        wrong: The code of each patient to the wrong diagnoses that this session told before it
            found the right one.
        goes: How many times the student went on to the next patient.
        closed: Whom this session cured, after the diagnoses in ``wrong``.
    """

    token: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    has_asked: bool = False
    forgets: int = 0
    opened: Mapping[str, int] = field(default_factory=dict)
    wrong: Mapping[str, frozenset[int]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    goes: int = 0

    @property
    def of_the_ward(self) -> int:
        """How many patients of the ward are cured."""
        return sum(pack(each) in self.counts for each in WARD)


def cure(cured: Cured, code: str, count: int) -> Cured:
    """Return what is remembered after a patient was cured with ``count`` instruments."""
    if len(cured.closed) < MOST:
        cured = replace(cured, closed=cured.closed | {code})
    return _kept(cured, code, count)


def _kept(cured: Cured, code: str, count: int) -> Cured:
    if cured.counts.get(code, count + 1) <= count:
        return cured
    if code not in cured.counts and len(cured.counts) >= MOST:
        return cured
    return replace(cured, counts={**cured.counts, code: count})


def missed(cured: Cured, code: str, told: int) -> Cured:
    """Return what is remembered after a wrong diagnosis; one that was told before counts once."""
    if code in cured.closed or (code not in cured.wrong and len(cured.wrong) >= MOST):
        return cured
    told_so_far = cured.wrong.get(code, frozenset()) | {told}
    return replace(cured, wrong={**cured.wrong, code: told_so_far})


def wrong_before(cured: Cured, code: str) -> int | None:
    """Return how many wrong diagnoses came before the cure; ``None`` if nobody knows any more."""
    return len(cured.wrong.get(code, ())) if code in cured.closed else None


def forget_all(cured: Cured) -> Cured:
    """Return what is remembered once all is forgotten."""
    return Cured(cured.token, has_asked=cured.has_asked, forgets=cured.forgets + 1, goes=cured.goes)


def looked(cured: Cured, code: str, seen: int) -> Cured:
    """Return what is remembered once the instruments ``seen`` of a patient are open."""
    both = cured.opened.get(code, 0) | seen
    if code not in cured.opened and len(cured.opened) >= MOST:
        return cured
    return replace(cured, opened={**cured.opened, code: both})


def take_found(cured: Cured, answer: object) -> Cured:
    """Return what is remembered once a browser has told what it kept.

    Args:
        cured: What is remembered.
        answer: Whatever a browser sent; what is no patient is left out.
    """
    if not isinstance(answer, Mapping) or answer.get("session") != cured.token:
        return cured
    if cured.has_asked:
        return cured
    found = answer.get("cured")
    after = replace(cured, has_asked=True)
    for entry in found[:MOST] if isinstance(found, list) else ():
        if isinstance(entry, list) and len(entry) == 2 and _is_one(*entry):
            after = _kept(after, canonical(entry[0]), entry[1])
    return after


def _is_one(code: object, count: object) -> bool:
    """Tell whether this is a patient and a number of instruments."""
    if not isinstance(code, str) or type(count) is not int:
        return False
    try:
        unpack(code)
    except ValueError:
        return False
    return 0 <= count <= len(INSTRUMENTS)


def next_after(cured: Cured, code: str) -> str | None:
    """Return the next patient of the ward who is not cured, round from ``code``; or nobody."""
    codes = [pack(each) for each in WARD]
    at = codes.index(code) + 1 if code in codes else 0
    open_ones = (each for each in (*codes[at:], *codes[:at]) if each not in cured.counts)
    return next(open_ones, None)
