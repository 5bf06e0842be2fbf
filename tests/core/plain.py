"""The independent witness: the loop of any PyTorch tutorial, which knows nothing of ours."""

from types import SimpleNamespace

import torch
from torch import nn

STAGES = {
    "identity": [],
    "relu": [nn.ReLU()],
    "silu": [nn.SiLU()],
    "sigmoid": [nn.Sigmoid()],
    "tanh": [nn.Tanh()],
    "leaky_relu": [nn.LeakyReLU()],
    "elu": [nn.ELU()],
    "gelu": [nn.GELU()],
    "softplus": [nn.Softplus()],
}
LOSSES = {
    "mse": nn.MSELoss(),
    "binary_cross_entropy": nn.BCEWithLogitsLoss(),
    "cross_entropy": nn.CrossEntropyLoss(),
}
OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "momentum": lambda parameters, **more: torch.optim.SGD(parameters, momentum=0.9, **more),
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}


def plain_model(architecture, parameters):
    modules, n_inputs = [], architecture.n_inputs
    for layer in architecture.layers:
        modules += [nn.Linear(n_inputs, layer.n_units), *STAGES[layer.activation]]
        n_inputs = layer.n_units
    model = nn.Sequential(*modules, *STAGES[architecture.output])
    nn.utils.vector_to_parameters(parameters.clone(), model.parameters())
    return model.to(parameters.dtype)


def flat(tensors):
    return torch.cat([each.detach().flatten() for each in tensors])


def plain_training(setup, batches=None):
    """Return every number of a training, noted by hand at each step, the last state included.

    Args:
        setup: What is trained, and how.
        batches: The rows of each step; all of them in every step if ``None``.
    """
    model = plain_model(setup.architecture, setup.parameters)
    recipe = setup.recipe
    decay = {} if recipe.weight_decay is None else {"weight_decay": recipe.weight_decay}
    make = OPTIMIZERS[recipe.optimizer]
    optimizer = make(model.parameters(), lr=setup.learning_rate, **decay)
    loss_function, inputs, targets = LOSSES[setup.loss], setup.dataset.inputs, setup.dataset.targets
    if setup.loss == "cross_entropy":
        targets = targets.long()
    elif targets.ndim == 1:
        targets = targets.reshape(-1, 1)
    everything = torch.arange(len(inputs))
    notes = []
    for step in range(setup.n_steps + 1):
        if setup.branch is not None and step == setup.branch.step:
            optimizer.param_groups[0]["lr"] = setup.branch.learning_rate
        if not setup.recipe.forget_zero_grad:
            optimizer.zero_grad()
        with torch.no_grad():
            predictions = model(inputs)
            loss = loss_function(predictions, targets)
        rows = everything if batches is None or step == setup.n_steps else batches[step]
        lowered = loss_function(model(inputs[rows]), targets[rows])
        if recipe.l1:
            lowered = lowered + recipe.l1 * sum(each.abs().sum() for each in model.parameters())
        lowered.backward()
        own = list(model.parameters())
        notes.append((flat(own), flat([each.grad for each in own]), loss, predictions))
        optimizer.step()
    names = ("parameters", "gradients", "losses", "predictions")
    stacks = (torch.stack(column) for column in zip(*notes, strict=True))
    return SimpleNamespace(**dict(zip(names, stacks, strict=True)))
