"""Imports go downwards only: each layer may know those below it, and nothing knows a page."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Layer → the packages outside the standard library that its modules may import, itself included.
# The longest name that fits a module counts.
LAYERS = {
    "visualizer": set(),
    "visualizer.chapters": set(),
    "visualizer.frame": {
        "streamlit",
        "visualizer.chapters",
        "visualizer.frame_style",
        "visualizer.live.stage",
        "visualizer.live.style",
        "visualizer.ui.class_line",
    },
    "visualizer.core": {"torch", "visualizer.core"},
    "visualizer.tables": {
        "torch",
        "python_calamine",
        "visualizer.core.datasets",
        "visualizer.core.decimals",
        "visualizer.tables",
        "visualizer.words",
    },
    "visualizer.rooms": {"visualizer.rooms", "visualizer.words.rooms"},
    # The only two that know the library of the shared place, which not every process has.
    "visualizer.rooms.redis_line": {"redis", "visualizer.rooms", "visualizer.words.rooms"},
    "visualizer.rooms.redis_news": {"redis", "visualizer.rooms"},
    "visualizer.state": {
        "torch",
        "visualizer.core",
        "visualizer.rooms.looks",
        "visualizer.rooms.room",
        "visualizer.state",
        "visualizer.tables",
        "visualizer.words",
    },
    "visualizer.seats": {
        "visualizer.rooms",
        "visualizer.seats",
        "visualizer.state",
        "visualizer.words.class_line",
    },
    "visualizer.figures": {
        "torch",
        "plotly",
        "visualizer.core",
        "visualizer.figures",
        "visualizer.words",
    },
    "visualizer.takeaway": {"torch", "visualizer.core", "visualizer.takeaway"},
    "visualizer.ui": {
        "streamlit",
        "pandas",
        "segno",
        "torch",
        "visualizer.chapters",
        "visualizer.core",
        "visualizer.live.listing",
        "visualizer.live.stage",
        "visualizer.rooms",
        "visualizer.routes",
        "visualizer.seats",
        "visualizer.stages",
        "visualizer.words",
        "visualizer.state",
        "visualizer.tables",
        "visualizer.takeaway",
        "visualizer.ui",
    },
    "visualizer.stages": {
        "visualizer.rooms",
        "visualizer.live.payload",
        "visualizer.live.moment",
        "visualizer.live.scene",
        "visualizer.live.veil",
        "visualizer.scenes",
        "visualizer.stages",
        "visualizer.state",
        "visualizer.words",
    },
    "visualizer.words": {"visualizer.words"},
    "visualizer.live": {
        "streamlit",
        "torch",
        "plotly",
        "visualizer.figures.kinds",
        "visualizer.figures.moves",
        "visualizer.figures.theme",
        "visualizer.live",
    },
    "visualizer.scenes": {
        "torch",
        "plotly",
        "visualizer.core",
        "visualizer.figures",
        "visualizer.live.diagram",
        "visualizer.live.moment",
        "visualizer.live.part",
        "visualizer.live.scene",
        "visualizer.rooms.looks",
        "visualizer.rooms.room",
        "visualizer.scenes",
        "visualizer.state",
        "visualizer.tables.loading",
        "visualizer.tables.own_data",
        "visualizer.words",
    },
    "visualizer.messages": {"streamlit", "starlette", "google.protobuf", "visualizer.messages"},
    # Knows nothing of what is taught, nor of what the app answers itself.
    "visualizer.server": {
        "streamlit",
        "starlette",
        "torch",
        "visualizer.chapters",
        "visualizer.core.yield_point",
        "visualizer.messages",
        "visualizer.server",
    },
    "visualizer.routes": {
        "streamlit",
        "starlette",
        "plotly",
        "visualizer.chapters",
        "visualizer.figures.kinds",
        "visualizer.frame_style",
        "visualizer.live",
        "visualizer.routes",
        "visualizer.seats",
        "visualizer.server",
        "visualizer.stages",
        "visualizer.state",
        "visualizer.worker",
    },
    # Another process, which has neither pages nor routes.
    "visualizer.worker": {
        "starlette",
        "visualizer.server.adaptations.compiler",
        "visualizer.server.memory",
        "visualizer.server.scheduling",
        "visualizer.server.warm_up",
        "visualizer.stages.registry",
        "visualizer.stages.reply",
        "visualizer.state.memory",
        "visualizer.state.session",
        "visualizer.tables.own_data",
        "visualizer.tables.table",
        "visualizer.worker",
    },
    "visualizer.routes.classes": {
        "starlette",
        "visualizer.rooms",
        "visualizer.routes",
        "visualizer.seats",
        "visualizer.server",
        "visualizer.state",
        "visualizer.words.class_line",
    },
    "pages": {
        "streamlit",
        "torch",
        "visualizer.chapters",
        "visualizer.core",
        "visualizer.figures",
        "visualizer.words",
        "visualizer.scenes",
        "visualizer.stages",
        "visualizer.state",
        "visualizer.tables",
        "visualizer.takeaway",
        "visualizer.ui",
    },
    "visualizer.app": {
        "streamlit",
        "visualizer.chapters",
        "visualizer.frame",
        "visualizer.live.stage",
        "visualizer.routes.plotly_scripts",
        "visualizer.server",
        "visualizer.ui",
    },
    "streamlit_app": {
        "streamlit",
        "starlette",
        "visualizer.messages",
        "visualizer.rooms.place",
        "visualizer.routes",
        "visualizer.server",
        "visualizer.worker",
    },
}


def app_files() -> list[Path]:
    """Return every Python file of the app itself."""
    folders = (ROOT / "visualizer", ROOT / "pages")
    return [ROOT / "streamlit_app.py", *(f for d in folders for f in sorted(d.rglob("*.py")))]


def module_name(file: Path) -> str:
    """Return the dotted name under which ``file`` is imported."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_within(name: str, package: str) -> bool:
    """Tell whether the dotted ``name`` is ``package`` or something in it."""
    return name == package or name.startswith(package + ".")


