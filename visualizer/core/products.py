"""The general picture of a dot product: rows of examples times columns of weights."""

from collections.abc import Mapping

import torch
from torch import Tensor

from visualizer.core.sweeps import input_keys, weight_keys


@torch.no_grad()
def product_sweeps(
    rows: Tensor, columns: Tensor, positions: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """Return ``rows @ columns`` at every position of every control.

    Args:
        rows: Examples, one per row. Shape ``(n_samples, n_features)``.
        columns: Weights, one neuron per column. Shape ``(n_features, n_neurons)``.
        positions: For each control the values that it takes, shapes ``(positions,)``. ``input_1``
            … set the features of the first example, ``weight_1`` … the weights of the first
            neuron.

    Returns:
        For each control its products. Shapes ``(positions, n_samples, n_neurons)``.

    Raises:
        ValueError: If a control is unknown; the message lists the choices.

    Example:
        >>> rows, columns = torch.tensor([[5.0, 7.0]]), torch.tensor([[0.1], [0.2]])
        >>> product_sweeps(rows, columns, {"weight_1": torch.tensor([0.1, 1.1])})["weight_1"]
        tensor([[[1.9000]],
        <BLANKLINE>
                [[6.9000]]])
    """
    return {key: _product_sweep(rows, columns, key, values) for key, values in positions.items()}


def _product_sweep(rows: Tensor, columns: Tensor, key: str, values: Tensor) -> Tensor:
    inputs, weights = input_keys(rows.shape[1]), weight_keys(rows.shape[1])
    many_rows = rows.repeat(len(values), 1, 1)
    many_columns = columns.repeat(len(values), 1, 1)
    if key in inputs:
        many_rows[:, 0, inputs.index(key)] = values
    elif key in weights:
        many_columns[:, weights.index(key), 0] = values
    else:
        raise ValueError(f"control must be one of {', '.join((*inputs, *weights))}; not {key!r}")
    return many_rows @ many_columns
