"""What is said of a class in its pictures: who is where, whose neuron is how wrong, who guessed."""

from collections.abc import Mapping
from types import MappingProxyType

# Live numbers stand in double braces where something is filled in first.
# Of three sentences the first is said of none, the second of one, the third of many.

PAGE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "start": "Start",
        "neuron": "The neuron",
        "activations": "Activations",
        "loss": "Loss",
        "surface": "The surface",
        "learning_rate": "Learning rate",
        "training": "Training",
        "network": "A network",
        "backpropagation": "Backpropagation",
        "slice": "A slice",
        "your_data": "My data",
        "bug_clinic": "Bug clinic",
        "runs": "Runs",
        "plans": "Plans",
    }
)
"""What the menu calls the pages on which students can be."""

LOOK = "{colour} {animal}"
"""Who somebody is in a class."""

PAGES_TITLE = "Where everybody is"
PAGES_ALT = (
    "A row for each page and a dot for each student on it; small dots are students who were there "
    "and have gone on, faint ones are students who are away. {here_said} {on_page_said} "
    "{away_said}"
)
HERE = (
    "Nobody is here yet. Whoever opens your link becomes a dot on this page.",
    "One student is here.",
    "{n_here} students are here.",
)
AWAY = (
    "",
    "One who has joined is away (faint): a screen that sleeps, or a page that was closed.",
    "{n_away} who have joined are away (faint): screens that sleep, or pages that were closed.",
)
ON_PAGE = (
    "Nobody is on “{page}”.",
    "One is on “{page}”.",
    "{{n_on_page}} are on “{page}”.",
)
ON_NO_PAGE = "Nobody has opened a page yet."
OWN = (
    "",
    "One learns from a table of their own, which stays theirs: no dot.",
    "{n_own} learn from tables of their own, which stay theirs: no dots.",
)
OTHERS = (
    "",
    "One has chosen another activation, output, scaling or data than those drawn: no dot.",
    "{n_others} have chosen another activation, output, scaling or data than those drawn: no dots.",
)
DIVERGED = (
    "",
    "The training of one has diverged: no dot.",
    "The trainings of {n_diverged} have diverged: no dots.",
)
WAITS = (
    "",
    "One training is still being run.",
    "{n_waiting} trainings are still being run.",
)
NO_NEURON = (
    "On this page nobody has one neuron with two weights, so there is nothing to lay over one "
    "another. Open somebody's state to see it."
)

WAITING = (
    "Once somebody has come in, you see here where everybody's neuron stands on the loss surface, "
    "where its border runs, how wrong it is, and how many have guessed."
)

SURFACE_TITLE = "Everybody on the loss surface"
SURFACE_ALT = (
    "The loss over both weights with a dot for each of {n_drawn} students. The lowest loss is "
    "{best}, that in the middle {middle_loss}."
)
SURFACE = (
    "Each dot is a neuron at its two weights. The surface is that of the middle bias, "
    "{middle_bias}. Click on a dot to choose who it is."
)
PLANE_TITLE = "Everybody's border"
PLANE_ALT = (
    "The plane of the two inputs with the examples and the border of each of {n_drawn} students."
)
PLANE = "The greener a point, the more of you would say “pass” there; the more orange, the fewer."
PLANE_OF_NUMBERS = (
    "The greener a point, the more of you predict a high answer there; the more orange, the fewer."
)

LOSSES_TITLE = "Everybody's loss"
LOSSES_AXIS = "loss (MSE)"
LOSSES_ALT = "The losses of {n_drawn} students as dots on one axis. {losses_said}"
LOSSES = (
    "No loss to show yet.",
    "The loss is {best}.",
    "The best loss is {best}, the middle one {middle_loss}. Half of you lie between {low_loss} "
    "and {high_loss}.",
)
BEST, MIDDLE = "best", "middle"

GUESSES_TITLE = "The guesses"
GUESSES_ALT = "The guesses as bars. {guessed_said} {bars_said}"
QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "slice": (
            "The picture shows two directions of the loss of a network, all else held as at the "
            "end of its training. Where in it did the training start?"
        ),
    }
)
"""What pages without a plan ask whose own question holds numbers, in words for a room."""
GUESSED = ("Nobody has guessed yet.", "One has guessed.", "{n_guessed} have guessed.")
ROUND_NOW = "This is round {count} of this question."
GUESSES_HIDDEN = "What they guessed is hidden until you show it."
N_GUESSES = "students"
ROUNDS = ("first round", "round {count}")
ASKED_TO_BE_SHOWN = "Asked to be shown"
RIGHT_OPTION = "✓ {option}"
BAR_SAID = "{option}: {{{first}}}."
BARS_SAID = "{option}: {{{first}}}, then {{{second}}}."
NO_QUESTION = "This page asks no question."

TASK_TITLE = "The task"
TASK = "Loss below {below} on “{page}”{within}."
WITHIN = (", in any number of moves", ", in one move", ", in {moves} moves")
FREE = "Only {free} can be moved."
BETWEEN_FREE, LAST_FREE = ", ", "{others} and {last}"
TASK_AXIS = "moves"
REACHED = (
    "Nobody has reached it yet.",
    "One of {n_at_task} who tried has reached it. Moves: {fewest_moves}.",
    "{n_reached} of {n_at_task} who tried have reached it. Fewest moves: {fewest_moves}.",
)
TASK_ALT = "A dot for everybody who has reached the task, at the number of moves. {reached_said}"
