"""The lesson's words in those of the data: another table has other columns than hours."""

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache

import plotly.graph_objects as go

from visualizer.live.scene import Scene
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import is_own

LESSON = ("hours studied", "hours slept")


@lru_cache(maxsize=64)
def with_names(scene: Scene, dataset: str) -> Scene:
    """Return ``scene`` with the names of the inputs of ``dataset`` in all its words.

    Args:
        scene: A scene in the words of the lesson.
        dataset: Name of the data. For the lesson's own, ``scene`` itself comes back.
    """
    if not is_own(dataset):
        return scene
    names = dict(zip(LESSON, load_dataset(dataset).feature_names, strict=True))
    return _in_words(scene, names)


def in_words(text: str, names: dict[str, str]) -> str:
    """Return ``text`` with each key of ``names`` replaced, large first letter or small.

    Example:
        >>> in_words("Hours studied and hours slept", {"hours studied": "a", "hours slept": "b"})
        'a and b'
    """
    for old, new in names.items():
        for each in (old, old.capitalize()):
            text = text.replace(each, new)
    return text


def _in_words(value: object, names: dict[str, str]) -> object:
    if isinstance(value, str):
        return in_words(value, names)
    if isinstance(value, go.Figure):
        return go.Figure(_in_words(value.to_dict(), names))
    if isinstance(value, dict):
        return {key: _in_words(item, names) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_in_words(item, names) for item in value)
    if is_dataclass(value):
        changed = {each.name: _in_words(getattr(value, each.name), names) for each in fields(value)}
        if "unit" in changed:
            changed["unit"] = ""  # it is the hour's
        return replace(value, **changed)
    return value