def imported_names(source: str, package: str) -> Iterator[str]:
    """Yield what ``source`` imports as dotted names, ``from a import b`` as ``a.b``.

    Args:
        source: Text of a module, wherever in it the import stands.
        package: Dotted name of the package it lies in, for relative imports.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def layer_of(module: str) -> str:
    """Return the name of the layer that ``module`` belongs to."""
    return max((layer for layer in LAYERS if is_within(module, layer)), key=len)


def forbidden_imports(source: str, module: str, package: str) -> list[str]:
    """Return the imports of a module's ``source`` that its layer does not allow."""
    allowed = LAYERS[layer_of(module)]
    return [
        name
        for name in imported_names(source, package)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not any(is_within(name, each) for each in allowed)
    ]


@pytest.mark.parametrize("file", app_files(), ids=module_name)
def test_module_imports_only_from_its_own_layer_and_below(file: Path) -> None:
    module = module_name(file)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    assert forbidden_imports(file.read_text(encoding="utf-8"), module, package) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("visualizer.core.forward", "import streamlit as st"),
        ("visualizer.core.forward", "from ..figures import theme"),
        ("visualizer.figures.loss", "from streamlit import cache_data"),
        ("visualizer.live.stage", "from visualizer.figures import loss"),
        ("visualizer.state.address", "def f():\n    import visualizer.live"),
        ("pages.neuron", "from pages import start"),
        ("pages.neuron", "import visualizer.app"),
        ("visualizer.server.headers", "from visualizer.routes import page_policy"),
        ("visualizer.routes.releases", "from visualizer.rooms.place import rooms"),
    ],
)
def test_the_check_itself_notices(module: str, line: str) -> None:
    assert forbidden_imports(line, module, module.rpartition(".")[0])


