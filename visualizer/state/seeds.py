"""What draws random numbers: the same seed always draws the same ones."""

from visualizer.state.kinds import Number

HIGHEST_SEED = 9999
SEED = Number(
    "", "", "Random start", "", 0, minimum=0, maximum=HIGHEST_SEED, n_positions=HIGHEST_SEED + 1,
    scale="integer", digits=0,
)  # fmt: skip
"""Every seed of the app, still without a name, a key in links and its help."""
