"""News of a class for a browser that asks for them now and then: in a plain script.

It has no routes, and so no answer that goes on. What has changed since a browser asked last is told
when it asks again; who has not asked for a while counts as gone.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from visualizer.rooms.place import rooms
from visualizer.routes.classes.requests import Found, text_in
from visualizer.seats.joining import check_desk, student_with
from visualizer.seats.lines import desk_line, orders_line, progress_line
from visualizer.seats.presence import note_presence

EVERY_SECONDS = 2.0
MOST_A_SECOND = 15  # of all together; where there are more students they ask less often
MISSED = 4  # questions that did not come, after which a student counts as gone

_logger = logging.getLogger(__name__)


class Polls:
    """Who asks for news. May be used in any thread."""

    def __init__(
        self,
        gone: Callable[[str, str], None],
        now: Callable[[], float] = time.monotonic,
        later: Callable[[float, Callable[[], None]], None] | None = None,
    ) -> None:
        """Start with nobody.

        Args:
            gone: Is told who asks no more: the code of the class and the student.
            now: Tells seconds from any moment on.
            later: Calls something so many seconds later.
        """
        self._gone, self._now, self._later = gone, now, later or _in_a_thread
        self._lock = threading.Lock()
        self._asked: dict[tuple[str, str], float] = {}
        self._looks = False

    def note(self, code: str, who: str) -> float:
        """Note that somebody has asked; return after how many seconds they are to ask again."""
        with self._lock:
            self._asked[code, who] = self._now()
            looks, self._looks = self._looks, True
            pause = self._pause()
        if not looks:
            self._later(pause, self.look)
        return pause

    def look(self) -> None:
        """Tell who has asked no more, and look again later while anybody asks."""
        with self._lock:
            pause = self._pause()
            late = self._now() - MISSED * pause
            gone = [each for each, asked in self._asked.items() if asked <= late]
            for each in gone:
                del self._asked[each]
            self._looks = goes_on = bool(self._asked)
        for code, who in gone:
            try:
                self._gone(code, who)
            except Exception:  # whatever its cause: the others are looked at all the same
                _logger.exception("a class was not told who asks no more")
        if goes_on:
            self._later(pause, self.look)

    def _pause(self) -> float:
        return max(EVERY_SECONDS, len(self._asked) / MOST_A_SECOND)


def _in_a_thread(seconds: float, how: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, how)
    timer.daemon = True
    timer.start()


POLLS = Polls(lambda code, who: note_presence(code, who, is_here=False))


def latest_news(found: Found, _address: str) -> Found:
    """Return what a browser has not heard yet, and after how many seconds it is to ask again.

    It names the version that it has in ``after``, -1 for none. A page that is out of sight, as
    ``hidden`` says, brings nobody back: browsers let it ask once a minute, which is too seldom to
    be there.
    """
    code, key = text_in(found, "code"), text_in(found, "key", "")
    after = found.get("after")
    if key:
        return {**_of_desk(code, key, after), "pause": EVERY_SECONDS}
    student = student_with(code, text_in(found, "secret", ""))
    pause = POLLS.note(code, student.who)
    if not student.is_here and found.get("hidden") is not True:
        note_presence(code, student.who, is_here=True)
    orders = rooms().orders(code)
    line = {} if orders.version == after else {"orders": orders_line(orders)}
    return {**line, **progress_line(student), "pause": pause}


def _of_desk(code: str, key: str, after: object) -> Found:
    check_desk(code, key)
    room = rooms().read(code)
    return {} if room.version == after else desk_line(room)
