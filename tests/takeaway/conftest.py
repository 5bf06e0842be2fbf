"""How these tests run: on one thread, since what they train is small."""

import torch

torch.set_num_threads(1)
