"""What an activation function can take away."""

from visualizer.words.lesson import Lesson

LESSON = Lesson(
    question="The activation is ReLU. Is there a weight that makes this neuron say “fail”?",
    options=("Yes, a negative one", "Only for lazy students", "No, never"),
    correct=2,
    answers=(
        "A negative weight makes z negative, that is true. But ReLU turns every negative z into "
        "0, and sigmoid(0) is {floor_relu}: “pass”, just. With SiLU the lowest is {floor_silu}, "
        "and with no activation at all every answer is possible.",
        "Even for 0 hours of everything: then z is the bias, ReLU makes it 0 or more, and "
        "sigmoid(0) is {floor_relu}: “pass”, just. With SiLU the lowest is {floor_silu}, and with "
        "no activation at all every answer is possible.",
        "ReLU is never below 0, and sigmoid(0) is {floor_relu}: “pass”, just. With SiLU the lowest "
        "is {floor_silu}. To be able to say “fail”, the program of the last chapter leaves the "
        "hidden activation out.",
    ),
    code="""\
inputs = torch.tensor([[{input_1}, {input_2}]])  # hours studied, hours slept
weight = torch.tensor([[{weight_1}], [{weight_2}]])
bias = torch.tensor({bias})

z = inputs @ weight + bias         # {z}
hidden = {activation_code}(z)  # {activation}
prediction = torch.sigmoid(hidden)  # {output}""",
)
