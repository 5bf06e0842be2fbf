"""Kept runs of a network: kept whole, read strictly, named and shown beside those of one neuron."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.state.strategies import values_of
from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import Architecture, Layer
from visualizer.core.branch import Branch
from visualizer.core.datasets import Dataset
from visualizer.core.loss_registry import LOSSES
from visualizer.core.optimizers import OPTIMIZERS
from visualizer.core.recipe import Recipe
from visualizer.core.setup import Setup
from visualizer.core.training import train
from visualizer.scenes.network_training import last_test_loss
from visualizer.scenes.runs import train_branch
from visualizer.state import kept_pages
from visualizer.state.kept_pages import KEPT_PAGES
from visualizer.state.kept_runs import KeptBranch, KeptRun, Shelf, keep
from visualizer.state.kinds import Choice
from visualizer.state.memory import Memory, arrive, change
from visualizer.state.network_looks import LOOKS_TABLE
from visualizer.state.network_parameters import (
    LAST_STEP,
    MOST_LAYERS,
    MOST_UNITS,
    NETWORK_TABLE,
    TABLE,
)
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import PAGES, complete, get_page
from visualizer.state.parameters import PARAMETERS
from visualizer.state.record_reading import ID, NO_PAGE, WITH_PAGE
from visualizer.state.run_making import Trained, make_run
from visualizer.state.run_names import LONGEST_NAME, propose_network_name
from visualizer.state.run_records import (
    LONGEST_RECORD,
    MOST_BYTES,
    read_runs,
    read_stored,
    write_record,
    write_runs,
)
from visualizer.state.run_settings import SETTINGS
from visualizer.state.run_table import are_unlike, described, loss_title, names_of, table_of
from visualizer.state.views.network import network_view
from visualizer.tables.own_data import UnknownTableError
from visualizer.words import runs as words

Values = Mapping[str, float | int | str]
SMALL: Values = {"hidden_1": 3, "network_seed": 4, "test_share": 25, "noise": 10}
ANY_NETWORK = st.fixed_dictionaries(
    {},
    optional={
        each.name: values_of(each) for each in NETWORK_TABLE if each.name != "network_weight"
    },
)


def memory_of(chosen: Values, page: str = "network") -> Memory:
    return change(arrive(Memory(), page, {}), chosen)


def trained(memory: Memory) -> Trained:
    view = network_view(memory.values())
    run = train(view.setup)
    return Trained(run, train_branch(view), last_test_loss(view, run.parameters[-1]))


def made(chosen: Values, name: str = "", place: int = 1) -> KeptRun:
    """Return the run that the page of the network keeps, trained for real."""
    memory = memory_of(chosen)
    run = make_run(memory, trained(memory), place, name)
    return keep(Shelf(n_kept=place - 1), run).runs[0]


SMALL_RUN = made(SMALL)
NEURON = KeptRun("neuron", {"seed": "0"}, complete("training", {}), (0.5, 0.25), None)


def record(**changes: object) -> dict[str, object]:
    return {**json.loads(write_record(SMALL_RUN)), **changes}


def read_one(content: Mapping[str, object]) -> list[KeptRun]:
    found = read_stored([(str(content.get("id")), json.dumps(content))])
    assert len(found.runs) + len(found.faults) == 1
    return list(found.runs)


def whole(run: KeptRun) -> str:
    """Return all of ``run`` that a record holds, such that NaN equals NaN."""
    values = {name: value for name, value in run.values.items() if name != "network_weight"}
    return repr(replace(run, address=dict(run.address), values=values))


# Keeping


def test_a_kept_network_is_what_its_view_makes() -> None:
    view = network_view(complete("network", SMALL))
    run = train(view.setup)
    assert SMALL_RUN.page == "network"
    assert list(SMALL_RUN.losses) == run.losses.tolist()
    assert len(SMALL_RUN.losses) == LAST_STEP + 1
    assert (SMALL_RUN.sizes, SMALL_RUN.loss) == ((2, 3, 1), "mse")
    assert SMALL_RUN.test_loss == last_test_loss(view, run.parameters[-1])
    assert SMALL_RUN.address == {"h1": "3", "noise": "10", "test": "25", "net_seed": "4"}


def test_a_test_loss_is_that_of_a_plain_model() -> None:
    view = network_view(complete("network", SMALL))
    assert view.test is not None
    tested = replace(view.setup, dataset=view.test, n_steps=0)
    again = train(tested.starting_at(train(view.setup).parameters[-1])).losses[0].item()
    assert SMALL_RUN.test_loss == pytest.approx(again, rel=1e-6)


def test_a_network_without_test_examples_has_no_test_loss() -> None:
    assert made({}).test_loss is None


@pytest.mark.parametrize("page", KEPT_PAGES)
def test_a_run_of_defaults_has_an_address_of_its_own(page: str) -> None:
    """An empty one would mean: as before."""
    memory = memory_of({}, page)
    run = train(KEPT_PAGES[page].setup(memory.values()))
    address = make_run(memory, Trained(run), 1).address
    assert len(address) == 1
    (opened,) = [arrive(Memory(), page, {key: (text,)}) for key, text in address.items()]
    assert opened.values() == memory.values()
    assert opened.notices == ()


def test_weights_set_by_hand_and_the_step_are_kept() -> None:
    weights = write_weights([0.5, -2.0] * 4 + [1.0])
    chosen = {"network_start": weights, "step_network": 17, "network_part": 3}
    run = made(chosen)
    assert run.address == {"net_w": weights, "net_step": "17", "part": "3"}
    query = {key: (text,) for key, text in run.address.items()}
    again = network_view(arrive(Memory(), "network", query).values())
    assert again == network_view(complete("network", chosen))
    assert train(again.setup).losses.tolist() == list(run.losses)


# There and back


@given(ANY_NETWORK)
def test_whatever_network_is_kept_comes_back_as_it_was(chosen: Values) -> None:
    """The losses are made up: to train each network would take long."""
    memory = memory_of(chosen)
    run = train(replace(KEPT_PAGES["network"].setup(memory.values()), n_steps=0))
    many = replace(run, losses=run.losses.expand(LAST_STEP + 1), diverged_at=None)
    branches = KEPT_PAGES["network"].branch(memory.values()) is not None
    if not math.isfinite(many.losses[0]):
        many = replace(many, diverged_at=0)
    kept = make_run(memory, Trained(many, many if branches else None), 1)
    kept = keep(Shelf(), kept).runs[0]
    (again,) = read_one(json.loads(write_record(kept)))
    assert whole(again) == whole(kept)


@pytest.mark.parametrize(
    "chosen",
    [
        SMALL,
        {"network_loss": "binary_cross_entropy", "network_optimizer": "adam"},
        {"hidden_layers": 0},
        {"branch_step_network": 40, "network_optimizer": "momentum", "network_batch": 4},
        {"branch_step_network": 300, "branch_rate_network": 1e6},
        {"hidden_layers": 4, **{f"hidden_{layer}": 8 for layer in range(1, 5)}},
        {"learning_rate_network": 1e6, "network_activation": "relu", "hidden_1": 8},
    ],
)
def test_a_run_comes_back_and_trains_to_what_it_holds(chosen: Values) -> None:
    run = made(chosen)
    (again,) = read_runs(write_runs([run]).encode()).runs
    assert whole(again) == whole(run)
    losses = train(KEPT_PAGES[again.page].setup(again.values)).losses
    assert losses.tolist() == pytest.approx(again.losses, nan_ok=True)


def test_a_network_that_diverges_comes_back() -> None:
    numbers = [3e37] * 9
    run = made({"network_start": write_weights(numbers), "network_activation": "identity",
                "network_loss": "binary_cross_entropy", "test_share": 25})  # fmt: skip
    assert run.diverged_at is not None
    assert run.test_loss is None
    (again,) = read_one(json.loads(write_record(run)))
    assert whole(again) == whole(run)


def test_what_another_page_has_set_changes_nothing() -> None:
    """The address holds the whole session: a branch on the training is none of the network."""
    run = made({**SMALL, "branch_step": 40, "n_steps": 50, "dataset": "twelve_students"})
    assert {"branch", "steps", "data"} <= run.address.keys()
    assert run.branch is None
    (again,) = read_one(json.loads(write_record(run)))
    assert whole(again) == whole(run)
    away = {**run.address, "data": "own-" + "0" * 32}
    (again,) = read_one({**json.loads(write_record(run)), "settings": away})
    assert again.losses == run.losses


def test_the_largest_networks_fit() -> None:
    units = {f"hidden_{layer}": MOST_UNITS for layer in range(1, MOST_LAYERS + 1)}
    chosen = {**units, "hidden_layers": MOST_LAYERS}
    n_weights = network_view(complete("network", chosen)).setup.architecture.n_parameters
    start = write_weights([1.2345678e-30] * n_weights)
    run = make_run(
        memory_of({**chosen, "network_start": start}), Trained(train(network_view({}).setup)), 1
    )
    losses = (1.2345678901234567e-30,) * (LAST_STEP + 1)
    run = replace(run, name="名" * LONGEST_NAME, losses=losses, sizes=(2, 8, 8, 8, 8, 1))
    run = replace(run, address={**run.address, "data": "own." + "x" * 4000})
    assert len(write_record(run)) <= LONGEST_RECORD
    assert len(write_runs([run] * 12).encode()) <= MOST_BYTES


def test_runs_of_the_training_are_written_as_they_always_were() -> None:
    """So that an older version of the app reads them too."""
    assert json.loads(write_record(NEURON)).keys() == {
        "version", "id", "number", "name", "settings", "losses", "diverged_at", "branch"
    }  # fmt: skip
    assert json.loads(write_record(NEURON))["version"] == NO_PAGE == 1
    assert record()["version"] == WITH_PAGE


def test_the_training_may_be_named_as_the_page() -> None:
    told = {"version": WITH_PAGE, "page": "training", "sizes": [2, 1], "loss": "mse"}
    run = replace(NEURON, losses=(0.5,) * 101, number=1)
    (again,) = read_one({**json.loads(write_record(run)), **told})
    assert whole(again) == whole(run)


def test_a_network_is_kept_with_its_branch() -> None:
    run = made({**SMALL, "branch_step_network": 40, "branch_rate_network": 2.0})
    again = train(replace(network_view(run.values).setup, branch=Branch(40, 2.0)))
    assert run.branch == KeptBranch(40, 2.0, tuple(again.losses[40:].tolist()), None)
    assert {"net_branch": "40", "net_branch_lr": "2"}.items() <= run.address.items()
    told = {name: cells for name, cells in table_of([run]).items() if "branch" in name.lower()}
    assert told == {
        "Branch": ["Branch at step 40, lr′ 2"],
        "Last loss of the branch": [again.losses[-1].item()],
    }
    (back,) = read_one(json.loads(write_record(run)))
    assert whole(back) == whole(run)


# What is a stranger's


LOSSES_OF_50 = {"losses": [0.5] * 51}
WRONG: dict[str, dict[str, object]] = {
    "a page without its version": {"version": NO_PAGE},
    "no page": {"page": None},
    "a page that is a list": {"page": ["network"]},
    "a page that keeps no runs": {"page": "slice"},
    "a page that there is not": {"page": "../training"},
    "the other page": {"page": "training"},
    "as many losses as the training has": {**LOSSES_OF_50, "settings": {"steps": "50"}},
    "one loss too many": {"losses": [0.5] * (LAST_STEP + 2)},
    "a branch": {"branch": {"losses": [0.5] * 261, "diverged_at": None}},
    "no sizes": {"sizes": None},
    "sizes in a text": {"sizes": "2-3-1"},
    "a size that is a text": {"sizes": [2, "3", 1]},
    "a size that is true": {"sizes": [2, 3, True]},
    "a size that is no whole number": {"sizes": [2, 3.0, 1]},
    "a size below one": {"sizes": [2, 0, 1]},
    "other sizes": {"sizes": [2, 4, 1]},
    "too many sizes": {"sizes": [2] * 10**5},
    "no loss's name": {"loss": None},
    "a loss that there is not": {"loss": "<b>"},
    "a loss that is a list": {"loss": ["mse"]},
    "another loss": {"loss": "binary_cross_entropy"},
    "a test loss that is a text": {"test_loss": "0.1"},
    "a test loss that is true": {"test_loss": True},
    "a test loss below zero": {"test_loss": -0.1},
    "a test loss beyond all": {"test_loss": 10**400},
    "a test loss without test examples": {"settings": {"h1": "3", "net_seed": "4"}},
    "weights of another network": {"settings": {"h1": "3", "net_w": write_weights([1.0] * 9)}},
    "weights that are none": {"settings": {"h1": "3", "net_w": "w.AAAA"}},
    "a step beyond the end": {"settings": {"h1": "3", "net_step": "301"}},
    "too many layers": {"settings": {"layers": "5"}},
    "a setting that the app does not have": {"settings": {"h9": "1"}},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_a_run_that_is_not_whole_is_left_out(changes: dict[str, object]) -> None:
    assert read_one(record()) != []
    assert read_one(record(**changes)) == []


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "1e999"])
def test_a_test_loss_is_nothing_but_a_number(constant: str) -> None:
    text = write_record(SMALL_RUN).replace(f'"test_loss":{SMALL_RUN.test_loss}', "?")
    text = text.replace("?", f'"test_loss":{constant}')
    assert constant in text
    assert read_stored([(SMALL_RUN.id, text)]).runs == ()


def test_a_network_that_diverged_has_no_test_loss() -> None:
    gone: dict[str, object] = {"losses": [0.5] * 300 + [None], "diverged_at": 300}
    assert read_one(record(**gone, test_loss=None)) != []
    assert read_one(record(**gone)) == []


def test_a_network_of_a_table_that_is_elsewhere_keeps_its_curve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What only the table decides is believed then, as far as it can be true at all."""

    def unknown(values: object) -> Setup:
        raise UnknownTableError

    own = replace(KEPT_PAGES["network"], setup=unknown)
    pages = {**KEPT_PAGES, "network": own}
    for module in ("record_reading", "run_settings"):
        monkeypatch.setattr(f"visualizer.state.{module}.KEPT_PAGES", pages)
    (run,) = read_one(record(sizes=[2, 4, 3], loss="cross_entropy"))
    assert (run.losses, run.sizes, run.loss) == (SMALL_RUN.losses, (2, 4, 3), "cross_entropy")
    for wrong in ([2], [2, 100], [2] * 10, [0, 1]):
        assert read_one(record(sizes=wrong)) == []
    row = {name: cells[0] for name, cells in table_of([run]).items()}
    assert (row["Size"], row["Loss"], row["Output"]) == ("2-4-3", "Cross-entropy", None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(record())), JSON, min_size=1))
