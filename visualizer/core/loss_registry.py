"""Every loss that a training can lower, each with the kernels of its way forward and back.

A loss is worked out in three steps that a training can do apart: ``compare`` predictions with
targets in every step and keep what came of it; make ``slopes`` of that, where the way back begins;
and make ``means`` of what was kept, for many steps at once.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from visualizer.core.architecture import Architecture

aten = torch.ops.aten


@dataclass(frozen=True)
class Loss:
    """One loss. Its functions take any leading axes, such as lanes, before ``(n_samples, …)``.

    Attributes:
        name: Key in ``LOSSES``.
        label: Name on screen.
        module: The class in ``torch.nn`` that computes it.
        wants: What the targets must be, for the message of an error.
        as_targets: From the targets of a data set to what ``module`` wants beside the predictions.
        compare: From predictions and targets to what is kept: residuals, or logarithms.
        share: From targets, number of examples and of outputs to what ``slopes`` scales by;
            float64, to be rounded to the type of the predictions.
        slopes: From what is kept, targets and share to ∂loss/∂predictions, as autograd has it.
        errors: From what is kept and targets to the error of each number, before any mean. May
            write it into ``out``, such as what is kept itself; with so many numbers, new memory
            costs more than they do.
        means: From what was kept of many steps, first axis, and targets to their losses.
    """

    name: str
    label: str
    module: type[nn.Module]
    wants: str
    as_targets: Callable[[Tensor], Tensor]
    compare: Callable[[Tensor, Tensor], Tensor]
    share: Callable[[Tensor, int, int], Tensor]
    slopes: Callable[[Tensor, Tensor, Tensor], Tensor]
    errors: Callable[..., Tensor]
    means: Callable[[Tensor, Tensor], Tensor]

    @property
    def code(self) -> str:
        """The line of PyTorch that makes this loss, such as ``"nn.MSELoss()"``."""
        return f"nn.{self.module.__name__}()"

    def check(self, architecture: Architecture, targets: Tensor) -> None:
        """Raise a ``ValueError`` unless predictions and targets are such as this loss takes."""
        if self.name != "mse" and architecture.output != "identity":
            raise ValueError(
                f"output must be 'identity' for {self.code}, which takes logits; "
                f"not {architecture.output!r}"
            )
        n_outputs, shape = architecture.n_outputs, tuple(targets.shape[1:])
        if self.name == "cross_entropy":
            whole = bool(((targets == targets.round()) & (targets >= 0)).all())
            fits = n_outputs > 1 and shape == () and whole and bool((targets < n_outputs).all())
        else:
            fits = shape == (n_outputs,) or (n_outputs == 1 and shape == ())
        if fits and self.name == "binary_cross_entropy":
            fits = bool(((targets >= 0) & (targets <= 1)).all())
        if not fits:
            raise ValueError(
                f"targets for {self.code} and {n_outputs} outputs must be {self.wants}, got shape "
                f"{tuple(targets.shape)}"
            )


def _exactly(number: float) -> Tensor:
    return torch.tensor(number, dtype=torch.float64)


def _as_columns(targets: Tensor) -> Tensor:
    """Return targets of shape ``(n_samples, n_outputs)``, a column if there is one output."""
    return targets if targets.ndim == 2 else targets[:, None]


def _logit_errors(logits: Tensor, targets: Tensor, out: Tensor | None = None) -> Tensor:
    return F.binary_cross_entropy_with_logits(logits, targets.expand_as(logits), reduction="none")


def _class_shares(targets: Tensor, n_samples: int, n_outputs: int) -> Tensor:
    """Return −1/n at the class of each example, else 0: the slope along its logarithm."""
    return F.one_hot(targets, n_outputs) * _exactly(-1 / n_samples)


def _class_slopes(logs: Tensor, _targets: Tensor, share: Tensor) -> Tensor:
    own = share.expand_as(logs)
    return aten._log_softmax_backward_data.default(own, logs, -1, logs.dtype)


def _class_errors(logs: Tensor, targets: Tensor, out: Tensor | None = None) -> Tensor:
    own = targets.expand(logs.shape[:-1])[..., None]
    return -logs.gather(-1, own)


_ALL = (
    Loss(
        name="mse",
        label="Mean squared error",
        module=nn.MSELoss,
        wants="one number for each output",
        as_targets=_as_columns,
        compare=operator.sub,  # from C to C: sooner than a function of our own
        share=lambda targets, n_samples, n_outputs: _exactly(2 / (n_samples * n_outputs)),
        slopes=lambda misses, targets, share: misses * share,
        errors=lambda misses, targets, out=None: torch.square(misses, out=out),
        means=lambda misses, targets: misses.square().flatten(1).mean(dim=1),
    ),
    Loss(
        name="binary_cross_entropy",
        label="Binary cross-entropy",
        module=nn.BCEWithLogitsLoss,
        wants="between 0 and 1, one for each output",
        as_targets=_as_columns,
        compare=lambda logits, targets: logits,
        share=lambda targets, n_samples, n_outputs: _exactly(n_samples * n_outputs),
        slopes=lambda logits, targets, share: (logits.sigmoid() - targets).div_(share),
        errors=_logit_errors,
        # One step after the other: a sigmoid may round in another way where it stands elsewhere.
        means=lambda logits, targets: torch.stack(
            [F.binary_cross_entropy_with_logits(row, targets) for row in logits]
        ),
    ),
    Loss(
        name="cross_entropy",
        label="Cross-entropy",
        module=nn.CrossEntropyLoss,
        wants="the number of a class, counted from 0, for each example",
        as_targets=lambda targets: targets.long(),
        compare=lambda logits, targets: F.log_softmax(logits, dim=-1),
        share=_class_shares,
        slopes=_class_slopes,
        errors=_class_errors,
        # PyTorch adds these up in an order of its own.
        means=lambda logs, targets: torch.stack([F.nll_loss(row, targets) for row in logs]),
    ),
)
LOSSES: Mapping[str, Loss] = MappingProxyType({each.name: each for each in _ALL})
"""Every loss of the app by name."""


def get_loss(name: str) -> Loss:
    """Return the loss called ``name``.

    Raises:
        ValueError: If the registry has no such loss; the message lists the choices.

    Example:
        >>> get_loss("binary_cross_entropy").code
        'nn.BCEWithLogitsLoss()'
    """
    if name not in LOSSES:
        raise ValueError(f"loss must be one of {', '.join(LOSSES)}; not {name!r}")
    return LOSSES[name]
