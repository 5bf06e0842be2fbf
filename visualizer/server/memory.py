"""How the process takes its memory from the system, and gives it back."""

from __future__ import annotations

import contextlib
import ctypes

M_ARENA_MAX = -8  # what glibc's malloc.h calls this option


def keep_memory_together() -> None:
    """Let all threads of the process take their memory from one heap instead of eight a core.

    Every run is a thread of its own and would leave free memory behind in a heap where no other
    looks for it, tens of megabytes once a class of 300 is there. Only glibc has the option.
    """
    call_glibc("mallopt", M_ARENA_MAX, 1)


def give_memory_back() -> None:
    """Return to the system what loading has used and left free."""
    call_glibc("malloc_trim", 0)


def call_glibc(name: str, *numbers: int) -> None:
    """Call a function of the C library where it has it; only glibc knows those used here."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None)[name](*numbers)
