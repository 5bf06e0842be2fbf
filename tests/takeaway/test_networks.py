"""Any network is taken home like the neuron: its program, its notebook, its files."""

import csv
import io
import json
from dataclasses import replace

import pytest
import torch

from tests.core.networks import CASES, make_setup, network
from tests.takeaway.running import run_text
from visualizer.core import EXTRA_INPUTS, OPTIMIZERS, Recipe, Setup, initial_parameters, train
from visualizer.tables.loading import load_dataset
from visualizer.takeaway.history import history_csv
from visualizer.takeaway.notebook import notebook
from visualizer.takeaway.parameters import state_dict_file
from visualizer.takeaway.script import script

every_case = pytest.mark.parametrize("case", CASES)


def assert_repeats(setup, *programs):
    """Check every bit of what the programs print and learn against ``train``."""
    exact = [program.replace(".6f}", ".9g}") for program in programs]
    trajectory, (printed, names) = train(setup), run_text(*exact)
    losses = [
        f"step {step:3d}   loss {loss:.9g}" for step, loss in enumerate(trajectory.losses.tolist())
    ]
    assert printed[: len(losses)] == losses
    assert len(printed) == len(losses) + setup.dataset.n_samples
    for line, row in zip(printed[len(losses) :], trajectory.predictions[-1].tolist(), strict=True):
        assert " ".join(f"{each:.9g}" for each in row) in line
    learned = torch.nn.utils.parameters_to_vector(names["model"].parameters())
    assert torch.equal(learned.detach(), trajectory.parameters[-1])
    assert torch.equal(names["all_inputs"], setup.dataset.inputs)
    assert torch.equal(names["all_targets"], setup.task.targets)


@every_case
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_program_trains_bit_for_bit(case, optimizer):
    recipe = Recipe(optimizer, batch_size=5, seed=2)
    setup = make_setup(case, "gelu", learning_rate=0.05, n_steps=9, recipe=recipe)
    text = script(setup)
    assert_repeats(setup, text)
    assert max(map(len, text.splitlines())) <= 100


@every_case
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("weight_decay", "l1"), [(0.1, 0.0), (None, 0.01), (0.01, 0.003)])
def test_with_l1_and_l2_it_trains_bit_for_bit(case, optimizer, weight_decay, l1):
    recipe = Recipe(optimizer, weight_decay=weight_decay, l1=l1)
    setup = make_setup(case, learning_rate=0.05, n_steps=9, recipe=recipe)
    text = script(setup)
    assert_repeats(setup, text)
    assert max(map(len, text.splitlines())) <= 100
    assert ("weight_decay=" in text) == (weight_decay is not None)
    assert ("are without it." in text.replace("\n#", "")) == (l1 > 0)


@pytest.mark.parametrize("scaling", ["raw", "tenths", "standardized"])
@pytest.mark.parametrize("names", [("product",), ("sine_1", "square_2"), tuple(EXTRA_INPUTS)])
def test_more_inputs_are_made_in_the_program(scaling, names):
    data = load_dataset("twelve_students", scaling)
    for own in (data, replace(data, raw_inputs=None), replace(data, raw_inputs=None, scaling="x")):
        architecture = network(3, 1, n_inputs=2 + len(names))
        start = tuple(initial_parameters(2, architecture).tolist())
        setup = Setup(architecture, own.with_extras(names), start, 0.01, 7)
        text = script(setup)
        assert_repeats(setup, text)
        assert max(map(len, text.splitlines())) <= 100


@every_case
def test_the_cells_of_the_notebook_train_bit_for_bit(case):
    setup = make_setup(case, learning_rate=0.05, n_steps=5)
    cells = json.loads(notebook(setup))["cells"]
    code = ["".join(each["source"]) for each in cells if each["cell_type"] == "code"]
    assert_repeats(setup, "\n".join(code))
    who = "One neuron" if setup.architecture.is_neuron else "A network"
    assert "".join(cells[0]["source"]).startswith(f"# {who} learns\n")


@every_case
def test_the_file_of_the_parameters_fits_the_program(case):
    setup = make_setup(case, learning_rate=0.05, n_steps=5)
    model = run_text(script(replace(setup, n_steps=0)))[1]["model"]
    trajectory = train(setup)
    file = io.BytesIO(state_dict_file(trajectory, setup.architecture))
    model.load_state_dict(torch.load(file, weights_only=True))
    assert torch.equal(model(setup.dataset.inputs), trajectory.predictions[-1])


@every_case
def test_the_history_names_every_parameter(case):
    setup = make_setup(case, learning_rate=0.05, n_steps=5)
    trajectory = train(setup)
    header, *rows = csv.reader(io.StringIO(history_csv(trajectory, setup.architecture)))
    names = setup.architecture.names
    assert header == ["step", "loss", *names, *(f"gradient_{name}" for name in names)]
    numbers = torch.tensor([[float(cell) for cell in row] for row in rows])
    assert torch.equal(numbers[:, 1], trajectory.losses)
    assert torch.equal(numbers[:, 2 : 2 + len(names)], trajectory.parameters)
    assert torch.equal(numbers[:, 2 + len(names) :], trajectory.gradients)
