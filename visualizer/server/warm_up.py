"""What is done once at start so that no student waits for it."""

from __future__ import annotations

import gc
import importlib
from functools import cache

import torch
from torch import nn

from visualizer.server.memory import give_memory_back
from visualizer.server.open_files import raise_open_file_limit


@cache
def warm_up() -> None:
    """Make this process, which serves pages, ready for its first visitor.

    Called again it does nothing.
    """
    raise_open_file_limit()
    load_what_pages_share()
    ready_to_compute()


def ready_to_compute() -> None:
    """Load what the first training would load, then take all of it out of the garbage collector.

    Importing the optimizer alone takes about a second, and a full collection over PyTorch's objects
    90-230 ms with every other session standing still.
    """
    # More threads are up to twice as slow on tensors this small once several students compute.
    torch.set_num_threads(1)
    train_one_step()
    gc.collect()
    give_memory_back()
    gc.freeze()
    # Python looks for garbage in circles after every 700 new objects, and one page makes many more.
    # What a whole page was made of lives too long to be found by a quick look: so every twelfth is
    # a thorough one, some 150 ms every few minutes with 300 sessions. Without it they grow.
    gc.set_threshold(20_000, 5, 1)


def load_what_pages_share() -> None:
    """Load pandas, which Streamlit and Plotly only load, or look for, while a page runs.

    If two pages come upon it at once, on a cold server that is all of a class, one of them finds it
    half loaded and fails.
    """
    importlib.import_module("pandas")


def train_one_step() -> None:
    """Run the tutorial's five lines once on one example, for what they import."""
    model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    optimizer.zero_grad()
    nn.functional.mse_loss(model(torch.zeros(1, 2)), torch.zeros(1, 1)).backward()
    optimizer.step()
