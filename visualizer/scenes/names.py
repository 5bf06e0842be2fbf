"""What the inputs and the answer are called: in the lesson, and in somebody's own table."""

from dataclasses import dataclass

from visualizer.core.datasets import Dataset
from visualizer.tables.own_data import is_own


@dataclass(frozen=True)
class Names:
    """What the columns of the data are called, safe in every picture and text of a stage.

    Attributes:
        input_1: The first input.
        input_2: The second one.
        answer: What is predicted.
        unit: What follows a number of an input, such as ``h``; of own data nobody knows it.
        own: Whether these are somebody's own data.
    """

    input_1: str = "hours studied"
    input_2: str = "hours slept"
    answer: str = "passed"
    unit: str = "h"
    own: bool = False

    def fill(self, template: str, **others: object) -> str:
        """Return ``template`` with the names in their places, all of them at once.

        Live numbers in it stand in double braces, so that they are left for the stage.

        Args:
            template: Has places for ``{input_1}``, ``{input_2}`` and ``{answer}``, or some.
            others: What stands in its other places.

        Example:
            >>> Names("hours slept", "coffee").fill("{input_1} and {input_2}: loss {{loss}}")
            'hours slept and coffee: loss {loss}'
        """
        columns = {"input_1": self.input_1, "input_2": self.input_2, "answer": self.answer}
        return template.format(**columns, **others)


def names_of(dataset: Dataset) -> Names:
    """Return what the columns of ``dataset`` are called."""
    first, second, *_ = dataset.feature_names
    if is_own(dataset.name):
        return Names(first, second, dataset.target_name, "", True)
    return Names(first, second, dataset.target_name)


LESSON_NAMES = Names()
"""Those of the three students, with whom every page begins."""
