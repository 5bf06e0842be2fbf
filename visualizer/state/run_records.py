"""Kept runs as text, for the browser's storage and for a file. Knows no Streamlit.

What comes back may be a stranger's. It is read as numbers and known names only: JSON, limited in
size, whose settings are read as any address is and whose losses must fit them.
"""

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeGuard

from visualizer.state.address import BY_ADDRESS, STREAMLITS_OWN, quote, read_address
from visualizer.state.kept_runs import ID_BYTES, KeptBranch, KeptRun
from visualizer.state.kinds import Value
from visualizer.state.number_texts import number_text
from visualizer.state.pages import complete
from visualizer.state.run_file import is_address
from visualizer.state.run_names import clean_name
from visualizer.state.values import number, whole
from visualizer.tables.own_data import FINGERPRINT, UnknownTableError, find_table, is_own, travels

FORMAT = "visualizer kept runs"
VERSION = 1
LONGEST_RECORD = 60_000  # characters: 601 losses of 25, and an address with a table in it
MOST_BYTES = 1_000_000  # of a file
MOST_READ = 24  # runs that are looked at: a table in each takes its time
LARGEST_LOSS = 3.5e38  # beyond every float32

ID = re.compile(rf"[0-9a-f]{{{2 * ID_BYTES}}}")
_FINGERPRINT = re.compile(rf"{re.escape(FINGERPRINT)}[0-9a-f]{{32}}")

DAMAGED = "it is damaged"
OTHER_VERSION = "it was kept by another version of this app"


class UnreadableRunError(ValueError):
    """What is wrong with a run; the message goes on from “…, since”."""


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
            run = _read_run(_parse(text, LONGEST_RECORD))
            if run.id != name:
                raise UnreadableRunError(DAMAGED)
            runs.append(run)
        except UnreadableRunError as error:
            faults.append(f"Run {place} in this browser’s storage is left out, since {error}.")
            if str(error) == DAMAGED and ID.fullmatch(name):
                damaged.append(name)
    runs.sort(key=lambda run: (run.number, run.id))
    return ReadRuns(tuple(runs), tuple(faults), tuple(damaged))


def read_runs(data: bytes) -> ReadRuns:
    """Return the runs that a file holds.

    Raises:
        ValueError: If it is no such file; the message is a sentence for people.
    """
    if len(data) > MOST_BYTES:
        raise ValueError("The file is larger than any file of kept runs of this app.")
    try:
        content = _parse(data.decode("utf-8-sig"), MOST_BYTES)
    except (UnicodeDecodeError, UnreadableRunError):
        content = None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError("This is no file of kept runs of this app.")
    if content.get("version") != VERSION:
        raise ValueError("This file of kept runs was written by another version of this app.")
    records = content.get("runs")
    if not isinstance(records, list):
        raise ValueError("This file of kept runs is damaged.")
    runs, faults = [], []
    for place, record in enumerate(records[:MOST_READ], start=1):
        try:
            runs.append(_read_run(record))
        except UnreadableRunError as error:
            called = _called(record)
            faults.append(f"Run {place} of the file{called} is left out, since {error}.")
    if len(records) > MOST_READ:
        faults.append(f"Only the first {MOST_READ} runs of the file were looked at.")
    return ReadRuns(tuple(runs), tuple(faults))


def _content(run: KeptRun) -> dict[str, object]:
    branch = run.branch and {
        "losses": _numbers(run.branch.losses),
        "diverged_at": run.branch.diverged_at,
    }
    return {
        "version": VERSION,
        "id": run.id,
        "number": run.number,
        "name": run.name,
        "settings": dict(run.address),
        "losses": _numbers(run.losses),
        "diverged_at": run.diverged_at,
        "branch": branch,
    }


def _numbers(losses: Iterable[float]) -> list[float | None]:
    return [loss if math.isfinite(loss) else None for loss in losses]


def _parse(text: str, longest: int) -> object:
    if len(text) > longest:
        raise UnreadableRunError(DAMAGED)
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise UnreadableRunError(DAMAGED) from None


def _refuse(constant: str) -> None:
    raise ValueError(f"JSON has no {constant}")


