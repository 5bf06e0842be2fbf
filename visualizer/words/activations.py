"""What a slope is for."""

from visualizer.words.lesson import Lesson

TITLE = "Activation functions"
LEAD = (
    "Without one, a network is only linear arithmetic, however many layers it has. **Drag a "
    "weight and watch z travel along the curve**, with every student of the data beside it."
)

LESSON = Lesson(
    question="You drag z far below 0. What becomes of the slope of ReLU there?",
    options=("It is 0", "It is −1", "It is 1, as everywhere"),
    correct=0,
    answers=(
        "Left of 0 ReLU is flat: at z = −3.00 its slope is {relu_slope}. A student with such a z "
        "teaches the neuron nothing. SiLU still has a slope of {silu_slope} there.",
        "Where ReLU is flat, it neither rises nor falls: at z = −3.00 its slope is {relu_slope}. "
        "A student with such a z teaches the neuron nothing. SiLU still has {silu_slope} there.",
        "Right of 0 it is 1. Left of 0 ReLU is flat: at z = −3.00 its slope is {relu_slope}, and "
        "a student with such a z teaches the neuron nothing. SiLU still has {silu_slope} there.",
    ),
    code="""\
z = torch.tensor({z}, requires_grad=True)
value = {activation_code}(z)  # {activation}
value.backward()
z.grad                 # {derivative}, the slope""",
)

# Live numbers stand in double braces where a function is filled in first.

PICTURE = (
    "{function} and its slope. At z = {{z}} the value is {{activation}} and the slope is "
    "{{derivative}}."
)
SAID = "z = {{z}}, {function} of z = {{activation}}, slope {{derivative}}"
"""What a screen reader is told after each change."""

WHERE = "Where the neuron stands"
SECOND_VALUE = "{function} of the same z"
SECOND_SLOPE = "slope of {function}"
FLAT = (
    "Here {function} is flat: its slope is {{derivative}}. Whatever the loss asks for, almost none "
    "of it gets through to the weights, so this student teaches the neuron nothing."
)
STEEP = (
    "The straight line touches {function} at your z. Its slope, {{derivative}}, is how strongly a "
    "small change of z comes out on the other side."
)

EXPERIMENT_TITLE = "SiLU against ReLU, measured"
EXPERIMENT = (
    "SiLU is “often 5–10 % better” than ReLU, it is said. Put it to the test: both are trained "
    "from the same 64 random starts, 200 steps each, at a learning rate of 0.1. **Change the data "
    "and see whether the answer stays.**"
)
