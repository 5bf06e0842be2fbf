"""The panels that show the gradient three ways, side by side."""

from visualizer.core.architecture import Architecture
from visualizer.core.datasets import Dataset
from visualizer.core.gradient import WIGGLE
from visualizer.core.model import module_codes
from visualizer.core.surface import AXES
from visualizer.live.scene import Text
from visualizer.scenes.gradients import MILLIONTHS, SHOWN
from visualizer.words import gradient as words

SYMBOLS = dict(zip(AXES, ("w₁", "w₂", "b"), strict=True))


def wiggle_panel() -> Text:
    """Return the panel of the gradient by trying it out."""
    width = round(2 * WIGGLE * MILLIONTHS)
    ways = (
        words.WIGGLE_WAY.format(
            symbol=SYMBOLS[name],
            change=f"{{loss_change_{name}}}",
            width=width,
            gradient=f"{{gradient_wiggle_{name}}}",
        )
        for name in AXES
    )
    lines = (words.WIGGLE.format(step=f"{WIGGLE:.5f}", width=width), *ways)
    return Text(lines, "sentence", words.WIGGLE_TITLE, answers=True)


def formula_panel(students: Dataset) -> Text:
    """Return the panel of the gradient by hand, for ``students`` as they are scaled."""
    each = (
        words.FORMULA_STUDENT.format(student=student, **_factors(place))
        for place, student in enumerate(students.example_names[:SHOWN], start=1)
    )
    and_so_on = (words.AND_SO_ON,) if students.n_samples > SHOWN else ()
    means = (_mean(students, name) for name in AXES)
    lines = (words.FORMULA, *each, *and_so_on, words.MEAN, *means)
    return Text(lines, "sentence", words.FORMULA_TITLE, answers=True)


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
    return Text(lines, "code", words.PROGRAM_TITLE, answers=True)


def agreement_panel() -> Text:
    """Return the panel that says whether the three ways agree."""
    return Text(("{agreement}",), "equation", answers=True)


def _factors(place: int) -> dict[str, str]:
    """Return the live factors of one student's part, and their product."""
    kinds = ("residual", "output_slope", "derivative", "signal")
    return {kind: f"{{{kind}_{place}}}" for kind in kinds}


def _mean(students: Dataset, name: str) -> str:
    """Return ``(signal · x …) / n = gradient`` as a template."""
    inputs = [*students.inputs.T.tolist(), [1.0] * students.n_samples][AXES.index(name)]
    products = " + ".join(
        f"{{signal_{place}}} · {_plain(value)}" for place, value in enumerate(inputs[:SHOWN], 1)
    )
    mean = words.MEAN_OF_MORE if students.n_samples > SHOWN else words.MEAN_OF_ALL
    return mean.format(
        symbol=SYMBOLS[name],
        products=products,
        count=students.n_samples,
        gradient=f"{{gradient_formula_{name}}}",
    )


def _plain(value: float) -> str:
    """Return an input as people write it: no digit too many, and no sign without brackets."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"({text.replace('-', '−')})" if value < 0 else text
