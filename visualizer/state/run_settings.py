"""The settings of a kept run, as the columns of a table name them. Knows no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.setup import Setup
from visualizer.state.checks import OWN_DATA
from visualizer.state.kept_pages import FIRST_PAGE, KEPT_PAGES
from visualizer.state.kept_runs import KeptRun
from visualizer.state.kinds import Choice
from visualizer.state.network_examples import is_table
from visualizer.state.network_looks import LOOKS_TABLE
from visualizer.state.network_parameters import OWN_ACTIVATIONS, UNITS
from visualizer.state.number_texts import rounded
from visualizer.state.pages import defaults, get_page
from visualizer.state.parameters import PARAMETERS, WEIGHTS, get_choice, get_number
from visualizer.state.values import Values, whole
from visualizer.tables.own_data import UnknownTableError
from visualizer.words.hidden_layers import BY_HAND

Cell = str | float | int | None

CHOICES = ("dataset", "scaling", "activation", "output", "optimizer", "batch_size", "zero_grad")
NUMBERS = ("learning_rate", "n_steps", "seed")
START = "Start weights"
SETTINGS = (*(PARAMETERS[name].label for name in (*CHOICES, *NUMBERS)), START)
"""The columns that every run has."""

# What these settings of a network say stands in one of those columns, or beside them.
_TOLD = {"hidden_layers", *UNITS, "network_data", "dataset", "network_activation", "network_loss",
         "network_optimizer", "network_batch", "network_start", "learning_rate_network",
         "network_seed", "branch_step_network", "branch_rate_network"}  # fmt: skip
_ZERO_GRAD = ("call", "forget")
# Where somebody looks at the training is no setting of it.
_LOOKED_AT = {
    "step_network",
    "network_part",
    "network_weight",
    *(each.name for each in LOOKS_TABLE),
}


def settings_of(runs: Sequence[KeptRun]) -> list[dict[str, Cell]]:
    """Return what each of ``runs`` was made from, by column; ``None`` where nobody can know it.

    Of networks that is all of ``SETTINGS``, and what else is not as it is by default in one of
    them.
    """
    further = _further(runs)
    return [
        _of_neuron(run.values) if run.page == FIRST_PAGE else _of_network(run, further)
        for run in runs
    ]


def _of_neuron(values: Values) -> dict[str, Cell]:
    start = ", ".join(
        f"{get_number(name).symbol} {rounded(float(values[name]), 4)}" for name in WEIGHTS
    )
    return {
        **{PARAMETERS[name].label: _option(name, values) for name in CHOICES},
        **{PARAMETERS[name].label: values[name] for name in NUMBERS},
        START: start.replace("-", "−"),
    }


def _of_network(run: KeptRun, further: Sequence[str]) -> dict[str, Cell]:
    values = run.values
    cells: dict[str, Cell] = {
        "dataset": _option("dataset" if is_table(values) else "network_data", values),
        "activation": _option("network_activation", values),
        "optimizer": _option("network_optimizer", values),
        "learning_rate": values["learning_rate_network"],
        "n_steps": len(run.losses) - 1,
        "seed": values["network_seed"],
    }
    with suppress(UnknownTableError):  # then its table is elsewhere
        cells |= _of_setup(KEPT_PAGES[run.page].setup(values))
    return {
        **{PARAMETERS[name].label: cells.get(name) for name in (*CHOICES, *NUMBERS)},
        START: get_choice("network_start").label_of(values["network_start"], BY_HAND),
        **{
            PARAMETERS[name].label: None if name in _idle(values) else _cell(name, values)
            for name in further
        },
    }


def _of_setup(setup: Setup) -> dict[str, Cell]:
    hidden = [layer.activation for layer in setup.architecture.layers[:-1]] or ["identity"]
    recipe = setup.recipe
    return {
        "scaling": get_choice("scaling").label_of(setup.dataset.scaling, OWN_DATA),
        "activation": ", ".join(ACTIVATIONS[name].label for name in dict.fromkeys(hidden)),
        "output": get_choice("output").label_of(setup.architecture.output, OWN_DATA),
        "batch_size": get_choice("batch_size").label_of(recipe.batch_size, str(recipe.batch_size)),
        "zero_grad": _option("zero_grad", {"zero_grad": _ZERO_GRAD[recipe.forget_zero_grad]}),
    }


def _further(runs: Sequence[KeptRun]) -> list[str]:
    """Return which other settings are not as they are by default, in one run at least."""
    found: dict[str, None] = {}
    for run in runs:
        if run.page != FIRST_PAGE:
            usual = defaults(run.page)
            names = [name for name in get_page(run.page).names if run.values[name] != usual[name]]
            left_out = _TOLD | _LOOKED_AT | _idle(run.values)
            found |= dict.fromkeys(name for name in names if name not in left_out)
    return [name for name in PARAMETERS if name in found]


def _idle(values: Values) -> set[str]:
    """Return the settings that make nothing of this network, whatever they are."""
    without_layer = set(OWN_ACTIVATIONS[whole(values, "hidden_layers") :])
    return without_layer | {"noise"} if is_table(values) else without_layer


def _cell(name: str, values: Values) -> Cell:
    return _option(name, values) if isinstance(PARAMETERS[name], Choice) else values[name]


def _option(name: str, values: Values) -> str:
    return get_choice(name).label_of(values[name], OWN_DATA)  # only data can be somebody's own
