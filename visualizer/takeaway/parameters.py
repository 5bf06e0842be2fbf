"""The learned weights and bias as a file for ``torch.load``."""

from io import BytesIO

import torch

from visualizer.core.architecture import Architecture
from visualizer.core.model import make_model
from visualizer.core.trajectory import Trajectory


def state_dict_file(trajectory: Trajectory, architecture: Architecture) -> bytes:
    """Return the file of the ``state_dict`` after the last step that is finite.

    ``model.load_state_dict(torch.load(file, weights_only=True))`` puts it into the model that
    ``train.py`` builds. A run that is not finite even at its start gives its start.

    Args:
        trajectory: The run.
        architecture: Whose parameters they are.
    """
    step = len(trajectory.losses) - 1
    if trajectory.diverged_at is not None:
        step = max(trajectory.diverged_at - 1, 0)
    model = make_model(architecture, trajectory.parameters[step])
    file = BytesIO()
    torch.save(model.state_dict(), file)
    return file.getvalue()
