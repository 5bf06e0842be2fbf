"""Whatever is chosen on the page of the network, its program prints the losses on screen."""

from dataclasses import replace

import pytest

from tests.scenes.networks import CASES, view_of
from tests.takeaway.running import branch_lines, loss_lines, run_text
from visualizer.core import train
from visualizer.scenes.runs import both_futures
from visualizer.takeaway.script import script


@pytest.mark.parametrize("name", CASES)
def test_the_program_prints_the_losses_on_screen(name):
    setup = both_futures(view_of(**CASES[name]))
    trajectory = train(replace(setup, branch=None))
    printed, names = run_text(script(setup).replace(".6f}", ".9g}"))
    expected = loss_lines(trajectory, ".9g")
    if trajectory.diverged_at is not None:  # whether that is inf or nan, nobody needs to know
        expected = expected[:-1]
    assert printed[: len(expected)] == expected
    if setup.branch is not None:
        last = branch_lines(train(setup), setup.branch.step, ".9g")
        found = printed[printed.index("The branch:") :]
        assert found[: len(last)] == last
        assert len(found) == setup.n_steps - setup.branch.step + 2
    assert names["all_inputs"].equal(setup.dataset.inputs)
    assert names["all_targets"].equal(setup.task.targets)
