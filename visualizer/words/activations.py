"""What a slope is for."""

from visualizer.words.lesson import Lesson

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
