"""Whatever a stranger sends is read, or refused in a sentence; nothing fails and nothing hangs."""

from __future__ import annotations

import json
import math
import re
import time
import tracemalloc
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.security import hostile
from visualizer.core.loss_registry import LOSSES
from visualizer.live.stage import _read_commit
from visualizer.rooms.room import LONGEST_SENTENCE
from visualizer.state.address import BY_ADDRESS, read_address, write_address
from visualizer.state.checks import check
from visualizer.state.kept_pages import KEPT_PAGES
from visualizer.state.kept_runs import KeptRun
from visualizer.state.memory import Memory, arrive, change
from visualizer.state.packed_task import TASK
from visualizer.state.pages import NEURON_PAGES, PAGES
from visualizer.state.parameters import PARAMETERS
from visualizer.state.run_file import read_run
from visualizer.state.run_names import clean_name
from visualizer.state.run_records import read_runs, write_runs
from visualizer.state.run_table import described, table_of
from visualizer.state.sliders import controls_of
from visualizer.state.task_reading import (
    LARGEST_LOSS,
    MOST_MOVES,
    read_task,
    start_of,
    task_in,
    write_task,
)
from visualizer.tables.own_data import PREFIX, find_table
from visualizer.tables.reading import read_table
from visualizer.tables.table import LARGEST, MOST_COLUMNS, MOST_ROWS, Table, decode_table
from visualizer.tables.writing import write_csv
from visualizer.ui.sheet import (
    NAME_KEY,
    cell_key,
    edit_sheet,
    read_sheet,
    understood,
    write_sheet,
)

# Of the processor, for the worst input of all: a file of 400,000 rows in a megabyte, which takes
# half of that. What is not bounded takes many times as long.
SECONDS = 3.0
TOLD = ("Traceback", 'File "', ".py", "site-packages", "ValueError", "Exception", "object at 0x")
many = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))

numbers = st.one_of(
    st.sampled_from(hostile.NUMBERS), st.floats().map(str), st.integers().map(str), st.text()
)
texts = st.one_of(st.sampled_from(hostile.TEXTS), st.text(st.characters(codec=None)))


def holding(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=3)


# Two deep and no deeper: st.recursive would take ten times as long to draw.
plain_values = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts)
json_values = plain_values | holding(plain_values | holding(plain_values))
keys = st.one_of(st.sampled_from(sorted(BY_ADDRESS)), st.text())


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    """Load what the first link of a process loads, so that no input is blamed for it."""
    for page in PAGES:
        read_address({"data": ["twelve_students"], "seed": ["5"]}, page)


def in_time(parser: Callable[[], object]) -> object:
    """Return what the parser returns, if it does not take longer than a run may."""
    begin = time.process_time()
    try:
        return parser()
    finally:
        assert time.process_time() - begin < SECONDS


def check_sentences(sentences: object) -> None:
    """Check that what people are told is short, on one line, and tells nothing of the inside."""
    for sentence in sentences:
        assert isinstance(sentence, str)
        assert 0 < len(sentence) < 700
        assert sentence.isprintable(), sentence
        quoted = sentence.split("“")
        outside = quoted[0] + "".join(part.rpartition("”")[2] for part in quoted[1:])
        assert not any(word in outside for word in TOLD), sentence


def check_link(query: dict[str, list[str]], page: str) -> None:
    values, notices = in_time(lambda: read_address(query, page))
    check_sentences(notices)
    for name, value in values.items():
        assert check(PARAMETERS[name], value) == value
        assert not isinstance(value, float) or math.isfinite(value)
    # What was read is written and read again without a word.
    written = write_address(values, page)
    again, notices = read_address({key: [text] for key, text in written.items()}, page)
    assert notices == []
    assert {**again, **values} == {**values, **again}


def check_opened(query: dict[str, list[str]], page: str) -> None:
    """Check what a page shows of a link, that of a task included."""
    memory = in_time(lambda: arrive(Memory(), page, query))
    check_sentences(memory.notices)
    task = in_time(lambda: task_in(memory.chosen))
    assert (task is not None) == (TASK.name in memory.chosen)
    if task is None:
        return
    assert task.page in NEURON_PAGES
    assert task.sentence.isprintable()
    assert len(task.sentence) <= LONGEST_SENTENCE
    assert 0 < task.below <= LARGEST_LOSS
    assert 0 <= task.moves <= MOST_MOVES
    assert {*task.free} <= {*controls_of(task.page)}
    for name, value in start_of(task).items():
        assert check(PARAMETERS[name], value) == value
    assert read_task(write_task(task)) == task


def check_table(table: Table) -> None:
    assert 2 <= len(table.rows) <= MOST_ROWS
    assert 3 <= len(table.columns) <= MOST_COLUMNS
    assert all(abs(number) <= LARGEST for row in table.rows for number in row)
    assert all(name.isprintable() for name in (*table.columns, *table.names))


