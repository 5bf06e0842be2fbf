"""What is said of a network whose right answers are numbers, and not one of two kinds."""

from visualizer.words.hidden_layers import (
    BENT_WITHOUT_ACTIVATION,
    BENT_WITHOUT_LAYER,
    FACTS,
    FOLDS,
    STRAIGHT_WITHOUT_ACTIVATION,
    STRAIGHT_WITHOUT_LAYER,
    VERDICTS,
)

NUMBERS_WANTED = (
    "The right answers here are numbers. So the output has no activation, and the loss is the mean "
    "squared error. Nothing tames the steps, so the learning rate has to be smaller."
)
"""In place of the choice of a loss."""
EXAMPLE, TEST_EXAMPLE = "example", "test example"
HEIGHTS = (
    "The colour is the answer, and each example has the colour of its right answer: where it "
    "vanishes in the picture, the network is right. Lines join answers of −0.5, 0 and 0.5."
)
"""Below the plane of the inputs."""
LINES_OF_BRANCH = "From step {branch_step} on, the dashed lines join these answers of the branch."
OFF = "off on average"
CLOSE = 0.05
"""An answer that is no further off counts as right."""

NUMBER_VERDICTS = (
    "Its answers are {off} off on average.",
    "No answer is off by more than 0.05.",
    *VERDICTS[2:],
)
"""In place of ``VERDICTS``, and in their order."""

_FLAT = "its answer rises evenly in one direction, so over the plane it is flat like a ramp"
_OTHERS = {
    STRAIGHT_WITHOUT_LAYER: f"There is no hidden layer: this is the lesson's neuron, and {_FLAT}.",
    STRAIGHT_WITHOUT_ACTIVATION: "Without an activation the hidden units add up to one neuron "
    f"again, however many there are: {_FLAT}.",
    BENT_WITHOUT_LAYER: "There is no hidden layer: this is the lesson's neuron with more inputs. "
    "Its answer bends over the plane only because some of them are made of the two.",
    BENT_WITHOUT_ACTIVATION: "Without an activation the hidden units add up to one neuron again, "
    "however many there are. Its answer bends over the plane only because of the inputs that are "
    "made of the two.",
}
NUMBER_FACTS = tuple(_OTHERS.get(fact, fact) for fact in FACTS)
"""In place of ``FACTS``, and in their order."""

_SIDES = "Discs are examples whose right answer is above 0, crosses the others."
NUMBER_FOLDS = (
    "The grid is the plane of the inputs, bent as the two hidden units see it. The output adds up "
    "what they say, so over this picture its answer rises evenly in one direction: the hidden "
    f"layer has to put every example at its height. {_SIDES}",
    "The grid is the plane of the inputs, bent as hidden units {fold_across} and {fold_up} of the "
    "last layer see it. The output hears {n_units} units, and adds up what they say. " + _SIDES,
    *FOLDS[2:],
)
"""In place of ``FOLDS``, and in their order."""
