"""The reply to a release: the bytes that a stage's browser gets, of what its session holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from visualizer.live.payload import pack_note
from visualizer.stages.message import stage_message
from visualizer.stages.registry import STAGES, around
from visualizer.stages.stage import LiveStage, grips_of
from visualizer.state.session import Contents


@dataclass(frozen=True)
class Question:
    """All that the reply to a release follows from.

    Attributes:
        stage: The name of the stage.
        contents: What the session holds after the release.
        scene: The name of the scene that the browser shows.
        wanted: The control or point whose positions are asked for; empty for none.
        led: The names of the parameters that were set because the teacher's page has them.
        told: What else the browser is told, as JSON.
    """

    stage: str
    contents: Contents
    scene: str
    wanted: str = ""
    led: frozenset[str] = frozenset()
    told: Mapping[str, object] = field(default_factory=dict)


def reply_to(question: Question) -> bytes:
    """Return the moment, or a note alone where only a run of the page can show what holds now."""
    stage, contents = STAGES[question.stage], question.contents
    memory = contents.memory
    told = {"version": contents.version, "address": memory.address()}
    if memory.page == stage.page:
        contents.bring_tables_back()
        renew = contents.head_now(around(contents)) != contents.head
        if question.led:  # else there is nothing that could stand around the stage
            renew = renew or not question.led <= _set_on(stage, contents)
        message = stage_message(
            stage,
            contents,
            (),
            question.wanted,
            False,  # whatever the scene left behind, the browser has asked for by now
            renew=renew,
            address=told["address"],
            **question.told,
        )
        if message.name == question.scene:
            return message.moment
        told["answered"] = contents.answered(stage.name)
    return pack_note(renew=True, **told, **question.told)


def follows_from_question(stage: LiveStage) -> bool:
    """Tell whether a reply of ``stage`` follows from the question alone, in any process."""
    return stage.looks is None


def light(question: Question) -> Question:
    """Return a question with the same reply, without what no reply needs, nor the large tables."""
    contents, stage = question.contents, question.stage
    memory = contents.memory
    memory = replace(
        memory, past=memory.past[-1:], future=memory.future[-1:], recent=(), asked=None, link=None
    )
    contents = replace(
        contents,
        memory=memory,
        carried_out={stage: (contents.answered(stage),)},
        tunings=contents.tunings if STAGES[stage].own else {},
        tables={},
        seat=None,
    )
    return replace(question, contents=contents)


def _set_on(stage: LiveStage, contents: Contents) -> frozenset[str]:
    """Return the names of what is set on a stage itself; the rest is chosen around it."""
    scene = stage.scene(stage.view(contents.values()))
    grips = (name for grip in grips_of(scene) for name in grip.moves)
    return frozenset((*(each.key for each in scene.controls()), *grips))
