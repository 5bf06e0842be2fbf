"""Whether this process may have a worker, as whoever runs it says or as the machine is."""

from __future__ import annotations

import math
import os
from enum import Enum
from pathlib import Path

SETTING = "VISUALIZER_WORKER"  # in the environment
FEWEST_CORES = 2
QUOTA = Path("/sys/fs/cgroup/cpu.max")


class Wish(Enum):
    """When a worker is started."""

    AT_ONCE = "on"
    WHEN_NEEDED = ""
    NEVER = "off"


class WorkerSettingError(ValueError):
    """The setting is none; its text is one line for whoever runs the server."""


def wish() -> Wish:
    """Return when a worker is to be started.

    Raises:
        WorkerSettingError: If the environment says something else.
    """
    said = os.environ.get(SETTING, "").strip().lower()
    try:
        wished = Wish(said)
    except ValueError:
        raise WorkerSettingError(
            f"{SETTING} is {said!r}: it must be 'on', 'off' or not there at all."
        ) from None
    if wished is Wish.WHEN_NEEDED and cores() < FEWEST_CORES:
        return Wish.NEVER  # the two would take turns on one core
    return wished


def cores() -> float:
    """Return how many cores this process may use; a container may have a part of one."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), _quota())
    return os.cpu_count() or 1


def _quota() -> float:
    """Return what the container has of the cores, as Linux tells it (cgroup v2, ``cpu.max``)."""
    try:
        quota, period = QUOTA.read_text("ascii").split()
        return math.inf if quota == "max" else int(quota) / int(period)
    except (OSError, ValueError):
        return math.inf
