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


def plain_model(activation, output, weight, bias):
    linear = nn.Linear(len(weight), 1)
    with torch.no_grad():
        linear.weight.copy_(weight.reshape(1, -1))
        linear.bias.copy_(bias.reshape(1))
    return nn.Sequential(linear, *STAGES[activation], *STAGES[output])


def plain_training(neuron, dataset, weight, bias, learning_rate, n_steps):
    """Return every number of a training, noted by hand at each step, the last state included."""
    model = plain_model(neuron.activation, neuron.output, weight, bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss_function = nn.MSELoss()
    notes = []
    for _ in range(n_steps + 1):
        predictions = model(dataset.inputs)
        loss = loss_function(predictions, dataset.targets.reshape(-1, 1))
        optimizer.zero_grad()
        loss.backward()
        notes.append(
            (
                model[0].weight.detach().clone()[0],
                model[0].bias.detach().clone()[0],
                loss.detach(),
                model[0].weight.grad.clone()[0],
                model[0].bias.grad.clone()[0],
                predictions.detach()[:, 0],
            )
        )
        optimizer.step()
    names = ("weights", "biases", "losses", "weight_gradients", "bias_gradients", "predictions")
    stacks = (torch.stack(column) for column in zip(*notes, strict=True))
    return SimpleNamespace(**dict(zip(names, stacks, strict=True)))
