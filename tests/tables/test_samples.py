"""Tables as people have them: each number is the one that was meant."""

import pytest

from tests.tables.samples import SAMPLES
from visualizer.tables.reading import read_table

WITH_FAULTS = ("gaps in words", "thousands with spaces between commas")


def learned(found):
    """Return what the neuron gets of each row: first input, second input, answer."""
    parts = (*found.table.inputs, found.table.target)
    return tuple(tuple(row[part] for part in parts) for row in found.table.rows)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("form", [str, str.encode, lambda text: text.encode("utf-16")])
def test_each_number_is_the_one_that_was_meant(name, form):
    text, right = SAMPLES[name]
    found = read_table(form(text))
    assert found.table is not None, found.faults
    assert learned(found) == right
    assert bool(found.faults) == (name in WITH_FAULTS)
