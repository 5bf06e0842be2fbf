"""A process with rooms of its own, as a replica has them; does what it reads, line by line.

    python -m tests.rooms.process

Each line is a list in JSON: the name of something to do, and with what. So is each answer.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from queue import SimpleQueue

from visualizer.rooms import redis_line
from visualizer.rooms.place import rooms
from visualizer.rooms.room import RoomError

PATIENCE = 10.0  # s

heard: SimpleQueue[tuple[str, str]] = SimpleQueue()


def do(what: str, *given: str) -> object:
    """Return what comes of it."""
    match what:
        case "listen":
            return rooms().listen(lambda code, kind: heard.put((code, kind)))
        case "hear":
            while (news := heard.get(timeout=PATIENCE)) != given:
                pass
            return news
        case "open":
            opened = rooms().open()
            return opened.code, opened.key
        case "join":
            joined = rooms().join(*given)
            return joined.student.who, joined.secret
        case "tell":
            code, who, page = given
            rooms().tell(code, who, lambda student: replace(student, page=page))
        case "call":
            code, key, page = given
            rooms().lead(code, key, lambda now: replace(now, called=now.called + 1, page=page))
        case "orders":
            return rooms().orders(*given).page
        case "pages":
            return {who: each.page for who, each in rooms().read(*given).students.items()}
        case "end":
            rooms().end(*given)
    return None


def main() -> None:
    """Do everything that comes."""
    redis_line.SECONDS = PATIENCE  # a busy machine is no server that is gone
    for line in sys.stdin:
        try:
            answer = {"answer": do(*json.loads(line))}
        except RoomError as error:
            answer = {"error": type(error).__name__, "sentence": str(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
