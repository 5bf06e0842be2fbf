"""What hidden layers are for, and what is seen of them."""

from collections.abc import Mapping
from types import MappingProxyType

from visualizer.words.lesson import Lesson

TITLE = "A network"
LEAD = (
    "Between the inputs and the answer stands a **hidden layer** of neurons. **Drag the step of "
    "the training to 0 and slowly up again, and watch what each hidden unit learns.**"
)
LESSON = Lesson(
    question=(
        "“Either, not both”: enough study or sleep passes, enough of both fails. Can one hidden "
        "unit of tanh tell who passes?"
    ),
    options=("Yes, if it trains long enough", "Yes, with the right weights", "No, never"),
    correct=2,
    why=(
        "A unit of tanh rises along one direction of the plane and never falls again, so its "
        "border is one straight line. Four groups crosswise need two."
    ),
    answers=(
        "More steps only bring it closer to the best that one unit can do. Its answer rises along "
        "one direction of the plane and never falls again, so all that it can draw is one straight "
        "border, and one of the four groups stays on the wrong side. {try_it}",
        "A unit of tanh rises along one direction of the plane and never falls again. Whatever the "
        "weights are, the border is one straight line, and one of the four groups stays on the "
        "wrong side. {try_it} Then choose a line of the drawing and drag its weight, too.",
        "A unit of tanh rises along one direction of the plane and never falls again, so the "
        "border is one straight line, whatever the weights are. Four groups crosswise need two "
        "borders, one for each unit. {try_it} A single unit of SiLU can do it, because SiLU falls "
        "and rises again.",
    ),
    code="""\
model = {model}
loss_function = {loss_function}
optimizer = {optimizer}

{head}
    optimizer.zero_grad()
    predictions = model(inputs)
    loss = loss_function(predictions, targets){term}
    loss.backward()
    optimizer.step()
# after step {step} {loss_name} is {loss}""",
)
TRY_HERE = "Drag the hidden units to 1 and look; then back to 2."
TRY_ELSEWHERE = (
    "This is about the examples “Either, not both”, and the page shows something else now. Choose "
    "these examples, one hidden layer, the activation tanh and the two inputs as they are; then "
    "drag the hidden units to 1 and look."
)
"""How to see what the answer says: as the page stands, and where it shows another network."""
HEAD = "for step in range({n_steps}):"
HEAD_OF_BATCHES = (
    "for inputs, targets in batches:  # {n_steps} steps, at most {batch_size} of {n_examples} "
    "examples each"
)
L1_TERM = "\n    loss = loss + {l1} * sum(each.abs().sum() for each in model.parameters())"
"""The line of the code that L1 adds."""
THE_LOSS, LOSS_ON_EXAMPLES = "the loss", "the loss without the L1 term"

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "size": "How large it is",
        "part": "The part you have chosen",
        "training": "Let it learn",
        "network": "The network",
        "plane": "What it answers",
        "fold": "The plane, as two hidden units see it",
        "loss_curve": "The loss curve",
        "numbers": "At this step",
    }
)
"""What stands above each part of the page."""

BY_HAND = "Set by hand"
"""Weights that somebody has moved."""
PRESETS_TITLE = "Worth seeing"
PRESETS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "learns": (
            "It learns at once",
            "Two moons, eight units, Adam: the border winds between them within a few steps.",
        ),
        "product": (
            "No hidden layer, one more input",
            "The product of the two inputs, both measured from their mean, is below 0 for exactly "
            "those who did much of one and little of the other. A single neuron that is given "
            "it tells the groups apart.",
        ),
        "classes": (
            "Three classes",
            "Three arms of a spiral, and an output for each. Softmax makes probabilities of the "
            "three, and four hidden units bend the plane enough to part them.",
        ),
        "heights": (
            "Numbers, not classes",
            "The right answers are heights from −1 to 1. Eight units, each a soft step, add up to "
            "a hill.",
        ),
        "too_few": (
            "One unit",
            "A single unit of tanh, and four groups of students to tell apart.",
        ),
        "too_fast": (
            "Too large a rate",
            "The first steps throw every unit onto a flat end of tanh, and no gradient leads back.",
        ),
        "straight": (
            "No activation",
            "Eight units that only add and multiply are one neuron again: a straight border.",
        ),
        "dead": (
            "Dead ReLUs",
            "Long steps push units below 0 for every example. There ReLU is flat, and they stay.",
        ),
        "by_heart": (
            "Noise learned by heart",
            "Two large layers bend around every scattered point. Watch the loss on the test "
            "examples, which it never learns from.",
        ),
        "held_back": (
            "Weight decay holds it back",
            "The same noise with an L2 of 0.001: the weights stay small, the border stays calm, "
            "and the loss on the test examples ends far lower.",
        ),
        "vanishing": (
            "The gradient vanishes",
            "At the start each of four layers of sigmoid makes the gradient smaller, and next to "
            "nothing reaches the first. Play, and see how little it learns.",
        ),
    }
)
"""Settings worth seeing: what the button says, and why."""

GRADIENTS = "Length of the gradient, layer by layer from the first to the output: {sizes}."
GRADIENTS_WITH_L1 = (
    "Length of the gradient, with the L1 term, layer by layer from the first to the output: "
    "{sizes}."
)
HIDDEN_UNITS = "Hidden units"
UNITS_OF = "Units in hidden layer {layer}"
STEP = "Step of the training"
PASS, FAIL = "passes", "fails"
TEST_PASS, TEST_FAIL = "passes (test)", "fails (test)"

