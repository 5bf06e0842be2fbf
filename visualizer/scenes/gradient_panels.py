"""The panels that show the gradient three ways, side by side."""

from visualizer.core.architecture import Architecture
from visualizer.core.datasets import Dataset
from visualizer.core.gradient import WIGGLE
from visualizer.core.model import module_codes
from visualizer.core.surface import AXES
from visualizer.live.scene import Text
from visualizer.scenes.gradients import MILLIONTHS, SHOWN

SYMBOLS = dict(zip(AXES, ("w₁", "w₂", "b"), strict=True))


def wiggle_panel() -> Text:
    """Return the panel of the gradient by trying it out."""
    width = round(2 * WIGGLE * MILLIONTHS)
    intro = (
        f"Move one parameter down and up by {WIGGLE:.5f}, that is {width} millionths in all. By "
        "how many millionths does the loss change?"
    )
    ways = (
        f"{SYMBOLS[name]}: {{loss_change_{name}}} / {width} = {{gradient_wiggle_{name}}}"
        for name in AXES
    )
    return Text((intro, *ways), "sentence", "The gradient, one: wiggle and see")


def formula_panel(students: Dataset) -> Text:
    """Return the panel of the gradient by hand, for ``students`` as they are scaled."""
    intro = (
        "Chain rule, student by student: 2 · residual · output′ · f′ says how fast the squared "
        "error grows with z."
    )
    each = (
        f"{students.example_names[place - 1]}: 2 · {{residual_{place}}} · {{output_slope_{place}}} "
        f"· {{derivative_{place}}} = {{signal_{place}}}"
        for place in range(1, min(SHOWN, students.n_samples) + 1)
    )
    and_so_on = ("… and so on for all of them.",) if students.n_samples > SHOWN else ()
    between = "z grows by x for each unit of a weight, and by 1 for each unit of b. The mean:"
    means = (_mean(students, name) for name in AXES)
    lines = (intro, *each, *and_so_on, between, *means)
    return Text(lines, "sentence", "Two: the formula, with its numbers")


def program_panel(neuron: Architecture) -> Text:
    """Return the panel of the gradient by autograd: the lines that ran, and what they found."""
    lines = (
        "model = nn.Sequential(",
        *(f"    {module}," for module in module_codes(neuron)),
        ").double()",
        "loss = mse_loss(",
        "    model(inputs), targets)",
        "loss.backward()",
        "",
        "model[0].weight.grad  # w₁: {gradient_weight_1}",
        "                      # w₂: {gradient_weight_2}",
        "model[0].bias.grad    # b:  {gradient_bias}",
    )
    return Text(lines, "code", "Three: PyTorch does it by itself")


def agreement_panel() -> Text:
    """Return the panel that says whether the three ways agree."""
    return Text(("{agreement}",), "equation")


def _mean(students: Dataset, name: str) -> str:
    """Return ``(signal · x …) / n = gradient`` as a template."""
    inputs = [*students.inputs.T.tolist(), [1.0] * students.n_samples][AXES.index(name)]
    products = " + ".join(
        f"{{signal_{place}}} · {_plain(value)}" for place, value in enumerate(inputs[:SHOWN], 1)
    )
    more = " + …" if students.n_samples > SHOWN else ""
    return (
        f"{SYMBOLS[name]}: ({products}{more}) / {students.n_samples} = {{gradient_formula_{name}}}"
    )


def _plain(value: float) -> str:
    """Return an input as people write it: no digit too many, and no sign without brackets."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"({text.replace('-', '−')})" if value < 0 else text
