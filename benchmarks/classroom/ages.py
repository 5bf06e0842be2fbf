"""How old a teacher's picture is: from when a student was answered to when their dot stands there.

A move counts as seen when the picture shows it or a later one of the same student: what was moved
again before the next picture is never seen by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

State = tuple[float, float]
"""Where both weights of a student stand."""

DIGITS = 3  # of a weight, which travels as 32 bits


@dataclass(eq=False)
class Move:
    """One move of one student.

    Attributes:
        state: Where it leads.
        answered: When its answer had come, as ``time.perf_counter()`` says; ``None`` before.
        seen: When the picture with it had come.
    """

    state: State
    answered: float | None = None
    seen: float | None = None


@dataclass
class Ages:
    """The moves of a class until they are seen.

    Attributes:
        seconds: Of every move that was answered and seen: how long after its answer it was seen; 0
            where the picture was there first.
        moves: What each student is called → the moves that are still to be answered or seen.
    """

    seconds: list[float] = field(default_factory=list)
    moves: dict[str, list[Move]] = field(default_factory=dict)

    @property
    def n_waiting(self) -> int:
        """How many moves are still to be answered or seen."""
        return sum(map(len, self.moves.values()))

    def asked(self, name: str, state: State) -> Move:
        """Note that a student is about to move."""
        move = Move(_short(state))
        self.moves.setdefault(name, []).append(move)
        return move

    def forget(self, name: str, move: Move) -> None:
        """Note that a move was not answered."""
        self.moves[name] = [each for each in self.moves[name] if each is not move]

    def answered(self, name: str, move: Move, at: float) -> None:
        """Note when a move was answered."""
        move.answered = at
        self._count(name)

    def shown(self, states: Mapping[str, State], at: float) -> None:
        """Note a picture: where it has whom, and when it had come."""
        for name, state in states.items():
            moves = self.moves.get(name, [])
            shown = [place for place, each in enumerate(moves) if each.state == _short(state)]
            for move in moves[: shown[-1] + 1] if shown else ():
                if move.seen is None:
                    move.seen = at
            self._count(name)

    def _count(self, name: str) -> None:
        """Take the time of what was answered and seen."""
        waiting = []
        for move in self.moves.get(name, ()):
            if move.answered is None or move.seen is None:
                waiting.append(move)
            else:
                self.seconds.append(max(0.0, move.seen - move.answered))
        self.moves[name] = waiting


def _short(state: State) -> State:
    first, second = state
    return round(first, DIGITS), round(second, DIGITS)
