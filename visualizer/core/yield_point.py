"""Points at which a long computation yields: there it can be ended, or others let go first.

A server uses them to end a training whose student has left, and to share its time. By itself a
yield point does nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_hook: ContextVar[Callable[[], None] | None] = ContextVar("yield_point", default=None)


@contextmanager
def at_yield_points(hook: Callable[[], None]) -> Iterator[None]:
    """Have ``hook`` called at every yield point of this thread inside the block.

    Args:
        hook: Called at every step of a training, so it must mostly do nothing. Now and then it may
            take its time, or raise to end the computation.
    """
    before = _hook.set(hook)
    try:
        yield
    finally:
        _hook.reset(before)


def yield_point() -> None:
    """Mark a point at which this computation yields: once a step in every loop of a training.

    Example:
        >>> with at_yield_points(lambda: print("others may go first")):
        ...     yield_point()
        others may go first
        >>> yield_point()
    """
    if (hook := _hook.get()) is not None:
        hook()
