"""Long computations take a breath now and then, for whoever runs them.

A server uses it to end a training whose student has left, and to let others go first. By itself a
breath does nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

STEPS_A_BREATH = 10
"""After how many steps of a training the next breath is due: a few milliseconds."""

_hook: ContextVar[Callable[[], None] | None] = ContextVar("breath", default=None)


@contextmanager
def breathing(hook: Callable[[], None]) -> Iterator[None]:
    """Have ``hook`` called at every breath of this thread inside the block.

    Args:
        hook: May take its time, or raise to end the computation.
    """
    before = _hook.set(hook)
    try:
        yield
    finally:
        _hook.reset(before)


def breathe(step: int = 0) -> None:
    """Take a breath if one is due.

    Args:
        step: The step that a training is at; due at every ``STEPS_A_BREATH``-th.

    Example:
        >>> with breathing(lambda: print("breath")):
        ...     for step in range(25):
        ...         breathe(step)
        breath
        breath
        breath
    """
    if step % STEPS_A_BREATH == 0 and (hook := _hook.get()) is not None:
        hook()
