"""What the units' slider shows of another size is what that size comes to by itself."""

import pytest

from visualizer.scenes.network_training import network_run, sized_runs
from visualizer.state.pages import complete
from visualizer.state.views.network import network_view

TWO = {"hidden_layers": 2, "hidden_1": 4, "hidden_2": 4}
CASES = {
    "as the page opens": {},
    # These hang by their last digits: among others they would end elsewhere.
    "two layers, long steps": {**TWO, "learning_rate_network": 5.0},
    "two layers, longer steps": {**TWO, "learning_rate_network": 10.0},
    "diverging": {**TWO, "network_activation": "identity", "learning_rate_network": 1e4},
}


@pytest.mark.parametrize("case", CASES)
def test_every_size_ends_where_its_own_training_does(case: str) -> None:
    view = network_view(complete("network", CASES[case]))
    setups = tuple(view.with_sizes((count, *view.sizes[1:])).setup for count in range(1, 9))
    for setup, found in zip(setups, sized_runs(view.setup, setups), strict=True):
        alone = network_run(setup)
        assert found.diverged_at == alone.diverged_at
        assert found.losses.tolist() == pytest.approx(
            alone.losses.tolist(), rel=1e-3, abs=1e-5, nan_ok=True
        )
