"""How every benchmark reports: rows of plain dicts, as an aligned table and as JSON.

>>> print(format_table([{"what": "lanes", "ms": 1.5}, {"what": "a plain loop", "ms": 1234.0}]))
what              ms
------------  ------
lanes           1.50
a plain loop  1234.0
"""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

Row = Mapping[str, object]


def format_table(rows: Sequence[Row]) -> str:
    """Return ``rows`` as text: one column per key of the first row, numbers to the right."""
    if not rows:
        return "(nothing measured)"
    columns = []
    for key in rows[0]:
        values = [row.get(key) for row in rows]
        cells = [key, *map(_as_text, values)]
        width = max(map(len, cells))
        numeric = all(isinstance(value, int | float) or value is None for value in values)
        aligned = [cell.rjust(width) if numeric else cell.ljust(width) for cell in cells]
        columns.append(["-" * width, *aligned])
    rule, head, *body = zip(*columns, strict=True)
    return "\n".join("  ".join(line).rstrip() for line in (head, rule, *body))


def write_json(path: str | Path, name: str, rows: Sequence[Row]) -> None:
    """Write ``rows`` with the facts of this machine to ``path``."""
    report = {"benchmark": name, "machine": machine_facts(), "rows": [dict(row) for row in rows]}
    Path(path).write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def machine_facts() -> dict[str, object]:
    """Return what a reader of the figures has to know about the machine that made them."""
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "system": platform.system(),
        "python": platform.python_version(),
        **{package: version(package) for package in ("torch", "streamlit", "plotly")},
    }


def _processor() -> str:
    # platform.processor() is empty on Linux, where the model stands in a file.
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def _as_text(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        digits = 2 if abs(value) < 100 else 1 if abs(value) < 10_000 else 0
        return f"{value:.{digits}f}"
    return str(value)
