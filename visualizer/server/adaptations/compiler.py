"""PyTorch's compiler stays out of a process that never compiles anything.

Every optimizer imports it to tell it, before each step, that this is not to be compiled: 71 MB and
more than a second at start, for a compiler that nobody calls.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType

import torch

NAME = "torch._dynamo"


def leave_out_compiler() -> None:
    """Put something in the compiler's place that knows the two things which optimizers tell it.

    Whoever asks it for anything else gets the compiler after all. If that is loaded already, it
    stays. ``tests/server/test_without_compiler.py`` compares trainings with and without it.
    """
    if NAME in sys.modules:
        return
    stand_in = ModuleType(NAME, "Stands in for PyTorch's compiler where nothing is compiled.")
    known = {"graph_break": _nothing, "disable": _as_it_is, "__getattr__": _of_the_compiler}
    vars(stand_in).update(known)
    sys.modules[NAME] = vars(torch)["_dynamo"] = stand_in


def is_left_out() -> bool:
    """Tell whether the stand-in is in the compiler's place."""
    return getattr(sys.modules.get(NAME), "graph_break", None) is _nothing


def _nothing() -> None:
    """Tell nobody that compiled code should end here."""


def _as_it_is(function: Callable, *_: object, **__: object) -> Callable:
    """Return the function itself: there is nobody who would compile it."""
    return function


def _of_the_compiler(name: str) -> object:
    """Load the compiler for what only it knows, its path included: a part of it is imported.

    Raises:
        AttributeError: For what any module may be asked out of curiosity, or if it is not there.
    """
    if name.startswith("__") and name != "__path__":
        raise AttributeError(name)
    sys.modules.pop(NAME)
    vars(torch).pop("_dynamo")
    return getattr(importlib.import_module(NAME), name)
