"""What the benchmark of the network measures: programs that come to the same numbers."""

import pytest
import torch

from benchmarks.network import GESTURES, NETWORKS, row_of, train_plainly
from visualizer.scenes.network_training import network_run
from visualizer.state.pages import complete
from visualizer.state.views.network import network_view


@pytest.mark.parametrize("network", NETWORKS)
def test_the_plain_training_ends_where_ours_does(network: str) -> None:
    setup = network_view(complete("network", NETWORKS[network])).setup
    torch.testing.assert_close(train_plainly(setup), network_run(setup).parameters[-1])


@pytest.mark.parametrize("gesture", GESTURES)
def test_every_gesture_can_be_measured(gesture: str) -> None:
    row = row_of("2-2-1, as the page opens", gesture, rounds=1)
    assert min(row[each] for each in ("ours ms", "plain ms", "ratio", "kB")) > 0
