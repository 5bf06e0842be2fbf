"""Kept runs as text: whole on the way back, and nothing of a stranger's but numbers and names."""

import dataclasses
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.state.strategies import values_of
from visualizer.state.address import write_address
from visualizer.state.kept_runs import MOST_RUNS, KeptBranch, KeptRun, new_id
from visualizer.state.pages import complete
from visualizer.state.parameters import PARAMETERS
from visualizer.state.record_reading import ID, WITH_PAGE
from visualizer.state.run_names import LONGEST_NAME, clean_name
from visualizer.state.run_records import (
    LONGEST_RECORD,
    MOST_BYTES,
    MOST_READ,
    read_runs,
    read_stored,
    write_record,
    write_runs,
)
from visualizer.words.runs import DAMAGED

LOSSES = st.floats(0, 3.4e38)
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        name: values_of(PARAMETERS[name])
        for name in (
            "weight_1", "seed", "learning_rate", "n_steps", "branch_step", "branch_rate"
        )
    },
)  # fmt: skip


@st.composite
def losses_from(draw: st.DrawFn, first: int, last: int) -> tuple[tuple[float, ...], int | None]:
    """Draw the losses from step ``first`` to ``last``, and the step at which they diverge."""
    end = draw(st.none() | st.integers(0, last))
    n_finite = last + 1 if end is None else end + draw(st.integers(0, 1))
    n_shown = last - first + 1
    n_finite = min(max(n_finite - first, 0), n_shown)
    few = draw(st.lists(LOSSES, min_size=1, max_size=5))
    numbers = [few[place % len(few)] for place in range(n_finite)]
    return (*numbers, *[math.nan] * (n_shown - n_finite)), end


@st.composite
def kept_runs(draw: st.DrawFn) -> KeptRun:
    """Draw a run as the page of the training keeps it."""
    chosen = draw(SETTINGS)
    values = complete("training", chosen)
    address = write_address(chosen, "training") or {"seed": "0"}
    losses, diverged_at = draw(losses_from(0, values["n_steps"]))
    branch = None
    if values["branch_step"] >= 0:
        step = min(values["branch_step"], values["n_steps"])
        branch = KeptBranch(
            step, values["branch_rate"], *draw(losses_from(step, values["n_steps"]))
        )
    name = draw(st.text().map(clean_name).filter(bool))
    number = draw(st.integers(1, 10**6))
    return KeptRun(name, address, values, losses, diverged_at, branch, number)


def made(**changes: object) -> KeptRun:
    values = complete("training", {"n_steps": 50, "branch_step": 48, "branch_rate": 2.0})
    address = {"steps": "50", "branch": "48", "branch_lr": "2"}
    branch = KeptBranch(48, 2.0, (0.5, 0.25, 0.125), None)
    run = KeptRun("mine", address, values, (0.5,) * 51, None, branch, 3)
    return dataclasses.replace(run, **changes)


def record(**changes: object) -> dict:
    return {**json.loads(write_record(made())), **changes}


def read_one(content: object) -> list[KeptRun]:
    name = content.get("id") if isinstance(content, dict) else None
    found = read_stored([(name if isinstance(name, str) else "", json.dumps(content))])
    assert len(found.runs) + len(found.faults) == 1
    return list(found.runs)


def as_dict(run: KeptRun) -> str:
    """Return all of ``run`` such that NaN equals NaN."""
    plain = dataclasses.replace(run, address=dict(run.address), values=dict(run.values))
    return repr(plain)


@given(kept_runs())
def test_a_run_comes_back_as_it_was_kept(run: KeptRun) -> None:
    found = read_stored([(run.id, write_record(run))])
    assert found.faults == found.damaged == ()
    assert as_dict(found.runs[0]) == as_dict(run)


@given(st.lists(kept_runs(), max_size=3))
def test_a_file_holds_them_all(runs: list[KeptRun]) -> None:
    found = read_runs(write_runs(runs).encode())
    assert found.faults == ()
    assert [as_dict(run) for run in found.runs] == [as_dict(run) for run in runs]


