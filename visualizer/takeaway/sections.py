"""The program section by section: a title, a few words and the code. Script and notebook share it.

No words here come from strangers.
"""

import textwrap
from dataclasses import replace

from torch import Tensor

from visualizer.core.loops import loop_source
from visualizer.core.model import model_code, module_codes
from visualizer.core.setup import Setup
from visualizer.core.training import train
from visualizer.core.trajectory import Trajectory
from visualizer.takeaway.branch import START_KEPT, branch_section, expected_of_branch
from visualizer.takeaway.data import data_code
from visualizer.takeaway.decimals import code_list
from visualizer.takeaway.section import Section

WIDTH = 88  # of the lines that are wrapped

_MODEL = """\
model = {model}
with torch.no_grad():
{layers}"""

_ONE_UNIT = """\
    model[{place}].weight.copy_(torch.tensor([{weight}]))
    model[{place}].bias.copy_(torch.tensor({bias}))"""

_LAYER = """\
    model[{place}].weight.copy_(torch.tensor([
{rows}
    ]))
    model[{place}].bias.copy_(torch.tensor(
{bias}
    ))"""

_LOSS = """\
loss_function = {loss}
optimizer = {optimizer}"""

_L1 = "l1 = {l1}"

_WHOLE_BATCHES = """\
n_steps = {n_steps}
batches = [(all_inputs, all_targets)] * n_steps"""

_SMALL_BATCHES = """\
n_steps = {n_steps}
batch_size = {batch_size}
generator = torch.Generator().manual_seed({seed})
batches = []
while len(batches) < n_steps:
    order = torch.randperm(len(all_inputs), generator=generator)
    for rows in order.split(batch_size):
        batches.append((all_inputs[rows], all_targets[rows]))
batches = batches[:n_steps]"""

_LOOP = '''\
def print_loss(step):
    """Print the loss on all examples, without learning from it."""
    with torch.no_grad():
        loss = loss_function(model(all_inputs), all_targets)
    print(f"step {{step:3d}}   loss {{loss.item():.6f}}")


step = 0
{loop}
    step += 1
print_loss(step)'''

_FORGOTTEN = "    # optimizer.zero_grad() is missing here: the gradients of all steps add up."

_ONE_PREDICTION = """\
with torch.no_grad():
    predictions = model(all_inputs)
for number, (prediction, target) in enumerate(zip(predictions, all_targets), start=1):
    print(f"example {number:3d}   prediction {prediction.item():.6f}   target {target.item():g}")"""

_SEVERAL_PREDICTIONS = """\
with torch.no_grad():
    predictions = model(all_inputs)
for number, (prediction, target) in enumerate(zip(predictions, all_targets), start=1):
    numbers = " ".join(f"{each:.6f}" for each in prediction.tolist())
    print(f"example {number:3d}   predictions {numbers}   target {target.tolist()}")"""

_LOSS_WORDS = {
    "mse": "The loss is the mean of the squared errors.",
    "binary_cross_entropy": "The loss takes the logit, z itself, and makes a probability of it.",
    "cross_entropy": "The loss takes one logit for each class, and makes probabilities of them.",
}
_DECAY_WORDS = "`weight_decay` (L2) also pulls every weight and bias towards 0."
_L1_WORDS = (
    "`l1` is how much the sizes of all weights and biases count in what the training lowers; the "
    "losses that are printed are without it."
)


def sections(setup: Setup) -> tuple[Section, ...]:
    """Return the program of a run from its imports to its predictions, and its branch if any."""
    return (
        Section("PyTorch", "All that is needed.", "import torch\nfrom torch import nn"),
        Section("The data", "What there is to learn from.", data_code(setup)),
        _model_section(setup),
        _loss_section(setup),
        _batch_section(setup),
        _loop_section(setup),
        _predictions_section(setup),
        *([] if setup.branch is None else [branch_section(setup, setup.branch)]),
    )


def expectation(setup: Setup) -> str:
    """Return the sentences that say which losses the program will print.

    Args:
        setup: The run; it and its branch are run once for them.
    """
    said = _expected(train(replace(setup, branch=None)))
    return said if setup.branch is None else f"{said} {expected_of_branch(setup, setup.branch)}"


