"""Adaptations that go again with the test that wants them."""

from collections.abc import Callable, Iterator

import pytest

from visualizer.server.adaptations.adaptation import Adaptation


@pytest.fixture
def apply() -> Iterator[Callable[[Adaptation], None]]:
    """Apply an adaptation to this process for one test."""
    before = []

    def apply_for_now(adaptation: Adaptation) -> None:
        before.extend(target.find() for target in adaptation.targets)
        adaptation.apply()

    yield apply_for_now
    for holder, name, original in before:
        setattr(holder, name, original)
