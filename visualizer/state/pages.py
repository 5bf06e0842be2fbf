"""Which parameters each page has, and where its defaults differ from the table's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from visualizer.core.model import initial_parameters
from visualizer.state.backward_parameters import BACKWARD_TABLE
from visualizer.state.clinic_parameters import CLINIC_TABLE
from visualizer.state.kinds import Value
from visualizer.state.network_parameters import NETWORK_TABLE
from visualizer.state.number_texts import shortest
from visualizer.state.parameters import PARAMETERS, WEIGHTS
from visualizer.state.slice_parameters import SLICE_TABLE
from visualizer.state.values import text, whole
from visualizer.tables.loading import MOST_DRAWN, load_dataset


@dataclass(frozen=True)
class PageParameters:
    """The parameters of one page.

    Attributes:
        page: Name of the chapter.
        names: Names of the parameters that the page shows or computes with.
        defaults: Where it begins otherwise than the table says; ``None``: drawn from the seed.
        resets: Those that it can bring back to where they began; all of them if empty. Others
            belong to the page where they are set.
    """

    page: str
    names: tuple[str, ...]
    defaults: Mapping[str, Value | None] = field(default_factory=dict)
    resets: tuple[str, ...] = ()


STUDENT = ("input_1", "input_2")
DATA = ("dataset", "scaling")
NETWORK = tuple(each.name for each in NETWORK_TABLE)
TABLE = ("dataset",)  # which is that of all pages
SLICE = tuple(each.name for each in SLICE_TABLE)

_PAGES = (
    PageParameters("start", (*STUDENT, *WEIGHTS, *TABLE), resets=(*STUDENT, *WEIGHTS)),
    # The lesson's forward example has a ReLU; its final program, the training, has none.
    PageParameters(
        "neuron",
        (*STUDENT, *WEIGHTS, "activation", "output", *TABLE),
        {"activation": "relu"},
        resets=(*STUDENT, *WEIGHTS, "activation", "output"),
    ),
    PageParameters(
        "activations",
        (*STUDENT, *WEIGHTS, "activation", "second_activation", "output", *DATA),
        {"activation": "relu"},
    ),
    PageParameters("loss", (*WEIGHTS, "learning_rate", "example", "activation", "output", *DATA)),
    PageParameters(
        "surface",
        (*WEIGHTS, "learning_rate", "axes", "second_loss", "activation", "output", *DATA),
        # High on a steep side, so that the first step can be seen and the trail has to bend.
        {"weight_1": -0.5, "weight_2": 0.5, "learning_rate": 0.3},
    ),
    PageParameters(
        "learning_rate",
        (
            *WEIGHTS,
            "learning_rate_low",
            "learning_rate_mid",
            "learning_rate_high",
            "n_steps",
            "step",
            "loss_axis",
            "activation",
            "output",
            *DATA,
        ),
        # A linear neuron, whose limit is exact, up on a side of its valley.
        {
            "weight_1": -1.2,
            "weight_2": 0.4,
            "bias": 0.0,
            "learning_rate_low": 0.002,
            "learning_rate_mid": 0.4,
            "learning_rate_high": 0.6,
            "n_steps": 200,
            "step": 0,
            "output": "identity",
            "dataset": "twelve_students",
            "scaling": "tenths",
        },
    ),
    PageParameters(
        "training",
        (
            *STUDENT,
            *WEIGHTS,
            "seed",
            "learning_rate",
            "n_steps",
            "step",
            "line",
            "training_parts",
            "optimizer",
            "batch_size",
            "zero_grad",
            "branch_step",
            "branch_rate",
            "activation",
            "output",
            *DATA,
        ),
        dict.fromkeys(WEIGHTS),
    ),
    PageParameters("network", (*NETWORK, *TABLE), resets=NETWORK),
    PageParameters("backpropagation", tuple(each.name for each in BACKWARD_TABLE)),
    PageParameters("slice", (*NETWORK, *TABLE, *SLICE), resets=("step_network", *SLICE)),
    PageParameters("your_data", (*STUDENT, *WEIGHTS, "output", *DATA), {"bias": -1.0}),
    PageParameters("bug_clinic", tuple(each.name for each in CLINIC_TABLE)),
    PageParameters("runs", ()),
    PageParameters("class", ()),
    PageParameters("plans", ()),
)

PAGES: Mapping[str, PageParameters] = MappingProxyType({each.page: each for each in _PAGES})
"""The parameters of every page by the name of its chapter."""
NEURON_PAGES = tuple(
    page
    for page, each in PAGES.items()
    if set(WEIGHTS) <= set(each.names) and page != "learning_rate"  # where three race
)
"""The pages on which a student has one neuron."""


def get_page(page: str) -> PageParameters:
    """Return the parameters of ``page``.

    Raises:
        ValueError: If there is no such page; the message lists those there are.
    """
    if page not in PAGES:
        raise ValueError(f"page must be one of {', '.join(PAGES)}; not {page!r}")
    return PAGES[page]


@lru_cache(maxsize=256)
def drawn_weights(seed: int) -> Mapping[str, float]:
    """Return the weights and the bias that ``seed`` draws, as PyTorch's own layer would.

    Example:
        >>> dict(drawn_weights(0))
        {'weight_1': -0.005293981, 'weight_2': 0.3793229, 'bias': -0.58198076}
    """
    drawn = initial_parameters(seed).tolist()
    found = {name: shortest(value) for name, value in zip(WEIGHTS, drawn, strict=True)}
    return MappingProxyType(found)


def defaults(page: str, seed: int | None = None) -> dict[str, Value]:
    """Return the value of *every* parameter of the app on ``page`` while nobody has set it.

    Args:
        page: Name of a page. A parameter that it does not have gets the table's default.
        seed: What draws the numbers that are drawn; the table's default if ``None``.

    Raises:
        ValueError: If there is no such page.
    """
    return dict(_defaults(page, seed))


@lru_cache(maxsize=256)
def _defaults(page: str, seed: int | None) -> Mapping[str, Value]:
    own = get_page(page).defaults
    found = {name: own.get(name, each.default) for name, each in PARAMETERS.items()}
    if seed is not None:
        found["seed"] = seed
    drawn = drawn_weights(found["seed"]) if None in found.values() else {}
    return {name: drawn[name] if value is None else value for name, value in found.items()}


def seed_in(values: Mapping[str, Value]) -> int | None:
    """Return the seed, if ``values`` have one."""
    return whole(values, "seed") if "seed" in values else None


def n_students(values: Mapping[str, Value]) -> int:
    """Return how many students there are in the data that ``values`` name."""
    return load_dataset(text(values, "dataset"), most=MOST_DRAWN).n_samples


def complete(page: str, given: Mapping[str, Value]) -> dict[str, Value]:
    """Return the value of every parameter of the app on ``page``, ``given`` ones as they are."""
    return {**defaults(page, seed_in(given)), **given}
