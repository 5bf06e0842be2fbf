"""What is drawn of the network, in words."""

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "What you see"

WEIGHT_WITH_GRADIENT = "Weight from {source} to {target}: {value}, gradient {gradient}"
BIAS_WITH_GRADIENT = "Bias of {target}: {value}, gradient {gradient}"
"""What a screen reader says of a line or a dot that shows its gradient."""
WEIGHTS_DRAWN = (
    "Lines are weights, dots are biases: the wider, the larger; solid and blue above 0, dashed and "
    "red below. Choose one to move it: that makes a new start, and the training is at step 0 again."
)
GRADIENTS_DRAWN = (
    "Lines and dots show the gradient of the loss: solid where a larger weight would raise it, "
    "dashed where it would lower it. Each factor of ten adds the same width. A weight that you "
    "move makes a new start, and the training is at step 0 again."
)
GRADIENTS_DRAWN_WITH_L1 = (
    "Lines and dots show the gradient of the loss and the L1 term together: solid where a larger "
    "weight would raise them, dashed where it would lower them. Each factor of ten adds the same "
    "width. A weight that you move makes a new start, and the training is at step 0 again."
)
PLANE_LOOKS: Mapping[str, str] = MappingProxyType(
    {
        "probability": "The stronger the colour, the surer the network.",
        "classes": "What is likelier holds. Small crosses lie where the network answers as for the "
        "examples that are crosses.",
        "certainty": (
            "Strong colour: sure of its answer, whichever that is. Pale: it might be either. On "
            "the outer lines it is 90 % sure, on the middle one it cannot decide."
        ),
    }
)
"""How to read the plane, by what it shows."""

POINT_TITLE, UNITS_TITLE = "One point, number by number", "Unit by unit"
POINTS = (
    "Example {point_example} of {n_examples} goes through. In the data it fails.",
    "Example {point_example} of {n_examples} goes through. In the data it passes.",
    "The point that you chose in the plane goes through.",
    "The point that you chose goes through. It lies outside the picture of the plane.",
)
"""Which point goes through the network: an example that fails, one that passes, another point."""
POINTS_OF_TWO = (
    "Example {{point_example}} of {{n_examples}} goes through. In the data {answer} is 0.",
    "Example {{point_example}} of {{n_examples}} goes through. In the data {answer} is 1.",
    *POINTS[2:],
)
"""The same for a table whose answers are 0 and 1."""
POINTS_OF_KINDS = (
    "Example {{point_example}} of {{n_examples}} goes through. In the data its {answer} is "
    "“{zero}”, which counts as 0.",
    "Example {{point_example}} of {{n_examples}} goes through. In the data its {answer} is "
    "“{one}”, which counts as 1.",
    *POINTS[2:],
)
"""The same for a table whose answers are two words."""
_RIGHT_ANSWER = (
    "Example {point_example} of {n_examples} goes through. Its right answer is {target}."
)
POINTS_OF_NUMBERS = (_RIGHT_ANSWER, _RIGHT_ANSWER, *POINTS[2:])
"""The same where the right answers are numbers."""
POINT_HINT = (
    "Rings and dots mark it. In the drawing its activation stands below each unit and, where there "
    "is room, z above. "
    "Click into “What it answers” to send another point through."
)
UNIT_SAID = "{name}, at the chosen point: z {z}, activation {activation}"
"""What a screen reader says of the picture of a unit."""
AS_IT_IS, SCALED, Z, ACTIVATION = "as it is", "scaled", "z", "activation"
CHANCE, CHANCE_OF_ONE, ANSWER = "passes", "is 1", "answer"
"""What stands above the columns of numbers."""
HIDDEN_ROW, HIDDEN_ROW_OF, OUTPUT_ROW = (
    "hidden unit {unit}",
    "layer {layer}, unit {unit}",
    "the output",
)
"""What stands before the numbers of a unit."""
