"""The files that this process may have open: how many there may be, and how many are left."""

from __future__ import annotations

import contextlib
import os
import sys

WANTED_OPEN_FILES = 65_536  # a live session holds four; 300 sessions need more than the usual 1024
OPEN_FILES = "/dev/fd"  # an entry for each that this process has


def raise_open_file_limit() -> None:
    """Raise this process's limit of open files as far as the system lets it, or leave it."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    ceiling = WANTED_OPEN_FILES if hard == resource.RLIM_INFINITY else min(WANTED_OPEN_FILES, hard)
    if soft == resource.RLIM_INFINITY or soft >= ceiling:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (ceiling, hard))


def free_files() -> int | None:
    """Return how many more files this process may open; ``None`` where nobody can tell."""
    try:
        import resource  # not on Windows

        # Linux 6.2 and later tell their number; to list thousands takes some milliseconds.
        told = os.stat(OPEN_FILES).st_size if sys.platform == "linux" else 0
        n_open = told or len(os.listdir(OPEN_FILES))
    except (ImportError, FileNotFoundError):
        return None
    except OSError:  # not even the folder can be opened any more
        return 0
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if limit == resource.RLIM_INFINITY else limit - n_open
