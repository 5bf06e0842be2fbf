"""A branch is taken home: the program prints the losses of both futures."""

import json
from dataclasses import replace

import pytest
import torch

from tests.core.networks import CASES, make_setup
from tests.core.plain import plain_training
from tests.takeaway.examples import make_setup as make_neuron_setup
from tests.takeaway.running import branch_lines, loss_lines, prediction_lines, run_text
from visualizer.core import OPTIMIZERS, Branch, Recipe, train
from visualizer.takeaway.branch import expected_of_branch
from visualizer.takeaway.notebook import notebook
from visualizer.takeaway.script import script

STEPS = [0, 4, 9]  # the first, one between, the last


def assert_both(setup, *programs):
    """Check every digit that is printed, and what the model has learned at the end."""
    run, branch = train(replace(setup, branch=None)), train(setup)
    printed, names = run_text(*[each.replace(".6f}", ".9g}") for each in programs])
    first = loss_lines(run, ".9g")
    assert printed[: len(first)] == first
    last = branch_lines(branch, setup.branch.step, ".9g")
    assert printed[-len(last) :] == last
    assert len(printed) == len(first) + setup.dataset.n_samples + len(last)
    learned = torch.nn.utils.parameters_to_vector(names["model"].parameters())
    assert torch.equal(learned.detach(), branch.parameters[-1])


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("step", STEPS)
def test_the_program_trains_both_futures_bit_for_bit(case, optimizer, step):
    recipe = Recipe(optimizer, batch_size=5, seed=2, weight_decay=0.01, l1=0.003)
    setup = make_setup(case, learning_rate=0.05, n_steps=9, recipe=recipe, branch=Branch(step, 0.3))
    text = script(setup)
    assert_both(setup, text)
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_its_losses_are_those_of_a_plain_loop_that_changes_its_rate(optimizer):
    setup = make_setup(
        next(iter(CASES)), learning_rate=0.05, n_steps=9, recipe=Recipe(optimizer),
        branch=Branch(4, 0.3),
    )  # fmt: skip
    printed, _ = run_text(script(setup).replace(".6f}", ".9g}"))
    found = [float(line.split()[-1]) for line in printed[printed.index("The branch:") + 1 :]]
    assert found == pytest.approx(plain_training(setup).losses[4:].tolist(), rel=1e-5)


@pytest.mark.parametrize("forgets", [False, True])
def test_the_neuron_branches_as_well(forgets, tmp_path, elsewhere):
    recipe = Recipe(forget_zero_grad=forgets)
    setup = replace(make_neuron_setup(), n_steps=9, recipe=recipe, branch=Branch(4, 0.3))
    assert_both(setup, script(setup))
    run = train(replace(setup, branch=None))
    (tmp_path / "train.py").write_text(script(setup), encoding="utf-8")
    assert elsewhere.run(tmp_path / "train.py").splitlines() == [
        *loss_lines(run),
        *prediction_lines(setup, run),
        *branch_lines(train(setup), 4),
    ]


def test_the_cells_of_the_notebook_branch_as_well():
    setup = make_setup(next(iter(CASES)), learning_rate=0.05, n_steps=5, branch=Branch(2, 0.3))
    cells = json.loads(notebook(setup))["cells"]
    assert_both(setup, *("".join(each["source"]) for each in cells if each["cell_type"] == "code"))


def test_the_head_says_how_the_branch_ends():
    setup = make_setup(next(iter(CASES)), learning_rate=0.05, n_steps=9, branch=Branch(4, 0.3))
    head = script(setup).split("import torch")[0].replace("\n# ", " ")
    end = train(setup).losses[-1].item()
    assert f"The branch that leaves it at step 4 ends at a loss of {end:.6f}." in head
    assert "branch" not in script(replace(setup, branch=None)).lower()


@pytest.mark.parametrize(
    ("rate", "step", "words"),
    [
        (1e6, 8, "A branch at step 8 comes too late: by then the run has diverged."),
        (0.05, 9, "The branch leaves it at step 9, the last one: it has no step of its own."),
        (0.05, 4, "The branch that leaves it at step 4 ends at a loss of "),
    ],
)
def test_what_is_said_of_a_branch_is_true_where_it_has_no_future(rate, step, words):
    setup = make_setup("2-6-3 numbers", learning_rate=rate, n_steps=9, branch=Branch(step, 0.3))
    assert words in expected_of_branch(setup, setup.branch)
