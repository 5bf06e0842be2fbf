"""What was seen of all openings, as rows of a table."""

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.opening.measure import Opening

Seen = Mapping[tuple[str, float], Sequence[Opening]]
"""The openings of each page, by its name and by how many times slower the processor was."""


def opening_rows(seen: Seen, speed: float, chart: str) -> list[dict[str, object]]:
    """Return the medians of every page at one speed, beside those of the page called ``chart``."""
    its_pictures = middle(seen[chart, speed], "pictures")
    assert its_pictures is not None, "the page with a chart has a picture"
    rows = []
    for (name, its_speed), openings in seen.items():
        if its_speed != speed:
            continue
        pictures = middle(openings, "pictures")
        first, after = middle(openings, "bytes_first"), middle(openings, "bytes_next")
        then = middle(openings, "bytes_then")
        rows.append(
            {
                "page": name,
                "slower": speed,
                "heading ms": middle(openings, "heading"),
                "live after heading ms": middle(openings, "live_after"),
                "pictures ms": pictures,
                "pictures / chart": None if pictures is None else pictures / its_pictures,
                "longest block ms": middle(openings, "block"),
                "first MB": None if first is None else first / 1e6,
                "next kB": None if after is None else after / 1e3,
                "then kB": None if then is None else then / 1e3,
            }
        )
    return rows


def middle(openings: Sequence[Opening], what: str) -> float | None:
    """Return the median of an attribute; ``None`` where it was not seen."""
    values = [getattr(opening, what) for opening in openings]
    return None if None in values else float(median(values))
