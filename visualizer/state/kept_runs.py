"""Runs that a student keeps to compare them, and their shelf. Knows no Streamlit."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from visualizer.state.kept_pages import FIRST_PAGE
from visualizer.state.kinds import Value
from visualizer.state.run_names import clean_name, other_name

MOST_RUNS = 12
LARGEST_NUMBER = 9_999  # that a run brings along
ID_BYTES = 8


def new_id() -> str:
    """Return a name for a run that no other run has, in any tab of any browser: 16 hex digits."""
    return secrets.token_hex(ID_BYTES)


@dataclass(frozen=True)
class KeptBranch:
    """The second future of a kept run.

    Attributes:
        step: The step at which it leaves its run.
        learning_rate: Its rate from there on.
        losses: The loss at ``step`` and after every later one; NaN after a divergence.
        diverged_at: First step of the run whose numbers are not finite, ``None`` for never.
    """

    step: int
    learning_rate: float
    losses: tuple[float, ...]
    diverged_at: int | None


@dataclass(frozen=True)
class KeptRun:
    """A run as it was when it was kept.

    Attributes:
        name: At most ``LONGEST_NAME`` characters on one line, all of them visible; never empty.
        address: The query that restores it on its page; never empty.
        values: Value of every parameter of the app by name.
        losses: The loss after every step of the training, the start first; NaN after a divergence.
        diverged_at: First step whose numbers are not finite, ``None`` for never.
        branch: Its second future, if it has one.
        number: Which run of the session it is, from 1; stays when it is renamed.
        id: Tells it from all others wherever it is taken; stays, too.
        page: Where it was made, a key of ``KEPT_PAGES``.
        sizes: The number of inputs, and the number of units of every layer.
        loss: What was counted as wrong, a name in ``LOSSES``.
        test_loss: The loss at the end on examples that it never learned from, if there are any and
            it has one.
    """

    name: str
    address: Mapping[str, str]
    values: Mapping[str, Value]
    losses: tuple[float, ...]
    diverged_at: int | None
    branch: KeptBranch | None = None
    number: int = 0
    id: str = field(default_factory=new_id)
    page: str = FIRST_PAGE
    sizes: tuple[int, ...] = (2, 1)
    loss: str = "mse"
    test_loss: float | None = None


@dataclass(frozen=True)
class Shelf:
    """The runs that a session keeps.

    Attributes:
        runs: At most ``MOST_RUNS`` in the order of their numbers; no two share a name.
        deleted: Those that can come back; the last one first out.
        n_kept: The largest number that was ever given.
    """

    runs: tuple[KeptRun, ...] = ()
    deleted: tuple[KeptRun, ...] = ()
    n_kept: int = 0

    @property
    def is_full(self) -> bool:
        """Whether one has to be deleted before another can be kept."""
        return len(self.runs) >= MOST_RUNS


def keep(shelf: Shelf, run: KeptRun) -> Shelf:
    """Return ``shelf`` with ``run`` as its last one, under a number and a name of its own.

    Raises:
        ValueError: If the shelf is full, or nothing in the name can be seen.
    """
    if shelf.is_full:
        raise ValueError(f"there must be fewer than {MOST_RUNS} runs, got {len(shelf.runs)}")
    number = shelf.n_kept + 1
    run = replace(run, name=_own_name(run.name, shelf.runs), number=number)
    return replace(shelf, runs=(*shelf.runs, run), n_kept=number)


def rename(shelf: Shelf, number: int, name: str) -> Shelf:
    """Return ``shelf`` with another name for run ``number``; the old one if none can be seen."""
    others = [run for run in shelf.runs if run.number != number]
    if not clean_name(name):
        return shelf
    own = _own_name(name, others)
    runs = (replace(run, name=own) if run.number == number else run for run in shelf.runs)
    return replace(shelf, runs=tuple(runs))


def delete(shelf: Shelf, *numbers: int) -> Shelf:
    """Return ``shelf`` without the runs of these ``numbers``, which can come back."""
    runs = tuple(run for run in shelf.runs if run.number not in numbers)
    gone = tuple(run for run in shelf.runs if run.number in numbers)
    return replace(shelf, runs=runs, deleted=(*shelf.deleted, *gone)[-MOST_RUNS:])


def undo(shelf: Shelf) -> Shelf:
    """Return ``shelf`` with the run back that was deleted last, if there is one and room for it."""
    if not shelf.deleted or shelf.is_full:
        return shelf
    *deleted, run = shelf.deleted
    run = replace(run, name=_own_name(run.name, shelf.runs))
    return replace(shelf, runs=_in_order(*shelf.runs, run), deleted=tuple(deleted))


def undo_all(shelf: Shelf) -> Shelf:
    """Return ``shelf`` with as many of its deleted runs back as there is room for."""
    while shelf.deleted and not shelf.is_full:
        shelf = undo(shelf)
    return shelf


@dataclass(frozen=True)
class Brought:
    """What became of runs that were brought to a shelf.

    Attributes:
        shelf: The shelf with them.
        taken: How many stand on it now that did not before.
        known: How many stood there already.
        left: The names of those for which there was no room.
    """

    shelf: Shelf
    taken: int = 0
    known: int = 0
    left: tuple[str, ...] = ()


def bring(shelf: Shelf, runs: Iterable[KeptRun]) -> Brought:
    """Return ``shelf`` with ``runs`` from elsewhere, each under its old number where that is free.

    A run that is there already stays as it is. A name that is taken gets a number behind it.
    """
    taken, known, left = 0, 0, []
    for run in runs:
        if any(each.id == run.id for each in shelf.runs):
            known += 1
        elif shelf.is_full:
            left.append(run.name)
        else:
            shelf = _with(shelf, run)
            taken += 1
    return Brought(shelf, taken, known, tuple(left))


def _with(shelf: Shelf, run: KeptRun) -> Shelf:
    """Return ``shelf`` with ``run`` under the number it had, or a new one if that is taken."""
    deleted = tuple(each for each in shelf.deleted if each.id != run.id)
    taken = {each.number for each in (*shelf.runs, *deleted)}
    is_free = 0 < run.number <= LARGEST_NUMBER and run.number not in taken
    number = run.number if is_free else shelf.n_kept + 1
    run = replace(run, name=_own_name(run.name, shelf.runs), number=number)
    return Shelf(_in_order(*shelf.runs, run), deleted, max(shelf.n_kept, number))


def _in_order(*runs: KeptRun) -> tuple[KeptRun, ...]:
    return tuple(sorted(runs, key=lambda run: run.number))


def _own_name(name: str, others: Collection[KeptRun]) -> str:
    cleaned = clean_name(name)
    if not cleaned:
        raise ValueError(f"name must have a character that can be seen, got {name[:20]!r}")
    return other_name(cleaned, [run.name for run in others])
