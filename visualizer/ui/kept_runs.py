"""Runs that a student keeps to compare them: a shelf of them, and what it looks like on a page.

A name is a stranger's text. It is shown by elements that read nothing into it, and cleaned first.
"""

import math
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import streamlit as st

from visualizer.chapters import PAGES
from visualizer.core.training import Trajectory
from visualizer.ui.buttons import show_button
from visualizer.ui.parameters import PARAMETERS, WEIGHTS, Value, number_text
from visualizer.ui.session import KEY as MEMORY

KEY = "kept_runs"  # in st.session_state
MOST_RUNS = 12
LONGEST_NAME = 40  # characters
FORMULA_STARTS = tuple("=+-@＝＋－＠")  # what spreadsheets compute

# Letters and marks that nobody sees, though Unicode counts them among those that are seen.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
_LONGEST_TEXT = 1000  # characters of a text that are looked at


@dataclass(frozen=True)
class KeptRun:
    """A run as it was when it was kept.

    Attributes:
        name: At most ``LONGEST_NAME`` characters on one line, all of them visible; never empty.
        address: The query that restores it on the page of the training; never empty.
        values: Value of every parameter of the app by name.
        losses: MSE after every step of the training, the start first; NaN after a divergence.
        diverged_at: First step whose numbers are not finite, ``None`` for never.
        number: Which run of the session it is, from 1; stays when it is renamed.
    """

    name: str
    address: Mapping[str, str]
    values: Mapping[str, Value]
    losses: tuple[float, ...]
    diverged_at: int | None
    number: int = 0


@dataclass(frozen=True)
class Shelf:
    """The runs that a session keeps.

    Attributes:
        runs: At most ``MOST_RUNS``, the oldest first; no two share a name.
        deleted: Those that can come back, each after the place that it had; the last one first out.
        n_kept: How many were ever kept.
    """

    runs: tuple[KeptRun, ...] = ()
    deleted: tuple[tuple[int, KeptRun], ...] = ()
    n_kept: int = 0

    @property
    def is_full(self) -> bool:
        """Whether one has to be deleted before another can be kept."""
        return len(self.runs) >= MOST_RUNS


def keep(shelf: Shelf, run: KeptRun) -> Shelf:
    """Return ``shelf`` with ``run`` as its last one, under a number and a name of its own.

    Raises:
        ValueError: If the shelf is full, or nothing in the name can be seen.
    """
    if shelf.is_full:
        raise ValueError(f"there must be fewer than {MOST_RUNS} runs, got {len(shelf.runs)}")
    number = shelf.n_kept + 1
    run = replace(run, name=_own_name(run.name, shelf.runs), number=number)
    return replace(shelf, runs=(*shelf.runs, run), n_kept=number)


def rename(shelf: Shelf, number: int, name: str) -> Shelf:
    """Return ``shelf`` with another name for run ``number``; the old one if none can be seen."""
    others = [run for run in shelf.runs if run.number != number]
    if not clean_name(name):
        return shelf
    own = _own_name(name, others)
    runs = (replace(run, name=own) if run.number == number else run for run in shelf.runs)
    return replace(shelf, runs=tuple(runs))


def delete(shelf: Shelf, number: int) -> Shelf:
    """Return ``shelf`` without run ``number``, which can come back; as it was if it has none."""
    for place, run in enumerate(shelf.runs):
        if run.number == number:
            runs = (*shelf.runs[:place], *shelf.runs[place + 1 :])
            deleted = (*shelf.deleted, (place, run))[-MOST_RUNS:]
            return replace(shelf, runs=runs, deleted=deleted)
    return shelf


def undo(shelf: Shelf) -> Shelf:
    """Return ``shelf`` with the run back that was deleted last, if there is one and room for it."""
    if not shelf.deleted or shelf.is_full:
        return shelf
    *deleted, (place, run) = shelf.deleted
    run = replace(run, name=_own_name(run.name, shelf.runs))
    runs = (*shelf.runs[:place], run, *shelf.runs[place:])
    return replace(shelf, runs=runs, deleted=tuple(deleted))


