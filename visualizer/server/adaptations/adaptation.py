"""An adaptation: names of another package that are replaced, all of them or none."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

Replace = Callable[[Any], object]


@dataclass(frozen=True)
class Target:
    """A name to look at, and to replace.

    Attributes:
        module: The module's full name. It is imported when the adaptation is tried.
        name: The attribute in it, with dots.
        expected: The first parameters of the function that stands there, as it was when its
            replacement was written; others may follow, which the replacement must pass on. For
            what is not called, its type.
        replace: Returns what takes the place of what is there; ``None`` if it is only looked at.
    """

    module: str
    name: str
    expected: tuple[str, ...] | type
    replace: Replace | None

    def find(self) -> tuple[object, str, object]:
        """Return the holder, the last part of the name, and what stands there.

        Raises:
            LookupError: If it is not there, or not as expected.
        """
        *path, last = self.name.split(".")
        try:
            module = importlib.import_module(self.module)
            holder = attrgetter(".".join(path))(module) if path else module
            found = getattr(holder, last)
        except (ImportError, AttributeError) as error:
            raise LookupError(f"{self.module}.{self.name} is not there") from error
        if isinstance(self.expected, type):
            fits = type(found) is self.expected
        else:
            fits = self.expected == _parameters(found)[: len(self.expected)]
        if not fits:
            raise LookupError(f"{self.module}.{self.name} is not as expected")
        return holder, last, found


def _parameters(found: object) -> tuple[str, ...]:
    with suppress(ValueError):  # it is written in C
        return tuple(inspect.signature(found).parameters) if callable(found) else ()
    return ()


@dataclass(frozen=True)
class Adaptation:
    """One entry of the table.

    Attributes:
        name: What the app runs without, where it cannot be applied; after "without".
        why: What it is for, a sentence.
        kind: A *tuning* makes the app quicker or smaller, a *protection* keeps something out or
            something of a student's from being lost.
        targets: What it replaces.
        and_then: What else it does, once its targets are known to be as expected.
    """

    name: str
    why: str
    kind: Literal["tuning", "protection"]
    targets: tuple[Target, ...]
    and_then: Callable[[], None] | None = None

    def apply(self) -> None:
        """Replace all targets.

        Raises:
            LookupError: If one of them is not as expected. Then none has been replaced.
        """
        found = [(*each.find(), each.replace) for each in self.targets]
        new = [
            (holder, name, replace(old))
            for holder, name, old, replace in found
            if replace is not None
        ]
        for holder, name, replacement in new:
            setattr(holder, name, replacement)
        if self.and_then is not None:
            self.and_then()
