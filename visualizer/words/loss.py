"""Why a far miss counts more than two near ones."""

from visualizer.words.lesson import Lesson

TITLE = "How wrong is it?"
LEAD = (
    "Each example has a truth, and the neuron a prediction. The **residual** is how far it misses, "
    "and the **loss** is the mean of the squared residuals. **Drag a weight and make the squares "
    "small.**"
)

LESSON = Lesson(
    question=(
        "One student is missed by {far}. Two others are missed by {near} each. What adds more to "
        "the loss?"
    ),
    options=("The one far miss", "The two near ones", "Both add the same"),
    correct=0,
    why=(
        "Each miss is squared before the mean is taken. Twice the miss is four times the square, "
        "and that is more than two near ones together."
    ),
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

# The stage. Where a text is filled with names, what stays live has double braces.

ANNOUNCEMENT = "The loss is {loss}. {farthest}"
VERDICT = "loss = {loss}"
TUNE_BY_HAND = "Tune by hand"
EACH_MISS = "● prediction, ▬ truth: each miss, squared"
ONE_ERROR = "The squared error of {student}, alone"

MEAN_TITLE = "The loss is the mean of the squares"
MEAN = "loss ≈ ( {squares} ) / {count} ≈ {{loss}}"
MEAN_OF_TERMS = "loss = ( {terms} ) / {count}"
TERM = "({miss})²"

FARTHEST = (
    "{worst} misses by {worst_residual}. Squared, that one miss is {worst_share} of the whole "
    "sum: more than all the others together.",
    "The widest miss is that of {worst}: {worst_residual}. Squared, it is {worst_share} of the "
    "sum. Nobody has half of it alone.",
    "Nobody misses by anything that four digits could show.",
)

ONE_STUDENT_TITLE = "{student}, in numbers"
ONE_STUDENT = (
    "residual = prediction − truth = {prediction} − {target} = {residual}",
    "squared error = ({residual})² ≈ {squared_error}",
    "slope = 2 · ({residual}) = {slope}",
)
SIDES = (
    "The prediction is too low, the slope is negative: a higher prediction lowers the error.",
    "The prediction is too high, the slope is positive: a lower prediction lowers the error.",
    "At the lowest point of the parabola the slope is 0: nothing asks for a change.",
)
HALF_A_MISS = (
    "Half the miss leaves a quarter of the error: close to the truth the parabola is flat, far "
    "from it steep."
)

LABELS = {"prediction": "prediction", "target": "truth", "slope": "slope of the parabola"}

SQUARES_ALT = (
    "The squared misses of {count} examples and their mean, as squares. The mean is {{loss}}. "
    "{{farthest}}"
)
PARABOLA_ALT = (
    "The squared error of {student} is a parabola over the prediction, lowest at the truth "
    "{{target}}. At {{prediction}} it is {{squared_error}}, its slope {{slope}}."
)
SLOPE_NOTE = "slope {slope}"
