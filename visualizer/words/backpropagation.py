"""What happens in one step: forward, the loss, back, and what each weight gets."""

from collections.abc import Mapping
from types import MappingProxyType

from visualizer.words.lesson import Lesson

TITLE = "Backpropagation"
LEAD = (
    "One example goes through a small network, and the gradient comes back, line by line. **Choose "
    "a weight in the drawing, drag it, and watch every number on its path to the loss.**"
)
LESSON = Lesson(
    question=(
        "All weights from hidden unit 1 to an output are exactly 0. What is the gradient of those "
        "that lead into it?"
    ),
    options=("Exactly 0", "Smaller, but not 0", "The same as before"),
    correct=0,
    why=(
        "The gradient of a weight is a product along its path to the loss, and a product with a "
        "factor of 0 is exactly 0."
    ),
    answers=(
        "The gradient of a weight is a product along its path to the loss, and the weight behind "
        "the hidden unit is one of the factors. Try it: choose a line from hidden unit 1 to an "
        "output and drag it to 0. The gradient of that line is another product, of what the unit "
        "answers and what comes back from the output, so a step can open the path again.",
        "The gradient of a weight is a product along its path to the loss, and a product with a "
        "factor of 0 is exactly 0. Try it: choose a line from hidden unit 1 to an output and drag "
        "it to 0. The unit still answers, but nothing that it answers reaches the loss this way.",
        "The gradient of a weight is a product along its path to the loss, and the weight behind "
        "the hidden unit is one of the factors. Try it: choose a line from hidden unit 1 to an "
        "output and drag it to 0: whatever the unit answers, this output hears nothing of it.",
    ),
    code="""\
import torch
from torch import nn

model = {model}
start = torch.tensor({start})
nn.utils.vector_to_parameters(start, model.parameters())
inputs = torch.tensor({inputs})
targets = torch.tensor({targets})

loss = nn.MSELoss()(model(inputs), targets)
print(loss.item())  # {loss}
loss.backward()
for name, parameter in model.named_parameters():
    print(name, parameter.grad)
with torch.no_grad():
    for parameter in model.parameters():
        parameter -= {learning_rate} * parameter.grad
print(nn.MSELoss()(model(inputs), targets).item())  # {loss_after}""",
)

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "timeline": "Forward and back",
        "step": "What you can move",
        "network": "The network",
        "path": "The chosen part and its path to the loss",
        "witnesses": "Three ways to its gradient",
        "lines": "Every line of it",
        "update": "The step",
        "examples": "Who sums over the examples",
    }
)
"""What stands above each part of the page."""

MOMENT = "Lines worked out"
HIDDEN = "hidden unit {unit}"
OUTPUT_ONE = "the output"
OUTPUT_MANY = "output {unit}"
NETWORK_SAID = "The network after {{moment}} of {n_lines} lines. {{now_words}}"
"""What a screen reader says of the drawing."""
ANNOUNCEMENT = "{now_words} Loss {loss}, gradient of the chosen part {gradient_chosen}."
BEFORE = "Nothing is worked out in the drawing yet. Press Play, or drag the slider above."

SAYINGS: Mapping[str, str] = MappingProxyType(
    {
        "sum": "Forward: {unit} adds up what it hears, each number times its weight, and its bias.",
        "activation": "Forward: the sum of {unit} goes through its function: {function}.",
        "loss": "The loss says how wrong the answer is.",
        "slope": "Back: how fast the loss grows with the answer of {unit}.",
        "signal": "Back: times the slope of the function of {unit}, that is how fast the loss "
        "grows with its sum.",
        "joined": "Back: {unit} gets what comes from all outputs through its weights, added up, "
        "times the slope of its function.",
        "through": "Back: {unit} gets what comes from the output through its weight, times the "
        "slope of its function.",
        "gradient": "Back: the gradient of a weight is that of the sum it leads to, times the "
        "number that the weight multiplies.",
        "bias": "Back: a bias is added as it is, so its gradient is that of the sum.",
        "step": "The step: every weight moves against its gradient, all at once. See below.",
    }
)
"""What happens in each kind of line."""
DELTA = "# δq is short for ∂loss/∂q: how fast the loss grows when q grows"
ROUNDED = "# ≈ means rounded: what you work out yourself may differ in the last digit"
IN_UNIT = "δ {delta}"
WITNESS = "   .grad {number}"
STEP_LINE = "every w ← w − lr · the gradient that the step takes"
STEP_NUMBERS = "the loss of this example goes from {loss} to {loss_after}"

