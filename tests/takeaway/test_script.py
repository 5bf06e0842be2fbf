"""``train.py`` prints the very losses that the app shows."""

import ast
from dataclasses import replace

import pytest
import torch

from tests.takeaway.examples import HOSTILE, N_STEPS, make_setup, rename
from tests.takeaway.running import (
    EXACT,
    exactly,
    loss_lines,
    prediction_lines,
    run_file,
    run_text,
)
from visualizer.core import ACTIVATIONS, DATASETS, OPTIMIZERS, OUTPUTS, SCALINGS, loop_source, train
from visualizer.takeaway.script import script

BATCH_SIZES = (0, 1, 2)


def assert_repeats(setup):
    """Check every bit of what the script of ``setup`` prints and learns against ``train``."""
    trajectory = train(setup)
    assert trajectory.diverged_at is None
    printed, names = run_text(exactly(script(setup)))
    assert printed == loss_lines(trajectory, EXACT) + prediction_lines(setup, trajectory, EXACT)
    assert torch.equal(names["all_inputs"], setup.dataset.inputs)
    assert torch.equal(names["all_targets"][:, 0], setup.dataset.targets)
    assert torch.equal(names["model"][0].weight[0], trajectory.parameters[-1, :2])
    assert torch.equal(names["model"][0].bias[0], trajectory.parameters[-1, 2])


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_neuron_trains_bit_for_bit(activation, output):
    assert_repeats(make_setup(activation, output, rate=0.03))


@pytest.mark.parametrize("forgets", [False, True])
@pytest.mark.parametrize("batch_size", BATCH_SIZES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("data", DATASETS)
def test_every_recipe_trains_bit_for_bit(data, scaling, optimizer, batch_size, forgets):
    assert_repeats(
        make_setup(
            data=data, scaling=scaling, rate=0.01, optimizer=optimizer, batch_size=batch_size,
            seed=4, forget_zero_grad=forgets,
        )
    )  # fmt: skip


@pytest.mark.parametrize("batch_size", [5, 11, 12, 100])
def test_other_batches_train_bit_for_bit(batch_size):
    assert_repeats(make_setup(batch_size=batch_size, seed=9, n_steps=30))


@pytest.mark.parametrize(
    "setup",
    [
        make_setup(),
        make_setup("relu", data="three_students", scaling="raw", rate=0.01, batch_size=1, seed=7),
        make_setup(
            "tanh",
            "identity",
            scaling="standardized",
            rate=0.01,
            optimizer="adam",
            batch_size=2,
            forget_zero_grad=True,
        ),
    ],
    ids=["lesson", "one by one", "forgetful pairs"],
)
def test_on_its_own_it_prints_the_losses_on_screen(setup, tmp_path, elsewhere):
    trajectory = train(setup)
    expected = loss_lines(trajectory) + prediction_lines(setup, trajectory)
    (tmp_path / "train.py").write_text(script(setup), encoding="utf-8")
    assert elsewhere.run(tmp_path / "train.py").splitlines() == expected


def test_on_its_own_it_bears_hostile_names_on_a_terminal_that_knows_ascii_only(tmp_path):
    setup = make_setup(n_steps=1)
    setup = rename(setup, feature="\n".join(HOSTILE), target="".join(HOSTILE))
    names = HOSTILE[-setup.dataset.n_samples :]
    setup = replace(setup, dataset=replace(setup.dataset, example_names=names))
    printed = run_file(script(setup), tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert printed[:2] == loss_lines(train(setup))
    assert len(printed) == 2 + 12


def test_it_needs_nothing_but_torch():
    tree = ast.parse(script(make_setup(batch_size=2)))
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert list(map(ast.unparse, imports)) == ["import torch", "from torch import nn"]
    assert "visualizer" not in script(make_setup(batch_size=2)).lower()


@pytest.mark.parametrize("forgets", [False, True])
def test_it_holds_the_lines_of_the_loop_on_screen_in_their_order(forgets):
    text = script(make_setup(forget_zero_grad=forgets))
    loop = next(node for node in ast.parse(text).body if isinstance(node, ast.For))
    shown = ast.parse(loop_source(forgets)).body[0]
    before, *lines, after = map(ast.unparse, loop.body)
    assert lines == list(map(ast.unparse, shown.body))
    assert (before, after) == ("print_loss(step)", "step += 1")
    assert ast.unparse(loop.target) == ast.unparse(shown.target)
    assert ast.unparse(loop.iter) == ast.unparse(shown.iter)
    assert ("zero_grad() is missing here" in text) == forgets


def test_the_losses_have_six_digits_after_the_point():
    printed, _ = run_text(script(make_setup(n_steps=0)))
    loss = train(make_setup()).losses[0].item()
    assert printed[0] == f"step   0   loss {loss:.6f}"
    assert len(printed) == 1 + 12


def test_the_head_says_what_to_expect():
    losses = train(make_setup()).losses
    head = " ".join(script(make_setup()).split("\n\n")[0].replace("\n#", " ").split())
    assert "pip install torch" in head
    assert "python train.py" in head
    assert f"{losses[0]:.6f} at the start and {losses[-1]:.6f} after {N_STEPS} steps." in head
    assert "after 1 step." in script(make_setup(n_steps=1)).replace("\n#", "")
    assert "no step is taken." in script(make_setup(n_steps=0)).replace("\n#", "")


@pytest.mark.parametrize("batch_size", BATCH_SIZES)
def test_a_run_that_diverges_goes_on_to_its_end(batch_size):
    setup = make_setup(
        "identity", "identity", scaling="raw", rate=30.0, n_steps=40, batch_size=batch_size
    )
    trajectory = train(setup)
    assert 0 < trajectory.diverged_at < 40
    expected = loss_lines(trajectory)
    printed, _ = run_text(script(setup))
    assert printed[: len(expected)] == expected
    assert len(printed) == 41 + 12
    assert printed[40].split()[-1] in ("nan", "inf")
    head = script(setup).split("\n\n")[0].replace("\n#", "")
    assert f"diverges: at step {trajectory.diverged_at} " in head


def test_every_line_fits_the_width_of_the_page():
    setup = rename(make_setup(batch_size=2, forget_zero_grad=True), *["w" * 500] * 3)
    assert max(map(len, script(setup).splitlines())) <= 100


def test_a_rate_of_whole_steps_and_a_tiny_one_are_written_as_they_are():
    assert "lr=1.0)" in script(make_setup(rate=1))
    assert "lr=1e-07)" in script(make_setup(rate=1e-7))


@pytest.mark.parametrize("change", [{"rate": -1.0}, {"n_steps": -1}])
def test_a_run_that_cannot_be_is_refused(change):
    with pytest.raises(ValueError, match="must be"):
        script(make_setup(**change))
