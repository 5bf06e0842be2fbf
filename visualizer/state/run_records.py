"""Kept runs as text, for the browser's storage and for a file. Knows no Streamlit.

What comes back may be a stranger's: JSON, limited in size, see :mod:`~.record_reading`.

A record of version 1 tells a run of the training page, as it always did, so that older versions of
the app read it too. One of version 2 also tells the page, and what is not the same for all runs of
it.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass

from visualizer.state.address import quote
from visualizer.state.kept_pages import FIRST_PAGE
from visualizer.state.kept_runs import KeptRun
from visualizer.state.record_reading import (
    ID,
    NO_PAGE,
    WITH_PAGE,
    UnreadableRunError,
    read_record,
)
from visualizer.state.run_names import clean_name
from visualizer.words import runs as words

FORMAT = "visualizer kept runs"
VERSION = 1  # of a file
LONGEST_RECORD = 60_000  # characters: 601 losses of 25, and an address with a table in it
MOST_BYTES = 1_000_000  # of a file
MOST_READ = 24  # runs that are looked at: a table in each takes its time


@dataclass(frozen=True)
class ReadRuns:
    """What was found in a file or in the browser's storage.

    Attributes:
        runs: Those that could be read.
        faults: A sentence for each that could not.
        damaged: The ids of those that no version of this app can read, where they have one.
    """

    runs: tuple[KeptRun, ...] = ()
    faults: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def write_record(run: KeptRun) -> str:
    """Return ``run`` as one line of JSON."""
    return json.dumps(_content(run), separators=(",", ":"))


def write_runs(runs: Iterable[KeptRun]) -> str:
    """Return the file that holds ``runs``."""
    records = ",\n".join(write_record(run) for run in runs)
    return f'{{"format": "{FORMAT}", "version": {VERSION}, "runs": [\n{records}\n]}}\n'


def read_stored(records: Iterable[tuple[str, str]]) -> ReadRuns:
    """Return the runs that the browser had, in the order of their numbers.

    Args:
        records: Id and text of each, whatever they are.
    """
    runs, faults, damaged = [], [], []
    for place, (name, text) in enumerate(records, start=1):
        try:
            run = read_record(_parse(text, LONGEST_RECORD))
            if run.id != name:
                raise UnreadableRunError(words.DAMAGED)
            runs.append(run)
        except UnreadableRunError as error:
            faults.append(words.STORED_LEFT_OUT.format(place=place, why=error))
            if str(error) == words.DAMAGED and ID.fullmatch(name):
                damaged.append(name)
    runs.sort(key=lambda run: (run.number, run.id))
    return ReadRuns(tuple(runs), tuple(faults), tuple(damaged))


def read_runs(data: bytes) -> ReadRuns:
    """Return the runs that a file holds.

    Raises:
        ValueError: If it is no such file; the message is a sentence for people.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(words.TOO_LARGE)
    try:
        content = _parse(data.decode("utf-8-sig"), MOST_BYTES)
    except (UnicodeDecodeError, UnreadableRunError):
        content = None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(words.NO_FILE)
    if content.get("version") != VERSION:
        raise ValueError(words.FILE_OF_OTHER_VERSION)
    records = content.get("runs")
    if not isinstance(records, list):
        raise ValueError(words.FILE_DAMAGED)
    runs, faults = [], []
    for place, record in enumerate(records[:MOST_READ], start=1):
        try:
            runs.append(read_record(record))
        except UnreadableRunError as error:
            name = _name_in(record)
            said = words.NAMED_LEFT_OUT if name else words.FILED_LEFT_OUT
            faults.append(said.format(place=place, name=name, why=error))
    if len(records) > MOST_READ:
        faults.append(words.ONLY_SOME.format(most=MOST_READ))
    return ReadRuns(tuple(runs), tuple(faults))


def _content(run: KeptRun) -> dict[str, object]:
    branch = run.branch and {
        "losses": _numbers(run.branch.losses),
        "diverged_at": run.branch.diverged_at,
    }
    return {
        "version": NO_PAGE if run.page == FIRST_PAGE else WITH_PAGE,
        "id": run.id,
        "number": run.number,
        "name": run.name,
        "settings": dict(run.address),
        "losses": _numbers(run.losses),
        "diverged_at": run.diverged_at,
        "branch": branch,
        **({} if run.page == FIRST_PAGE else _facts(run)),
    }


def _facts(run: KeptRun) -> dict[str, object]:
    return {
        "page": run.page,
        "sizes": list(run.sizes),
        "loss": run.loss,
        "test_loss": run.test_loss,
    }


def _numbers(losses: Iterable[float]) -> list[float | None]:
    return [loss if math.isfinite(loss) else None for loss in losses]


def _parse(text: str, longest: int) -> object:
    if len(text) > longest:
        raise UnreadableRunError(words.DAMAGED)
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise UnreadableRunError(words.DAMAGED) from None


def _refuse(constant: str) -> None:
    raise ValueError(f"JSON has no {constant}")


def _name_in(record: object) -> str:
    """Return the name of a run that could not be read, if it has one that can be said."""
    name = record.get("name") if isinstance(record, dict) else None
    return quote(clean_name(name)) if isinstance(name, str) else ""
