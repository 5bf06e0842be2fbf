"""What the browser's storage has been told of the kept runs, and what it still has to be told.

Knows no Streamlit. The storage holds each run under a key of its own, so two tabs add to each other
and neither can delete a run that the other one keeps, unless its student deletes that run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from visualizer.state.kept_runs import KeptRun, Shelf, bring
from visualizer.state.record_reading import ID
from visualizer.state.run_records import MOST_READ, ReadRuns, read_stored, write_record
from visualizer.words import runs as words


@dataclass(frozen=True)
class BrowserMemory:
    """What a session knows of the storage of its browser.

    Attributes:
        token: Names the session, so that a page that outlives a server knows a new one.
        heard: Whether the browser has said what it had.
        refused: Whether the browser lets nothing be stored, or no more.
        told: The runs that it holds as far as this session knows, by id.
        changes: Id to turn and text of the last change, ``None`` for a deletion; each session
            repeats all of its own, since a message may be overtaken, and the page carries out each
            turn once.
        turn: How many changes there were.
        left: How many runs it holds besides, for which there was no room.
        found: What could not be read, with its sentences.
    """

    token: str = ""
    heard: bool = False
    refused: bool = False
    told: Mapping[str, KeptRun] = field(default_factory=dict)
    changes: Mapping[str, tuple[int, str | None]] = field(default_factory=dict)
    turn: int = 0
    left: int = 0
    found: ReadRuns = field(default_factory=ReadRuns)


def note_changes(memory: BrowserMemory, shelf: Shelf) -> BrowserMemory:
    """Return the memory with what the browser has to be told, so that it holds what ``shelf`` does.

    It is the same one if there is nothing to tell.
    """
    standing = {run.id: run for run in shelf.runs}
    texts: dict[str, str | None] = {
        run.id: write_record(run) for run in shelf.runs if memory.told.get(run.id) is not run
    }
    texts |= {name: None for name in memory.told if name not in standing}
    return _tell(replace(memory, told=MappingProxyType(standing)), texts) if texts else memory


def drop_damaged(memory: BrowserMemory) -> BrowserMemory:
    """Return the memory with the order to delete what no version of the app can read."""
    told = _tell(memory, dict.fromkeys(memory.found.damaged))
    return replace(told, found=ReadRuns())


def message(memory: BrowserMemory) -> dict[str, object]:
    """Return what the page is told: who asks, whether it asks, and the changes in their order."""
    changes = sorted((turn, name, text) for name, (turn, text) in memory.changes.items())
    return {
        "session": memory.token,
        "asks": not memory.heard,
        "changes": [list(change) for change in changes],
    }


def take_answer(
    memory: BrowserMemory, shelf: Shelf, answer: object
) -> tuple[BrowserMemory, Shelf] | None:
    """Return memory and shelf after the browser's answer, or nothing if it is none, or no news.

    Args:
        memory: What was known.
        shelf: The runs of the session.
        answer: Whatever the browser sent.
    """
    if not isinstance(answer, Mapping) or answer.get("session") != memory.token:
        return None
    refused = answer.get("refused")
    if isinstance(refused, bool):
        return None if refused == memory.refused else (replace(memory, refused=refused), shelf)
    records, more = _records(answer.get("runs")), answer.get("more")
    if memory.heard or records is None:
        return None
    found = read_stored(records)
    brought = bring(shelf, found.runs)
    read = {run.id for run in found.runs}
    told = {run.id: run for run in brought.shelf.runs if run.id in read}
    more = more if isinstance(more, int) and 0 < more < 10**6 else 0
    memory = replace(
        memory,
        heard=True,
        told=MappingProxyType({**memory.told, **told}),
        left=len(brought.left) + more,
        found=found,
    )
    return memory, brought.shelf


def sentences(memory: BrowserMemory) -> list[str]:
    """Return what has to be said of the storage."""
    said = list(memory.found.faults)
    if memory.left:
        more = words.ONE_MORE_STORED if memory.left == 1 else words.MORE_STORED
        said.append(more.format(count=memory.left))
    if memory.refused:
        said.append(words.REFUSED)
    return said


def _tell(memory: BrowserMemory, texts: Mapping[str, str | None]) -> BrowserMemory:
    turns = enumerate(texts.items(), start=memory.turn + 1)
    changes = {name: (turn, text) for turn, (name, text) in turns}
    return replace(
        memory,
        changes=MappingProxyType({**memory.changes, **changes}),
        turn=memory.turn + len(changes),
    )


def _records(runs: object) -> list[tuple[str, str]] | None:
    """Return ids and texts in a browser's answer, or nothing if it is no such list."""
    if not isinstance(runs, list) or len(runs) > MOST_READ:
        return None
    pairs = [pair for pair in runs if isinstance(pair, list) and len(pair) == 2]
    return [
        (name, text)
        for name, text in pairs
        if isinstance(name, str) and isinstance(text, str) and ID.fullmatch(name)
    ]