def clean_name(text: str) -> str:
    r"""Return a stranger's text as a name: short, on one line, nothing invisible; may be empty.

    Example:
        >>> clean_name(" two \n lines\u200b ")
        'two lines'
    """
    line = " ".join(text[:_LONGEST_TEXT].split())
    seen = "".join(each for each in line if each.isprintable() and each not in _UNSEEN)
    name = " ".join(unicodedata.normalize("NFC", seen).split())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def other_name(name: str, taken: Collection[str]) -> str:
    """Return ``name``, or what tells it apart from the names that are ``taken``.

    Example:
        >>> other_name("SiLU", ["SiLU", "SiLU (2)"])
        'SiLU (3)'
    """
    found, count = name, 1
    while found in taken:
        count += 1
        suffix = f" ({count})"
        found = name[: LONGEST_NAME - len(suffix)].rstrip() + suffix
    return found


def propose_name(number: int, values: Mapping[str, Value]) -> str:
    """Return the name that run ``number`` gets if nobody says another.

    Example:
        >>> propose_name(3, {"learning_rate": 0.1, "activation": "silu"})
        'Run 3: lr 0.1, SiLU'
    """
    activation = PARAMETERS["activation"].options[values["activation"]]
    return clean_name(f"Run {number}: lr {number_text(values['learning_rate'])}, {activation}")


