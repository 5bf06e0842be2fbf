"""Where this process keeps its rooms."""

from functools import cache

from visualizer.rooms.in_process import RoomsInProcess
from visualizer.rooms.rooms import Rooms


@cache
def rooms() -> Rooms:
    """Return the keeper of all rooms of this process."""
    return RoomsInProcess()