def test_whatever_stands_in_a_record_it_is_read_or_left_out(changes: dict[str, object]) -> None:
    for run in read_one(record(**changes)):
        assert ID.fullmatch(run.id)
        assert run.page in KEPT_PAGES
        assert len(run.losses) == LAST_STEP + 1
        assert run.loss in LOSSES
        assert json.loads(write_record(run), parse_constant=pytest.fail)


# Names


def test_the_proposed_name_reads_as_promised() -> None:
    chosen = {"hidden_1": 4, "learning_rate_network": 0.1}
    assert made(chosen, place=3).name == "Run 3: 2-4-1, tanh, lr 0.1"
    assert made({**chosen, "hidden_layers": 0}).name == "Run 1: 2-1, lr 0.1"
    relu = {"network_activation": "relu", "hidden_layers": 2}
    assert made(chosen | relu).name == "Run 1: 2-4-2-1, ReLU, lr 0.1"
    assert made(chosen, " mine\u200b").name == "mine"


@pytest.mark.parametrize("layers", [0, 1, 4])
def test_networks_that_differ_in_their_optimizer_are_told_apart(layers: int) -> None:
    chosen = {"hidden_layers": layers, "hidden_1": 8, "learning_rate_network": 0.03}
    names = {made({**chosen, "network_optimizer": each}).name for each in OPTIMIZERS}
    assert len(names) == len(OPTIMIZERS)
    assert all(name.endswith("lr 0.03") for name in names)
    adam = made({"network_optimizer": "adam", "hidden_1": 4, "learning_rate_network": 0.1})
    assert adam.name == "Run 1: 2-4-1, tanh, Adam, lr 0.1"


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("n_layers", range(MOST_LAYERS + 1))
@pytest.mark.parametrize("rate", [0.1, 0.031622775, 1e-9, 123456.79])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
def test_size_and_rate_are_always_in_it(
    activation: str, n_layers: int, rate: float, optimizer: str
) -> None:
    dataset: Dataset = network_view({}).setup.dataset
    network = Architecture((*[Layer(8, activation)] * n_layers, Layer(1)))
    start = (0.0,) * network.n_parameters
    recipe = Recipe(optimizer)
    name = propose_network_name(12, Setup(network, dataset, start, rate, recipe=recipe))
    assert name.startswith(f"Run 12: 2-{'8-' * n_layers}1, ")
    assert "lr " in name
    assert not name.endswith("…")