@given(kept_runs())
def test_a_record_is_json_that_every_reader_takes(run: KeptRun) -> None:
    json.loads(write_record(run), parse_constant=pytest.fail)


def test_the_largest_runs_fit() -> None:
    values = complete("training", {"n_steps": 300, "branch_step": 0})
    address = {"steps": "300", "branch": "0", "data": "own." + "x" * 4000}
    losses = (1.2345678901234567e-30,) * 301
    run = KeptRun(
        "名" * LONGEST_NAME, address, values, losses, None, KeptBranch(0, 1.0, losses, None)
    )
    assert len(write_record(run)) <= LONGEST_RECORD
    assert len(write_runs([run] * MOST_RUNS).encode()) <= MOST_BYTES


# What is a stranger's


def test_a_run_that_is_whole_is_read() -> None:
    assert [as_dict(run) for run in read_one(record(id="0" * 16))] == [as_dict(made(id="0" * 16))]


NAN, LONG = [0.5] * 50 + [None], [0.5] * 52
WRONG = {
    "no version": {"version": None},
    "a version that is none": {"version": "1"},
    "no name": {"name": None},
    "a name that nobody sees": {"name": "\u200b"},
    "a name that is a list": {"name": ["x"]},
    "an id that is none": {"id": "../../etc"},
    "an id of the wrong length": {"id": "00"},
    "an id with a line at its end": {"id": "0" * 16 + "\n"},
    "no number": {"number": None},
    "a number that is true": {"number": True},
    "a number below one": {"number": 0},
    "half a number": {"number": 1.5},
    "no settings": {"settings": None},
    "settings in a list": {"settings": ["lr"]},
    "a setting that is a number": {"settings": {"lr": 0.1}},
    "a setting that the app does not have": {"settings": {"evil": "1"}},
    "a setting out of range": {"settings": {"lr": "1e9"}},
    "a setting that is no number": {"settings": {"lr": "nan"}},
    "a table that is damaged": {"settings": {"data": "own.zzzz"}},
    "a table under a path": {"settings": {"data": "own-../../x"}},
    "half a character": {"settings": {"lr": "\ud800"}},
    "no losses": {"losses": None},
    "losses in a text": {"losses": "0.5" * 17},
    "too many losses": {"losses": LONG},
    "too few losses": {"losses": [0.5] * 50},
    "a loss that is a text": {"losses": [*[0.5] * 50, "0"]},
    "a loss that is true": {"losses": [*[0.5] * 50, True]},
    "a loss below zero": {"losses": [*[0.5] * 50, -1.0]},
    "a loss beyond all": {"losses": [*[0.5] * 50, 1e300]},
    "a loss of many digits": {"losses": [*[0.5] * 50, 10**400]},
    "a gap without a divergence": {"losses": NAN},
    "a gap that closes": {"losses": [0.5, None, *[0.5] * 49], "diverged_at": 1},
    "a divergence without a gap": {"diverged_at": 3},
    "a divergence elsewhere": {"losses": NAN, "diverged_at": 20},
    "a divergence beyond the end": {"losses": NAN, "diverged_at": 51},
    "a divergence that is a text": {"losses": NAN, "diverged_at": "50"},
    "no branch": {"branch": None},
    "a branch that is a list": {"branch": [0.5]},
    "a branch that is too long": {"branch": {"losses": [0.5] * 4, "diverged_at": None}},
    "a branch without losses": {"branch": {}},
    "a branch that the settings do not have": {"settings": {"steps": "50"}},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_a_run_that_is_not_whole_is_left_out(changes: dict[str, object]) -> None:
    assert read_one(record()) != []
    assert read_one(record(**changes)) == []


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_no_loss_is_anything_but_a_number(constant: str) -> None:
    text = write_record(made()).replace("0.125", constant)
    assert constant in text
    assert read_stored([(json.loads(write_record(made()))["id"], text)]).runs == ()


def test_a_run_of_another_version_is_no_damage_and_stays_where_it_is() -> None:
    run = record(version=WITH_PAGE + 1)
    found = read_stored([(run["id"], json.dumps(run))])
    assert found.runs == found.damaged == ()
    assert found.faults == (
        "Run 1 in this browser’s storage is left out, since it was kept by another version of this "
        "app.",
    )


def test_of_a_damaged_storage_the_rest_is_read() -> None:
    one, other = made(id="1" * 16), made(id="2" * 16, number=1)
    texts = [("a" * 16, "{"), (one.id, write_record(one)), ("b" * 16, ""), ("x", "["),
             (other.id, write_record(other)), ("c" * 16, write_record(one))]  # fmt: skip
    found = read_stored(texts)
    assert [run.id for run in found.runs] == [other.id, one.id], "in the order of their numbers"
    assert len(found.faults) == 4
    assert all(fault.endswith(f"left out, since {DAMAGED}.") for fault in found.faults)
    assert found.damaged == ("a" * 16, "b" * 16, "c" * 16)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(list(record()))


@given(st.dictionaries(KEYS, JSON, min_size=1))
def test_whatever_stands_in_a_record_it_is_read_or_left_out(changes: dict[str, object]) -> None:
    for run in read_one(record(**changes)):
        assert run.name == clean_name(run.name) != ""
        assert ID.fullmatch(run.id)
        assert len(run.losses) == run.values["n_steps"] + 1
        assert json.loads(write_record(run), parse_constant=pytest.fail)


@given(st.binary(max_size=200) | JSON.map(lambda each: json.dumps(each).encode()))
def test_any_file_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^(This|The) .*\.$"):
        read_runs(data)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_storage_is_read(records: list[tuple[str, str]]) -> None:
    found = read_stored(records)
    assert found.runs == ()
    assert len(found.faults) == len(records)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * (MOST_BYTES + 1), "larger than any file"),
        (b"[" * 100_000, "no file of kept runs"),
        (b"\xff\xfe{}", "no file of kept runs"),
        (b'{"format": "visualizer run"}', "no file of kept runs"),
        (b'{"format": "visualizer kept runs", "version": 2, "runs": []}', "another version"),
        (b'{"format": "visualizer kept runs", "version": 1, "runs": {}}', "is damaged"),
    ],
)
def test_a_file_that_is_none_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_runs(content)


