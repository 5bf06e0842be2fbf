"""How the tests of the scenes run: on one thread, with the same examples on every machine."""

import torch

# What is tested is small. More threads only wait for each other, on a busy machine for seconds.
torch.set_num_threads(1)
