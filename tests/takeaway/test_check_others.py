"""The check to take home, on programs of other people: none is accused of what it does not do."""

import pytest

from tests.takeaway.test_check import run_texts

SETUP = """
import copy, torch
from torch import nn
from torch.nn import functional as F
from check import check
torch.manual_seed(1)
inputs = torch.randn(40, 5)
targets = (inputs[:, :1] + inputs[:, 1:2]).tanh()
model = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 1))
loss_function, rate, options, later = nn.MSELoss(), 0.05, {}, False
"""

LOOP = """
learning = [each for each in model.parameters() if each.requires_grad]
optimizer = torch.optim.SGD(learning, lr=rate, **options)
def one_step():
    if not later:
        optimizer.zero_grad()
    loss = loss_function(model(inputs), targets)
    loss.backward()
    optimizer.step()
    if later:
        optimizer.zero_grad()
    return loss
"""

CALL = """
before = [each.tolist() for each in model.parameters()]
found = check(model, loss_function, inputs, targets, one_step)
after = [each.tolist() for each in model.parameters()]
"""

FORWARD = """
class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.one, self.two, self.spare = nn.Linear(5, 8), nn.Linear(8, 1), nn.Linear(3, 3)

    def forward(self, inputs):
        return {}
model = Own()
"""
CLASSES = """
targets = inputs[:, :3].argmax(dim=1)
model[2], loss_function = nn.Linear(8, 3), nn.CrossEntropyLoss()
"""
YES_NO = "targets, loss_function = (targets > 0).float(), nn.BCEWithLogitsLoss()\n"
FUNCTIONAL = FORWARD.format("self.two(F.relu(self.one(inputs)))")
SQUASHED = FORWARD.format("torch.sigmoid(self.two(F.relu(self.one(inputs)))).squeeze(1)")

HEALTHY = {
    "gradients cleared after the step": "later = True",
    "an activation that is a function, and a layer that is not used": FUNCTIONAL,
    "an activation in its place": "model[1] = nn.ReLU(inplace=True)",
    "two heads": FORWARD.format("self.two(torch.tanh(self.one(inputs) * self.one(inputs.abs())))"),
    "a frozen layer": "model[0].requires_grad_(False)",
    "a loss below 0": "loss_function = lambda given, right: F.mse_loss(given, right) - 5",
    "a loss that never reaches 0": "loss_function = lambda *both: F.mse_loss(*both) + 5",
    "a Gaussian likelihood": "loss_function = lambda given, right: "
    "F.gaussian_nll_loss(given, right, 0.01 * torch.ones_like(right))\nrate = 0.001",
    "a last layer that starts at 0": CLASSES
    + "for each in model[2].parameters(): nn.init.zeros_(each)",
    "classes smoothed": CLASSES + "loss_function = nn.CrossEntropyLoss(label_smoothing=0.2)",
    "log-probabilities twice, which are the same": CLASSES + "model.append(nn.LogSoftmax(dim=1))",
    "a loss that squeezes": "targets = targets.squeeze(1)\n"
    "loss_function = lambda given, right: F.mse_loss(given.squeeze(1), right)",
    "logits that happen to lie between 0 and 1": YES_NO + "for each in model[2].parameters(): "
    "each.data = 0.05 * each.data + 0.01",
    "a sum of losses, at a rate that fits it": "rate /= 40\nloss_function = lambda given, right: "
    "((given - right) ** 2 - 5).sum()",
    "steps with momentum": "options = dict(momentum=0.9)",
    "words by number": "inputs = torch.randint(50, (40, 5))\n"
    "targets = torch.randint(2, (40, 1)).float()\n"
    "loss_function = nn.BCEWithLogitsLoss()\n"
    "model = nn.Sequential(nn.Embedding(50, 4), nn.Flatten(), nn.Linear(20, 1))",
    "an exclusive or": "inputs = (inputs > 0).float()\n"
    "targets = inputs.sum(dim=1, keepdim=True) % 2\nloss_function = nn.BCEWithLogitsLoss()",
    "years beside euros": "targets = (inputs[:, :1] > 0).float()\n"
    "inputs[:, 1:] *= 1000\nmodel = nn.Sequential(nn.BatchNorm1d(5), *model)\n"
    "loss_function = nn.BCEWithLogitsLoss()",
    "many rows": "inputs = torch.randn(30_000, 5)\ntargets = (inputs[:, :1] > 0).float()\n"
    "loss_function = nn.BCEWithLogitsLoss()",
    "a loss given back without its history": LOOP.replace("return loss", "return loss.item()"),
}  # fmt: skip