def _read_run(record: object) -> KeptRun:
    """Return the run that ``record``, read from JSON, describes.

    Raises:
        UnreadableRunError: If it describes none.
    """
    if not isinstance(record, dict):
        raise UnreadableRunError(DAMAGED)
    version = record.get("version")
    if version != VERSION and _is_whole(version, 1, 10**6):
        raise UnreadableRunError(OTHER_VERSION)
    name, identity, place = (record.get(key) for key in ("name", "id", "number"))
    cleaned = clean_name(name) if isinstance(name, str) else ""
    if version != VERSION or not cleaned or not _is_whole(place, 1, 10**6):
        raise UnreadableRunError(DAMAGED)
    if not isinstance(identity, str) or ID.fullmatch(identity) is None:
        raise UnreadableRunError(DAMAGED)
    address, values = _read_settings(record.get("settings"))
    losses, diverged_at = _read_losses(record, 0, whole(values, "n_steps"))
    branch = _read_branch(record.get("branch"), values)
    return KeptRun(
        cleaned, MappingProxyType(address), MappingProxyType(values), losses, diverged_at,
        branch, place, identity,
    )  # fmt: skip


def _read_settings(settings: object) -> tuple[dict[str, str], dict[str, Value]]:
    """Return the address, of known keys only, and the value of every parameter that it means."""
    if not is_address(settings):
        raise UnreadableRunError(DAMAGED)
    address = {key: text for key, text in settings.items() if key.lower() not in STREAMLITS_OWN}
    if not address.keys() <= BY_ADDRESS.keys():
        raise UnreadableRunError(DAMAGED)
    away = _table_elsewhere(address)
    # Nobody knows how many students there are in a table that is not here.
    unread = {"data", "student"} if away else set()
    query = {key: (text,) for key, text in address.items() if key not in unread}
    given, faults = read_address(query, "training")
    if faults:
        raise UnreadableRunError(DAMAGED)
    values = complete("training", given | ({"dataset": away} if away else {}))
    return address or {"seed": number_text(whole(values, "seed"))}, values


def _table_elsewhere(address: dict[str, str]) -> str:
    """Return the name of the table if it was too large for a link and is not in this process."""
    name = address.get("data", "")
    if not is_own(name) or travels(name) or _FINGERPRINT.fullmatch(name) is None:
        return ""
    try:
        find_table(name)
    except UnknownTableError:
        return name
    return ""


def _read_branch(record: object, values: dict[str, Value]) -> KeptBranch | None:
    branch_step, n_steps = whole(values, "branch_step"), whole(values, "n_steps")
    if branch_step < 0 and record is None:
        return None
    if branch_step < 0 or not isinstance(record, dict):
        raise UnreadableRunError(DAMAGED)
    step = min(branch_step, n_steps)
    losses, diverged_at = _read_losses(record, step, n_steps)
    return KeptBranch(step, number(values, "branch_rate"), losses, diverged_at)


def _read_losses(
    record: dict[str, object], first: int, last: int
) -> tuple[tuple[float, ...], int | None]:
    """Return the losses from step ``first`` to ``last``, and the step at which they diverged."""
    losses, diverged_at = record.get("losses"), record.get("diverged_at")
    if not isinstance(losses, list) or len(losses) != last - first + 1:
        raise UnreadableRunError(DAMAGED)
    if diverged_at is not None and not _is_whole(diverged_at, 0, last):
        raise UnreadableRunError(DAMAGED)
    # The step that diverged may still have a loss, of weights that are none.
    n_numbers = next((place for place, each in enumerate(losses) if each is None), len(losses))
    allowed = {len(losses)}
    if diverged_at is not None:
        allowed = {min(max(diverged_at + more - first, 0), len(losses)) for more in (0, 1)}
    if n_numbers not in allowed or any(each is not None for each in losses[n_numbers:]):
        raise UnreadableRunError(DAMAGED)
    return (*_finite(losses[:n_numbers]), *[math.nan] * (len(losses) - n_numbers)), diverged_at


def _finite(losses: Sequence[object]) -> list[float]:
    found: list[float] = []
    for loss in losses:
        if isinstance(loss, bool) or not isinstance(loss, int | float):
            raise UnreadableRunError(DAMAGED)
        if not 0 <= loss <= LARGEST_LOSS:  # also refuses NaN
            raise UnreadableRunError(DAMAGED)
        found.append(float(loss))
    return found


def _is_whole(number: object, low: int, high: int) -> TypeGuard[int]:
    return isinstance(number, int) and not isinstance(number, bool) and low <= number <= high


def _called(record: object) -> str:
    """Return the name of a run that could not be read, if it has one that can be said."""
    name = record.get("name") if isinstance(record, dict) else None
    cleaned = quote(clean_name(name)) if isinstance(name, str) else ""
    return f" (“{cleaned}”)" if cleaned else ""
