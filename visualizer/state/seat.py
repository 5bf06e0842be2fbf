"""Who a session is in a class, and what it has done of what the teacher said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Desk:
    """What a teacher looks at.

    Attributes:
        page: The page whose students are seen; empty for where most are.
        latest: The page that was seen last, whoever chose it.
        guesses: Pages whose guesses are shown.
        chosen: A student who is looked at more closely; empty for none.
    """

    page: str = ""
    latest: str = ""
    guesses: tuple[str, ...] = ()
    chosen: str = ""


@dataclass(frozen=True)
class Seat:
    """A place in a class.

    Attributes:
        code: Of the room.
        who: The student; empty for the teacher.
        key: The teacher's secret; empty for a student.
        called: How often this session has come when all were called.
        rounds: Page to the round of its question that is open or answered here; 1 if missing.
        task: The page of the task that all have, as was last heard of it; empty for none.
        shown: Pages whose answer the teacher has shown: it counts as no wish to be shown it.
        desk: What is looked at, if it is the teacher's.
        led_to: A name of what was shown when the session last went to the teacher; empty before
            that, ``None`` while it is on its way.
        led_back: Whether the latest move that Undo takes back led there.
    """

    code: str
    who: str = ""
    key: str = ""
    called: int = 0
    rounds: Mapping[str, int] = field(default_factory=dict)
    task: str = ""
    shown: tuple[str, ...] = ()
    desk: Desk = Desk()
    led_to: str | None = ""
    led_back: bool = False

    @property
    def is_teacher(self) -> bool:
        """Whether it is the teacher's."""
        return bool(self.key)
