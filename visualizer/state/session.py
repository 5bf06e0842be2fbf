"""What one open page of the app holds, as one small object that all who change it share.

Script runs of Streamlit, buttons and the route of the releases come in threads of their own. What
they read is a value that never changes; to change it means to put another in its place, one at a
time. Knows no Streamlit.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from weakref import WeakValueDictionary

from visualizer.state.kinds import Value
from visualizer.state.memory import Memory, change, wrote
from visualizer.state.pages import get_page
from visualizer.state.seat import Seat
from visualizer.state.tuning import Tunings
from visualizer.tables.own_data import bring_back
from visualizer.tables.table import Table

TOKEN_BYTES = 24


@dataclass(frozen=True)
class Head:
    """What a page shows around its stages and a release can change.

    Attributes:
        notices: What could not be used of the address or of the last change.
        around: What else there is on this page; the stage's business.
    """

    notices: tuple[str, ...] = ()
    around: Hashable = None


@dataclass(frozen=True)
class Contents:
    """What a session holds at one moment.

    Attributes:
        memory: The values and how they came about.
        guesses: The guess that was made on a page, by its name.
        tunings: The record of tuning by hand for each game.
        tables: The student's own tables that are too large for a link, by name.
        head: What the open page shows around its stages.
        carried_out: Of each stage, the name of the latest release of each of its last few openings;
            the one that was told last at the end.
        at_hand: The cold control of each stage that somebody is about to move, or moves.
        seat: Its place in a class, if it has one.
        tried: A name of where it was last at the task of its link, which tells a move from a look.
        version: How many changes there were before; tells the browser which of two is newer.
    """

    memory: Memory = field(default_factory=Memory)
    guesses: Mapping[str, int] = field(default_factory=dict)
    tunings: Tunings = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    head: Head = field(default_factory=Head)
    carried_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at_hand: Mapping[str, str] = field(default_factory=dict)
    seat: Seat | None = None
    tried: str = ""
    version: int = 0

    def answered(self, stage: str) -> str:
        """Return the name of the release that what ``stage`` shows answers; empty for none."""
        return self.carried_out.get(stage, ("",))[-1]

    def values(self) -> dict[str, Value]:
        """Return the value of each parameter of the open page."""
        values = self.memory.values()
        return {name: values[name] for name in get_page(self.memory.page).names}

    def head_now(self, around: Hashable = None) -> Head:
        """Return what the head of the open page has to show."""
        return Head(self.memory.notices, around)

    def bring_tables_back(self) -> None:
        """Bring the large tables back to this process: others may have pushed them out."""
        for name, table in self.tables.items():
            bring_back(name, table)


class Session:
    """The contents of one session and the name by which a browser finds them.

    Attributes:
        token: Random; who knows it may change the session, so it stands in no address and no log.
    """

    def __init__(self) -> None:
        """Start with nothing in it."""
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self._lock = threading.RLock()
        self._now = Contents()
        _SESSIONS[self.token] = self

    @property
    def now(self) -> Contents:
        """What it holds; never changes under the hands of who has read it."""
        return self._now

    def change(self, how: Callable[[Contents], Contents]) -> Contents:
        """Put what ``how`` makes of the contents in their place; return it.

        Nobody else changes them meanwhile, so ``how`` must be quick.
        """
        with self._lock:
            self._now = following(self._now, how)
            return self._now

    def put_at_once(self, seen: Contents, after: Contents) -> bool:
        """Put ``after``, which follows ``seen``, in its place; tell whether that could be done.

        It cannot where the contents are others by now, or somebody is at them: it waits for nobody.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            if self._now is not seen:
                return False
            self._now = after
            return True
        finally:
            self._lock.release()


def following(now: Contents, how: Callable[[Contents], Contents]) -> Contents:
    """Return what ``how`` makes of the contents, under the version that follows theirs."""
    after = how(now)
    return now if after is now else replace(after, version=now.version + 1)


_SESSIONS: WeakValueDictionary[str, Session] = WeakValueDictionary()


def find_session(token: str) -> Session | None:
    """Return the session with this token, while anybody holds it."""
    return _SESSIONS.get(token)


def changed(memory: Memory, changes: Mapping[str, object], page: str | None = None) -> Memory:
    """Return ``memory`` after ``changes`` made on ``page``, though another may be open by now.

    Args:
        memory: What was remembered.
        changes: Name to new value; whatever a browser sent.
        page: Where they were made; the open page if ``None``.
    """
    after = change(replace(memory, page=page or memory.page), changes)
    return replace(after, page=memory.page)


def told_address(contents: Contents, page: str) -> Contents:
    """Return ``contents`` after a stage of ``page`` was given the address, to write it.

    It does so only while its page is open.
    """
    memory = contents.memory
    address = {key: (text,) for key, text in memory.address().items()}
    if memory.page != page or memory.is_shown(address):
        return contents
    return replace(contents, memory=wrote(memory, address))