ONE_PATH = "One path leads from it to the loss. Its gradient is the product along it:"
TWO_PATHS = "Two paths lead from it to the loss, and their products are added:"
PATHS = (ONE_PATH, TWO_PATHS)
JOINED = ("", "Together {path_1} + {(path_2)} ≈ {gradient_chosen}")
FACTS = (
    "Every factor counts: with one doubled, and the others held, the gradient doubles.",
    "The gradient is exactly 0, because what the weight multiplies is 0 for this example.",
    "The gradient is exactly 0, because the hidden unit lies where its function is flat.",
    "The gradient is exactly 0, because every weight behind the hidden unit is 0.",
    "The bias is 0 and its gradient is not: the gradient says where the loss falls, not where the "
    "bias stands.",
    "It vanishes: the slopes of the functions on the way multiply to no more than {slopes}, so "
    "hardly any of the loss gets through.",
    "The gradient is 0 to the last digit that a computer keeps: a sigmoid on the way lies so far "
    "out that its slope is lost.",
    "The paths cancel each other: what one of them adds, the other takes away.",
    "Where it leads to, the answer is the target to the last digit that a computer keeps, so "
    "nothing comes back from there.",
    "Every factor counts: with one doubled that both paths have, and the others held, the "
    "gradient doubles.",
)
"""What is worth knowing of the chosen part; see ``scenes.backward_path``."""

READOUTS: Mapping[str, str] = MappingProxyType(
    {
        "gradient_chosen": "by hand, along the paths",
        "gradient_chosen_auto": ".grad of autograd",
        "gradient_chosen_wiggle": "wiggled by ±0.00001",
    }
)
_WIGGLED = (
    "Wiggled: raised by 0.00001 instead of lowered by as much, it changes the loss by {wiggle}. "
)
WIGGLED = (
    _WIGGLED + "Divided by 0.00002, that is the gradient too.",
    _WIGGLED + "The function of the hidden unit has a kink right here. The wiggle sees both sides "
    "of it, PyTorch takes the slope of one.",
    _WIGGLED
    + "With numbers as large as these even such a small wiggle goes far, and the loss does "
    "not run straight between its ends: this witness is a rough one here.",
)
"""What the wiggle says: the same, that there is a kink, or not enough."""
ALONE = "Gradient of the chosen part from each example, and their mean:"
THERE_IS_ONE = "There is a single example, so its gradient is the mean too."
TAKES = (
    "The step takes this example alone: {gradient_chosen_step}.",
    "The step takes the mean: {gradient_chosen_step}.",
)
UPDATED = "Loss of this example {loss} → {loss_after}; mean loss {loss_mean} → {loss_mean_after}."

TWO_OUTPUTS = "Output 1 is to answer 1 for who passes, output 2 for who fails."

WEIGHT_LABEL = "Weight from {source} to {target}"
BIAS_LABEL = "Bias of {target}"

QUESTIONS_TITLE = "Ask"
QUESTIONS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "zero_bias": (
            "The bias is 0, so is its gradient 0?",
            "No. The gradient of a bias is that of the sum it is added to, times 1. Where the bias "
            "stands is no factor of it: it only shifts the sum. With a bias of 0 the gradient is "
            "whatever the loss asks for, and the first step moves the bias away from 0.",
            "Set the bias of hidden unit 1 to 0 and choose it",
        ),
        "who_sums": (
            "Who sums over the examples?",
            "The loss does: it is the mean over the examples, and the slope of a mean is the mean "
            "of the slopes. Every example sends its own gradient back, `backward()` adds each of "
            "them to `.grad`, and the 1/n of the mean is already in it. The step then takes one "
            "number for each weight.",
            "Let the step take the mean over all four students",
        ),
        "vanishes": (
            "Why does it vanish?",
            "Because it is a product. Each function on the way puts its slope in as a factor, and "
            "the slope of a sigmoid is never more than ¼, and next to 0 on its flat ends. Two "
            "sigmoids pass at most 1/16 of it, four at most 1/256. ReLU has a slope of 1 wherever "
            "it answers, which is why deep networks use it.",
            "Push hidden unit 1 onto the flat end of its sigmoid",
        ),
    }
)
"""Questions that students ask: the question, the answer, and the button that shows it."""
WORKED = (
    "The worked example",
    "Inputs 0.05 and 0.10, targets 0.01 and 0.99, as on many lecture slides.",
    "On many lecture slides this example starts from the weights 0.15, 0.20 … 0.55 with a loss of "
    "0.298371, and after a step at rate 0.5 the first weight is 0.149781 and the fifth 0.358916. "
    "There the biases are shared and stay as they are; here, as in PyTorch, they move too.",
)
"""What the button says, its help, and what is said while the example is there."""
