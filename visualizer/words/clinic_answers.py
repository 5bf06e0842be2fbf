"""What a wrong diagnosis is answered in the bug clinic: what one would see if it were true."""

NOT_TOGETHER_MISSING = (
    "This does not go together: you say that a line is missing, and this mend changes one that is "
    "there."
)
NOT_TOGETHER = (
    "This does not go together: the line that you say is wrong is another one than this mend is "
    "about."
)
NOT_TOGETHER_ADDS = (
    "This does not go together: you say that a line is wrong, and this mend leaves it as it is and "
    "adds another one."
)

# If that were so

ONE_GRADIENT = (
    "If old gradients stayed in `.grad`, it would hold their sum. In step 1 the gradient of "
    "{steepest} by itself is {fresh}, and `.grad` holds {grad}: the same."
)
NEVER_FILLED = (
    "If old gradients stayed in `.grad`, it would hold their sum. Here it is `None`: nothing was "
    "ever put there."
)
IT_MOVES = (
    "If a step were missing, the weights would stand still. Here {name} goes from {first} to "
    "{last}."
)
NOTHING_TO_GO_BY = (
    "If only a step were missing, `.grad` would hold numbers after `backward`. Here it is `None`, "
    "and a step leaves such weights alone."
)
STEP_OF_NOTHING = (
    "A step moves the weights by the rate times `.grad`. Here `.grad` is exactly 0, and one more "
    "step moves nothing."
)
STEP_IS_THERE = (
    "If a step were missing, there would be no line that makes one. Here `optimizer.step()` runs "
    "every time, and {name} stays at {first} all the same."
)
NO_ERROR = (
    "If the graph were gone too early, PyTorch would stop with an error. Here `backward` runs in "
    "every step without one."
)
NEVER_RISES = (
    "If the rate were too high, the loss would rise or swing. Here it never rises: it goes from "
    "{first_loss} to {last_loss}."
)
BELOW_THE_LIMIT = (
    "If the rate were too high, it would lie above the limit of this loss, {limit}. Here it is "
    "{rate}."
)
DOES_NOT_CREEP = (
    "If the rate were too low, the weights would still creep. Here {name} does not move at all: it "
    "stays at {first}."
)
IT_IS_OVER = (
    "If the rate were too low, the loss would still be falling at the end. Here it is "
    "{middle_loss} in the middle and {last_loss} at the end."
)
NO_OTHER_WAY = (
    "Every optimizer goes by `.grad`. Here that is exactly 0, and no optimizer makes a way of it."
)
STAYS_AT_ITS_START = (
    "If the start were to blame alone, the weights would leave it. Here {name} stays at {first}."
)
STOPS_BEFORE = (
    "It stops at `{line}` in its first step, before anything has moved: no rate and no start "
    "changes that."
)
SAME_SHAPE = (
    "If the predictions had the wrong shape, this would give them another one. They have "
    "{predictions} before it and after it."
)

# And what comes of the mend

TRIED = "We ran it with your mend: in {n_steps} steps its loss goes from {first} to {last}."
TRIED_SMALL = (
    "We ran it with your mend: in {n_steps} steps its loss goes from {first} to {last}. A small "
    "loss only says that a program learns what it is told."
)
TRIED_STOPS = "We ran it with your mend: it stops in its first step, as before."
NO_NUMBER = "what is no number any more"
BEYOND = "more than a computer can hold"
