"""What is said of the plane of the two inputs, coloured by what one neuron makes of each point."""


# Live numbers stand in double braces where something is filled in first.

HERE = "this student"
"""What the legend says of the ring on pages with a student of their own."""

PLANE = (
    "The plane of the two inputs, {input_1} to the right and {input_2} upwards, coloured by the "
    "prediction. {{border}}"
)
MINE = (
    "The ring is this student, at {input_1} {{input_1}} and {input_2} {{input_2}}: {{prediction}}."
)

SEEN = (
    "Every point of the plane is a student: drag the ring to meet them. The colour is the chance "
    "to pass, green where that is likely, orange where it is not, grey in between. {border}"
)
"""What is said beside the plane, on the pages with one student."""
SEEN_TITLE = "The plane of all students"

POINT = "Point in the plane, the arrow keys move it"
POINT_SAID = "{input_1} {{across}}, {input_2} {{up}}: {{prediction}}"

ABOVE, AT_MOST = "above {level}", "{level} or less"
NOTHING_LEFT = "The numbers have grown beyond what a computer can hold, so nothing is coloured."
ALL_OVER = "The prediction is {side} all over the picture."
BORDER = "A straight border crosses the picture; {side} it the prediction is {above}."
SIDES = (
    "to the right of",
    "to the upper right of",
    "above",
    "to the upper left of",
    "to the left of",
    "to the lower left of",
    "below",
    "to the lower right of",
)
"""Counter-clockwise, an eighth of a turn each."""
