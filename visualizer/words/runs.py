"""The kept runs: keeping them, their page, and their picture for those who do not see it."""

from collections.abc import Mapping
from types import MappingProxyType

from visualizer.words import hidden_layers, training

TITLE = "Runs"
LEAD = (
    "Every training that you keep lies here beside the others: same start, another rate? Same "
    "rate, another optimizer, more hidden units? **Change one thing at a time and compare.** "
    "{how_long}"
)
STAY_IN_THE_TAB = "The runs stay until this tab is closed or loaded anew."
STAY_IN_THE_BROWSER = (
    "The runs stay in this browser until you delete them, whatever is loaded anew."
)
EMPTY_SHELF = (
    "The shelf is still empty, and your first run will look good on it. Play with a training "
    "until you like what you see, then press **Keep this run** below its pictures."
)
TABLE = "Settings and results of the kept runs, one row for each."
"""What a screen reader is told of the table."""

MADE_ON: Mapping[str, str] = MappingProxyType(
    {"training": training.TITLE, "network": hidden_layers.TITLE}
)
"""What the page is called on which a run was made, by its name."""
GO_TO: Mapping[str, str] = MappingProxyType(
    {"training": "Go to the training", "network": "Go to the network"}
)
"""What leads there from an empty shelf."""

# Keeping one

PROPOSED = "Run {number}: {parts}"
"""The name of a run, while nobody says another."""
BETWEEN_PARTS, RATE_PART = ", ", "lr {rate}"
OPTIMIZERS: Mapping[str, str] = MappingProxyType(
    {"sgd": "", "momentum": "momentum", "adam": "Adam", "adamw": "AdamW"}
)
"""What an optimizer is called within a name: the usual one goes without saying."""

NAME_FIELD, NAME_LATER = "Keep it under the name", "Run {number}, with its settings"
KEEP = "Keep this run"
COMPARE, SEE_IT = "Compare {count} kept runs", "See it on Runs"
LATEST = "Your latest run is kept as “{name}”."
FULL = (
    "{most} runs are kept, and there is room for no more. To keep another, delete one on Runs "
    "first, such as the oldest, “{oldest}”; its deletion can be undone."
)

# One below the other

RENAME, OPEN, DELETE = "Name of run {number}", "Open run {number}", "Delete run {number}"
DELETE_ALL = "Delete all {count} runs"
ONE_DELETED = "“{name}” is deleted."
DELETED = "{count} runs are deleted, the last of them “{name}”."
BRING_BACK, BRING_ALL_BACK = "Bring it back", "Bring all back"
NO_ROOM = "There is no room for it now: delete another run first."

# As a file, and in the browser

TAKE_ALONG = "Take them along as a file"
BRING, BRING_FILE = "Bring runs back", "A file {file}, at most 1 MB"
ONE_CAME, CAME = "1 run came from the file.", "{taken} runs came from the file."
NONE_CAME = "No runs came from the file."
ONE_KNOWN, KNOWN = "1 was here already.", "{known} were here already."
CAME_AND_KNOWN = "{came} {known}"
"""Two of these sentences, one after the other."""
ALL_STAY = "{fault} The runs that are kept here stay as they are."
LEFT_OUT = (
    "“{name}” is left out, since {most} runs are kept and there is room for no more. Delete one "
    "and bring the file again."
)
REMOVE_ONE_DAMAGED = "Remove the damaged run from this browser"
REMOVE_DAMAGED = "Remove the {count} damaged runs from this browser"
REFUSED = (
    "This browser does not let the page store anything, or no more. What you keep now stays until "
    "this tab is closed or loaded anew: take your runs along as a file, on Runs."
)
ONE_MORE_STORED = (
    "1 more run lies in this browser than there is room for here. Nothing of it is lost: delete "
    "some of those below and load the page anew."
)
MORE_STORED = (
    "{count} more runs lie in this browser than there is room for here. Nothing of it is lost: "
    "delete some of those below and load the page anew."
)

# What could not be read

STORED_LEFT_OUT = "Run {place} in this browser’s storage is left out, since {why}."
FILED_LEFT_OUT = "Run {place} of the file is left out, since {why}."
NAMED_LEFT_OUT = "Run {place} of the file (“{name}”) is left out, since {why}."
DAMAGED, OTHER_VERSION = "it is damaged", "it was kept by another version of this app"
"""Why."""
ONLY_SOME = "Only the first {most} runs of the file were looked at."
TOO_LARGE = "The file is larger than any file of kept runs of this app."
NO_FILE = "This is no file of kept runs of this app."
FILE_OF_OTHER_VERSION = "This file of kept runs was written by another version of this app."
FILE_DAMAGED = "This file of kept runs is damaged."

# Two kinds of loss in one picture

LOSSES: Mapping[str, str] = MappingProxyType(
    {
        "mse": "MSE",
        "binary_cross_entropy": "cross-entropy",
        "cross_entropy": "cross-entropy over classes",
    }
)
"""What a loss is called behind the name of a run."""
LOSS, LOSS_AXIS, LOG_AXIS = "loss", "loss ({loss})", "{title}, log"
"""What the axis of the picture says: of several kinds, of one, and where it is logarithmic."""
LOSS_OF = "{name} ({loss})"
UNLIKE = (
    "These runs count their loss in different ways, and each name below says which. Compare how "
    "curves of the same loss fall; between different ones the heights cannot be compared."
)

# The losses in words

ONE_CURVE = "The loss curves of 1 kept run. {told}."
CURVES = "The loss curves of {count} kept runs. {told}."

ENDED = "{name}: from {first} to {last} in {n_steps} steps"
ENDED_AND_BRANCH = (
    "{name}: from {first} to {last} in {n_steps} steps, and its branch at step {branch} with a "
    "learning rate of {rate} ends at {branch_last}"
)
ENDED_AND_BRANCH_DIVERGED = (
    "{name}: from {first} to {last} in {n_steps} steps, and its branch at step {branch} with a "
    "learning rate of {rate} diverges at step {branch_diverged}"
)
DIVERGED = "{name}: from {first} until it diverged at step {diverged}"
DIVERGED_AND_BRANCH = (
    "{name}: from {first} until it diverged at step {diverged}, and its branch at step {branch} "
    "with a learning rate of {rate} ends at {branch_last}"
)
DIVERGED_AND_BRANCH_DIVERGED = (
    "{name}: from {first} until it diverged at step {diverged}, and its branch at step {branch} "
    "with a learning rate of {rate} diverges at step {branch_diverged}"
)

NEVER_A_NUMBER = "{name}: at its start the loss is larger than any number that a computer can hold"

BRANCH = "Branch at step {branch}, lr′ {rate}"
BRANCH_DIVERGED = "Branch at step {branch}, lr′ {rate}, diverged at step {branch_diverged}"
