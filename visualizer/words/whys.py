"""What somebody who knows the field would object to, each with a short answer."""

from collections.abc import Mapping
from types import MappingProxyType

_STEP = (
    "Why is a step not as long as the learning rate?",
    "The rate is no length. A step is the rate **times the gradient**: at a rate of 0.1 a gradient "
    "of 0.05 moves a weight by 0.005. On steep ground the same rate makes a long step, on flat "
    "ground hardly any. That is why a training can stand still on flat ground, however much is "
    "still to be gained.",
)

WHYS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "neuron": (
            (
                "Why ReLU and then a sigmoid?",
                "The two do different work. ReLU is what a unit inside a network does with its "
                "sum; the sigmoid makes a chance of what comes last. Here both stand in one "
                "neuron, so that you can see each of them, and that has a price: ReLU hands on "
                "nothing below 0, and sigmoid(0) is 50 %, so a neuron with ReLU can never say "
                "“fail”. A single neuron that has to decide does best with “No activation”; it is "
                "then called logistic regression. The page “A network” has both where they belong.",
            ),
        ),
        "activations": (
            (
                "Can this prove the claim of 5 to 10 %?",
                "No, nor refute it. The claim is about networks, and about examples that they have "
                "not learned from. Here a single neuron is measured, on the very examples that it "
                "learned from. What you see is how to ask: many starts, compared start for start, "
                "and how widely they scatter. Where two medians are less than a percent apart and "
                "the starts scatter by many times that, nothing follows for either function.",
            ),
        ),
        "loss": (
            (
                "Why squared errors for pass or fail?",
                "Because a square can be seen. For a chance, cross-entropy is the usual loss, "
                "since it stays steep where the neuron is surely wrong. Take a student who "
                "failed, and z = {z}, so that the prediction is {prediction}. There the squared "
                "error changes by {mse_slope} for each unit of z, cross-entropy by "
                "{cross_entropy_slope}. With squared errors a neuron that is surely wrong hardly"
                " learns, and may get stuck. On “A network” you can choose either of the two and"
                " compare.",
            ),
        ),
        "surface": (
            _STEP,
            (
                "Why squared errors for pass or fail?",
                "Because a square can be seen. For a chance, cross-entropy is the usual loss: with "
                "z = {z} and a prediction of {prediction} for a student who failed, the squared "
                "error changes by {mse_slope} for each unit of z, cross-entropy by "
                "{cross_entropy_slope}. Choose “Cross-entropy” above the pictures, and both "
                "surfaces lie beside each other.",
            ),
        ),
        "training": (
            (
                "Why is it called SGD, with all examples in every step?",
                "The S stands for stochastic: at random. `torch.optim.SGD` takes the gradient that "
                "it is given, and does not ask of which examples it is. With all of them in every "
                "step nothing is random, and it is plain gradient descent. Choose 1 or 2 students "
                "in each step under “How it steps”, and it is stochastic.",
            ),
            _STEP,
        ),
    }
)
"""Question and answer, by the name of the page."""
