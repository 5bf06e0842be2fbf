"""What one would see in the bug clinic if a claim were true, and what the run shows instead."""

STOPS_BEFORE = (
    "It stops at `{line}` in its first step, before anything has moved: what this fix is about "
    "would show only later."
)

# zero_grad: old gradients stay

ONE_GRADIENT = (
    "If old gradients stayed in `.grad`, it would hold their sum. In step 1 the gradient of "
    "{steepest} by itself is {fresh}, and `.grad` holds {grad}: the same."
)
NEVER_FILLED = (
    "If old gradients stayed in `.grad`, it would hold their sum. Here it is `None`: nothing was "
    "ever put there."
)
ONLY_ZEROS = (
    "If old gradients stayed in `.grad`, it would hold their sum. Here each gradient is exactly 0, "
    "and so is every sum of them."
)
SUM_OF_NO_USE = (
    "In step 1 the gradient of {steepest} by itself is {fresh}, and `.grad` holds {grad}: it does "
    "add up. But weights that go by such a sum would swing, and here {name} stays at {first}."
)

# step: nothing moves the weights

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

# backward: it is missing

BACKWARD_IS_THERE = (
    "If `backward` were missing, `.grad` would be `None`. Here that of {steepest} is {grad} after "
    "step 1."
)
BACKWARD_REACHES_NOTHING = (
    "If `backward` were missing, there would be no line that calls it. Here `loss.backward()` runs "
    "{runs} times, and `.grad` stays `None` all the same."
)
BACKWARD_STOPS = (
    "If `backward` were missing, the program could not stop there. Here it stops at `{line}`."
)

# old_optimizer: the optimizer holds other weights

HOLDS_THESE = (
    "If the optimizer held other weights, these would never move. Here {name} goes from {first} to "
    "{last}."
)
FILLED_ALL_THE_SAME = (
    "If the optimizer held other weights, `backward` would still fill the `.grad` of these. Here "
    "it is `None`."
)
NOTHING_FOR_ANY = (
    "If the optimizer held other weights, these would have a gradient that nobody uses. Here it is "
    "exactly 0: no optimizer could make anything of it."
)
CLEARS_THESE = (
    "If the optimizer held other weights, nothing would clear the `.grad` of these. In step 1 the "
    "gradient of {steepest} by itself is {fresh}, and `.grad` holds {grad}: it was cleared."
)

# detached: the loss has lost its way

KNOWS_ITS_ORIGIN = (
    "If the loss had lost its way to the weights, it would not know what it was made of. Here its "
    "`grad_fn` is `{origin}`."
)
FILLS = (
    "If the loss had lost its way to the weights, their `.grad` would be `None`. Here that of "
    "{steepest} is {grad} after step 1."
)

# shapes

SAME_SHAPE = (
    "If the targets had the wrong shape, this would give them another one. They have {targets} "
    "before it and after it."
)

# sign: the update goes uphill

AGAINST_IT = (
    "If the update went uphill, a weight would follow its gradient. In step 0 that of {pulled} is "
    "{pull}, and {pulled} goes from {before} to {after}: the other way."
)
NO_SLOPE = (
    "If the update went uphill, there would be a slope to go up. Here the gradient is exactly 0."
)
NO_UPDATE = (
    "If the update went uphill, the loss would grow. Here it is {first_loss} in every step, and "
    "{name} stays at {first}."
)

# too_long: the inputs are too large

NO_JUMP = (
    "If the inputs were too large for this rate, the weights would jump. Here {name} stays at "
    "{first}."
)
INPUTS_FIT = (
    "If the inputs were too large for this rate, it would lie above the limit of this loss, "
    "{limit}. Here it is {rate}."
)
SMALL_INPUTS = (
    "If the inputs were to blame, there would be large numbers among them. Here the largest one is "
    "{largest}."
)

# summed: the loss is a sum

SUM_FITS = (
    "If a sum were too much for this rate, that would lie above the limit of this loss, {limit}. "
    "Here it is {rate}."
)
NO_JUMP_BY_A_SUM = (
    "If a sum were too much for this rate, the weights would jump. Here {name} stays at {first}."
)

# start

STAYS_AT_ITS_START = (
    "If the start alone were to blame, the gradient would be 0 there. Here that of {steepest} by "
    "itself is {fresh}, and {name} stays at {first} all the same."
)
LEAVES_ITS_START = (
    "If the start alone were to blame, the training would not get away from it. Here {name} goes "
    "from {first} to {last}."
)

# last_layer

TAKES_ANY = (
    "If a sigmoid were missing, the loss could not read what it is given. `BCEWithLogitsLoss` "
    "makes probabilities of any numbers: in step 0 of those from {least} to {most}."
)
ONLY_SQUARES = (
    "If the sigmoid were one too many, the loss would have another one. In step 0 the mean of the "
    "squared errors is {squares}, and the loss is {first_loss}: it only squares."
)
ONLY_SQUARES_SUMMED = (
    "If the sigmoid were one too many, the loss would have another one. In step 0 the sum of the "
    "squared errors is {squares}, and the loss is {first_loss}: it only squares."
)

# activation

BENDS = (
    "If the activation did not do its work, it would give back what it is given. In step 0 a "
    "hidden unit makes {activation} of a z of {z}."
)
NOTHING_TO_BEND = (
    "If another activation were the answer, the two would differ here. In step 0 each z of the "
    "hidden units is exactly 0, and both make 0 of it."
)

# order

STUDY_COUNTS = (
    "If the answers belonged to other rows, more study would not go along with a higher score. "
    "Here their correlation is {study}."
)
NEIGHBOURS_AGREE = (
    "If the answers belonged to other rows, students who are alike would not have the same. Here "
    "{agree} of {examples} have the answer of the one nearest to them."
)

# slower: the rate is too high

NO_SWING = (
    "If the rate were too high, the loss would swing or grow. Here it is {first_loss} in every "
    "step."
)
NEVER_RISES = (
    "If the rate were too high, the loss would rise or swing. Here it never rises: it goes from "
    "{first_loss} to {last_loss}."
)
BELOW_THE_LIMIT = (
    "If the rate were too high, it would lie above the limit of this loss, {limit}. Here it is "
    "{rate}."
)
HALF_IS_ABOVE = (
    "Half of the rate is {half}, and the limit of this loss is {limit}: the steps would still be "
    "too long. How low would the rate have to be, and why so low?"
)
RISES_AND_FALLS = (
    "If the rate were too high, the loss would swing, up in one step and down in another. Here it "
    "rises in {rises} of {n_steps} steps and falls in {falls}."
)

# faster: the rate is too low

DOES_NOT_CREEP = (
    "If the steps were too short, the weights would still creep. Here {name} does not move at all: "
    "it stays at {first}."
)
ABOVE_ALREADY = (
    "If the steps were too short, the rate would lie below the limit of this loss, {limit}. Here "
    "it is {rate}."
)
GOES_UP = (
    "If the steps were too short, the loss would fall slowly. Here it rises in {rises} of "
    "{n_steps} steps: in step 0 it is {first_loss}, at its highest {highest}."
)
IT_IS_OVER = (
    "If the steps were too short, the loss would still be falling at the end. Here it is "
    "{middle_loss} in the middle and {last_loss} at the end."
)
SECOND_HALF = (
    "Steps of twice the length come about as far as twice as many. Here the second half of them "
    "brought the loss from {middle_loss} to {last_loss} and no lower."
)
"""What stands in the places are numbers of the run, names of weights, and lines of the program."""
