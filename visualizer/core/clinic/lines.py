"""The lines of a program without a bug: plain PyTorch, as one writes it in a lesson."""

from visualizer.core.clinic.case import Case
from visualizer.core.clinic.data_lines import answers_of, inputs_of, order_of, tables_of
from visualizer.core.clinic.edits import Line

MODELS = {
    "linear": "nn.Sequential(nn.Linear(2, 1))",
    "sigmoid": "nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())",
    "relu": "nn.Sequential(nn.Linear(2, 1), nn.ReLU())",
    "network": "nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1), nn.Sigmoid())",
}

START = """\
with torch.no_grad():
    model[0].weight.copy_(torch.tensor([[{}, {}]]))
    model[0].bias.copy_(torch.tensor([{}]))"""

DRAWN = """\
generator = torch.Generator().manual_seed({seed})
for parameter in model.parameters():
    nn.init.uniform_(parameter, -1.0, 1.0, generator=generator)"""

BY_HAND = """\
with torch.no_grad():
    for parameter in model.parameters():
        parameter {sign}= rate * parameter.grad"""

LAST_SIGMOID = ", nn.Sigmoid()"
MEAN, SUM = "nn.MSELoss()", 'nn.MSELoss(reduction="sum")'
PRINT = 'print(f"step {step:3d}   loss {loss.item():.6f}")'


def healthy_lines(case: Case) -> tuple[Line, ...]:
    """Return the program of a case, as it would be without the bug."""
    style = case.style
    setup = {"imports": "import torch\nfrom torch import nn", **tables_of(case.patient.data)}
    setup |= order_of(case)
    setup |= {
        "inputs": inputs_of(case),
        "targets": f"targets = {answers_of(case)}.unsqueeze(1)",
        "model": f"model = {model_of(case)}",
        "loss_function": f"loss_function = {_loss_of(case)}",
        "optimizer": optimizer_of(case),
        **_again(case),
        "start": start_of(case),
    }
    body = {
        "zero": clear_of(case),
        "predict": "predictions = model(inputs)",
        "loss": "loss = loss_function(predictions, targets)",
        "print": PRINT,
        "backward": "loss.backward()",
        "step": BY_HAND.format(sign="-") if style.by_hand else "optimizer.step()",
    }
    return (
        *(Line(key, text, "setup") for key, text in setup.items()),
        Line("loop", f"for step in range({case.n_steps + 1}):", "head"),
        *(Line(key, text, "body") for key, text in body.items()),
    )


def model_of(case: Case) -> str:
    """Return the code of the model that the case should have."""
    code = MODELS[case.patient.architecture]
    return code.replace(LAST_SIGMOID, "") if case.style.logits else code


def clear_of(case: Case) -> str:
    """Return the line that clears the gradients."""
    return "model.zero_grad()" if case.style.by_hand else "optimizer.zero_grad()"


def optimizer_of(case: Case, factor: float = 1.0) -> str:
    """Return the line that makes the optimizer, or says the rate of an update by hand.

    Args:
        case: The case.
        factor: The rate is so many times that of the case.
    """
    rate = float(f"{case.rate * factor:.4g}")
    if case.style.by_hand:
        return f"rate = {rate}"
    return f"optimizer = torch.optim.SGD(model.parameters(), lr={rate})"


def start_of(case: Case) -> str:
    """Return the lines that give weights and biases their first numbers."""
    if case.is_network:
        return DRAWN.format(seed=case.patient.seed)
    return START.format(*case.start)


def _again(case: Case) -> dict[str, str]:
    """Return the lines that make the model anew, and then whatever holds its weights."""
    if not case.style.again:
        return {}
    made = {"model_again": f"model = {model_of(case)}"}
    return made if case.style.by_hand else {**made, "optimizer_again": optimizer_of(case)}


def _loss_of(case: Case) -> str:
    if case.style.logits:
        return "nn.BCEWithLogitsLoss()"
    return SUM if case.style.sums else MEAN