def test_layers_of_several_activations_are_all_named() -> None:
    network = Architecture((Layer(2, "tanh"), Layer(2, "relu"), Layer(2, "tanh"), Layer(1)))
    dataset = network_view({}).setup.dataset
    setup = Setup(network, dataset, (0.0,) * network.n_parameters)
    assert propose_network_name(1, setup) == "Run 1: 2-2-2-2-1, tanh/ReLU, lr 0.1"


# Beside the others


def test_the_table_has_settings_and_results_of_both_kinds() -> None:
    table = table_of([NEURON, SMALL_RUN, made({"network_loss": "binary_cross_entropy"})])
    assert {len(cells) for cells in table.values()} == {3}
    assert {name: cells[1] for name, cells in table.items()} == {
        "Name": "Run 1: 2-3-1, tanh, lr 1",
        "Page": "A network",
        "Size": "2-3-1",
        "Loss": "Mean squared error",
        "Data": "Either, not both",
        "Scale of the inputs": "Standardized",
        "Activation": "Tanh",
        "Output": "Sigmoid",
        "Optimizer": "SGD",
        "Students in each step": "All",
        "zero_grad()": "Called in every step",
        "Learning rate": 1.0,
        "Steps of the training": 300,
        "Random start": 4,
        "Start weights": "Drawn at random",
        "Noise": "A little",
        "Kept for the test": "A quarter",
        "First loss": SMALL_RUN.losses[0],
        "Last loss": SMALL_RUN.losses[-1],
        "Last loss on test examples": SMALL_RUN.test_loss,
        "Diverged at step": None,
    }
    assert table["Page"] == ["Training", "A network", "A network"]
    assert table["Size"] == ["2-1", "2-3-1", "2-2-1"]
    assert table["Loss"][2] == "Cross-entropy"
    assert table["Noise"] == [None, "A little", "None"]
    assert table["Last loss on test examples"] == [None, SMALL_RUN.test_loss, None]


