"""Kept runs in words, for those who do not see the picture of their losses."""

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