def check_own(name: str) -> None:
    try:
        table = in_time(lambda: find_table(name))
    except ValueError as error:
        check_sentences([str(error)])
    else:
        check_table(table)


def check_csv(data: bytes | str) -> None:
    found = in_time(lambda: read_table(data))
    check_sentences([*found.faults, *found.remarks])
    for question in found.questions:
        check_sentences([question.text, *(option.label for option in question.options)])
    assert found.table is not None or found.faults
    if found.table is not None:
        check_table(found.table)
        assert not any(
            cell.startswith(("=", "+", "@", "\t"))
            for line in write_csv(found.table).splitlines()[:200]
            for cell in line.split(",")
        )


def check_run_file(data: bytes) -> None:
    try:
        run = in_time(lambda: read_run(data))
    except ValueError as error:
        check_sentences([str(error)])
        return
    assert run.page in PAGES
    # All of it becomes part of the page's address: text that can be written there.
    assert all(each.encode() is not None for each in (*run.address, *run.address.values()))
    check_link({key: [text] for key, text in run.address.items()}, run.page)
    if run.table is not None:
        check_table(run.table)


def check_kept_runs(data: bytes) -> None:
    try:
        found = in_time(lambda: read_runs(data))
    except ValueError as error:
        check_sentences([str(error)])
        return
    check_sentences(found.faults)
    for run in found.runs:
        assert run.page in KEPT_PAGES
        assert run.name == clean_name(run.name) != ""
        assert all(0 <= loss < math.inf or math.isnan(loss) for loss in run.losses)
        assert run.test_loss is None or 0 <= run.test_loss < math.inf
        assert run.loss in LOSSES
        assert all(isinstance(size, int) and 0 < size < 100 for size in run.sizes)
        check_link({key: [text] for key, text in run.address.items()}, run.page)
        # What was read can be shown, and is written and read again without a word.
        assert described([run]).isprintable()
        assert table_of([run])["Name"]
        assert read_runs(write_runs([run]).encode()).faults == ()


def check_commit(message: object) -> None:
    commit = _read_commit(message)
    if commit is None:
        return
    memory = arrive(Memory(), "training", {})
    changed = in_time(lambda: change(memory, commit.values))
    check_sentences(changed.notices)
    for name, value in changed.values().items():
        assert check(PARAMETERS[name], value) == value


def short(value: object) -> str:
    return repr(value)[:40].encode("ascii", "replace").decode()


def listed(name: str, table: Callable[[], list[Any]], n_parts: int = 8) -> list[object]:
    """Return what gives the entries of a table in a few parts, so that a report names few tests.

    The table is made where a test asks for it, not where all tests are only listed.
    """
    return [
        pytest.param(lambda part=part: table()[part::n_parts], id=f"{name} {part}")
        for part in range(n_parts)
    ]


def check_all(how: Callable[[object], None], values: list[object]) -> None:
    for value in values:
        try:
            how(value)
        except BaseException as error:
            error.add_note(f"with {short(value)}")
            raise


def test_there_are_enough_of_them() -> None:
    tables = (
        hostile.links(), hostile.own_names(), hostile.csv_files(), hostile.run_files(),
        hostile.commits(), hostile.frames(), hostile.kept_run_files(), hostile.tasks(),
    )  # fmt: skip
    assert sum(map(len, tables)) > 1_500
    for table in tables:
        written = map(repr, table)
        assert len({(text[:40], text[-99:]) for text in written}) > 99


@pytest.mark.parametrize("queries", listed("link", hostile.links))
def test_listed_links(queries: Callable[[], list[str]]) -> None:
    def check_query(query: str) -> None:
        found = parse_qs(query, keep_blank_values=True, errors="surrogateescape")
        check_link(found, "training")
        check_opened(found, "training")

    check_all(check_query, queries())


def test_only_plain_digits_are_numbers() -> None:
    plain = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
    others = [number for number in hostile.NUMBERS if not plain.fullmatch(number)]
    assert len(others) > 40
    for number in others:
        for key in hostile.NUMERIC:
            values, notices = read_address({key: [number]}, "training")
            assert (values, len(notices)) == ({}, 1), (key, number)


@pytest.mark.parametrize("names", listed("own", hostile.own_names))
def test_listed_names_of_own_data(names: Callable[[], list[str]]) -> None:
    check_all(check_own, names())


@pytest.mark.parametrize("files", listed("csv", hostile.csv_files))
def test_listed_tables(files: Callable[[], list[bytes]]) -> None:
    check_all(check_csv, files())
    check_all(check_csv, [each.decode("latin-1") for each in files() if len(each) < 99_999])


@pytest.mark.parametrize("files", listed("run", hostile.run_files))
def test_listed_run_files(files: Callable[[], list[bytes]]) -> None:
    check_all(check_run_file, files())


