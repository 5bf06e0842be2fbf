import pytest
import torch

from visualizer.core.products import product_sweeps

ROWS = torch.tensor([[5.0, 7.0], [1.0, 2.0]])
COLUMNS = torch.tensor([[0.1, 0.3], [0.2, -0.1]])


@pytest.mark.parametrize("key", ["input_1", "input_2", "weight_1", "weight_2"])
def test_every_position_equals_the_product_written_out(key):
    values = torch.linspace(-1, 1, 5)
    products = product_sweeps(ROWS, COLUMNS, {key: values})[key]
    for position, value in enumerate(values):
        rows, columns = ROWS.clone(), COLUMNS.clone()
        kind, number = key.split("_")
        if kind == "input":
            rows[0, int(number) - 1] = value
        else:
            columns[int(number) - 1, 0] = value
        for row in range(2):
            for column in range(2):
                by_hand = rows[row, 0] * columns[0, column] + rows[row, 1] * columns[1, column]
                torch.testing.assert_close(products[position, row, column], by_hand)


def test_an_unknown_control_is_named_with_the_choices():
    with pytest.raises(ValueError, match="input_1, input_2, weight_1, weight_2; not 'bias'"):
        product_sweeps(ROWS, COLUMNS, {"bias": torch.zeros(2)})