def test_runs_of_one_neuron_have_the_table_that_they_had() -> None:
    table = table_of([NEURON])
    assert list(table) == ["Name", *SETTINGS, "First loss", "Last loss", "Diverged at step"]


def test_a_start_set_by_hand_is_called_so() -> None:
    weights = write_weights([0.5] * 9)
    assert table_of([made({"network_start": weights})])["Start weights"] == ["Set by hand"]


LOOKS = {"step_network", "network_part", "network_weight", *(each.name for each in LOOKS_TABLE)}


def another(name: str) -> float | int | str:
    """Return a value of a parameter that is not its default."""
    parameter = PARAMETERS[name]
    found = parameter.options if isinstance(parameter, Choice) else parameter.limits
    return next(value for value in found if value != parameter.default)


@pytest.mark.parametrize(
    "name",
    sorted({*get_page("network").names} - LOOKS),
)
def test_every_setting_of_a_network_is_told(name: str) -> None:
    """But where one looks at it: so, too, will be a setting that is added to the page one day."""
    deep = {"hidden_layers": MOST_LAYERS}
    if name == "dataset":
        deep["network_data"] = TABLE  # otherwise it learns from none of theirs
    if name == "branch_rate_network":
        deep["branch_step_network"] = 5
    run = train(network_view({}).setup)
    runs = [
        make_run(memory_of(chosen), Trained(run, branch=run), 1, "same")
        for chosen in (deep, {**deep, name: another(name)})
    ]
    assert any(cells[0] != cells[1] for cells in table_of(runs).values())


