"""From what a record of a kept run holds to the run. Knows no Streamlit.

A record may be a stranger's. It is read as numbers and known names only, whose settings are read as
any address is and whose losses must fit them.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeGuard

from visualizer.core.loss_registry import LOSSES
from visualizer.state.address import BY_ADDRESS, STREAMLITS_OWN, read_address
from visualizer.state.kept_pages import FIRST_PAGE, KEPT_PAGES
from visualizer.state.kept_runs import ID_BYTES, KeptBranch, KeptRun
from visualizer.state.kinds import Value
from visualizer.state.pages import complete
from visualizer.state.run_file import is_address
from visualizer.state.run_making import default_address
from visualizer.state.run_names import clean_name, sizes_of
from visualizer.tables.own_data import FINGERPRINT, UnknownTableError, find_table, is_own, travels
from visualizer.words.runs import DAMAGED, OTHER_VERSION

NO_PAGE, WITH_PAGE = 1, 2  # versions of a record
LARGEST_LOSS = 3.5e38  # beyond every float32
MOST_SIZES, LARGEST_SIZE = 9, 99  # of a network whose table is elsewhere

ID = re.compile(rf"[0-9a-f]{{{2 * ID_BYTES}}}")
_FINGERPRINT = re.compile(rf"{re.escape(FINGERPRINT)}[0-9a-f]{{32}}")


class UnreadableRunError(ValueError):
    """What is wrong with a run; the message goes on from “…, since”."""


def read_record(record: object) -> KeptRun:
    """Return the run that ``record``, read from JSON, describes.

    Raises:
        UnreadableRunError: If it describes none.
    """
    if not isinstance(record, dict):
        raise UnreadableRunError(DAMAGED)
    version = record.get("version")
    if _is_whole(version, WITH_PAGE + 1, 10**6):
        raise UnreadableRunError(OTHER_VERSION)
    name, identity, place = (record.get(key) for key in ("name", "id", "number"))
    cleaned = clean_name(name) if isinstance(name, str) else ""
    if not _is_whole(version, NO_PAGE, WITH_PAGE) or not cleaned or not _is_whole(place, 1, 10**6):
        raise UnreadableRunError(DAMAGED)
    if not isinstance(identity, str) or ID.fullmatch(identity) is None:
        raise UnreadableRunError(DAMAGED)
    page = _read_page(record, version)
    address, values = _read_settings(record.get("settings"), page)
    losses, diverged_at = _read_losses(record, 0, KEPT_PAGES[page].n_steps(values))
    run = KeptRun(
        cleaned, MappingProxyType(address), MappingProxyType(values), losses, diverged_at,
        _read_branch(record.get("branch"), page, values), place, identity, page,
    )  # fmt: skip
    return run if version == NO_PAGE else _with_facts(run, record)


def _read_page(record: dict[str, object], version: int) -> str:
    """Return the page that a run was made on; a record of the first version does not tell it."""
    page = record.get("page")
    if version == NO_PAGE and page is None:
        return FIRST_PAGE
    if version == NO_PAGE or not isinstance(page, str) or page not in KEPT_PAGES:
        raise UnreadableRunError(DAMAGED)
    return page


def _read_settings(settings: object, page: str) -> tuple[dict[str, str], dict[str, Value]]:
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
    given, faults = read_address(query, page)
    if faults:
        raise UnreadableRunError(DAMAGED)
    values = complete(page, given | ({"dataset": away} if away else {}))
    return address or dict(default_address(page, values)), values


def _with_facts(run: KeptRun, record: dict[str, object]) -> KeptRun:
    """Return ``run`` with what a record tells besides; all of it must be as the settings say."""
    sizes, loss, test_loss = (record.get(key) for key in ("sizes", "loss", "test_loss"))
    if not isinstance(sizes, list) or not 2 <= len(sizes) <= MOST_SIZES:
        raise UnreadableRunError(DAMAGED)
    if not all(_is_whole(size, 1, LARGEST_SIZE) for size in sizes):
        raise UnreadableRunError(DAMAGED)
    if not isinstance(loss, str) or loss not in LOSSES:
        raise UnreadableRunError(DAMAGED)
    tested = None if test_loss is None else _finite([test_loss])[0]
    if tested is not None and run.diverged_at is not None:
        raise UnreadableRunError(DAMAGED)
    run = replace(run, sizes=tuple(sizes), loss=loss, test_loss=tested)
    kept_page = KEPT_PAGES[run.page]
    try:
        setup, test = kept_page.setup(run.values), kept_page.test(run.values)
    except UnknownTableError:  # what its table decides cannot be known here
        return run
    if run.sizes != sizes_of(setup) or run.loss != setup.loss:
        raise UnreadableRunError(DAMAGED)
    if test is None and tested is not None:
        raise UnreadableRunError(DAMAGED)
    return run


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


def _read_branch(record: object, page: str, values: dict[str, Value]) -> KeptBranch | None:
    branch, n_steps = KEPT_PAGES[page].branch(values), KEPT_PAGES[page].n_steps(values)
    if branch is None and record is None:
        return None
    if branch is None or not isinstance(record, dict):
        raise UnreadableRunError(DAMAGED)
    losses, diverged_at = _read_losses(record, branch.step, n_steps)
    return KeptBranch(branch.step, branch.learning_rate, losses, diverged_at)


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
