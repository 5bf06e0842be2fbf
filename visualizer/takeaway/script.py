"""A run as ``train.py``: a program to read from top to bottom."""

import textwrap

from visualizer.core.setup import Setup
from visualizer.takeaway.section import Section
from visualizer.takeaway.sections import WIDTH, expectation, learner, sections

# The first two lines are no stranger's: Python looks there for the encoding of a file.
_HEADER = """\
# train.py: {learner} learns, in plain PyTorch.
#
# Run it in a terminal:
#     pip install torch
#     python train.py
#
{expectation}"""

ROUNDING = (
    "Another processor or another version of PyTorch may round the last digits in another way."
)


def script(setup: Setup) -> str:
    """Return the text of a program that repeats the run and prints its losses.

    It needs PyTorch and nothing else. What it prints is the loss on all examples before each step
    and after the last, with 6 digits after the point, then a prediction for each example.

    Args:
        setup: The run; it is run once, to say what to expect.
    """
    expected = f"What to expect: {expectation(setup)} {ROUNDING}"
    header = _HEADER.format(learner=learner(setup).lower(), expectation=_comment(expected))
    parts = [header, *map(_part, sections(setup))]
    return "\n\n".join(parts) + "\n"


def _part(section: Section) -> str:
    return f"\n# {section.title}\n{_comment(section.words)}\n{section.code}"


def _comment(words: str) -> str:
    return textwrap.fill(words, WIDTH, initial_indent="# ", subsequent_indent="# ")
