"""The one engine: step after step down the gradient, in whichever way the parameters lie.

A step looks at all examples, for the record, and goes by the gradient of those in its batch. How
far it goes is the update's affair: that of the optimizer, for one training or for many.
"""

from typing import Generic

from torch import Tensor

from visualizer.core.passes import Examples, Noted, Update, Values, Way
from visualizer.core.setup import Setup
from visualizer.core.yield_point import yield_point

Row = tuple[Values, Values, Noted]
"""One state of a descent: its parameters, the gradient at them, and what is noted of the pass."""


class Descent(Generic[Values, Noted]):
    """A training on its way; row ``k`` is the state after ``k`` steps.

    Args:
        setup: Number of steps, recipe and examples.
        way: How the parameters lie.
        values: Where they start, in that layout; never written to.
        update: What a step makes of them.
    """

    def __init__(
        self, setup: Setup, way: Way[Values, Noted], values: Values, update: Update[Values]
    ) -> None:
        self._way: Way[Values, Noted] = way
        self._values: Values = values
        self._update: Update[Values] = update
        inputs, targets, recipe = setup.dataset.inputs, setup.task.targets, setup.recipe
        self._everything = way.examples(inputs, targets)
        self._batches: list[Examples] = []
        if not recipe.takes_all(len(inputs)):
            rows = recipe.batches(len(inputs), setup.n_steps)
            self._batches = [way.examples(inputs[each], targets[each]) for each in rows]
        self._forgets = recipe.forget_zero_grad
        self._l1 = recipe.l1
        self._sum: Values | None = None
        self._step = 0

    @property
    def targets(self) -> Tensor:
        """The targets of all examples, as the way has laid them out."""
        return self._everything.targets

    def rows(self, count: int) -> list[Row[Values, Noted]]:
        """Return the next ``count`` states. The last of all looks at every example.

        Args:
            count: How many.
        """
        look, update, everything = self._way.look, self._update, self._everything
        batches, forgets, values = self._batches, self._forgets, self._values
        l1 = self._l1
        n_batches = len(batches)
        found: list[Row[Values, Noted]] = []
        for step in range(self._step, self._step + count):
            yield_point()
            if step < n_batches:
                noted = self._way.forward(values, everything)
                gradients, _ = look(values, batches[step])
            else:
                gradients, noted = look(values, everything)
            if l1:
                gradients = _with_sizes(gradients, values, l1)
            if forgets:
                self._sum = gradients = _added(self._sum, gradients)
            found.append((values, gradients, noted))
            values = update(values, gradients, step)
        self._values, self._step = values, self._step + count
        return found


def _added(before: Values | None, gradients: Values) -> Values:
    if before is None:
        return gradients
    if isinstance(gradients, list):
        return [one + other for one, other in zip(before, gradients, strict=True)]
    return before + gradients


def _with_sizes(gradients: Values, values: Values, l1: float) -> Values:
    """Return the gradient of the loss plus ``l1`` times the sum of all sizes."""
    if isinstance(gradients, list):
        pairs = zip(gradients, values, strict=True)
        return [slope.add(value.sign(), alpha=l1) for slope, value in pairs]
    return gradients.add(values.sign(), alpha=l1)
