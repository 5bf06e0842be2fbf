"""Which steps of a training have pictures of their own, and where the others lie between them."""

import torch
from torch import Tensor

MOST_FRAMES = 54  # of a training in pictures; between two of them they are blended
FIRST_FRAMES = 20  # steps that all have a picture: there most happens


def frames_of(
    n_steps: int, step: int, count: int = MOST_FRAMES, first: int = FIRST_FRAMES
) -> Tensor:
    """Return the steps that have a picture of their own. Ascending, int64.

    Args:
        n_steps: Number of steps of the training.
        step: One that has a picture in any case.
        count: About how many there are.
        first: The first so many steps all have one.
    """
    last = min(first, n_steps)
    rest = torch.linspace(last, n_steps, count - last).round().long()
    return torch.cat([torch.arange(last + 1), rest, torch.tensor([step])]).unique()


def between_frames(frames: Tensor, n_steps: int) -> Tensor:
    """Return where each step lies among the frames. Shape ``(n_steps + 1,)``.

    >>> between_frames(torch.tensor([0, 1, 3]), 3)
    tensor([0.0000, 1.0000, 1.5000, 2.0000])
    """
    steps = torch.arange(n_steps + 1)
    after = torch.searchsorted(frames, steps)
    before = (after - 1).clamp(min=0)
    width = (frames[after] - frames[before]).clamp(min=1)
    share = (steps - frames[before]) / width
    return torch.where(frames[after] == steps, after.float(), before + share)
