"""The student against gradient descent: who leads, in words."""

TITLE = "You against gradient descent"

LABELS = {
    "moves": "your moves",
    "best_loss": "your best loss",
    "descent_loss": "gradient descent, as many steps",
    "learning_rate": "learning rate",
}

STATES = (
    "Every release counts as one move. Gradient descent starts where you started and makes one "
    "step for each of your moves, at a learning rate of {learning_rate}. Who gets lower?",
    "You lead. Gradient descent, at a learning rate of {learning_rate}, goes straight for where "
    "the slope points; you look around.",
    "Gradient descent leads, at a learning rate of {learning_rate}. It sees no picture: only the "
    "slope under its feet, once per step.",
    "Gradient descent has diverged: a learning rate of {learning_rate} is too high for this data "
    "and this neuron. Your hand is steadier.",
    "It is a draw.",
    "You lead. Gradient descent stands higher than where it began: a learning rate of "
    "{learning_rate} is too high for this data and this neuron.",
)
