"""What is said and asked about a table while it is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from visualizer.tables.questions import Option, Question
from visualizer.words.notices import MORE
from visualizer.words.tables import columns as words

MOST_FAULTS = 6
MOST_QUESTIONS = 24
LONGEST_QUOTE = 20  # characters of a cell that a sentence repeats


class UnusableError(Exception):
    """Why nothing can be used, in a sentence."""


@dataclass
class Notes:
    """The sentences and the questions so far.

    Attributes:
        answers: What was answered to questions, by their keys. Others are ignored.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def answer(self, key: str, values: Iterable[str], default: str) -> str:
        """Return what was answered under ``key`` if it is one of ``values``, else ``default``."""
        answer = self.answers.get(key)
        return answer if isinstance(answer, str) and answer in values else default

    def ask(self, key: str, text: str, options: Mapping[str, str], default: str) -> str:
        """Ask for one of ``options``, the labels by value, and return the value that holds now."""
        chosen = self.answer(key, options, default)
        if len(self.questions) < MOST_QUESTIONS:
            choices = tuple(Option(label, value) for value, label in options.items())
            self.questions.append(Question(key, text, choices, chosen))
        return chosen


def shorten(faults: list[str]) -> tuple[str, ...]:
    """Return at most ``MOST_FAULTS`` of the sentences, and one that says how many more."""
    left_out = len(faults) - MOST_FAULTS
    if left_out <= 0:
        return tuple(faults)
    return (*faults[:MOST_FAULTS], MORE.format(count=f"{left_out:,}"))


def cut(text: str) -> str:
    """Return ``text`` as a sentence quotes it, cut where it gets long."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def listed(names: list[str]) -> str:
    """Return some names as the part of a sentence, the first few if they are many."""
    named = [words.QUOTED.format(name=name) for name in names[:5]]
    if len(names) > 5:
        named.append(words.MORE.format(count=len(names) - 5))
    if len(named) == 1:
        return named[0]
    return words.AND.format(names=words.BETWEEN.join(named[:-1]), last=named[-1])