@pytest.mark.parametrize("files", listed("kept", hostile.kept_run_files))
def test_listed_files_of_kept_runs(files: Callable[[], list[bytes]]) -> None:
    check_all(check_kept_runs, files())


def test_few_of_them_hold_a_run() -> None:
    """Names, ids and numbers of any honest form, and what the settings decide anyway."""
    held = [run for data in hostile.kept_run_files() for run in kept_in(data)]
    assert 0 < len(held) < len(hostile.kept_run_files()) / 4
    assert {run.sizes for run in held} == {(2, 3, 1)}
    assert {run.loss for run in held} == {"mse"}
    assert {run.test_loss for run in held} == {None}


def kept_in(data: bytes) -> tuple[KeptRun, ...]:
    try:
        return read_runs(data).runs
    except ValueError:
        return ()


@pytest.mark.parametrize("messages", listed("commit", hostile.commits))
def test_listed_commits(messages: Callable[[], list[object]]) -> None:
    check_all(check_commit, messages())


@given(st.dictionaries(keys, st.lists(numbers | texts, max_size=3), max_size=6))
@many
def test_any_link(query: dict[str, list[str]]) -> None:
    for page in ("neuron", "training"):
        check_link(query, page)
        check_opened(query, page)


@given(st.integers(0, 6), json_values)
@many
def test_a_task_with_one_part_damaged(place: int, part: object) -> None:
    content = [*hostile.GOOD_TASK[:place], part, *hostile.GOOD_TASK[place + 1 :]]
    text = hostile.packed(json.dumps(content).encode())
    check_opened({"task": [text], "w1": ["0.25"]}, "training")


@given(st.binary() | texts.map(lambda text: text.encode(errors="surrogatepass")))
@many
def test_any_bytes_as_own_data(data: bytes) -> None:
    check_own(PREFIX + hostile.packed(data))
    check_own(PREFIX + data.decode("latin-1"))


@given(st.tuples(st.just(1) | json_values, *[json_values] * 4).map(list) | json_values)
@many
def test_any_json_as_own_data(content: object) -> None:
    try:
        check_table(decode_table(hostile.packed(content)))
    except ValueError as error:
        check_sentences([str(error)])


@given(st.integers(0, 4), json_values)
@many
def test_own_data_with_one_part_damaged(place: int, part: object) -> None:
    check_own(PREFIX + hostile.packed([*hostile.GOOD[:place], part, *hostile.GOOD[place + 1 :]]))


@given(st.binary() | st.lists(st.lists(numbers | texts, max_size=5), max_size=6))
@many
def test_any_table(content: bytes | list[list[str]]) -> None:
    if isinstance(content, list):
        text = "\n".join(",".join(row) for row in content)
        content = text.encode(errors="surrogatepass")
    check_csv(content)
    check_csv(content.decode(errors="surrogateescape"))


@given(
    st.dictionaries(
        st.sampled_from(["format", "version", "page", "settings", "table"]) | st.text(),
        st.sampled_from(["visualizer run", 1, "training"]) | json_values,
        max_size=6,
    )
)
@many
def test_any_run_file(content: dict[str, object]) -> None:
    check_run_file(json.dumps(content).encode())
    good = {"format": "visualizer run", "version": 1, "page": "training", "settings": {}}
    check_run_file(json.dumps({**good, **content}).encode())


@given(
    st.dictionaries(st.sampled_from(sorted(PARAMETERS)) | texts, json_values, max_size=6)
    | json_values
)
@many
def test_any_commit(values: object) -> None:
    check_commit({"name": "any", "values": values})
    check_commit(values)


cells = st.dictionaries(
    st.sampled_from([NAME_KEY, *map(cell_key, range(3))]) | texts,
    numbers | json_values,
    max_size=4,
)


@given(
    st.fixed_dictionaries(
        {
            "edited_rows": st.dictionaries(st.integers(-3, 3), cells, max_size=4),
            "added_rows": st.lists(cells, max_size=3),
            "deleted_rows": st.lists(st.integers(-3, 3), max_size=4),
        }
    )
)
@many
def test_any_edits_of_the_table(edits: dict[str, object]) -> None:
    base = write_sheet(Table(("a", "b", "c"), ("", ""), ((1, 2, 0), (3, 4, 1))))
    sheet, _ = edit_sheet(base, edits, {})
    table, faults = read_sheet(sheet)
    check_sentences([*faults, *understood(sheet)])
    assert table is not None or faults
    if table is not None:
        check_table(table)


@pytest.mark.parametrize("size", [10_000_000, 100_000_000])
def test_what_unpacks_to_much_is_not_unpacked(size: int) -> None:
    bomb = hostile.bomb(size)
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="not a table"):
            decode_table(bomb)
        assert tracemalloc.get_traced_memory()[1] < 9_000_000
    finally:
        tracemalloc.stop()
