"""Long computations take a breath now and then, for whoever runs them.

A server uses it to end a training whose student has left, and to let others go first. By itself a
breath does nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_hook: ContextVar[Callable[[], None] | None] = ContextVar("breath", default=None)


@contextmanager
def breathing(hook: Callable[[], None]) -> Iterator[None]:
    """Have ``hook`` called at every breath of this thread inside the block.

    Args:
        hook: Called at every step of a training, so it must mostly do nothing. Now and then it may
            take its time, or raise to end the computation.
    """
    before = _hook.set(hook)
    try:
        yield
    finally:
        _hook.reset(before)


def breathe() -> None:
    """Take a breath: every loop over the steps of a training does, once a step.

    Example:
        >>> with breathing(lambda: print("breath")):
        ...     breathe()
        breath
        >>> breathe()
    """
    if (hook := _hook.get()) is not None:
        hook()