def test_losses_of_one_kind_stand_on_an_axis_that_names_it() -> None:
    crossed = made({"network_loss": "binary_cross_entropy"}, "crossed")
    assert not are_unlike([NEURON, SMALL_RUN])
    assert loss_title([NEURON, SMALL_RUN]) == "loss (MSE)"
    assert loss_title([crossed]) == "loss (cross-entropy)"
    assert names_of([NEURON, SMALL_RUN]) == [NEURON.name, SMALL_RUN.name]


def test_losses_of_two_kinds_are_named_and_no_height_is_promised() -> None:
    both = [NEURON, made({"network_loss": "binary_cross_entropy"}, "crossed")]
    assert are_unlike(both)
    assert loss_title(both) == "loss"
    assert names_of(both) == ["neuron (MSE)", "crossed (cross-entropy)"]
    assert "crossed (cross-entropy): from " in described(both)


def test_a_start_beyond_all_numbers_is_told_without_a_number() -> None:
    gone = replace(SMALL_RUN, losses=(math.nan,) * 301, diverged_at=0)
    said = described([gone])
    assert "at its start the loss is larger than any number" in said
    assert "nan" not in said.lower()


def test_every_page_that_keeps_runs_and_every_loss_has_words() -> None:
    assert words.MADE_ON.keys() == words.GO_TO.keys() == KEPT_PAGES.keys() <= PAGES.keys()
    assert words.LOSSES.keys() == LOSSES.keys()
    assert all(each.seed in PARAMETERS for each in KEPT_PAGES.values())
    assert kept_pages.FIRST_PAGE in KEPT_PAGES


