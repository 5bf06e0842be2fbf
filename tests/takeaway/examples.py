"""Runs to take home, and strangers' names."""

from dataclasses import replace

import torch

from visualizer.core import Recipe, Setup, initial_parameters, make_neuron
from visualizer.tables.loading import load_dataset

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


def make_setup(
    activation="silu", output="sigmoid", data="twelve_students", scaling="tenths", rate=0.3,
    n_steps=N_STEPS, **recipe,
):  # fmt: skip
    return Setup(
        make_neuron(activation, output),
        load_dataset(data, scaling),
        tuple(initial_parameters(5).tolist()),
        learning_rate=rate,
        n_steps=n_steps,
        recipe=Recipe(**recipe),
    )


def rename(setup, row=None, feature=None, target=None):
    """Return ``setup`` with other names; each may be ``None`` to leave it."""
    data, names = setup.dataset, {}
    if row is not None:
        names["example_names"] = (row,) * data.n_samples
    if feature is not None:
        names["feature_names"] = (feature,) * data.n_features
    if target is not None:
        names["target_name"] = target
    return replace(setup, dataset=replace(data, **names))


def with_data(setup, inputs, targets=None, **fields):
    """Return ``setup`` with other examples."""
    data = replace(
        setup.dataset,
        inputs=inputs,
        targets=torch.linspace(0, 1, len(inputs)) if targets is None else targets,
        example_names=tuple(f"Row {row}" for row in range(len(inputs))),
        **{"raw_inputs": None, **fields},
    )
    return replace(setup, dataset=data)


def make_table(n_samples, decimals=2):
    """Return raw measurements as people write them. Shape ``(n_samples, 2)``."""
    generator = torch.Generator().manual_seed(n_samples)
    numbers = torch.rand(n_samples, 2, generator=generator, dtype=torch.float64)
    return torch.round(numbers * torch.tensor([40.0, 900.0]) - 7, decimals=decimals).float()
