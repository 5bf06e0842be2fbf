"""What a stage shows, as the bytes that travel to the browser."""

from __future__ import annotations

from dataclasses import dataclass

from visualizer.live.payload import pack_moment, scene_name
from visualizer.live.scene import Scene
from visualizer.stages.stage import LiveStage, shown
from visualizer.state.session import Contents


@dataclass(frozen=True)
class Message:
    """A stage on its way to the browser.

    Attributes:
        name: The name of the scene, which follows from its content.
        scene: What stays.
        moment: The bytes of what the values lead to.
    """

    name: str
    scene: Scene
    moment: bytes


def stage_message(
    stage: LiveStage,
    contents: Contents,
    plotly_urls: tuple[str, ...] = (),
    asked: str = "",
    meanwhile: bool = False,
    **more: object,
) -> Message:
    """Return what ``stage`` shows of ``contents``, whose open page it stands on.

    Args:
        stage: Of the registry.
        contents: What the session holds.
        plotly_urls: Where the browser finds Plotly; as before if empty.
        asked: The control or point that the request which this answers asked for.
        meanwhile: Whether the browser may not have the late tensors of the scene.
        **more: What else the browser is to be told, as JSON.
    """
    seen = shown(stage, contents, asked)
    name = scene_name(seen.scene)
    moment = pack_moment(
        seen.moment,
        seen.scene,
        name,
        contents.answered(stage.name),
        plotly_urls,
        meanwhile,
        version=contents.version,
        ground=seen.ground,
        moves=[bool(contents.memory.past), bool(contents.memory.future)],
        answer=[{"kind": each.kind, "pieces": each.pieces} for each in seen.answer],
        ways=[
            {"name": each.name, "label": each.label, "changes": dict(each.changes)}
            for each in seen.ways
        ],
        **more,
    )
    return Message(name, seen.scene, moment)
