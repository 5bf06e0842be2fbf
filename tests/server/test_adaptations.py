"""Each adaptation is applied whole or not at all, and the app goes on without it."""

import importlib.util
import logging
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from visualizer.server.adaptations.adaptation import Adaptation, Target
from visualizer.server.adaptations.adapting import apply_or_tell
from visualizer.server.adaptations.table import ADAPTATIONS, LONG_LINKS

HERE = "made_up_package"


def one(first: int) -> int:
    return first


def two(first: int, second: int) -> int:
    return first + second


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A package of others, with a function, one that has changed, and a number."""
    module = ModuleType(HERE)
    vars(module).update(one=one, two=two, number=1)
    monkeypatch.setitem(sys.modules, HERE, module)
    return module


def replaced(_: Callable[..., int]) -> Callable[..., int]:
    return lambda *_: 0


def made_of(*targets: Target, and_then: Callable[[], None] | None = None) -> Adaptation:
    return Adaptation("a made-up thing", "Nobody needs it.", "tuning", targets, and_then)


ONE = Target(HERE, "one", ("first",), replaced)


def test_all_targets_are_replaced(package: ModuleType) -> None:
    done: list[str] = []
    all_of_them = (
        ONE,
        Target(HERE, "two", ("first",), replaced),  # the second is passed on
        Target(HERE, "number", int, lambda number: number + 1),
    )
    assert apply_or_tell(made_of(*all_of_them, and_then=lambda: done.append("done")))
    assert (package.one(5), package.two(5, 5), package.number, done) == (0, 0, 2, ["done"])


@pytest.mark.parametrize(
    "missing",
    [
        Target("a_package_that_nobody_has", "one", (), replaced),
        Target(HERE, "three", (), replaced),
        Target(HERE, "Three.method", (), replaced),
        Target(HERE, "two", ("first", "other"), replaced),
        Target(HERE, "two", ("first", "second", "third"), replaced),
        Target(HERE, "number", ("first",), replaced),
        Target(HERE, "number", str, replaced),
        Target(HERE, "one", ("other",), None),
    ],
)
def test_where_one_target_is_missing_none_is_replaced(
    package: ModuleType, missing: Target, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    with caplog.at_level(logging.WARNING, logger="visualizer"):
        assert not apply_or_tell(made_of(ONE, missing, and_then=lambda: done.append("done")))
    assert (package.one, package.two, package.number, done) == (one, two, 1, [])
    [said] = caplog.messages
    assert said.startswith(f"runs without a made-up thing: {missing.module}.{missing.name} is not ")


@pytest.mark.parametrize("adaptation", ADAPTATIONS, ids=lambda each: each.name)
def test_the_installed_versions_are_as_expected(adaptation: Adaptation) -> None:
    """Where this fails the app still runs; but what the entry says is lost on newer versions."""
    if adaptation is LONG_LINKS and importlib.util.find_spec("httptools"):
        pytest.skip("uvicorn takes the other parser here")
    for target in adaptation.targets:
        target.find()


def test_the_table_is_short_and_says_why() -> None:
    assert len({each.name for each in ADAPTATIONS}) == len(ADAPTATIONS) <= 5
    assert all(each.why.endswith(".") and each.targets for each in ADAPTATIONS)
    assert {each.kind for each in ADAPTATIONS} == {"tuning", "protection"}
