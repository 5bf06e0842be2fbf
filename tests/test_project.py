"""The files around the code say what is so: settings exist, requirements are bounded."""

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from streamlit.config import get_config_options

from deploy.lock import CUDA, HEAD, LISTS, all_requirements, digest, plain
from visualizer.figures.theme import NEUTRAL

ROOT = Path(__file__).resolve().parent.parent
CODE = {".py", ".js", ".css"}
MOST_LINES = 300  # of a file of the app
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

# Text that a browser or a server may act on. The core's formulas may cite their papers.
SOURCES = [
    file
    for folder in (".streamlit", "pages", "visualizer")
    for file in sorted((ROOT / folder).rglob("*"))
    if file.suffix in {".py", ".js", ".css", ".svg", ".toml"}
    and (ROOT / "visualizer" / "core") not in file.parents
]


def flatten(settings: dict, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield each setting as ``("section.name", value)``."""
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def readme_commands() -> str:
    """Return the README with every line that ends in a backslash joined to the next."""
    return (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", "")


def ci_command() -> str:
    """Return the last command of ``.ci/run``, the one that runs the tests."""
    return (ROOT / ".ci" / "run").read_text(encoding="utf-8").strip().splitlines()[-1]


def requirement_lines(name: str) -> list[str]:
    """Return the lines of a requirements file that are neither empty nor a comment."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", list(dict(flatten(SETTINGS))))
def test_setting_exists_in_streamlit(name: str) -> None:
    assert name in get_config_options()


def test_every_setting_has_its_reason() -> None:
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    for section in re.split(r"\n(?=\[)", text):
        if section.startswith(("[theme.light]", "[theme.dark]")):
            continue  # colours, explained once above [theme]
        for block in re.findall(r"((?:^#.*\n)*)^(\w+) = ", section, re.M):
            reason, setting = block
            is_with_the_one_above = re.search(rf"^\w+ = .*\n{setting} = ", section, re.M)
            is_explained_above = section.startswith("[theme]") and setting == "font"
            assert reason or is_with_the_one_above or is_explained_above, setting


@pytest.mark.parametrize(("place", "theme"), [(0, "light"), (1, "dark")])
def test_page_and_pictures_share_their_paper(place: int, theme: str) -> None:
    shared = {"backgroundColor": "paper", "secondaryBackgroundColor": "panel", "textColor": "text"}
    for setting, name in shared.items():
        assert SETTINGS["theme"][theme][setting] == NEUTRAL[name][place]


def test_protections_are_on_and_nothing_is_sent_away() -> None:
    settings = dict(list(flatten(SETTINGS)))
    assert settings["server.enableCORS"] is True
    assert settings["server.enableXsrfProtection"] is True
    assert settings["browser.gatherUsageStats"] is False
    assert settings["client.showErrorDetails"] == "none"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", *LISTS[1:]])
def test_every_requirement_has_both_bounds(name: str) -> None:
    for line in requirement_lines(name):
        assert line.startswith("-r ") or re.fullmatch(
            r"[\w-]+>=[\d.]+,<[\d.]+(; \w+ != .+)?", line
        ), line


def test_the_cloud_gets_the_same_requirements() -> None:
    assert "-r ../requirements.txt" in requirement_lines("visualizer/requirements.txt")
    assert all(line.startswith("-") for line in requirement_lines("visualizer/requirements.txt"))


def locked_versions() -> dict[str, str]:
    """Return the versions that a host installs, by name."""
    return dict(line.split("==") for line in requirement_lines("visualizer/locked.txt"))


def test_the_lock_is_that_of_the_requirements() -> None:
    """Otherwise ``python deploy/lock.py`` has to be run again."""
    head = (ROOT / "visualizer" / "locked.txt").read_text(encoding="utf-8").splitlines()[0]
    assert head == f"{HEAD} {digest(all_requirements())}"
    assert "-c locked.txt" in requirement_lines("visualizer/requirements.txt")
    assert "visualizer/locked.txt" in (ROOT / "deploy" / "Containerfile").read_text("utf-8")


def test_the_lock_holds_whatever_the_app_needs_and_what_that_needs() -> None:
    locked = locked_versions()
    open_ends = [line for name in LISTS for line in requirement_lines(name)]
    seen: set[str] = set()
    while open_ends:
        need = Requirement(open_ends.pop())
        name = plain(need.name)
        if CUDA.match(name) or (need.marker and not need.marker.evaluate({"extra": ""})):
            continue
        assert need.specifier.contains(locked[name], prereleases=True), need
        if name not in seen and importlib.metadata.version(name).partition("+")[0] == locked[name]:
            open_ends += importlib.metadata.requires(name) or []
        seen.add(name)
    assert {"streamlit", "torch", "plotly", "redis"} <= seen
    assert "starlette" in locked  # nobody asks for it by name


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_source_names_no_other_host(file: Path) -> None:
    urls = re.findall(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+[\w./-]*", file.read_text("utf-8"))
    # The name of a file format, which nothing ever fetches.
    assert [url for url in urls if not url.startswith("http://www.w3.org/")] == []


def test_the_workflow_calls_what_anybody_can_call() -> None:
    workflow = (ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    assert "run: bash .ci/run\n" in workflow
    for folder in re.findall(r"(?:tests|visualizer)/\w+", workflow):
        assert (ROOT / folder).is_dir()


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    assert ci_command() in readme_commands()
    assert ci_command().startswith("python3 -m venv .venv && .venv/bin/pip install -r ")
    assert ci_command().endswith(" -m pytest")


def test_readme_opens_the_app_with_one_command_from_a_bare_clone() -> None:
    command = (
        "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt"
        " && .venv/bin/streamlit run streamlit_app.py"
    )
    assert command in readme_commands()


def test_python_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"


def test_no_file_of_the_app_is_longer_than_can_be_taken_in() -> None:
    files = [ROOT / "streamlit_app.py"]
    for folder in ("visualizer", "pages"):
        files += [each for each in (ROOT / folder).rglob("*.*") if each.suffix in CODE]
    assert len(files) > 400
    lengths = {each: len(each.read_text("utf-8").splitlines()) for each in files}
    assert [each for each, length in lengths.items() if length > MOST_LINES] == []
