"""What is said of a network whose examples are of several classes, an output for each."""

from collections.abc import Mapping
from types import MappingProxyType

from visualizer.words.hidden_layers import (
    BENT_WITHOUT_ACTIVATION,
    BENT_WITHOUT_LAYER,
    FACTS,
    FOLDS,
    STRAIGHT_WITHOUT_ACTIVATION,
    STRAIGHT_WITHOUT_LAYER,
)

CLASSES_WANTED = (
    "The examples here are of three classes. So there are three outputs, one for each class, and "
    "the loss is `nn.CrossEntropyLoss()`: softmax makes probabilities of the outputs, which add up "
    "to 1, and the loss is smaller, the more the right class gets."
)
"""In place of the choice of a loss."""
CLASS = "class {number}"
TEST_CLASS = "class {number} (test)"
"""In the legend of the plane, and in the table of a point."""
OUTPUT = "the output for class {number}"
SOFTMAX = "softmax"
"""What stands above the probabilities of a point."""
TARGETS_NOTE = "  # targets: the number of the class, 0, 1 or 2, as long"
"""Behind the loss in the code."""

LOOKS: Mapping[str, str] = MappingProxyType(
    {
        "probability": "The colour is that of the likeliest class: the stronger, the surer the "
        "network. On the lines two classes are equally likely.",
        "classes": "Each place has the colour of its likeliest class. Small crosses lie where that "
        "is class 0, small diamonds where it is class 2, and nothing where it is class 1.",
        "certainty": "Strong colour: sure of its answer, whichever that is. Pale: it might be "
        "another. On the lines two classes are equally likely.",
    }
)
"""How to read the plane, by what it shows."""
BORDERS_OF_BRANCH = "From step {branch_step} on, the dashed lines are the borders of the branch."

_EACH = "the border between any two classes is straight"
_OTHERS = {
    FACTS[0]: "Every hidden unit draws a picture of its own: blue where it answers above 0, red "
    "where it answers below, and the paler the closer to 0. Each output mixes them, and its "
    "picture is the stronger, the likelier its class.",
    STRAIGHT_WITHOUT_LAYER: "There is no hidden layer: these are three of the lesson's neurons "
    f"side by side, one for each class, and {_EACH}.",
    STRAIGHT_WITHOUT_ACTIVATION: "Without an activation the hidden units add up to three neurons "
    f"side by side, however many there are: {_EACH}.",
    BENT_WITHOUT_LAYER: "There is no hidden layer: these are three of the lesson's neurons with "
    f"more inputs. Over all of them {_EACH}; over the plane, where some are made of others, it "
    "bends.",
    BENT_WITHOUT_ACTIVATION: "Without an activation the hidden units add up to three neurons side "
    "by side, however many there are. Their borders bend over the plane only because of the "
    "inputs that are made of the two.",
}
CLASS_FACTS = tuple(_OTHERS.get(fact, fact) for fact in FACTS)
"""In place of ``FACTS``, and in their order."""

_MARKS = "Crosses are of class 0, discs of class 1, diamonds of class 2."
CLASS_FOLDS = (
    "The grid is the plane of the inputs, bent as the two hidden units see it. Between two classes "
    "the outputs can only draw a straight line: the hidden layer has to bend the plane until such "
    f"lines part all three. {_MARKS}",
    "The grid is the plane of the inputs, bent as hidden units {fold_across} and {fold_up} of the "
    "last layer see it. The outputs hear {n_units} units, so their straight borders cannot be "
    f"drawn in a picture of two. With two units they can. {_MARKS}",
    *FOLDS[2:],
)
"""In place of ``FOLDS``, and in their order."""

_OF_CLASS = "Example {point_example} of {n_examples} goes through. In the data it is of class\u00a0"
POINTS_OF_CLASSES = (f"{_OF_CLASS}{{target}}.",) * 2
"""Which example goes through the network."""
