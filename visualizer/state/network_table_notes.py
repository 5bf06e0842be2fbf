"""What has to be said of a table before a network learns from it."""

from __future__ import annotations

from visualizer.core.own_examples import are_two_kinds
from visualizer.state.network_examples import data_of, table_of
from visualizer.state.number_texts import number_words, shortest
from visualizer.state.values import Values, text, whole
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import find_table, is_own
from visualizer.words import network_table as words


def table_notes(values: Values) -> tuple[str, ...]:
    """Return sentences, each for people: which columns and rows are used, and what is odd.

    They hold the names of a stranger's columns: show them as text, never as markup.
    """
    raw, data = table_of(values), data_of(values)
    first, second = raw.feature_names
    answer, targets = raw.target_name, raw.targets
    names = {"input_1": first, "input_2": second, "answer": answer}
    notes = [_used(text(values, "dataset"), names)]
    everything = load_dataset(text(values, "dataset"), most=None).n_samples
    if everything > raw.n_samples:
        notes.append(words.SOME_ROWS.format(all=everything, some=raw.n_samples))
    low, high = (shortest(float(end)) for end in targets.aminmax())
    is_tested = whole(values, "test_share") > 0
    if low == high:
        one = words.ONE_KIND if are_two_kinds(targets) else words.ONE_NUMBER
        notes.append(one.format(answer=answer, value=number_words(low)))
    elif not are_two_kinds(targets):
        ends = {"low": number_words(low), "high": number_words(high)}
        notes.append(words.HEIGHTS.format(answer=answer, **ends))
    elif is_tested and data.test is not None:
        notes += [
            words.ONE_OF_A_KIND.format(answer=answer, value=kind)
            for kind in (0, 1)
            if int((targets == kind).sum()) == 1
        ]
    for column, name in zip(raw.inputs.T, (first, second), strict=True):
        if bool((column == column[0]).all()):
            notes.append(words.FLAT.format(column=name))
    if is_tested and data.test is None:
        notes.append(words.NO_TEST)
    return tuple(notes)


def _used(name: str, names: dict[str, str]) -> str:
    count = len(find_table(name).columns) if is_own(name) else 3
    return (words.USED_OF_MORE if count > 3 else words.USED).format(count=count, **names)
