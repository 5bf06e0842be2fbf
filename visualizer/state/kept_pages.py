"""The pages whose trainings can be kept, and what each of them knows of a training.

Whoever keeps, reads or shows a run asks here; all that a page's training is made from stands in the
view of that page. Knows no Streamlit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from visualizer.core.branch import Branch
from visualizer.core.datasets import Dataset
from visualizer.core.setup import Setup
from visualizer.state.branches import network_branch, training_branch
from visualizer.state.network_parameters import LAST_STEP
from visualizer.state.run_names import propose_name, propose_network_name
from visualizer.state.setup_of import setup_of
from visualizer.state.values import Values, whole
from visualizer.state.views.network import network_view


@dataclass(frozen=True)
class KeptPage:
    """What a page knows of its trainings, from the checked values of all parameters on it.

    Attributes:
        setup: Returns what a training is made from, without a branch; raises an
            ``UnknownTableError`` if its table is not at hand.
        test: Returns the examples that it never learns from, if there are any; raises the same.
        n_steps: Returns its number of updates, whatever table it has.
        propose: From the number of a run, values and setup to the name that it gets if nobody says
            another.
        seed: The parameter that draws its start.
        branch: Returns where a second future leaves it and at which rate, if one does.
    """

    setup: Callable[[Values], Setup]
    test: Callable[[Values], Dataset | None]
    n_steps: Callable[[Values], int]
    propose: Callable[[int, Values, Setup], str]
    seed: str
    branch: Callable[[Values], Branch | None]


FIRST_PAGE = "training"
"""Where the runs of older versions were made, which do not say it."""

KEPT_PAGES: Mapping[str, KeptPage] = MappingProxyType(
    {
        FIRST_PAGE: KeptPage(
            setup=setup_of,
            test=lambda values: None,
            n_steps=lambda values: whole(values, "n_steps"),
            propose=lambda number, values, setup: propose_name(number, values),
            seed="seed",
            branch=training_branch,
        ),
        "network": KeptPage(
            setup=lambda values: network_view(values).setup,
            test=lambda values: network_view(values).test,
            n_steps=lambda values: LAST_STEP,
            propose=lambda number, values, setup: propose_network_name(number, setup),
            seed="network_seed",
            branch=network_branch,
        ),
    }
)
"""Every page whose trainings can be kept, by its name."""
