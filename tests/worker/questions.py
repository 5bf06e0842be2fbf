"""Questions as releases make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from visualizer.stages.message import stage_message
from visualizer.stages.registry import STAGES, around
from visualizer.stages.releases import release
from visualizer.stages.reply import Question
from visualizer.state.guesses import LESSONS
from visualizer.state.memory import arrive
from visualizer.state.session import Session

NOTHING: Mapping[str, object] = MappingProxyType({})


def opened(page: str = "neuron", has_guessed: bool = False) -> Session:
    """Return a session whose page is open, as after its first run."""
    session = Session()
    guesses = {page: LESSONS[page].correct} if has_guessed and page in LESSONS else {}
    session.change(lambda now: replace(now, memory=arrive(now.memory, page, {}), guesses=guesses))
    session.change(STAGES_OF[page][0].note)
    session.change(lambda now: replace(now, head=now.head_now(around(now))))
    return session


def question(
    session: Session,
    stage: str,
    name: str = "ab-1",
    values: Mapping[str, object] = NOTHING,
    wanted: str = "",
) -> Question:
    """Return what is asked for once a release was carried out."""
    scene = stage_message(STAGES[stage], session.now).name
    release(session, STAGES[stage], name, values, wanted)
    return Question(stage, session.now, scene, wanted)


STAGES_OF = {
    page: [each for each in STAGES.values() if each.page == page]
    for page in {each.page for each in STAGES.values()}
}
