"""Run files: what was written is read, and a stranger's file is data and nothing else."""

import contextlib
import json

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from visualizer.state.run_file import MOST_BYTES, read_run, write_run
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

NUMBERS = torch.rand(900, 3, generator=torch.Generator().manual_seed(0))
LARGE = Table(("a", "b", "c"), ("",) * 900, tuple(map(tuple, NUMBERS.tolist())))
GOOD = {"format": "visualizer run", "version": 1, "page": "training", "settings": {"w1": "0.3"}}


def as_file(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=8))
def test_what_is_written_is_read(address: dict[str, str]) -> None:
    address.pop("data", None)
    found = read_run(write_run("loss", address).encode())
    assert (found.page, found.address, found.table) == ("loss", address, None)


def test_a_table_too_large_for_a_link_comes_along() -> None:
    name = keep_table(LARGE)
    found = read_run(write_run("training", {"data": name}).encode())
    assert found.table == LARGE
    assert keep_table(found.table) == found.address["data"] == name


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff",
        b"[]",
        b"3",
        b"null",
        b"[" * 100_000,
        b'{"format": "visualizer run"}',
        b"x" * (MOST_BYTES + 1),
        as_file(format="other"),
        as_file(version=2),
        as_file(version="1"),
        as_file(page="../../etc"),
        as_file(page=["training"]),
        as_file(settings=[]),
        as_file(settings={"w1": 0.3}),
        as_file(settings={str(place): "1" for place in range(101)}),
        as_file(settings={"w1": "9" * 20_000}),
        as_file(table=7),
        as_file(table="!!"),
    ],
)
def test_what_is_no_run_file_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_run(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        read_run(data)


def _open(address: dict[str, str]) -> None:
    import streamlit as st

    st.query_params.from_dict(address)


@pytest.mark.parametrize("name", ["embed", "EMBED", "embed_options"])
def test_what_streamlit_keeps_for_itself_is_left_out(name: str) -> None:
    """It decides how a page is framed, belongs to no run, and fails the page that sets it."""
    found = read_run(as_file(settings={name: "true", "w1": "0.3"}))
    assert found.address == {"w1": "0.3"}
    app = AppTest.from_function(_open, args=(found.address,)).run()
    assert not app.exception
