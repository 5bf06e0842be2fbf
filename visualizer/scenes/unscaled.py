"""A training that goes wrong because the inputs of a table came as they are, and what helps."""

from dataclasses import dataclass, replace
from functools import lru_cache

from visualizer.core.diagnosis import DIAGNOSES, diagnose
from visualizer.core.lanes import train_lanes
from visualizer.core.setup import Setup
from visualizer.scenes.diagnosis_words import NAMES
from visualizer.state.number_texts import number_text, rounded
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import is_own
from visualizer.words.training import UNSCALED

TROUBLES = ("diverged", "dead", "saturated", "flat", "still")
DIGITS = 4
LARGE = 10.0  # inputs up to here are no larger than hours: then it is the start or the rate


@dataclass(frozen=True)
class Remedy:
    """What standardized inputs would change, tried out.

    Attributes:
        trouble: The diagnosis without them, one of ``TROUBLES``.
        largest: The input that is largest in size, as it came.
        end: The loss after the same steps with standardized inputs.
    """

    trouble: str
    largest: str
    end: str

    @property
    def said(self) -> str:
        """The sentence that says why it goes wrong, and what would become of it."""
        return UNSCALED.format(trouble=NAMES[self.trouble], largest=self.largest, end=self.end)


@lru_cache(maxsize=64)
def remedy_of(setup: Setup) -> Remedy | None:
    """Return what standardizing would do for a training on somebody's own table.

    Returns:
        ``None`` where the inputs are standardized or not large, the training is in no trouble, or
        it would still be in one, or end no lower than somebody who says the mean to everybody.
    """
    dataset = setup.dataset
    if not is_own(dataset.name) or dataset.scaling == "standardized":
        return None
    raw = dataset.inputs if dataset.raw_inputs is None else dataset.raw_inputs
    largest = float(raw.abs().max())
    if largest <= LARGE:
        return None
    word, loss = _outcome(setup)
    if word not in TROUBLES:
        return None
    other = replace(setup, dataset=load_dataset(dataset.name, "standardized"))
    other_word, other_loss = _outcome(other)
    knows_nothing = float(dataset.targets.var(correction=0))
    if other_word in TROUBLES or not other_loss < min(loss, knows_nothing):
        return None
    return Remedy(word, number_text(largest), rounded(other_loss, DIGITS))


def _outcome(setup: Setup) -> tuple[str, float]:
    """Return the diagnosis of a training and its last loss, ∞ if it has none."""
    lanes = train_lanes(setup, setup.parameters[:, None])
    word, loss = DIAGNOSES[int(diagnose(setup, lanes))], float(lanes.losses[-1])
    return word, float("inf") if word == "diverged" else loss
