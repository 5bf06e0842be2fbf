"""The kept runs: their page, and each in words, for those who do not see the picture."""

TITLE = "Runs"
LEAD = (
    "Every training that you keep lies here beside the others: same start, another rate? Same "
    "rate, another optimizer? **Change one thing at a time and compare.** {how_long}"
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

# The losses in words

ONE_CURVE = "The loss curves of 1 kept run. {told}."
CURVES = "The loss curves of {count} kept runs. {told}."
ONE_RUN, RUNS = "1 kept run", "{count} kept runs"

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

BRANCH = "Branch at step {branch}, lr′ {rate}"
BRANCH_DIVERGED = "Branch at step {branch}, lr′ {rate}, diverged at step {branch_diverged}"