def test_the_readme_names_the_layers_from_top_to_bottom() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(?:visualizer/)?(\w+)(?:\.py|/)` \|", readme, re.M)
    folders = {each.parent.name for each in (ROOT / "visualizer").glob("*/__init__.py")}
    assert {*rows} == {"streamlit_app", "app", "pages", *folders}
    for layer, allowed in LAYERS.items():
        own = layer.removeprefix("visualizer.").partition(".")[0]
        known = {each.removeprefix("visualizer.").partition(".")[0] for each in allowed}
        for each in known & {*rows}:
            assert own not in rows or rows.index(own) <= rows.index(each), (own, each)


def test_pages_hold_no_html() -> None:
    for file in sorted((ROOT / "pages").glob("*.py")):
        source = file.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in source, file
        assert "st.html" not in source, file


def said_texts(source: str) -> Iterator[str]:
    """Yield the texts in a script, ``{}`` in the places of one that is filled; no docstrings.

    Nor the message of an exception for developers, which is no sentence with a full stop.
    """
    tree = ast.parse(source)
    unsaid: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            unsaid.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            unsaid.update(node.values)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in FOR_DEVELOPERS:
            unsaid.update(each for each in node.args if not ends_a_sentence(text_in(each)))
    for node in ast.walk(tree):
        if node not in unsaid and (text := text_in(node)):
            yield text


def text_in(node: ast.AST) -> str:
    """Return the text that ``node`` is, ``""`` if it is none."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_in(part) or "{}" for part in node.values)
    value = node.value if isinstance(node, ast.Constant) else ""
    return value if isinstance(value, str) else ""


def ends_a_sentence(text: str) -> bool:
    """Tell whether ``text`` ends as sentences do."""
    return text.strip().endswith((".", "!", "?"))


def sentences_of(source: str) -> list[str]:
    """Return the texts of a script that say more than a label does."""
    return [
        text
        for text in said_texts(source)
        if (ends_a_sentence(text) or text.count(" ") > 5)
        and len(re.findall(r"[^\W\d_]+", text)) >= FEWEST_WORDS
    ]


FOR_DEVELOPERS = {"AttributeError", "KeyError", "TypeError", "ValueError"}
FEWEST_WORDS = 3  # fewer are a label, or the sign at the end of something
ROOMS = ("ui", "state", "tables", "stages")  # besides the pages, whose words stand elsewhere

# Module → how a sentence begins that may stand in it, and why.
STAYING = {
    "visualizer.ui.share": ("<iframe ", "markup"),
    "visualizer.tables.numbers": ("([+-]?", "a pattern"),
    "visualizer.stages.colouring": ("(?P<comment>", "a pattern"),
}


@pytest.mark.parametrize("file", sorted((ROOT / "pages").glob("*.py")), ids=lambda file: file.stem)
def test_the_sentences_of_a_page_stand_with_the_words(file: Path) -> None:
    assert sentences_of(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "file",
    [file for room in ROOMS for file in sorted((ROOT / "visualizer" / room).rglob("*.py"))],
    ids=module_name,
)
def test_what_a_room_says_stands_with_the_words(file: Path) -> None:
    sentences = sentences_of(file.read_text(encoding="utf-8"))
    begins, _ = STAYING.get(module_name(file), (None, ""))
    if begins is None:
        assert sentences == []
    else:
        assert sentences, "there is nothing left to be excused: take the module out of the list"
        assert [each for each in sentences if not each.startswith(begins)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""A page."""\nst.title("The loss")\nst.text(f"Drag {it}. It moves.")',
         ["Drag {}. It moves."]),
        ('HELD = "Nothing of it is lost."\n"""What is said then."""', ["Nothing of it is lost."]),
        ('raise ValueError("This is no file of this app.")', ["This is no file of this app."]),
        ('raise UnusableError(f"of {n} rows none has a number")', ["of {} rows none has a number"]),
        ('raise ValueError(f"weight must have shape (2,) to match inputs, got {shape}")', []),
        ('said = f"{count} more runs lie in this browser than it"',
         ["{} more runs lie in this browser than it"]),
        ('if text.endswith((".", "...", "n. a.")): end("Download as CSV")', []),
    ],
)  # fmt: skip
def test_a_sentence_that_stands_elsewhere_is_noticed(source: str, found: list[str]) -> None:
    assert sentences_of(source) == found


def test_no_file_is_called_utils() -> None:
    vague = {"utils", "util", "helpers", "misc", "common"}
    assert [file for file in app_files() if vague & set(module_name(file).split("."))] == []


# In the order in which one process imports them: what it has loaded by then, and must not have.
# An earlier one that fails makes those below it fail too, so the first name is the one to look at.
LOADS_NOT = {
    "visualizer.core": ("streamlit", "plotly"),
    "visualizer.tables": ("streamlit", "plotly", "pandas"),
    "visualizer.state": ("streamlit", "plotly", "pandas"),
    "visualizer.figures": ("streamlit",),
}
IMPORT_ONE_AFTER_THE_OTHER = """
import importlib, json, pkgutil, sys
found = {}
for name, unknown in json.loads(sys.argv[1]).items():
    module = importlib.import_module(name)
    for part in pkgutil.walk_packages(getattr(module, "__path__", ()), name + "."):
        importlib.import_module(part.name)
    found[name] = [each for each in unknown if each in sys.modules]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def loaded() -> dict[str, list[str]]:
    """What a fresh Python has loaded after each import, of what it should not have."""
    finished = subprocess.run(
        [sys.executable, "-c", IMPORT_ONE_AFTER_THE_OTHER, json.dumps(LOADS_NOT)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(finished.stdout)


@pytest.mark.parametrize("name", LOADS_NOT)
def test_importing_a_lower_layer_loads_no_higher_library(
    name: str, loaded: dict[str, list[str]]
) -> None:
    assert loaded[name] == []
