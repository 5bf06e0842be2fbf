"""Writes down the exact version of everything that a host installs for the app.

    python deploy/lock.py

asks pip which versions it would take today for ``requirements.txt`` and for what ``deploy/`` adds,
on Linux and with PyTorch's CPU build, and writes them to ``visualizer/locked.txt``. A host that
installs ``visualizer/requirements.txt`` gets these and no others: what an app does not ask for by
name can break it too, such as a new Starlette under an old Streamlit. Laptops take the ranges of
``requirements.txt``.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("requirements.txt", "deploy/requirements.txt")
LOCKED = ROOT / "visualizer" / "locked.txt"
HEAD = f"# Made by deploy/lock.py from {' and '.join(LISTS)}"
# What only PyTorch's CUDA build brings along; a host takes the CPU build.
CUDA = re.compile(r"nvidia-|cuda-|triton$")


def wanted(requirements: str) -> list[str]:
    """Return the lines of a requirements file that ask for something."""
    return [line for line in requirements.splitlines() if line and not line.startswith("#")]


def all_requirements() -> str:
    """Return what stands in the lists."""
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in LISTS)


def digest(requirements: str) -> str:
    """Return what tells one list of requirements from another, whatever its comments say."""
    return hashlib.sha256("\n".join(wanted(requirements)).encode()).hexdigest()[:16]


def resolve() -> dict[str, str]:
    """Return the version that pip would install of each package, by its plain name."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
    command += ["--ignore-installed", "--report", "-"]
    command += [part for name in LISTS for part in ("-r", str(ROOT / name))]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    packages = [each["metadata"] for each in json.loads(found)["install"]]
    versions = {plain(each["name"]): each["version"].partition("+")[0] for each in packages}
    return {name: versions[name] for name in sorted(versions) if not CUDA.match(name)}


def plain(name: str) -> str:
    """Return the one form of a package's name.

    >>> plain("Typing_Extensions")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Write the file."""
    lines = [f"{HEAD} {digest(all_requirements())}", *(f"{n}=={v}" for n, v in resolve().items())]
    LOCKED.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} packages in {LOCKED.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