WEIGHT_LABEL = "Weight from {source} to {target}"
BIAS_LABEL = "Bias of {target}"
HIDDEN = "hidden unit {unit}"
HIDDEN_OF = "unit {unit} of hidden layer {layer}"
OUTPUT = "the output"
WEIGHT_SAID = "Weight from {source} to {target}: {value}"
BIAS_SAID = "Bias of {target}: {value}"
CHOOSE = "Weights and biases. Choose one to move it with the slider."

NETWORK_SAID = "The network at step {step}. Loss {loss}. {verdict}"
"""What a screen reader says of the drawing."""
PLANE_SAID = "What the network answers over {input_1} and {input_2}. {{verdict}}"
FOLD_SAID = "The plane of the inputs, bent, over what two hidden units answer. {verdict}"
CURVE_SAID = "The loss over {n_steps} steps. At step {{step}} it is {{loss}}."
ANNOUNCEMENT = "Step {step}: loss {loss}. {verdict}"

VERDICTS = (
    "Of the {n_examples} examples that it learns from, it gets {right} right.",
    "Of the {n_examples} examples that it learns from, it gets all right.",
    "The training diverged at step {diverged_at}: its numbers grew until none was left that a "
    "computer can hold. You see the step before. Try a lower learning rate.",
    "At this start the loss is larger than any number that a computer can hold: a weight is too "
    "large. Make it smaller, or take it back.",
)
"""How good the network is: not all right, all right, diverged, beyond all numbers at the start."""
STRAIGHT_WITHOUT_LAYER = (
    "There is no hidden layer: this is the lesson's neuron, and its border is straight."
)
STRAIGHT_WITHOUT_ACTIVATION = (
    "Without an activation the hidden units add up to one neuron again: the border is straight, "
    "however many there are."
)
BENT_WITHOUT_LAYER = (
    "There is no hidden layer: this is the lesson's neuron with more inputs. Over all of them its "
    "border is straight; over the plane, where some are made of others, it bends."
)
BENT_WITHOUT_ACTIVATION = (
    "Without an activation the hidden units add up to one neuron again, however many there are. "
    "Its border bends over the plane only because of the inputs that are made of the two."
)
FACTS = (
    "Every hidden unit draws a picture of its own: blue where it answers above 0, red where it "
    "answers below, and the paler the closer to 0. The output mixes them.",
    STRAIGHT_WITHOUT_LAYER,
    STRAIGHT_WITHOUT_ACTIVATION,
    "{dead} hidden units are dead: they answer the same for every example, and their slope there "
    "is exactly 0. The loss sends no gradient through to their weights, so it cannot bring them "
    "back.",
    "One hidden unit is dead: it answers the same for every example, and its slope there is "
    "exactly 0. The loss sends no gradient through to its weights, so it cannot bring it back.",
    "{copies} hidden units only repeat another one: they started alike and get the same gradient "
    "in every step, so they stay alike. That is why the start is random.",
    "{saturated} hidden units are saturated: they lie on the flat ends of their activation for "
    "every example, so hardly any gradient gets through.",
    "One hidden unit is saturated: it lies on the flat ends of its activation for every example, "
    "so hardly any gradient gets through.",
    "Two hidden units say the same: they started alike and get the same gradient in every step, so "
    "they stay alike. That is why the start is random.",
    BENT_WITHOUT_LAYER,
    BENT_WITHOUT_ACTIVATION,
    "The gradient vanishes on its way back: less than a hundredth of that of the output reaches "
    "the first layer. Each layer made it smaller, and the first one hardly learns.",
)
"""What the units do; see ``scenes.network_numbers``."""
BORDER_OF_BRANCH = "From step {branch_step} on, the dashed line is the border of the branch."
TEST_CURVE = "The dotted line is the loss on the test examples."
TRENDS = (
    "On the test examples the loss was lowest at step {best_step}: {best_test_loss}.",
    "The loss on the test examples rises: it was lowest at step {best_step}, {best_test_loss}, and "
    "is {test_loss} now, while the loss on the examples that it learns from went on falling. Since "
    "then it has only learned those by heart.",
)
"""What became of the loss on test examples; see ``scenes.network_trend``."""
FOLD_LINE = (
    "The grid is the plane of the inputs, bent as the two hidden units see it. The output can only "
    "draw a straight line: the hidden layer has to bend the plane until each kind has a side of "
    "one line to itself."
)
FOLD_MANY = (
    "The grid is the plane of the inputs, bent as hidden units {fold_across} and {fold_up} of the "
    "last layer see it. The output hears {n_units} units, so its straight border cannot be drawn "
    "in a picture of two. With two units it can."
)
FOLD_ONE = "The last hidden layer has only one unit. This picture needs two."
FOLD_NONE = "There is no hidden layer, so nothing bends the plane."
FOLDS = (FOLD_LINE, FOLD_MANY, FOLD_ONE, FOLD_NONE)

NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "step": "step",
        "loss": "loss",
        "test_loss": "loss on test examples",
        "right": "right, of the {n_examples} examples that it learns from",
        "chosen_value": "chosen weight or bias",
    }
)
GRADIENT, GRADIENT_OF_ALL = "its gradient", "its gradient, over all examples"
GRADIENT_WITH_L1 = "its gradient, with the L1 term"
"""Of the chosen part; where a step takes some examples only, it goes by another one."""
UNITS_SEEN = ("what hidden unit {fold_across} answers →", "↑ what hidden unit {fold_up} answers")
LAST_UNITS_SEEN = (
    "what unit {fold_across} of the last hidden layer answers →",
    "↑ what unit {fold_up} of the last hidden layer answers",
)
LOSS_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "mse": "loss (MSE)",
        "binary_cross_entropy": "loss (cross-entropy)",
        "cross_entropy": "loss (cross-entropy over classes)",
    }
)
WITHOUT_L1 = "{title}, without the L1 term"
"""What the loss axis is called where something is lowered that is not shown."""
