"""The Plotly bundle taken apart: what every page draws first, and what space needs later.

A browser takes more than a second to execute the bundle that ``plotly`` brings along, in one piece,
and the pages draw five of its 46 kinds of traces. The bundle is a list of modules, each a function
that runs when another module first calls it; the last statement calls all kinds of traces. Two
scripts are made of it:

* the *first* holds the core, the kinds of flat pictures, and what those call;
* the *further* one holds what the kinds in space call beyond that. It runs after the first, each
  kind when it is asked for.

A module is known by its call, ``name()``. A local name that looks like one keeps a module that
nobody needs, which costs little. A bundle that looks otherwise than expected is not taken apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

OF_THE_CORE = {"scatter"}

_CALL = re.compile(r"(?<![\w$.])([\w$]+)\(\)")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_ENTRY = re.compile(r"return ([\w$]+)\(\);?\}\)\(\);")
_KINDS = re.compile(r"var ([\w$]+)=([\w$]+)\(\);\1\.register\(\[((?:[\w$]+\(\),)+[\w$]+\(\))\]\);")
_BEGINNING = re.compile(r"([\w$]+)=([\w$]+)\(\(\)=>\{")
_ALIAS = re.compile(r'\([\w$]+,([\w$]+)\)=>\{"use strict";\1\.exports=([\w$]+)\(\)\}\);$')


Found = TypeVar("Found")


@dataclass(frozen=True)
class Parts:
    """The scripts made of a bundle.

    Attributes:
        first: Sets ``Plotly``. ``Plotly.further`` has the place of the other script, if any.
        further: Adds ``Plotly.further.kinds``, functions that are called one after another; then
            Plotly draws in space.
    """

    first: str
    further: str


class _OtherwiseError(Exception):
    """The bundle does not look as expected."""


def take_apart(
    bundle: str, flat: tuple[str, ...], space: tuple[str, ...], further_url: str
) -> Parts | None:
    """Return the scripts made of ``bundle``; ``None`` if it does not look as expected.

    Args:
        bundle: What ``plotly.min.js`` holds.
        flat: The kinds of traces that the first script draws.
        space: Those that the further one adds.
        further_url: Where the further script will be, relative to the first.

    >>> take_apart("another bundle", ("bar",), ("surface",), "further.js") is None
    True
    """
    try:
        return _Bundle(bundle).parts(flat, space, further_url)
    except _OtherwiseError:
        return None


class _Bundle:
    """A bundle as a list of modules.

    Attributes:
        before: What stands before the first module: the functions that bundlers add.
        modules: The text of each module by its name, in order, with what stands after it.
        after: What stands after the last module.
        helpers: Names of those functions, and of more.
        owners: The module with which each name is declared that a module may call.
        with_loose: The modules after which loose functions stand.
    """

    def __init__(self, text: str) -> None:
        entry = _only(list(_ENTRY.finditer(text)))
        kinds = _only(list(_KINDS.finditer(text)))
        self.entry, self.core, self.register = entry.group(1), kinds.group(2), kinds.group(0)
        self.all_kinds = kinds.group(3).replace("()", "").split(",")
        maker = _only(re.findall(rf"(?<=;)var {re.escape(self.entry)}=([\w$]+)\(", text))
        begins = list(re.finditer(rf"(?<=;)var ([\w$]+)={re.escape(maker)}\(", text))
        ends = [*(begin.start() for begin in begins[1:]), entry.start()]
        self.before, self.after = text[: begins[0].start()], text[entry.start() :]
        self.modules = {
            begin.group(1): text[begin.start() : end]
            for begin, end in zip(begins, ends, strict=True)
        }
        if len(self.modules) < len(begins) or begins[-1].group(1) != self.entry:
            raise _OtherwiseError
        self._find_owners()
        if maker not in self.helpers:
            raise _OtherwiseError

    def _find_owners(self) -> None:
        """Note what is declared beside modules: newer modules stand as loose functions after one.

        Whoever uses those calls their beginning first, ``name=maker(() => {…})``.
        """
        self.helpers = set(re.findall(r"(?:var |,)([\w$]+)=", self.before)) - {"Plotly"}
        self.owners = {name: name for name in self.modules}
        self.with_loose: set[str] = set()
        for module, text in self.modules.items():
            for name, helper in _BEGINNING.findall(text):
                if helper in self.helpers and name not in self.modules:
                    self.owners[name] = module
                    self.with_loose.add(module)

    def parts(
        self, flat_kinds: tuple[str, ...], space_kinds: tuple[str, ...], further_url: str
    ) -> Parts:
        """Return both scripts."""
        flat, space = self._named(flat_kinds), self._named(space_kinds)
        first = self._reached({self.core, *flat}) | {self.entry}
        further = self._reached(set(space)) - first
        if further & self.with_loose:  # whose loose functions may use those of the first
            raise _OtherwiseError
        shared = self._shared(further)
        plotly = self.register.split()[1].partition("=")[0]
        handed = ",".join(f'{name}:typeof {name}=="undefined"?0:{name}' for name in shared)
        register = (
            f"var {plotly}={self.core}();{plotly}.register([{','.join(f'{n}()' for n in flat)}]);"
            f'{plotly}.further={{url:"{further_url}",shared:{{{handed}}}}};'
        )
        kinds = ",".join(f"()=>Plotly.register({name}())" for name in space)
        return Parts(
            self.before + self._text(first).replace(self.register, register) + self.after,
            f'{self._licence()}((shared)=>{{"use strict";const{{{",".join(shared)}}}=shared;'
            f"{self._text(further)}Plotly.further.kinds=[{kinds}];"
            "})(Plotly.further.shared);\n",
        )

    def _named(self, kinds: tuple[str, ...]) -> list[str]:
        """Return the modules that are registered for some kinds of traces."""
        found = {self._kind(module): module for module in self.all_kinds}
        wanted = [kind for kind in kinds if kind not in OF_THE_CORE]
        if not found.keys() >= set(wanted):
            raise _OtherwiseError
        return [found[kind] for kind in wanted]

    def _kind(self, module: str) -> str:
        """Return what kind of trace a registered module is; "" if it does not say so itself."""
        text = self.modules.get(module, "")
        while (alias := _ALIAS.search(text)) and alias.group(2) in self.modules:
            text = self.modules[alias.group(2)]
        named = re.findall(r'moduleType:"trace",name:"(\w+)"', text)
        return named[0] if len(named) == 1 else ""

    def _reached(self, begin: set[str]) -> set[str]:
        """Return the modules that run, or may run, when those of ``begin`` do."""
        reached: set[str] = set()
        waiting = list(begin)
        while waiting:
            module = waiting.pop()
            if module not in self.modules:
                raise _OtherwiseError
            if module in reached:
                continue
            reached.add(module)
            calls = set(_CALL.findall(self.modules[module]))
            waiting += {self.owners[name] for name in calls & self.owners.keys()}
        return reached

    def _text(self, modules: set[str]) -> str:
        return "".join(text for name, text in self.modules.items() if name in modules)

    def _shared(self, further: set[str]) -> list[str]:
        """Return what the further script may use of the first, more rather than less."""
        objects = set(re.findall(r"(?<=;)var ([\w$]+)=\{\};", self._text(self.with_loose)))
        known = self.helpers | objects | self.owners.keys()
        return sorted((known - further) & set(_WORD.findall(self._text(further))))

    def _licence(self) -> str:
        begin, end = self.before.find("/**"), self.before.find("*/")
        if begin < 0 or end < begin:
            raise _OtherwiseError
        return self.before[begin : end + 2] + "\n"


def _only(found: list[Found]) -> Found:
    if len(found) != 1:
        raise _OtherwiseError
    return found[0]