SICK = {
    "two layers, with only a dropout between": (
        {"activation"}, "model[1] = nn.Dropout(0.2)"),
    "two layers in a module of one's own": (
        {"activation"}, FORWARD.format("self.two(self.one(inputs))")),
    "a sigmoid that is a function": (
        {"last layer", "one example"}, YES_NO + "targets = targets[:, 0]\n" + SQUASHED),
    "answers in a row, and a loss that refuses them": (
        {"shapes"}, YES_NO + "targets = targets[:, 0]"),
    "the same, and a loss that warns": ({"shapes"}, "targets = targets[:, 0]"),
    "the same, and a loss of one's own": (
        {"shapes"}, "targets = targets[:, 0]\n"
        "loss_function = lambda given, right: ((given - right) ** 2).mean()"),
    "a step that fails": (
        {"stopped"}, LOOP.replace("loss.back", "torch.ones(2) @ inputs; loss.back")),
    "weights on their way lost in forward": (
        {"gradient"}, FORWARD.format("self.two(F.relu(self.one(inputs)).detach())")),
    "no step, cleared at the end": (
        {"step"}, "later = True\n" + LOOP.replace("optimizer.step()", "pass")),
    "no backward, and nothing given back": (
        {"backward"}, LOOP.replace("loss.backward()", "pass").replace("return loss", "")),
    "no backward, cleared at the end": (
        {"backward"}, "later = True\n" + LOOP.replace("loss.backward()", "pass")),
    "never cleared": ({"zero_grad"}, LOOP.replace("optimizer.zero_grad()", "pass")),
    "steps that round to nothing": ({"update ratio"}, "rate = 1e-6"),
    "a sum of losses below 0": (
        {"mean", "length"}, "loss_function = lambda given, right: "
        "((given - right) ** 2 - 0.01).sum()"),
    "steps too long, below 0": (
        {"length"}, "rate = 50\nloss_function = lambda *both: F.mse_loss(*both) - 0.1"),
    "answers of others": (
        {"neighbours"}, "inputs = torch.randn(400, 2)\n"
        "targets = (inputs[torch.randperm(400), :1] > 0).float()\n"
        "model[0] = nn.Linear(2, 8)\nloss_function = nn.BCEWithLogitsLoss()"),
}  # fmt: skip


def _program(change):
    return SETUP + change + "\n" + ("" if LOOP[:30] in change else LOOP) + CALL


@pytest.fixture(scope="module")
def results(tmp_path_factory, elsewhere):
    """What the check says of each."""
    changes = {**HEALTHY, **{name: change for name, (_, change) in SICK.items()}}
    texts = [_program(change) for change in changes.values()]
    found = run_texts(texts, tmp_path_factory.mktemp("check"), elsewhere)
    return dict(zip(changes, found, strict=True))


@pytest.mark.parametrize("name", HEALTHY)
def test_healthy_programs_of_other_people_are_not_accused(results, name):
    found, printed, back = results[name]
    assert found == [], printed
    assert "LOOK" not in printed
    assert back


@pytest.mark.parametrize("name", SICK)
def test_what_is_wrong_there_is_named(results, name):
    found, printed, back = results[name]
    assert set(found) == SICK[name][0], printed
    assert back


def test_a_hint_is_no_verdict_and_an_unused_layer_no_fault(results):
    assert "HINT  neighbours" in results["answers of others"][1]
    unused = results["an activation that is a function, and a layer that is not used"][1]
    assert "note  gradient        of spare.weight: None" in unused


AFTERWARDS = """
def trained(checked):
    global model, optimizer
    torch.manual_seed(2)
    model = nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Dropout(0.2), nn.Linear(8, 1))
    optimizer = {optimizer}
    if checked:
        assert check(model, loss_function, inputs, targets, one_step, optimizer) == []
    for _ in range(5):
        one_step()
    return [each.tolist() for each in model.parameters()]
found, before, after = [], trained(False), trained(True)
"""


def test_the_training_afterwards_is_as_if_nobody_had_looked(tmp_path, elsewhere):
    makers = ("SGD(model.parameters(), lr=0.05, momentum=0.9)", "Adam(model.parameters())")
    texts = [SETUP + LOOP + AFTERWARDS.replace("{optimizer}", f"torch.optim.{maker}")
             for maker in makers]  # fmt: skip
    for _, printed, same in run_texts(texts, tmp_path, elsewhere):
        assert same, printed
