"""A run as a file: its page, its address and, where a link cannot hold it, its table.

A file may come from a stranger. It is read as numbers and known names only: JSON, limited in size,
whose settings are then read as any address is.
"""

import json
from dataclasses import dataclass
from typing import TypeGuard

from visualizer.state.pages import PAGES
from visualizer.tables.own_data import find_table, is_own, travels
from visualizer.tables.table import Table, decode_table, encode_table
from visualizer.words import run_file as words

FORMAT = "visualizer run"
VERSION = 1
MOST_BYTES = 1_000_000
MOST_SETTINGS, LONGEST_SETTING = 100, 10_000


@dataclass(frozen=True)
class RunFile:
    """What a file holds.

    Attributes:
        page: Name of the page that it opens.
        address: Key to text, to be read like any address: nothing of it has been checked.
        table: The table that belongs to it, if the address cannot hold it.
    """

    page: str
    address: dict[str, str]
    table: Table | None = None


# What Streamlit keeps for itself in an address: how a page is framed, which belongs to no run.
FRAMING = frozenset({"embed", "embed_options"})


def write_run(page: str, address: dict[str, str]) -> str:
    """Return the file of what ``page`` shows at ``address``."""
    content: dict[str, object] = {
        "format": FORMAT, "version": VERSION, "page": page, "settings": address
    }  # fmt: skip
    data = address.get("data", "")
    if is_own(data) and not travels(data):
        content["table"] = encode_table(find_table(data))
    return json.dumps(content, indent=1)


def read_run(data: bytes) -> RunFile:
    """Return what a file holds.

    Raises:
        ValueError: If it is no such file; the message is a sentence for people.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(words.TOO_LARGE)
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError(words.NONE) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(words.NONE)
    if content.get("version") != VERSION:
        raise ValueError(words.OTHER_VERSION)
    page, settings, table = (content.get(key) for key in ("page", "settings", "table"))
    if not isinstance(page, str) or page not in PAGES:
        raise ValueError(words.NO_SUCH_PAGE)
    if not is_address(settings):
        raise ValueError(words.SETTINGS_DAMAGED)
    if table is not None and not isinstance(table, str):
        raise ValueError(words.TABLE_DAMAGED)
    settings = {name: text for name, text in settings.items() if name.lower() not in FRAMING}
    return RunFile(page, settings, decode_table(table) if table is not None else None)


def is_address(settings: object) -> TypeGuard[dict[str, str]]:
    """Return whether ``settings`` have the form of an address, and its size."""
    return (
        isinstance(settings, dict)
        and len(settings) <= MOST_SETTINGS
        and all(
            isinstance(text, str) and len(text) <= LONGEST_SETTING and _is_sendable(name + text)
            for name, text in settings.items()
        )
    )


def _is_sendable(text: str) -> bool:
    """Return whether ``text`` can stand in an address: JSON may hold half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
