"""What a weight does."""

from visualizer.words.lesson import Lesson

TITLE = "Meet a neuron"
LEAD = (
    "It takes two numbers, the hours a student studied and slept, and guesses whether the student "
    "passes. **Drag a weight, and every number follows.**"
)

LESSON = Lesson(
    question=(
        "The weight of {column_1} turns negative. What does a larger input then do to the chance "
        "to pass?"
    ),
    options=("It lowers it", "It raises it", "It leaves it as it is"),
    correct=0,
    why=(
        "A weight says how much its input counts, and its sign says in which direction. With a "
        "negative one the sum goes down as the input grows, and the chance with it."
    ),
    answers=(
        "A weight says how much its input counts, and its sign says in which direction. Set w₁ to "
        "−1.00, and each extra 1 of {column_1} takes 1 off the sum: at {input_1}, z is {z_low} and "
        "the chance {prediction_low}.",
        "A weight says how much its input counts, and its sign says in which direction: a negative "
        "one turns it round. Set w₁ to −1.00, and each extra 1 of {column_1} takes 1 off the sum: "
        "at {input_1}, z is {z_low} and the chance {prediction_low}.",
        "The input stays, but what it counts for changes. Set w₁ to −1.00, and each extra 1 of "
        "{column_1} takes 1 off the sum: at {input_1}, z is {z_low} and the chance "
        "{prediction_low}.",
    ),
    code="""\
inputs = torch.tensor([[{input_1}, {input_2}]])  # {column_1}, {column_2}
weight = torch.tensor([{weight_1}, {weight_2}])
bias = torch.tensor({bias})

z = inputs @ weight + bias     # {z}
prediction = torch.sigmoid(z)  # {output}""",
)

DRAG = "Drag a slider"
SIGNS = (
    "Σ adds up what comes in: each input times its weight, and the bias. The sum is called z.",
    "f is the activation function. Here it is the identity, which hands z on as it is; the page "
    "“Activations” shows others.",
    "σ is the sigmoid: whatever the number, it makes a chance between 0 and 100 % of it.",
)
SIGNS_TITLE = "What the signs mean"
VERDICT = "{answer}: {prediction} chance to pass"
SAID = "{answer}, {prediction} chance to pass"
"""What a screen reader is told after each change."""
