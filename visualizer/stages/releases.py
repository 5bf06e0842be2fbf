"""What a stage let go of, carried out once, however and however often it is told.

A release reaches the server by a request of its own or, where there is no route, through
Streamlit; it is repeated where no answer comes, and a later one may overtake it on the way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from visualizer.stages.stage import LiveStage
from visualizer.state.session import Contents, Session, changed

_NUMBERED = re.compile(r"([0-9a-z]{1,16})-([0-9]{1,9})")  # who let go, and how often before


def release(
    session: Session,
    stage: LiveStage,
    name: str,
    values: Mapping[str, object],
    wanted: str = "",
) -> Contents:
    """Carry a release out, unless it was before; return what the session holds then.

    Args:
        session: Whose it is.
        stage: What was let go of.
        name: The name of the release.
        values: Name to new value; whatever a browser sent.
        wanted: The control that somebody is about to move, whose sweep is asked for; whatever a
            browser sent, empty for none.
    """

    def carry_out(now: Contents) -> Contents:
        if is_over(name, now.answered.get(stage.name, "")):
            return now
        # Nobody has moved anything who only asks for a sweep.
        memory = changed(now.memory, values, stage.page) if values else now.memory
        answered = {**now.answered, stage.name: name}
        at_hand = {**now.at_hand, stage.name: wanted} if wanted else now.at_hand
        after = replace(now, memory=memory, answered=answered, at_hand=at_hand)
        # Once the page is left, a move counts when the page is opened again.
        return stage.note(after) if memory.page == stage.page else after

    session.now.bring_tables_back()  # what was released is computed on them
    return session.change(carry_out)


def is_over(name: str, last: str) -> bool:
    """Tell whether a release is the ``last`` one, or one that it has overtaken.

    >>> is_over("ab-2", "ab-2"), is_over("ab-1", "ab-2"), is_over("ab-3", "ab-2")
    (True, True, False)
    >>> is_over("cd-1", "ab-2")
    False
    """
    one, other = _NUMBERED.fullmatch(name), _NUMBERED.fullmatch(last)
    if one and other and one[1] == other[1]:
        return int(one[2]) <= int(other[2])
    return name == last
