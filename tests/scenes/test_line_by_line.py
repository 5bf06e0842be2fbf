"""What PyTorch holds between two lines: what is left of the last step, and what is new."""

import pytest
import torch
from torch import nn

from tests.scenes.stages import stage
from visualizer.core.model import make_model
from visualizer.state.setup_of import setup_of
from visualizer.words.training import HELD, NO_LOSS

OLD = HELD[4].rpartition("}")[2]


@pytest.mark.parametrize("zero_grad", ["call", "forget"])
def test_a_gradient_of_the_step_before_says_so_until_a_new_one_is_there(zero_grad: str) -> None:
    for line in range(6):
        made = stage("training", step=4, line=line, zero_grad=zero_grad)
        said = made.words("grad_weight_1")
        backward = 4 if zero_grad == "call" else 3
        if line >= backward:
            assert not said.endswith(OLD)
        elif zero_grad == "forget" or line == 0:
            assert said.endswith(OLD)
        else:
            assert said.startswith("None")


def test_what_is_left_is_the_gradient_of_the_step_before() -> None:
    made = stage("training", step=4)
    setup = setup_of(made.values)
    model = make_model(setup.architecture, setup.parameters)
    optimizer = torch.optim.SGD(model.parameters(), lr=setup.learning_rate)
    for _ in range(4):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(setup.dataset.inputs), setup.dataset.targets[:, None])
        loss.backward()
        optimizer.step()
    shown = made.numbers()
    held = float(next(model.parameters()).grad[0, 0])
    assert made.words("grad_weight_1").endswith(OLD)
    assert shown["line_gradient_weight_1"] == pytest.approx(held, abs=1e-6)
    assert shown["gradient_weight_1"] != pytest.approx(held, abs=1e-6)


def test_a_loss_that_is_to_come_is_not_called_none() -> None:
    assert stage("training", step=4).words("loss_now") == NO_LOSS


@pytest.mark.parametrize(
    ("dataset", "listed", "ends"), [("three_students", 3, False), ("twelve_students", 3, True)]
)
def test_some_of_the_predictions_are_not_taken_for_all(
    dataset: str, listed: int, ends: bool
) -> None:
    made = stage("training", dataset=dataset, line=5)
    line = next(text for each in made.scene.quantities if each.name.startswith("said_")
                for text in each.choices if "line_prediction" in text)  # fmt: skip
    assert line.count("{") == listed
    assert line.endswith("…") == ends
    titles = [
        panel.title for panel in made.panels() if "prediction_1" in getattr(panel, "names", ())
    ]
    assert ("the first 3 of 12" in titles[0]) == ends
