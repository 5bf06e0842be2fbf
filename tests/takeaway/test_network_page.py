"""Whatever is chosen on the page of the network, its program prints the losses on screen."""

import pytest

from tests.scenes.networks import CASES, view_of
from tests.takeaway.running import loss_lines, run_text
from visualizer.core import train
from visualizer.takeaway.script import script


@pytest.mark.parametrize("name", CASES)
def test_the_program_prints_the_losses_on_screen(name):
    setup = view_of(**CASES[name]).setup
    trajectory = train(setup)
    printed, names = run_text(script(setup).replace(".6f}", ".9g}"))
    expected = loss_lines(trajectory, ".9g")
    if trajectory.diverged_at is not None:  # whether that is inf or nan, nobody needs to know
        expected = expected[:-1]
    assert printed[: len(expected)] == expected
    assert names["all_inputs"].equal(setup.dataset.inputs)
    assert names["all_targets"].equal(setup.task.targets)
