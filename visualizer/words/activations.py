"""What a slope is for."""

from visualizer.words.lesson import Lesson

TITLE = "Activation functions"
LEAD = (
    "Without one, a network is only linear arithmetic, however many layers it has. **Drag a "
    "weight and watch z travel along the curve**, with every student of the data beside it."
)

LESSON = Lesson(
    question="With ReLU and a z far below 0, how much does a student teach the neuron?",
    options=("Nothing", "A little", "As much as the others"),
    correct=0,
    why=(
        "Left of 0 ReLU is flat, and a flat line has no slope. A student whose z lies there "
        "teaches the neuron nothing."
    ),
    answers=(
        "Left of 0 ReLU is flat: at z = −3.00 its slope is {relu_slope}, so no small change of a "
        "weight changes what the neuron says of this student. SiLU still has a slope of "
        "{silu_slope} there.",
        "It would with SiLU, whose slope at z = −3.00 is {silu_slope}. But that of ReLU is exactly "
        "{relu_slope} there: no small change of a weight changes what the neuron says of this "
        "student.",
        "That holds right of 0, where the slope of ReLU is 1. Left of 0 it is flat: at z = −3.00 "
        "its slope is {relu_slope}, and no small change of a weight changes what the neuron says "
        "of this student. SiLU still has {silu_slope} there.",
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
    "of it gets through to the weights, so this example teaches the neuron nothing."
)
STEEP = (
    "The straight line touches {function} at your z. Its slope, {{derivative}}, is how strongly a "
    "small change of z comes out on the other side."
)

STRIP = (
    "The numbers between the two pictures are the students of the data, each at their own z. Who "
    "is beyond the picture stands at its edge."
)

EXPERIMENT_TITLE = "SiLU against ReLU, measured"
EXPERIMENT = (
    "SiLU is “often 5–10 % better” than ReLU, it is said. Put it to the test: both are trained "
    "from the same 64 random starts, 200 steps each, at a learning rate of 0.1. **Change the data "
    "and see whether the answer stays.**"
)
