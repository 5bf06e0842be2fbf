"""``check.py`` to take home: what the clinic looks for, for one's own model and loop.

The file is ``check_at_home.py`` as it stands here, which needs PyTorch and nothing else.
"""

from functools import cache
from pathlib import Path


@cache
def check_program() -> str:
    """Return the text of ``check.py``."""
    return Path(__file__).with_name("check_at_home.py").read_text(encoding="utf-8")
