"""What the neuron makes of somebody's own data, and what is to be seen of its line."""

TITLE = "My data"
LEAD = (
    "Your own table instead of ours: the pages from “Activations” to “Training” then learn from "
    "it, and “A network” does when you choose it there. **Drag the line until each kind has a side "
    "of its own, or change a cell and see what happens.**"
)

# Live numbers stand in double braces where something is filled in first.

DRAG, NOW = "Drag the line", "Now"
MY_PREDICTION = "prediction for my row"
BIAS_WANTED = "bias that brings the line in"
SAID = "Loss {loss}. {verdict}"
"""What a screen reader is told after each change."""

ALL_OVER = "All examples over {input_1} and {input_2}."
SOME_OVER = "{shown} of {all} examples over {input_1} and {input_2}."

ALL_DRAWN = "All examples are drawn."
SOME_DRAWN = "{shown} of {all} examples are drawn."
ON_THE_LINE = "On the line z is 0: there the neuron cannot decide."
ON_THE_LINE_LINEAR = "On the line the prediction is {middle}: there the neuron cannot decide."
SURER = "The further from it, the surer it is."
MY_ROW = "my row"
MINE = (
    " Drag the ring to move my row.",
    " My row lies far outside the picture, so its ring is not drawn.",
)

OF_KIND = "{answer}: {kind}"
LOW_OF_TWO, HIGH_OF_TWO = "{answer}: 0", "{answer}: 1"
LOW, HIGH = "{answer} up to {middle}", "above {middle}"

VERDICTS = (
    "It gets {right} of {n_examples} right. {line}",
    "It gets all {n_examples} right: each kind has a side of the line to itself.",
    "The answers are not 0 and 1, so nothing is right or wrong; the loss says how far off it is.",
    "It gets all {n_examples} right. {line}",
    "The answers are not 0 and 1, so nothing is right or wrong. {line}",
    "It gets {right} of {n_examples} right, and one straight line cannot do better: the two 1s lie "
    "crosswise to the two 0s, so a line with both 1s on one side has a 0 on that side, too.",
)
LINES = (
    "Drag until each kind has a side of the line to itself.",
    "The line is outside the picture; a bias of about {{bias_wanted}} brings it in.",
    "The line is outside the picture; choose “{standardized}” below, or a bias of about "
    "{{bias_wanted}}.",
    "The line is outside the picture; smaller weights bring it in.",
    "Both weights are 0, so there is no line: drag one of them.",
)

LINEAR_NOW = (
    "The answers of this table are not all between 0 and 1, so the output is now “{output}”. You "
    "can change it below the table."
)
CHANCE_NOW = (
    "All answers of this table are between 0 and 1, so the output is now “{output}”. You can "
    "change it below the table."
)
ROW_NOW = (
    "My row lay outside the new table, so it is now its first row: {first} and {second}. You can "
    "change it below the table."
)
TOO_LONG_FOR_A_LINK = (
    "This table is longer than a link can hold ({limit} characters). Share the run file: a link to "
    "it works on this server only, and only for a while."
)
LEARNT_FROM_SOME = (
    "The numbers on this page are computed on all {all} rows. Pages that train learn from {some} "
    "of them, picked evenly."
)
