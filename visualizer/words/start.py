"""What a weight does."""

from visualizer.words.lesson import Lesson

TITLE = "Meet a neuron"
LEAD = (
    "It takes two numbers, the hours a student studied and slept, and guesses whether the student "
    "passes. **Drag a weight: every number follows your finger.**"
)

LESSON = Lesson(
    question="What happens to the chance to pass if the weight of hours studied turns negative?",
    options=("It falls", "It rises", "It stays"),
    correct=0,
    answers=(
        "A weight says how much one hour counts. At w₁ = −1.00 each of the {input_1} hours "
        "studied pulls the sum down by one: z becomes {z_low} and the chance {prediction_low}.",
        "A weight says how much one hour counts, and its sign says in which direction. At "
        "w₁ = −1.00 the {input_1} hours studied pull the sum down to {z_low}, and the chance to "
        "{prediction_low}.",
        "The hours stay, but what they count for changes. At w₁ = −1.00 the {input_1} hours "
        "studied pull the sum down to {z_low}, and the chance to {prediction_low}.",
    ),
    code="""\
inputs = torch.tensor([[{input_1}, {input_2}]])  # hours studied, hours slept
weight = torch.tensor([{weight_1}, {weight_2}])
bias = torch.tensor({bias})

z = inputs @ weight + bias     # {z}
prediction = torch.sigmoid(z)  # {output}""",
)

DRAG = "Drag a slider"
VERDICT = "{answer}: {prediction} chance to pass"
SAID = "{answer}, {prediction} chance to pass"
"""What a screen reader is told after each change."""