def test_runs_of_both_kinds_share_a_shelf() -> None:
    shelf = reduce(keep, [NEURON, SMALL_RUN, NEURON], Shelf())
    assert [run.page for run in shelf.runs] == ["training", "network", "training"]
    found = read_runs(write_runs(shelf.runs).encode())
    assert [run.page for run in found.runs] == ["network"], "the others are made up, and too short"


def test_the_data_of_a_network_are_those_it_learned_from() -> None:
    """Whatever other pages learn from, unless the network has their table."""
    elsewhere = made({"network_data": "moons", "dataset": "twelve_students"}, "elsewhere")
    theirs = made({"network_data": TABLE, "dataset": "twelve_students"}, "theirs")
    assert table_of([elsewhere, theirs])["Data"] == ["Two moons", "Twelve students"]


def test_what_makes_nothing_of_a_network_is_not_told() -> None:
    on_table = {"network_data": TABLE, "noise": 10, "activation_4": "relu"}
    assert not {"Noise", "Activation of hidden layer 4"} & table_of([made(on_table)]).keys()
    deep = made({"hidden_layers": 4, "activation_4": "relu", "noise": 25}, "deep")
    table = table_of([made(on_table), deep])
    assert table["Noise"] == [None, "Much"]
    assert table["Activation of hidden layer 4"] == [None, "ReLU"]
