"""What comes of a wrong diagnosis in the bug clinic, besides what speaks against it."""

NOT_TOGETHER_MISSING = (
    "This does not go together: you say that a line is missing, and this fix changes one that is "
    "there."
)
NOT_TOGETHER = (
    "This does not go together: the line that you say is wrong is another one than this fix is "
    "about."
)
NOT_TOGETHER_ADDS = (
    "This does not go together: you say that a line is wrong, and this fix leaves every line as "
    "it is and adds a new one."
)

TRIED = "We ran it with your fix: in {n_steps} steps its loss goes from {first} to {last}."
TRIED_SMALL = (
    "We ran it with your fix: in {n_steps} steps its loss goes from {first} to {last}. A small "
    "loss only says that a program learns what it is told."
)
TRIED_STOPS = "We ran it with your fix: it stops in its first step, as before."
TRIED_STOPS_NOW = "We ran it with your fix: now it stops in its first step, with an error."
NO_NUMBER = "what is no number any more"
BEYOND = "more than a computer can hold"
