"""Why a far miss counts more than two near ones."""

from visualizer.words.lesson import Lesson

LESSON = Lesson(
    question=(
        "One student is missed by {far}. Two others are missed by {near} each. What adds more to "
        "the loss?"
    ),
    options=("The one far miss", "The two near ones", "Both add the same"),
    correct=0,
    answers=(
        "Misses are squared before the mean is taken. The far one adds {far}² = {far_square}, the "
        "two near ones {near}² + {near}² = {near_squares}: half as much. And the loss is the mean "
        "of the squares, nothing else: on this page {loss}. There is no ½ in front of it.",
        "Together they miss by as much, but misses are squared first. {near}² + {near}² = "
        "{near_squares}, while the far one adds {far}² = {far_square}: twice as much. And the loss "
        "is the mean of the squares, nothing else: on this page {loss}. There is no ½ in front.",
        "They would if the misses were simply added. But they are squared first: {far}² = "
        "{far_square}, and {near}² + {near}² = {near_squares}. And the loss is the mean of the "
        "squares, nothing else: on this page {loss}. There is no ½ in front of it.",
    ),
    code="""\
predictions = model(inputs)        # {predictions}
residuals = predictions - targets  # {residuals}
loss = (residuals ** 2).mean()     # {loss}

loss_function = nn.MSELoss()
loss_function(predictions, targets)  # {mse}, the same number""",
)