def test_of_a_file_the_good_runs_are_read_and_the_others_named() -> None:
    content = {
        "format": "visualizer kept runs",
        "version": 1,
        "runs": [record(), record(name="<b>\n" + "x" * 99, losses=[]), 7, record(version=3)],
    }
    found = read_runs(json.dumps(content).encode())
    assert [run.name for run in found.runs] == ["mine"]
    assert found.faults == (
        f"Run 2 of the file (“<b> {'x' * 35}…”) is left out, since it is damaged.",
        "Run 3 of the file is left out, since it is damaged.",
        "Run 4 of the file (“mine”) is left out, since it was kept by another version of this app.",
    )


def test_of_a_long_file_only_the_beginning_is_looked_at() -> None:
    content = {"format": "visualizer kept runs", "version": 1, "runs": [0] * (MOST_READ + 5)}
    found = read_runs(json.dumps(content).encode())
    assert len(found.faults) == MOST_READ + 1
    assert found.faults[-1] == f"Only the first {MOST_READ} runs of the file were looked at."


def test_how_a_page_was_framed_belongs_to_no_run() -> None:
    settings = {**record()["settings"], "embed": "true", "EMBED_OPTIONS": "dark_theme"}
    (run,) = read_one(record(settings=settings))
    assert run.address == record()["settings"]


def test_a_run_of_a_table_that_is_elsewhere_keeps_its_curve() -> None:
    name = "own-" + "0" * 32
    (run,) = read_one(record(settings={**record()["settings"], "data": name, "student": "9"}))
    assert run.values["dataset"] == run.address["data"] == name
    assert len(run.losses) == 51


def test_ids_are_new_each_time() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(ID.fullmatch(each) for each in ids)
