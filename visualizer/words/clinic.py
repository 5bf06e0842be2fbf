"""The bug clinic: programs that train and are wrong, and what is said around them."""

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "The bug clinic"
LEAD = (
    "A patient is a program that does not learn as it should. **Drag the step, open an instrument, "
    "and find out why:** the fewer instruments and wrong diagnoses you need, the better."
)

# Who lies there

PATIENT = "Patient {number}"
OTHER_PATIENT = "Another one"
PATIENT_CURED_WITH_NONE = "{name} ✓ without an instrument"
PATIENT_CURED_WITH_ONE = "{name} ✓ with 1 instrument"
PATIENT_CURED = "{name} ✓ with {count} instruments"
"""Of a patient who was cured, with the fewest instruments that it took."""
RANDOM = "A random patient"

# The instruments

OPEN_ONE = "Open an instrument"
OPENED_ONE = "1 instrument is open"
OPENED = "{count} instruments are open"
FEWEST = (
    "Each one shows something else of the same run. What you open stays open for this patient, and "
    "is counted."
)

# The stage

CONTROLS_TITLE = "The run"
STEP = "Step of the program"
PROGRAM_TITLE = "The program that runs"
CURVE_TITLE = "The loss it prints"
LOSS = "loss"
CURVE_SAID = "The loss over {n_steps} steps. {{loss_now}}"
CURVES_SAID = (
    "The loss of three programs over {n_steps} steps. {{loss_now}} That of the fixed program is "
    "{{mended_loss}}, that of the healthy one {{healthy_loss}}."
)
SICK, MENDED, HEALTHY = "the patient", "fixed", "healthy"
ANNOUNCEMENT = "{loss_now}"
STOPPED = "It stops at the line “{line}”: {reason}"
LOSS_NOW = (
    "In step {step} the loss is {loss}.",
    "The loss has diverged: from step {diverged} on it is more than a computer can hold.",
    "The program stopped before it could print the loss.",
)
"""Of the patient, in a step; after an explosion; and where an error stopped it."""
OTHERS_NOW = (
    "Beside it, the loss of the fixed program is {mended_loss}, and of the healthy one "
    "{healthy_loss}."
)

# The diagnosis

DIAGNOSIS = "Your diagnosis"
WHICH_LINE = "Which line is wrong?"
WHICH_MEND = "How do you fix it?"
A_LINE_IS_MISSING = "A line is missing"
TELL = "Check my diagnosis"
RIGHT = "**That is it.** {why}"
CURED_BY_READING = "You did it without an instrument, and at the first go: by reading alone."
CURED_WITH_NONE = "You did it without an instrument."
CURED_WITH_ONE = "You did it with 1 instrument."
CURED_WITH = "You did it with {count} instruments."
AFTER_ONE_WRONG = "1 wrong diagnosis came before."
AFTER_WRONG = "{count} wrong diagnoses came before."
"""Both follow one of the sentences above."""
BESIDE = (
    "Above, the fixed program runs beside the patient and beside the healthy one: drag the step."
)
NOT_YET = "**Not yet.** {answer}"
TRIED_TEXT = "The program with your fix"
"""Folded, under what is said of the fix."""
TEXT_BEFORE, TEXT_AFTER = "The patient", "With your fix"
TRY_AGAIN = "Look again, and change your diagnosis."
FIRST_OF_TWO, SECOND_OF_TWO = "{line} (the first one)", "{line} (the second one)"
"""Lines that read the same; the place is a line of code."""
MENDS: Mapping[str, str] = MappingProxyType(
    {
        "zero_grad": "Set the gradients to zero before each `backward`.",
        "step": "Update the weights after each `backward`.",
        "backward": "Have `backward` find the gradients in each step.",
        "old_optimizer": "Let the optimizer hold the weights of the model that predicts.",
        "detached": "Make the loss of predictions that still hang on the weights.",
        "shapes": "Give the answers the shape of the predictions.",
        "sign": "Turn the sign of the update around.",
        "too_long": "Make the inputs smaller.",
        "summed": "Change how the loss adds up the errors.",
        "start": "Begin with other weights.",
        "last_layer": "Change whether the model ends in a sigmoid.",
        "activation": "Change the activation between the layers, or put one where there is none.",
        "order": "Change the order of the answers or of the rows.",
        "slower": "Halve the learning rate.",
        "faster": "Double the learning rate.",
    }
)
"""Claim → what one would try if it were true. The same words whether they help or not: which line
of code that is, the program with the fix shows."""

# What this browser keeps

CURED_COUNT = "✓ You have cured {cured} of the {total} patients of the ward."
CURED_ONE_MORE, CURED_MORE = "And 1 other.", "And {count} others."
FORGET = "Forget whom I cured"
NEXT_PATIENT = "The next patient"

# Somebody else's patient

NEW = "For teachers: make a patient (this names the bugs)"
NEW_LEAD = (
    "Choose what is wrong with a program, and give the link to somebody. The link does not say "
    "what it is. This list does: whoever is still to find the bugs should leave it folded."
)
NEW_BUG, NEW_HOME, NEW_SEED = "What is wrong", "In which program", "Seed"
NEW_HOME_SAID = "{architecture}, {data}"
NEW_LINK = "The link to this patient:"
NEW_OPEN = "Open it here"

# To take home

HOME = "Is my program healthy?"
HOME_LEAD = (
    "`check.py` runs the checks of this clinic on a model and a loop of your own: plain PyTorch, "
    "and one line for each check. Put it beside your program, write `from check import check` "
    "there, and call `check(model, loss_function, inputs, targets)` before the training; the top "
    "of the file says how it looks at your loop as well."
)
HOME_FILE = "Download check.py"
"""On its button."""
