"""Runs to take home, and strangers' names."""

from dataclasses import replace

import torch

from visualizer.core import Neuron, Recipe, initial_parameters, load_dataset
from visualizer.takeaway.spec import RunSpec

N_STEPS = 13  # more than one epoch of twelve students one by one

HOSTILE = (
    "\nimport os; os.abort()",
    "\rprint('out')",
    "\x0cprint('out')",
    "\u2028print('out')\u2029print('out')\x85print('out')\x0bprint('out')",
    "\"\"\"'''\\",
    "\\\nprint('out')",
    "],)\nprint('out')  #",
    "{0} {spec} %s {{}}",
    "$x$ $$y$$ `code` ``` _a_ **b** # c",
    "<img src=x onerror=alert(1)> --> <!-- </script>",
    "[a](javascript:alert(1)) ![b](https://example.org/c.png)",
    "=1+1",
    "\u202egnp.exe\u2066 \u200f",
    "\x00\x1b[2J\x7f",
    "\ud800 half of a pair",
    "-*- coding: latin-1 -*-",
    "学生 Ünal 😀",
    "long " * 1000,
    "",
)


def make_spec(
    activation="silu", output="sigmoid", data="twelve_students", scaling="tenths", rate=0.3,
    n_steps=N_STEPS, **recipe,
):  # fmt: skip
    weight, bias = initial_parameters(5)
    return RunSpec(
        neuron=Neuron(activation, output),
        dataset=load_dataset(data, scaling),
        weight=tuple(weight.tolist()),
        bias=bias.item(),
        learning_rate=rate,
        n_steps=n_steps,
        recipe=Recipe(**recipe),
    )


def rename(spec, row=None, feature=None, target=None):
    """Return ``spec`` with other names; each may be ``None`` to leave it."""
    data, names = spec.dataset, {}
    if row is not None:
        names["example_names"] = (row,) * data.n_samples
    if feature is not None:
        names["feature_names"] = (feature,) * data.n_features
    if target is not None:
        names["target_name"] = target
    return replace(spec, dataset=replace(data, **names))


def with_data(spec, inputs, targets=None, **fields):
    """Return ``spec`` with other examples."""
    data = replace(
        spec.dataset,
        inputs=inputs,
        targets=torch.linspace(0, 1, len(inputs)) if targets is None else targets,
        example_names=tuple(f"Row {row}" for row in range(len(inputs))),
        **fields,
    )
    return replace(spec, dataset=data)


def make_table(n_samples, decimals=2):
    """Return raw measurements as people write them. Shape ``(n_samples, 2)``."""
    generator = torch.Generator().manual_seed(n_samples)
    numbers = torch.rand(n_samples, 2, generator=generator, dtype=torch.float64)
    return torch.round(numbers * torch.tensor([40.0, 900.0]) - 7, decimals=decimals).float()