def _expected(trajectory: Trajectory) -> str:
    last_step, losses = len(trajectory.losses) - 1, trajectory.losses.tolist()
    start = f"The loss is {losses[0]:.6f} at the start"
    if trajectory.diverged_at is not None:
        return (
            f"{start}. This run diverges: at step {trajectory.diverged_at} its numbers grow beyond "
            "what a computer can hold, and become inf or nan."
        )
    if last_step == 0:
        return f"{start}; no step is taken."
    steps = "1 step" if last_step == 1 else f"{last_step} steps"
    return f"{start} and {losses[-1]:.6f} after {steps}."


def _model_section(setup: Setup) -> Section:
    architecture = setup.architecture
    modules = module_codes(architecture)
    places = [place for place, code in enumerate(modules) if code.startswith("nn.Linear(")]
    write = _one_unit_code if architecture.is_neuron else _layer_code
    split = architecture.split(setup.parameters)
    layers = [write(place, *pair) for place, pair in zip(places, split, strict=True)]
    code = _MODEL.format(model=model_code(architecture), layers="\n".join(layers))
    if setup.branch is not None:
        code += START_KEPT
    if architecture.is_neuron:
        words = "One neuron. Its weights and its bias start at these numbers."
        return Section("The neuron", words, code)
    words = "One layer after the other. All weights and biases start at these numbers."
    return Section("The network", words, code)


def _one_unit_code(place: int, weight: Tensor, bias: Tensor) -> str:
    return _ONE_UNIT.format(place=place, weight=code_list(weight[0]), bias=code_list(bias))


def _layer_code(place: int, weight: Tensor, bias: Tensor) -> str:
    rows = "\n".join(_wrapped(row) + "," for row in weight)
    return _LAYER.format(place=place, rows=rows, bias=_wrapped(bias))


def _wrapped(numbers: Tensor) -> str:
    """Return a list of numbers as code, on as many lines as it needs."""
    return textwrap.fill(
        code_list(numbers), WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 9
    )


def _loss_section(setup: Setup) -> Section:
    recipe = setup.recipe
    optimizer = recipe.optimizer_code(str(float(setup.learning_rate)))
    code = _LOSS.format(loss=setup.task.loss_kind.code, optimizer=optimizer)
    words = (
        f"{_LOSS_WORDS[setup.loss]} The optimizer changes weights and bias; "
        "`lr` is the learning rate."
    )
    if recipe.weight_decay:
        words += f" {_DECAY_WORDS}"
    if recipe.l1:
        code, words = f"{code}\n{_L1.format(l1=recipe.l1)}", f"{words} {_L1_WORDS}"
    return Section("The loss and the optimizer", words, code)


def _batch_section(setup: Setup) -> Section:
    recipe = setup.recipe
    if recipe.takes_all(setup.dataset.n_samples):
        words = "Every step learns from all examples."
        return Section("The steps", words, _WHOLE_BATCHES.format(n_steps=setup.n_steps))
    words = (
        "Every step learns from a small batch of examples. When each example has had its turn, "
        "they are shuffled anew. The seed decides how."
    )
    code = _SMALL_BATCHES.format(
        n_steps=setup.n_steps, batch_size=recipe.batch_size, seed=recipe.seed
    )
    return Section("The steps", words, code)


def _loop_section(setup: Setup) -> Section:
    forgets = setup.recipe.forget_zero_grad
    head, *body = loop_source(forgets, bool(setup.recipe.l1)).splitlines()
    loop = "\n".join([head, "    print_loss(step)", *([_FORGOTTEN] if forgets else []), *body])
    words = "Each step: predict, measure the loss, find the gradients, change weights and bias."
    return Section("The training", words, _LOOP.format(loop=loop))


def learner(setup: Setup) -> str:
    """Return who learns, as the first words of a sentence."""
    return "One neuron" if setup.architecture.is_neuron else "A network"


def _predictions_section(setup: Setup) -> Section:
    who = "neuron" if setup.architecture.is_neuron else "network"
    code = _ONE_PREDICTION if setup.architecture.n_outputs == 1 else _SEVERAL_PREDICTIONS
    return Section("The predictions", f"What the {who} says now about each example.", code)
