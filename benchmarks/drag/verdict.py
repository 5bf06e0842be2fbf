"""What has to be reached, and what was: rows for the table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.drag.results import Drag, Results, percentile

Measure = Callable[[Sequence[Drag]], float | None]


@dataclass(frozen=True)
class Goal:
    """One thing that is measured on every control of every page.

    Attributes:
        what: Its name in the table.
        measure: Takes all drags of one control; ``None`` where it makes no sense.
        sign: ``≥``, ``<`` or ``=``.
        limit: What has to be reached; ``None`` if nothing has to.
        limit_in_space: The same on a page with a figure in space, if that differs.
        digits: Digits after the point in the table.
    """

    what: str
    measure: Measure
    sign: str = "<"
    limit: float | None = None
    limit_in_space: float | None = None
    digits: int = 1

    def limit_for(self, drags: Iterable[Drag]) -> float | None:
        """Return what has to be reached on the page of ``drags``."""
        in_space = any(drag.space for drag in drags)
        return self.limit_in_space if in_space and self.limit_in_space else self.limit

    def reached(self, value: float, limit: float) -> bool:
        """Tell whether ``value`` is good enough."""
        return {"≥": value >= limit, "<": value < limit, "=": value == limit}[self.sign]


def per_second(count: Callable[[Drag], float]) -> Measure:
    """Return the median over the drags of ``count`` in a second."""
    return lambda drags: median(count(drag) / drag.seconds for drag in drags)


def typical(value: Callable[[Drag], float]) -> Measure:
    """Return the median of ``value`` over the drags."""
    return lambda drags: median(map(value, drags))


def pooled(values: Callable[[Drag], Sequence[float]], percent: float) -> Measure:
    """Return a percentile over the values of all drags together."""
    return lambda drags: percentile([each for drag in drags for each in values(drag)], percent)


def space_rate(drags: Sequence[Drag]) -> float | None:
    """Return how often a second the slowest figure in space moved; ``None`` if none did."""
    moving = {name for drag in drags for name in drag.space if name in drag.redraws}
    rates = [median(drag.redraws.get(name, 0) / drag.seconds for drag in drags) for name in moving]
    return min(rates, default=None)


GOALS = (
    Goal("animation frames/s", per_second(lambda drag: drag.frames)),
    Goal("drawn frames/s", per_second(lambda drag: drag.drawn), "≥", 50, 20),
    Goal("3D redraws/s", space_rate, "≥", 20),
    Goal("lag ms, median", pooled(lambda drag: drag.lags, 50)),
    Goal("lag ms, 95 %", pooled(lambda drag: drag.lags, 95), "<", 50),
    Goal("lag of 3D ms, 95 %", pooled(lambda drag: drag.space_lags, 95)),
    Goal("messages in a drag", lambda drags: max(drag.messages for drag in drags), "=", 0, None, 0),
    Goal("release to fresh ms", typical(lambda drag: drag.release_ms), "<", 250, None, 0),
    Goal("kB received", typical(lambda drag: drag.bytes_received / 1e3), "<", 500),
    Goal("kB sent", typical(lambda drag: drag.bytes_sent / 1e3)),
    Goal("server CPU ms", typical(lambda drag: drag.server_ms), "<", 60),
)
OPENING_LIMIT = 3_000


def by_control(drags: Iterable[Drag]) -> dict[tuple[str, str], list[Drag]]:
    """Return the drags of each page and control, in the order in which they came first."""
    found: dict[tuple[str, str], list[Drag]] = {}
    for drag in drags:
        found.setdefault((drag.page, drag.control), []).append(drag)
    return found


def control_rows(results: Results) -> list[dict[str, object]]:
    """Return one row per control with everything that was measured on it."""
    return [
        {
            "page": page,
            "control": control,
            **{goal.what: goal.measure(drags) for goal in GOALS},
            "drags": len(drags),
        }
        for (page, control), drags in by_control(results.drags).items()
    ]


def verdict_rows(results: Results, baseline: str) -> list[dict[str, object]]:
    """Return one row per page and goal: the worst control of the page, and the naive page beside.

    Args:
        results: What was measured.
        baseline: The page that nothing is asked of.
    """
    beside = {goal.what: _numbers(results, baseline, goal) for goal in GOALS}
    rows = []
    for page in dict.fromkeys(drag.page for drag in results.drags if drag.page != baseline):
        drags = [drag for drag in results.drags if drag.page == page]
        for goal in GOALS:
            limit = goal.limit_for(drags)
            values = _numbers(results, page, goal)
            if values and limit is not None:
                rows.append(_row(page, goal, limit, values, beside[goal.what]))
        rows.append(_opening_row(results, page, baseline))
    return rows


def _numbers(results: Results, page: str, goal: Goal) -> dict[str, float]:
    """Return what was measured on each control of ``page``, where it makes sense."""
    drags = by_control(drag for drag in results.drags if drag.page == page)
    found = {control: goal.measure(own) for (_, control), own in drags.items()}
    return {control: value for control, value in found.items() if value is not None}


def _row(
    page: str, goal: Goal, limit: float, values: dict[str, float], beside: dict[str, float]
) -> dict[str, object]:
    worst = (min if goal.sign == "≥" else max)(values, key=values.__getitem__)
    return {
        "page": page,
        "what": goal.what,
        "median": _rounded(median(values.values()), goal.digits),
        "worst": _rounded(values[worst], goal.digits),
        "worst on": worst,
        "must reach": f"{goal.sign} {limit:g}",
        "reached": "yes" if goal.reached(values[worst], limit) else "NO",
        "naive page": _rounded(median(beside.values()), goal.digits) if beside else None,
    }


def _opening_row(results: Results, page: str, baseline: str) -> dict[str, object]:
    times = results.openings[page]
    beside = results.openings.get(baseline)
    return {
        "page": page,
        "what": "opening ms",
        "median": round(median(times)),
        "worst": round(max(times)),
        "worst on": f"of {len(times)} openings",
        "must reach": f"< {OPENING_LIMIT}",
        "reached": "yes" if median(times) < OPENING_LIMIT else "NO",
        "naive page": round(median(beside)) if beside else None,
    }


def _rounded(value: float, digits: int) -> float | int:
    return round(value, digits) if digits else round(value)
