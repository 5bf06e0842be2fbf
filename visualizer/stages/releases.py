"""What a stage let go of, carried out once, however and however often it is told.

A release reaches the server by a request of its own or, where there is no route, through
Streamlit; it is repeated where no answer comes, and a later one may overtake it on the way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from visualizer.stages.stage import LiveStage
from visualizer.state.link_task import follow_task
from visualizer.state.session import Contents, Session, changed

MOST_REMEMBERED = 8  # openings of a stage whose releases may still be told again
_NUMBERED = re.compile(r"([0-9a-z]{1,16})-([0-9]{1,9})")  # who let go, and how often before


def release(
    session: Session,
    stage: LiveStage,
    name: str,
    values: Mapping[str, object],
    wanted: str = "",
    since: Mapping[str, object] = MappingProxyType({}),
) -> Contents:
    """Carry a release out, unless it was before; return what the session holds then.

    Args:
        session: Whose it is.
        stage: What was let go of.
        name: The name of the release.
        values: Name to new value; whatever a browser sent.
        wanted: The control that somebody is about to move, whose sweep is asked for; whatever a
            browser sent, empty for none.
        since: The number of the release in which each value was first told, as a browser counts:
            what an earlier one has done is not done again, and the rest in its order. A value that
            has none was first told in this one.
    """
    # Found while nobody waits for it: what a session holds is changed under a lock.
    found = session.now
    is_news = bool(values) and not is_over(name, found.carried_out.get(stage.name, ()))
    deed = stage.takes(found, values) if stage.takes and is_news else None

    def carry_out(now: Contents) -> Contents:
        before = now.carried_out.get(stage.name, ())
        if is_over(name, before):
            # Who tells the latest of its own again waits for an answer under this name.
            return _noted(now, stage, name) if name in before[:-1] else now
        at_hand = {**now.at_hand, stage.name: wanted} if wanted else now.at_hand
        after = replace(_noted(now, stage, name), at_hand=at_hand)
        groups = _in_order(name, values, since, before)
        if stage.takes:
            return deed(after) if deed and groups else after
        for each in groups:
            # Once the page is left, a move counts when the page is opened again.
            memory = changed(after.memory, each, stage.page)
            after = stage.note(replace(after, memory=memory))
        return after

    session.now.bring_tables_back()  # what was released is computed on them
    session.change(carry_out)
    return follow_task(session)


def is_over(name: str, carried_out: Collection[str]) -> bool:
    """Tell whether a release was carried out, or one of the same opening that has overtaken it.

    >>> [is_over(name, ("ab-2", "cd-1")) for name in ("ab-2", "ab-1", "ab-3", "ef-1")]
    [True, True, False, False]
    """
    return any(_overtakes(each, name) for each in carried_out)


def _in_order(
    name: str,
    values: Mapping[str, object],
    since: Mapping[str, object],
    carried_out: Collection[str],
) -> list[dict[str, object]]:
    """Return the values that are still to be set, those of one release together, in its order."""
    numbered = _NUMBERED.fullmatch(name)
    if numbered is None:
        return [dict(values)] if values else []
    found = [_NUMBERED.fullmatch(each) for each in carried_out]
    done = max((int(each[2]) for each in found if each and each[1] == numbered[1]), default=-1)
    groups: dict[int, dict[str, object]] = {}
    for key, value in values.items():
        told = since.get(key)
        first = told if type(told) is int else int(numbered[2])
        if first > done:
            groups.setdefault(first, {})[key] = value
    return [groups[number] for number in sorted(groups)]


def _noted(contents: Contents, stage: LiveStage, name: str) -> Contents:
    """Return ``contents`` after the release called ``name`` was told."""
    others = contents.carried_out.get(stage.name, ())
    names = (*(each for each in others if not _overtakes(name, each)), name)[-MOST_REMEMBERED:]
    return replace(contents, carried_out={**contents.carried_out, stage.name: names})


def _overtakes(name: str, other: str) -> bool:
    """Tell whether the release called ``name`` is ``other`` or came after it from one hand."""
    one, two = _NUMBERED.fullmatch(name), _NUMBERED.fullmatch(other)
    if one and two and one[1] == two[1]:
        return int(one[2]) >= int(two[2])
    return name == other
