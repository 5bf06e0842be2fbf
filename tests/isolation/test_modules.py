"""Nothing in the code is shared between sessions that one of them could change."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, deque
from collections.abc import Iterator, MutableMapping, MutableSequence, MutableSet
from functools import cache
from types import ModuleType

import pytest

import visualizer
from tests.conftest import ROOT

CHANGEABLE = (MutableMapping, MutableSequence, MutableSet, bytearray, deque)
PLAIN = (dict, list, set, OrderedDict, Counter, ChainMap, UserDict, UserList)
# Methods and statements that change one of these; a table that none is called on stays as it is.
CHANGES = frozenset(
    {"add", "append", "appendleft", "clear", "discard", "extend", "extendleft", "insert",
     "move_to_end", "pop", "popitem", "popleft", "remove", "reverse", "rotate", "setdefault",
     "sort", "update"}
)  # fmt: skip
# What may change, and why no session can see another through it.
ALLOWED = {
    "visualizer.tables.own_data._kept": "by content, bounded: a name finds one table or none",
    "visualizer.state.session._SESSIONS": "by a random token that only its own browser is told",
    "visualizer.routes.releases._WAITING": "counts by token; a refusal is all that follows",
    "visualizer.routes.late._WAITING": "counts by token; a refusal is all that follows",
    "visualizer.routes.classes.news._LOOKING": "holds tasks until their end; nobody reads it",
    "visualizer.server.adaptations.script_messages._conversations": "each session has its own",
}
GLOBAL_SEEDS = frozenset(
    {"torch.manual_seed", "torch.random.manual_seed", "torch.seed", "random.seed", "np.random.seed",
     "numpy.random.seed", "torch.set_rng_state", "torch.random.fork_rng", "torch.default_generator"}
)  # fmt: skip
GLOBAL_CHANCE = frozenset(
    f"torch.{name}" for name in ("rand", "randn", "randint", "randperm", "normal", "bernoulli")
)


def source_files() -> Iterator[str]:
    """Return every file of Python that a session runs, relative to the root."""
    for folder in ("visualizer", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT))


SOURCES = list(source_files())
AT_HOME = "visualizer/takeaway/check_at_home.py"  # is read as a text here, and run by who took it


def modules() -> Iterator[ModuleType]:
    """Import every module of the app; its pages are scripts, and run anew in every session."""
    for found in pkgutil.walk_packages(visualizer.__path__, "visualizer."):
        yield importlib.import_module(found.name)


@cache
def syntax(source: str) -> ast.Module:
    return ast.parse((ROOT / source).read_text("utf-8"))


def shared_names(tree: ast.Module) -> set[str]:
    """Return every name that is given a value at the top of a module."""
    found = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign | ast.AugAssign):
            targets = [node.target]
        found |= {name.id for target in targets for name in ast.walk(target)
                  if isinstance(name, ast.Name)}  # fmt: skip
    return found


def changed_names(tree: ast.Module) -> set[str]:
    """Return every name whose value a function or class body of the module changes in place."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            found |= set(node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in CHANGES:
                found |= {root_of(node.func.value)}
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.Delete):
            targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
            found |= {root_of(each) for each in targets if isinstance(each, ast.Subscript)}
    return found - {""}


def root_of(node: ast.expr) -> str:
    """Return the name at the beginning of ``name[...].attribute``, or nothing."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    """Return ``a.b.c`` as text, or nothing if it is something else."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def test_every_module_is_looked_at() -> None:
    assert len(list(modules())) > 60
    assert len(SOURCES) > 60


@pytest.mark.parametrize("source", SOURCES)
def test_no_function_changes_what_its_module_shares(source: str) -> None:
    tree = syntax(source)
    module = source.removesuffix(".py").replace("/", ".")
    found = {f"{module}.{name}" for name in shared_names(tree) & changed_names(tree)}
    assert found - set(ALLOWED) == set()


def test_only_tables_that_are_never_changed_are_shared_between_modules() -> None:
    """Nobody imports a table from elsewhere and changes it there."""
    tables = {
        (module.__name__, name)
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, CHANGEABLE) and not name.startswith("__")
    }
    names = {name for _, name in tables}
    for source in SOURCES:
        tree = syntax(source)
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert not imported & names & changed_names(tree), source


def test_what_may_change_is_still_there() -> None:
    """A reason for something that is gone would excuse the next thing of that name."""
    for name in ALLOWED:
        module, _, variable = name.rpartition(".")
        assert isinstance(getattr(importlib.import_module(module), variable), CHANGEABLE)


def test_the_store_of_tables_is_bounded_and_goes_by_content() -> None:
    from visualizer.tables.own_data import MOST_KEPT, _kept, find_table, keep_table
    from visualizer.tables.reading import read_table

    names = []
    for seed in range(MOST_KEPT + 3):
        rows = [f"{place * 7919 % 1013 + seed / 997:.5f},{place**2 % 997:.4f},{place % 2}"
                for place in range(1500)]  # fmt: skip
        table = read_table("\n".join(["a,b,c", *rows])).table
        names.append(keep_table(table))
        assert keep_table(table) == names[-1]
        assert find_table(names[-1]) == table
    assert len(set(names)) == len(names)
    assert len(_kept) <= MOST_KEPT


@pytest.mark.parametrize("source", [source for source in SOURCES if source != AT_HOME])
def test_chance_belongs_to_a_run_not_to_the_process(source: str) -> None:
    """A seed for all, or numbers drawn from the generator of all, would mix two students' runs."""
    for node in ast.walk(syntax(source)):
        assert dotted(node) not in GLOBAL_SEEDS if isinstance(node, ast.Attribute) else True
        if isinstance(node, ast.Call) and dotted(node.func) in GLOBAL_CHANCE:
            assert "generator" in {keyword.arg for keyword in node.keywords}
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "")}
            assert "random" not in names
            assert not {"manual_seed", "fork_rng"} & names
