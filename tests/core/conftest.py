"""How the tests of the core run: on one thread, with the same examples on every machine."""

import torch
from hypothesis import settings

# What is tested is small. More threads only wait for each other, on a busy machine for seconds.
torch.set_num_threads(1)

# No deadline: the first call of a PyTorch operation may take a hundred times as long as the next.
settings.register_profile("core", deadline=None, derandomize=True, database=None, max_examples=50)
settings.load_profile("core")
