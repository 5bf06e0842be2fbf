"""What most would write: sliders, a training loop and two charts, as Streamlit comes.

The baseline of ``benchmarks.drag``. It is written without any trick, neither for nor against it:
the loop is the tutorial's, the surface is one broadcast.
"""

import plotly.graph_objects as go
import streamlit as st
import torch
from torch import Tensor, nn

INPUTS = torch.tensor([[2.0, 9.0], [1.0, 5.0], [3.0, 6.0]])
TARGETS = torch.tensor([[1.0], [0.0], [1.0]])
N_STEPS = 100


def train(weight_1: float, weight_2: float, bias: float, learning_rate: float) -> list[float]:
    """Return the loss before every step of a training from these parameters."""
    layer = nn.Linear(2, 1)
    model = nn.Sequential(layer, nn.Sigmoid())
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[weight_1, weight_2]]))
        layer.bias.fill_(bias)
    loss_function = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(N_STEPS):
        optimizer.zero_grad()
        loss = loss_function(model(INPUTS), TARGETS)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def surface(bias: float, line: Tensor) -> Tensor:
    """Return the loss for every pair of weights on ``line``. Shape ``(points, points)``."""
    weights = torch.cartesian_prod(line, line)[:, [1, 0]]
    predictions = torch.sigmoid(INPUTS @ weights.T + bias)
    return ((predictions - TARGETS) ** 2).mean(dim=0).view(len(line), len(line))


weight_1 = st.slider("Weight of hours studied", -2.0, 2.0, 0.3, 0.05)
weight_2 = st.slider("Weight of hours slept", -2.0, 2.0, 0.2, 0.05)
bias = st.slider("Bias", -2.0, 2.0, 0.0, 0.05)
learning_rate = st.slider("Learning rate", 0.01, 2.0, 0.1, 0.01)
losses = train(weight_1, weight_2, bias, learning_rate)
line = torch.linspace(-3, 3, 31)
left, right = st.columns(2)
left.plotly_chart(go.Figure(go.Scatter(y=losses)))
right.plotly_chart(go.Figure(go.Surface(x=line, y=line, z=surface(bias, line))))
