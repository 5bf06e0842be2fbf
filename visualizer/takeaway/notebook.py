"""A run as a Jupyter notebook: the sections of ``train.py`` as cells, with Markdown between.

Source of the format: the documentation of nbformat
"""

import json

from visualizer.core.setup import Setup
from visualizer.takeaway.script import ROUNDING
from visualizer.takeaway.section import Section
from visualizer.takeaway.sections import expectation, learner, sections

_INTRODUCTION = """\
# {learner} learns

In plain PyTorch. If it is missing: `pip install torch`. Run the cells from top to bottom.

{expectation} {rounding}"""

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook(setup: Setup) -> str:
    """Return the JSON text of a notebook (nbformat 4.5) that repeats the run.

    Its code cells, one after the other, are the program that ``script`` returns.

    Args:
        setup: The run; it is run once, to say what to expect.
    """
    introduction = _INTRODUCTION.format(
        learner=learner(setup), expectation=expectation(setup), rounding=ROUNDING
    )
    cells = [_markdown("introduction", introduction)]
    for number, section in enumerate(sections(setup), start=1):
        cells += _cells(number, section)
    content = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _cells(number: int, section: Section) -> list[dict[str, object]]:
    code: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "id": f"code-{number}",
        "metadata": {},
        "outputs": [],
        "source": _lines(section.code),
    }
    return [_markdown(f"words-{number}", f"## {section.title}\n\n{section.words}"), code]


def _markdown(name: str, text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": _lines(text)}


def _lines(text: str) -> list[str]:
    r"""Return the lines of ``text``, split at ``\n`` only, which all but the last keep."""
    *lines, last = text.split("\n")
    return [*(line + "\n" for line in lines), last]
