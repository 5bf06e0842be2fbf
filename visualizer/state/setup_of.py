"""From the checked values of a page to what is trained: the one place where names become types.

A parameter that a page does not have stands at its default.
"""

from visualizer.core.architecture import Architecture, make_neuron
from visualizer.core.datasets import Dataset
from visualizer.core.recipe import Recipe
from visualizer.core.setup import Setup
from visualizer.core.task import Task
from visualizer.state.parameters import WEIGHTS
from visualizer.state.values import Values, number, text, whole
from visualizer.tables.loading import MOST_EXAMPLES, load_dataset


def neuron_of(values: Values) -> Architecture:
    """Return the neuron that the parameters of a page describe."""
    return make_neuron(text(values, "activation"), text(values, "output"))


def start_of(values: Values) -> tuple[float, ...]:
    """Return where its weights and its bias start."""
    return tuple(number(values, name) for name in WEIGHTS)


def recipe_of(values: Values) -> Recipe:
    """Return the recipe that the parameters of a page describe."""
    return Recipe(
        optimizer=text(values, "optimizer"),
        batch_size=whole(values, "batch_size"),
        seed=whole(values, "seed"),
        forget_zero_grad=text(values, "zero_grad") == "forget",
    )


def dataset_of(values: Values, most: int | None = MOST_EXAMPLES) -> Dataset:
    """Return the examples, as scaled.

    Args:
        values: The parameters of a page.
        most: Of more examples than these, so many are picked; ``None``: all of them.
    """
    return load_dataset(text(values, "dataset"), text(values, "scaling"), most)


def task_of(values: Values, most: int | None = MOST_EXAMPLES) -> Task:
    """Return what is to be learned.

    Args:
        values: The parameters of a page.
        most: Of more examples than these, so many are picked; ``None``: all of them.
    """
    return Task(neuron_of(values), dataset_of(values, most))


def setup_of(values: Values) -> Setup:
    """Return the training that the parameters of a page describe, without a branch."""
    task = task_of(values)
    return Setup(
        task.architecture,
        task.dataset,
        start_of(values),
        number(values, "learning_rate"),
        whole(values, "n_steps"),
        recipe_of(values),
    )