def cell_text(text: str) -> str:
    """Return ``text`` for a table that may be opened in a spreadsheet, which shall not compute it.

    Example:
        >>> cell_text("=1+1"), cell_text("1+1")
        ("'=1+1", '1+1')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def table_of(runs: Sequence[KeptRun]) -> dict[str, list[str | float | int | None]]:
    """Return settings and results of ``runs``, one entry of each column per run.

    ``None`` stands where there is no number.
    """
    values = [run.values for run in runs]
    return {
        "Name": [cell_text(run.name) for run in runs],
        **{
            PARAMETERS[name].label: [_option(name, each[name]) for each in values]
            for name in (
                "dataset", "scaling", "activation", "output", "optimizer", "batch_size", "zero_grad"
            )
        },
        **{
            PARAMETERS[name].label: [each[name] for each in values]
            for name in ("learning_rate", "n_steps", "seed")
        },
        "Start weights": [_start(each) for each in values],
        "First loss": [_number(run.losses[0]) for run in runs],
        "Last loss": [_number(run.losses[-1]) for run in runs],
        "Diverged at step": [run.diverged_at for run in runs],
    }  # fmt: skip


def described(runs: Sequence[KeptRun]) -> str:
    """Return what the picture of the loss curves shows, for those who do not see it."""
    said = (
        f"{run.name}: from {run.losses[0]:.6f} "
        + (
            f"to {run.losses[-1]:.6f} in {len(run.losses) - 1} steps"
            if run.diverged_at is None
            else f"until it diverged at step {run.diverged_at}"
        )
        for run in runs
    )
    return f"The loss curves of {_runs(len(runs))}. {'; '.join(said)}."


def read_shelf() -> Shelf:
    """Return the runs that this session keeps."""
    return st.session_state.get(KEY, Shelf())


def keep_on_screen(name: str, trajectory: Trajectory) -> None:
    """Keep the run on screen under ``name``, or under the proposed one if that is empty."""
    shelf, memory = read_shelf(), st.session_state[MEMORY]
    values = memory.values()
    run = KeptRun(
        name=clean_name(name) or propose_name(shelf.n_kept + 1, values),
        # An empty query would mean: as before. This one means: the default of everything.
        address=MappingProxyType(memory.address() or {"seed": number_text(values["seed"])}),
        values=MappingProxyType(values),
        losses=tuple(trajectory.losses.tolist()),
        diverged_at=trajectory.diverged_at,
    )
    st.session_state[KEY] = keep(shelf, run)


def show_keep_row(train: Callable[[], Trajectory]) -> None:
    """Show what keeps the run on screen, and how many are kept.

    Args:
        train: Returns the training that the page shows; called once it is to be kept.
    """
    shelf, values = read_shelf(), st.session_state[MEMORY].values()
    with st.container(horizontal=True, vertical_alignment="bottom", key="keep_row"):
        field = f"keep_name_{shelf.n_kept}"  # a new field after each
        st.text_input(
            "Keep it under the name",
            placeholder=propose_name(shelf.n_kept + 1, values),
            max_chars=LONGEST_NAME,
            key=field,
            disabled=shelf.is_full,
            width=380,
        )
        show_button(
            "Keep this run",
            "keep",
            _keep,
            field,
            train,
            icon=":material/bookmark_add:",
            disabled=shelf.is_full,
        )
        if shelf.runs:
            label = f"Compare {_runs(len(shelf.runs))}" if len(shelf.runs) > 1 else "See it on Runs"
            st.page_link(PAGES / "runs.py", label=label, icon=":material/stacked_line_chart:")
    kept = [run.name for run in shelf.runs if run.values == values]
    if kept:
        st.text(f"What you see is kept as “{kept[-1]}”.")
    if shelf.is_full:
        st.text(_full_words(shelf))


def show_run_rows() -> None:
    """Show for each run its name, to be changed, and what opens and what deletes it."""
    for run in read_shelf().runs:
        key = f"rename_{run.number}"
        st.session_state.setdefault(key, run.name)
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"run_{run.number}"):
            st.text_input(
                f"Name of run {run.number}",
                max_chars=LONGEST_NAME,
                key=key,
                on_change=_rename,
                args=(run.number,),
                width=380,
            )
            st.page_link(
                PAGES / "training.py",
                label=f"Open run {run.number}",
                icon=":material/open_in_new:",
                query_params=dict(run.address),
            )
            st.button(
                f"Delete run {run.number}",
                icon=":material/delete:",
                key=f"delete_{run.number}",
                on_click=_change,
                args=(delete, run.number),
            )


def show_undo() -> None:
    """Show which run was deleted last and bring it back on a click; show nothing if none was."""
    shelf = read_shelf()
    if shelf.deleted:
        _, run = shelf.deleted[-1]
        with st.container(horizontal=True, vertical_alignment="center", key="undo_row"):
            st.text(f"“{run.name}” is deleted.", width="content")
            st.button(
                "Bring it back",
                icon=":material/undo:",
                key="undo",
                on_click=_change,
                args=(undo,),
                disabled=shelf.is_full,
            )
            if shelf.is_full:
                st.text("There is no room for it now: delete another run first.", width="content")


def show_room() -> None:
    """Say that there is no room for another run, if so."""
    shelf = read_shelf()
    if shelf.is_full:
        st.text(_full_words(shelf))


def _keep(field: str, train: Callable[[], Trajectory]) -> None:
    if not read_shelf().is_full:
        keep_on_screen(st.session_state.get(field, ""), train())


def _change(how: Callable[..., Shelf], *arguments: object) -> None:
    st.session_state[KEY] = how(read_shelf(), *arguments)


def _rename(number: int) -> None:
    key = f"rename_{number}"
    _change(rename, number, st.session_state[key])
    names = {run.number: run.name for run in read_shelf().runs}
    st.session_state[key] = names.get(number, "")


def _own_name(name: str, others: Collection[KeptRun]) -> str:
    cleaned = clean_name(name)
    if not cleaned:
        raise ValueError(f"name must have a character that can be seen, got {name[:20]!r}")
    return other_name(cleaned, [run.name for run in others])


def _full_words(shelf: Shelf) -> str:
    return (
        f"{MOST_RUNS} runs are kept, and there is room for no more. To keep another, delete one "
        f"on Runs first, such as the oldest, “{shelf.runs[0].name}”; its deletion can be undone."
    )


def _runs(count: int) -> str:
    return "1 kept run" if count == 1 else f"{count} kept runs"


def _option(name: str, value: Value) -> str:
    return PARAMETERS[name].options.get(value, "My data")  # only data can be somebody's own


def _start(values: Mapping[str, Value]) -> str:
    parts = (f"{PARAMETERS[name].symbol} {values[name]:.4f}" for name in WEIGHTS)
    return ", ".join(parts).replace("-", "−")


def _number(loss: float) -> float | None:
    return loss if math.isfinite(loss) else None
