"""The instruments of the bug clinic: what each one puts on the stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from visualizer.core.clinic.course import Course
from visualizer.core.clinic.edits import on_one_row
from visualizer.figures.clinic import examples_figure, lines_figure, losses_figure
from visualizer.live.scene import Panel, Picture, Quantity, Show, Text
from visualizer.scenes.clinic_case import Case
from visualizer.words import clinic as page_words
from visualizer.words import clinic_instruments as words

HEIGHT = 260
LOGITS = "BCEWithLogitsLoss"
MOST_LETTERS = 40  # of a line of the program, in a column


@dataclass(frozen=True)
class Instrument:
    """What an instrument adds to a scene.

    Attributes:
        panels: Under one another.
        quantities: The live numbers in them.
        pictures: The pictures in them.
    """

    panels: tuple[Panel, ...]
    quantities: tuple[Quantity, ...] = ()
    pictures: tuple[Picture, ...] = ()


def layers_of(course: Course) -> tuple[tuple[int, ...], ...]:
    """Return for each layer the places of its weights and biases in the flat vector."""
    return tuple(
        tuple(place for place, number in enumerate(course.layer_of) if number == layer)
        for layer in sorted(set(course.layer_of))
    )


def last_step(case: Case) -> int:
    """Return the last step of the program, whether or not it came so far."""
    return case.sick.n_steps


def _log(case: Case) -> Instrument:
    names = (page_words.SICK, page_words.MENDED, page_words.HEALTHY) if case.healthy else None
    figure = losses_figure(last_step(case), True, page_words.LOSS, names)
    return Instrument(
        (Show("clinic_log", words.NAMES["log"]),),
        pictures=(Picture("clinic_log", figure, words.LOG_SAID, HEIGHT),),
    )


def _weights(case: Case) -> Instrument:
    course = case.sick
    lines, by_line, quantities = [], [], []
    width = max(map(len, course.symbols))
    for place, name in enumerate(course.symbols):
        lines.append(words.WEIGHT_LINE.format(name=name.ljust(width), place=place))
        quantities += [
            Quantity(f"at_{place}", name, digits=4, width=8),
            Quantity(f"then_{place}", name, digits=4, width=8),
            *_gradient(f"grad_{place}"),
        ]
    texts = {line.key: on_one_row(line.text) for line in case.program.part("body")}
    width = MOST_LETTERS
    for place, key in enumerate(course.body):
        text = texts[key] if len(texts[key]) <= width else texts[key][: width - 1] + "…"
        by_line += [text, words.BY_LINE.format(place=place)]
        quantities += [
            Quantity(f"line_{place}", digits=4, width=8),
            *_gradient(f"line_grad_{place}"),
        ]
    return Instrument(
        (
            Text(tuple(lines), "code", words.NAMES["weights"]),
            Text(tuple(by_line), "code", words.BY_LINE_TITLE.format(name=course.symbols[0])),
        ),
        tuple(quantities),
    )


def _gradient(name: str) -> tuple[Quantity, Quantity]:
    number = f"{name}_number"
    texts = (
        words.NONE,
        f"{{{number}}}",
        words.NOT_A_NUMBER,
        words.TOO_LARGE,
        words.TOO_LOW,
        words.NOT_REACHED,
    )
    return (
        Quantity(name, style="choice", choices=texts),
        Quantity(number, digits=4, width=8),
    )


def _layers(case: Case) -> Instrument:
    names = [words.LAYER.format(number=k + 1) for k in range(len(layers_of(case.sick)))]
    now = [
        words.LAYER_NOW.format(layer=name, name=f"layer_{place}")
        for place, name in enumerate(names)
    ]
    gradients = case.at(case.sick.gradients)
    is_zero = any((gradients[:, each] == 0).all(dim=1).any() for each in layers_of(case.sick))
    note = (words.LAYERS_NOTE,) if is_zero else ()
    figure = lines_figure(last_step(case), words.GRADIENT_AXIS, tuple(names))
    said = words.LAYERS_SAID.format(layers=", ".join(now))
    return Instrument(
        (
            Show("clinic_layers", words.NAMES["layers"]),
            Text((*now, *note)),
        ),
        tuple(Quantity(f"layer_{place}", name, digits=4) for place, name in enumerate(names)),
        (Picture("clinic_layers", figure, said, HEIGHT),),
    )


def _update(case: Case) -> Instrument:
    figure = lines_figure(last_step(case), words.UPDATE_AXIS, (words.NAMES["update"],))
    return Instrument(
        (Show("clinic_update", words.NAMES["update"]), Text(("{update_now}",))),
        (
            Quantity("update", words.UPDATE_AXIS, digits=4),
            Quantity("update_now", style="choice", choices=words.UPDATE_NOW),
        ),
        (Picture("clinic_update", figure, words.UPDATE_SAID, HEIGHT),),
    )


def _z(case: Case) -> Instrument:
    count = len(case.sick.targets)
    titles = (words.EXAMPLE_AXIS, words.Z_AXIS)
    figure = examples_figure(count, titles, (words.Z, words.ACTIVATION))
    pictures = tuple(
        Picture(f"clinic_z_{layer}", figure, words.Z_SAID, HEIGHT)
        for layer in range(len(case.sick.sums))
    )
    several = len(pictures) > 1
    shows = tuple(
        Show(
            each.name,
            words.Z_OF_LAYER.format(number=place) if several else words.NAMES["z"],
        )
        for place, each in enumerate(pictures, start=1)
    )
    return Instrument(
        (*shows, Text(("{z_now}",))),
        (
            *(Quantity(each, style="integer") for each in ("below", "lost", "all_z")),
            Quantity("z_now", style="choice", choices=words.Z_NOW),
        ),
        pictures,
    )


def _predictions(case: Case) -> Instrument:
    titles = (words.EXAMPLE_AXIS, words.ANSWER_AXIS)
    is_logit = case.sick.loss_name == LOGITS
    names = (words.LOGIT if is_logit else words.PREDICTION, words.TARGET)
    said = (words.PREDICTIONS_NOW, *((words.LOGITS_NOTE,) if is_logit else ()))
    figure = examples_figure(len(case.sick.targets), titles, names)
    return Instrument(
        (Show("clinic_predictions", words.NAMES["predictions"]), Text(said)),
        (Quantity("least", digits=3), Quantity("most", digits=3)),
        (Picture("clinic_predictions", figure, words.PREDICTIONS_SAID, HEIGHT),),
    )


def _shapes(case: Case) -> Instrument:
    width = max(map(len, case.sick.shapes))
    lines = tuple(
        words.SHAPE_LINE.format(name=name.ljust(width), shape=tuple(shape))
        for name, shape in case.sick.shapes.items()
    )
    warning = case.sick.warning
    said = words.WARNING.format(text=warning) if warning else words.NO_WARNING
    return Instrument((Text(lines, "code", words.NAMES["shapes"]), Text((said,))))


def _rate(case: Case) -> Instrument:
    limit, rate = case.sick.limit, case.sick.rate
    quantities = [Quantity("rate_now", digits=4)]
    if limit is None:
        said = words.RATE_WITHOUT
    else:
        quantities.append(Quantity("rate_limit", digits=4))
        said = words.RATE_ABOVE if rate > limit else words.RATE_BELOW
    said = said.replace("{rate}", "{rate_now}").replace("{limit}", "{rate_limit}")
    return Instrument((Text((said,), title=words.NAMES["rate"]),), tuple(quantities))


INSTRUMENTS: Mapping[str, Callable[[Case], Instrument]] = MappingProxyType(
    {
        "log": _log,
        "weights": _weights,
        "layers": _layers,
        "update": _update,
        "z": _z,
        "predictions": _predictions,
        "shapes": _shapes,
        "rate": _rate,
    }
)
"""By the name of the instrument; see ``state.clinic_parameters.INSTRUMENTS``."""
