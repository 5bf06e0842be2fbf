"""Where this process keeps its rooms: in its memory, or where the setting says."""

from __future__ import annotations

import os
import re

from visualizer.rooms.in_process import RoomsInProcess
from visualizer.rooms.once import Once
from visualizer.rooms.rooms import Rooms
from visualizer.words.rooms import NO_LIBRARY, WRONG_SETTING

SETTING = "VISUALIZER_ROOMS"  # in the environment; the address of a Redis or Valkey server
SCHEMES = ("redis://", "rediss://", "unix://")

_PASSWORD = re.compile(r"(?<=//).*(?=@)|(?<=password=)[^&]*")


class SettingError(ValueError):
    """The setting means no place; its text is one line for whoever runs the server."""


def keeper_at(address: str) -> Rooms:
    """Return a keeper of the rooms at ``address``, in this process if it is empty.

    Nobody is asked yet whether there is a server: it may come later, and go and come again.

    Raises:
        SettingError: If it is no address, or what it needs is not installed.
    """
    address = address.strip()
    if not address:
        return RoomsInProcess()
    said = _PASSWORD.sub("…", address)
    if not address.startswith(SCHEMES):
        raise SettingError(WRONG_SETTING.format(setting=SETTING, address=said))
    try:
        # Here and not above: who does not need the package need not have it.
        from visualizer.rooms.in_redis import RoomsInRedis
    except ModuleNotFoundError:
        raise SettingError(NO_LIBRARY.format(setting=SETTING)) from None
    try:
        return RoomsInRedis(address)
    except ValueError:
        raise SettingError(WRONG_SETTING.format(setting=SETTING, address=said)) from None


def _make_rooms() -> Rooms:
    """Return the keeper of all rooms of this process."""
    return keeper_at(os.environ.get(SETTING, ""))


rooms = Once(_make_rooms)
