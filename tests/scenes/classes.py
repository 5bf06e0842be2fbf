"""Made-up students of a class, and what its desk shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.scenes.stages import Stage
from visualizer.figures.moves import at
from visualizer.rooms.looks import look_at
from visualizer.rooms.room import Orders, Student
from visualizer.scenes.class_desk import class_moment, class_scene
from visualizer.state.views.class_view import ClassView


def student(number: int, page: str = "surface", **more: object) -> Student:
    """Return a made-up student who is here."""
    made = Student(f"s{number}", "", look_at(number), page, {}, pages=(page,), is_here=True)
    return replace(made, **more)  # type: ignore[arg-type]


def neurons(weights: Sequence[tuple[float, float, float]], page: str = "surface") -> list[Student]:
    """Return students whose neurons stand at these weights and biases."""
    return [
        student(number, page, query={"w1": str(first), "w2": str(second), "b": str(bias)})
        for number, (first, second, bias) in enumerate(weights)
    ]


def desk(
    students: Sequence[Student],
    page: str = "surface",
    *,
    orders: Orders | None = None,
    shows: bool = False,
    chosen: Student | None = None,
) -> Stage:
    """Return the stage of a desk that looks at ``page``."""
    view = ClassView(tuple(students), orders or Orders(), page, shows, chosen)
    return Stage("class", {}, class_scene(view), class_moment(view))


def still(stage: Stage, picture: str, target: str) -> list:
    """Return what stands at ``uid.attribute`` of a picture."""
    return at(stage.moment.fixed.moves[picture][target], 0)


def filled(stage: Stage, template: str, numbers: Mapping[str, float] | None = None) -> str:
    """Return a template as the browser fills it, whole numbers without digits after the point."""
    numbers = stage.numbers() if numbers is None else numbers
    declared = {each.name: each for each in stage.scene.quantities}
    for name, quantity in declared.items():
        if f"{{{name}}}" not in template:
            continue
        value = numbers[name]
        if quantity.style == "choice":
            text = filled(stage, quantity.choices[round(value)], numbers)
        else:
            text = f"{value:.0f}" if quantity.style == "integer" else f"{value:.{quantity.digits}f}"
        template = template.replace(f"{{{name}}}", text)
    return template


def sentences(stage: Stage) -> str:
    """Return all that the texts of a stage say now."""
    lines = [line for panel in stage.panels() for line in getattr(panel, "lines", ())]
    return "\n".join(filled(stage, each) for each in lines)
