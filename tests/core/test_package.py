"""The package as a whole: what it exports, what it imports, how it seeds."""

import subprocess
import sys
from pathlib import Path

import pytest

import visualizer.core as core

ROOT = Path(__file__).parents[2]


def test_all_lists_every_public_name_in_order():
    public = {
        name
        for name, value in vars(core).items()
        if not name.startswith("_") and getattr(value, "__name__", "") != f"visualizer.core.{name}"
    }
    assert set(core.__all__) == public
    assert core.__all__ == sorted(core.__all__, key=lambda name: (not name.isupper(), name))


@pytest.mark.parametrize("name", core.__all__)
def test_everything_public_is_documented(name):
    value = getattr(core, name)
    if callable(value):
        assert value.__doc__.strip().splitlines()[0].endswith((".", "``"))


def test_importing_it_imports_no_streamlit_and_no_plotly():
    program = (
        "import sys, visualizer.core;"
        "print([name for name in ('streamlit', 'plotly', 'visualizer.figures') "
        "if name in sys.modules])"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert finished.stdout.strip() == "[]"
