"""Keep PyTorch's compiler out of a process that never compiles anything."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType

import torch

NAME = "torch._dynamo"


def leave_out_compiler() -> None:
    """Let optimizers work without the compiler, which they would load only to keep away from.

    Every optimizer imports it to tell it, before each step, that this is not to be compiled: 71 MB
    and more than a second at start, for a compiler that nobody calls. What stands in for it knows
    just the two things that it is told. If it is loaded already, it stays.

    ``tests/server/test_without_compiler.py`` compares trainings with and without it bit for bit.
    """
    if NAME in sys.modules:
        return
    stand_in = ModuleType(NAME, "Stands in for PyTorch's compiler where nothing is compiled.")
    stand_in.graph_break = _nothing
    stand_in.disable = _as_it_is
    sys.modules[NAME] = stand_in
    torch._dynamo = stand_in


def _nothing() -> None:
    """Tell nobody that compiled code should end here."""


def _as_it_is(function: Callable, *_: object, **__: object) -> Callable:
    """Return the function itself: there is nobody who would compile it."""
    return function
