"""What the scale of the inputs does to the valley of the loss."""

TITLE = "The scaling lab"
ACROSS, UP = "w₁", "bias, b"
PICTURE = (
    "Three maps of the loss of a linear neuron. "
    "{name_1}: condition number {condition_1}, limit {limit_1}; "
    "{name_2}: condition number {condition_2}, limit {limit_2}; "
    "{name_3}: condition number {condition_3}, limit {limit_3}."
)
SAME_STUDENTS = (
    "The same students, the same linear neuron; only the unit of the hours differs. The pictures "
    "show the loss over w₁ and b, with w₂ at its best, and one unit is as long across as upwards."
)
SAME_ROWS = (
    "The same rows, the same linear neuron; only the unit of the inputs differs. The pictures show "
    "the loss over w₁ and b, with w₂ at its best, and one unit is as long across as upwards."
)
"""Of somebody's own data, which are not in hours."""
NARROW = (
    "In a narrow valley a step that is short enough for the steep sides creeps along the floor. "
    "The condition number says how narrow it is over all three parameters: 1 is round, and then "
    "descent goes straight down."
)
