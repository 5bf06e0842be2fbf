"""The examples as code: raw rows, then the scaling, such that the very same inputs come out."""

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.decimals import MOST_DIGITS
from visualizer.core.extra_inputs import extra_inputs_code
from visualizer.core.setup import Setup
from visualizer.takeaway.decimals import code_list, code_number
from visualizer.takeaway.names import one_line

# Few decimals first, since people measure so; then few significant digits, for tiny and vast ones.
_WAYS_TO_ROUND = (*(f".{n}f" for n in range(7)), *(f".{n}g" for n in range(1, MOST_DIGITS + 1)))

_TENTHS = """\
# Scaling: every input divided by ten.
all_inputs = raw_inputs / 10"""

_STANDARDIZED = """\
# Scaling: every input minus its mean, divided by its standard deviation.
mean = raw_inputs.mean(dim=0)
spread = raw_inputs.std(dim=0, correction=0){flat}
all_inputs = (raw_inputs - mean) / spread"""

_FLAT = """
spread[spread == 0] = 1  # an input that never varies stays as it is"""

_MEASURED = """\
# Scaling: every input minus its mean, divided by its standard deviation.
# Both were measured on the whole table, of which these may be some rows only.
mean = torch.tensor({mean})
spread = torch.tensor({spread})
all_inputs = (raw_inputs - mean) / spread"""


def data_code(setup: Setup) -> str:
    """Return the lines that make ``all_inputs`` and ``all_targets``, equal to the run's own.

    The inputs have shape ``(n_samples, n_features)``, the targets are what the loss wants, mostly
    ``(n_samples, 1)``. What was made of two inputs is made in the program too. Where no raw rows
    lead to these inputs, the scaled inputs themselves are written out.
    """
    dataset = setup.dataset.without_extras()
    code, extras = _plain_code(dataset, setup.task.targets), setup.dataset.extras
    return f"{code}\n\n{extra_inputs_code(extras)}" if extras else code


def _plain_code(dataset: Dataset, targets: Tensor) -> str:
    """Return the lines that make inputs and targets of examples without extra inputs."""
    rows = raw_rows(dataset)
    if rows is not None and (scaling := _scaling_code(rows, dataset)):
        return _table_code(dataset, targets, rows, "raw_inputs", ()) + "\n\n" + scaling
    note = () if dataset.scaling == "raw" else ("The inputs are scaled already.",)
    return _table_code(dataset, targets, dataset.inputs, "all_inputs", note)


def raw_rows(dataset: Dataset) -> Tensor | None:
    """Return raw rows that scale to the inputs of ``dataset``, or ``None`` if none are found.

    Its own ``raw_inputs`` are taken if they do. Otherwise each number is the first of a few
    roundings that does.

    Returns:
        Shape ``(n_samples, n_features)``, float32.

    Raises:
        ValueError: If its ``raw_inputs`` lack one number per feature.
    """
    given = dataset.raw_inputs
    if given is not None and torch.equal(dataset.transform(given.float()), dataset.inputs):
        return given.float()
    exact = dataset.inputs.double() * dataset.scales.double() + dataset.offsets.double()
    found = torch.full_like(dataset.inputs, torch.nan)
    for way in _WAYS_TO_ROUND:
        rounded = torch.tensor([[float(f"{x:{way}}") for x in row] for row in exact.tolist()])
        fits = found.isnan() & (dataset.transform(rounded) == dataset.inputs)
        found = torch.where(fits, rounded + 0.0, found)  # + 0.0: no minus before a zero
    return None if found.isnan().any() else found


def _scaling_code(rows: Tensor, dataset: Dataset) -> str | None:
    """Return the lines from ``raw_inputs`` to ``all_inputs``, or ``None`` if there is no need."""
    if dataset.scaling == "tenths" and torch.equal(rows / 10, dataset.inputs):
        return _TENTHS
    if dataset.scaling != "standardized":
        return None
    mean, spread = rows.mean(dim=0), rows.std(dim=0, correction=0)
    flat = bool((spread == 0).any())
    spread[spread == 0] = 1
    if torch.equal((rows - mean) / spread, dataset.inputs):
        return _STANDARDIZED.format(flat=_FLAT if flat else "")
    return _MEASURED.format(mean=code_list(dataset.offsets), spread=code_list(dataset.scales))


def _table_code(
    dataset: Dataset, targets: Tensor, rows: Tensor, inputs_name: str, notes: tuple[str, ...]
) -> str:
    """Return the examples as a list with their names, and the tensors made from it."""
    columns = [f"input {n}: {one_line(name)}" for n, name in enumerate(dataset.feature_names, 1)]
    head = [
        "One example in each row: its inputs, then its target, the right answer.",
        *notes,
        *(f"    {column}" for column in [*columns, f"target:  {one_line(dataset.target_name)}"]),
    ]
    answers, all_targets = _targets_code(targets)
    lines = zip(rows.tolist(), answers, dataset.example_names, strict=True)
    return "\n".join(
        [
            *(f"# {line}" for line in head),
            "examples = [",
            *(
                f"    ({code_list(row)}, {target}),  # {n}: {one_line(name)}".rstrip()
                for n, (row, target, name) in enumerate(lines, start=1)
            ),
            "]",
            f"{inputs_name} = torch.tensor([inputs for inputs, target in examples])",
            all_targets,
        ]
    )


def _targets_code(targets: Tensor) -> tuple[list[str], str]:
    """Return the target of each example as code, and the line that makes ``all_targets``."""
    if not targets.is_floating_point():
        line = "all_targets = torch.tensor([target for inputs, target in examples])"
        return [str(target) for target in targets.tolist()], line
    if targets.shape[1] == 1:
        line = "all_targets = torch.tensor([[target] for inputs, target in examples])"
        return [code_number(target) for target in targets[:, 0].tolist()], line
    line = "all_targets = torch.tensor([targets for inputs, targets in examples])"
    return [code_list(row) for row in targets.tolist()], line
