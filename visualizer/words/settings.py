"""What a setting may be, and what is said of one that could not be used, in a link or a change."""

# What it must be; fills the place {wanted} of a sentence.

NUMBER = "a number between {low} and {high}"
WHOLE_NUMBER = "a whole number between {low} and {high}"
OPTION = "one of {options}"
BETWEEN_OPTIONS = ", "
QUOTED_OPTION = "“{label}”"

# Of a link. {key} is what the link calls it, {instead} what holds now.

UNKNOWN = "“{key}” is not a setting of this app, so it is ignored."
NOT_ALLOWED = "{key} = “{text}” is not {wanted}, so {instead} is used."
LED_TO = "{key} = “{text}” is not known here, so “{near}” is used."
GIVEN_OFTEN = "{key} is given {times} times, so {instead} is used."
EMPTY = "{key} is empty, so {instead} is used."
TABLE_TOO_LARGE = (
    "The table of this link was too large for it, so {instead} is used. Open its file on My data."
)
TABLE_DAMAGED = "The table in this link is damaged, so {instead} is used."
TASK_DAMAGED = (
    "The task in this link is damaged or was changed, so there is none, and the page opens as "
    "usual. Ask for the link again."
)
COUNT_DAMAGED = "The number of moves in this link cannot be read, so the task begins anew."
BEYOND_THE_END = "step = {step} lies beyond the run of {last} steps, so {instead} is used."
BEYOND_THE_DATA = (
    "student = {student} is not in the data of {count} students, so {instead} is used."
)
ONE_WEIGHT_OF_ANOTHER = (
    "{key} holds 1 number, and this network has {wanted} weights and biases, so {instead} is used."
)
WEIGHTS_OF_ANOTHER = (
    "{key} holds {found} numbers, and this network has {wanted} weights and biases, so {instead} "
    "is used."
)

# Of a task that is to become a link

TASK_TOO_LARGE = (
    "Your table is too large for a link, and so is a task with it. A task can be given with a "
    "table of fewer rows."
)

# Of a change

STAYS = "{label}: “{sent}” is not {wanted}, so it stays {held}."
