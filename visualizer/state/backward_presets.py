"""Settings of the page on backpropagation that show something, by the name of their words."""

from __future__ import annotations

from visualizer.core.few_examples import WORKED_RATE, WORKED_WEIGHTS
from visualizer.state.backward_parameters import LAST_MOMENT
from visualizer.state.kinds import Value
from visualizer.state.network_parameters import code_of
from visualizer.state.packed_weights import write_weights
from visualizer.state.values import Values, text
from visualizer.state.views.backward import backward_view

FIRST_BIAS = code_of(0, 0, 0)  # of hidden unit 1
FIRST_WEIGHT = code_of(0, 0, 1)
FAR_OUT = 8.0  # a sum at which the sigmoid is flat


def worked_example() -> dict[str, Value]:
    """Return the setting of the worked example."""
    return {
        "back_network": "2-2-2",
        "back_activation": "sigmoid",
        "back_data": "worked",
        "back_start": write_weights(WORKED_WEIGHTS),
        "back_rate": WORKED_RATE,
        "back_batch": "alone",
        "back_part": FIRST_WEIGHT,
        "back_moment": LAST_MOMENT,
    }


def shows(question: str, values: Values) -> dict[str, Value]:
    """Return what has to be changed to see the answer to a question.

    Args:
        question: Its name among the words.
        values: What the page shows now; all else stays.

    Raises:
        KeyError: If there is no such question.
    """
    if question == "zero_bias":
        return {"back_start": _with_first_bias(values, 0.0), "back_part": FIRST_BIAS}
    if question == "who_sums":
        students = {} if text(values, "back_data") == "students" else {"back_data": "students"}
        return {**students, "back_batch": "mean"}
    if question == "vanishes":
        view = backward_view(values)
        heard = view.task.dataset.inputs[view.example].tolist()
        without = sum(weight * each for weight, each in zip(view.start[:2], heard, strict=True))
        start = _with_first_bias(values, FAR_OUT - without)
        return {"back_activation": "sigmoid", "back_start": start, "back_part": FIRST_WEIGHT}
    raise KeyError(question)


def _with_first_bias(values: Values, bias: float) -> str:
    """Return the weights at hand, packed, with another bias of hidden unit 1."""
    view = backward_view(values)
    places = view.task.architecture.places
    first = next(n for n, each in enumerate(places) if (each.unit, each.input) == (1, 0))
    return write_weights([*view.start[:first], bias, *view.start[first + 1 :]])
