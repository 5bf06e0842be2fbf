"""Four examples that no straight line can part: two of one kind crosswise to two of the other."""

from torch import Tensor

from visualizer.core.datasets import Dataset

OF_A_KIND = 2


def lie_crosswise(dataset: Dataset) -> bool:
    """Tell whether there are two examples of each kind, and the lines that join equals cross.

    Then no straight line has both of one kind on one side and both of the other kind on the other:
    where the joining lines cross would be on both sides. It gets three right at best, and always
    can: three points that are not in a row are parted in every way. Source: Radon's theorem (1921).

    Example:
        >>> from visualizer.core.datasets import make_three_students
        >>> lie_crosswise(make_three_students())
        False
    """
    kinds = [dataset.inputs[dataset.targets == target] for target in (0, 1)]
    if dataset.n_samples != 2 * OF_A_KIND or any(len(each) != OF_A_KIND for each in kinds):
        return False
    return all(_parts(one, other) for one, other in ((kinds[0], kinds[1]), (kinds[1], kinds[0])))


def _parts(line: Tensor, points: Tensor) -> bool:
    """Tell whether the line through two points has two others on different sides."""
    along = (line[1] - line[0]).double()
    beside = (points - line[0]).double()
    return bool((along[0] * beside[:, 1] - along[1] * beside[:, 0]).prod() < 0)
