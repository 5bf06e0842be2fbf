"""Tables that hypothesis makes up."""

from hypothesis import assume
from hypothesis import strategies as st

from visualizer.tables.table import LARGEST, MOST_COLUMNS, Table

numbers = st.one_of(
    st.floats(-LARGEST, LARGEST),
    st.floats(-LARGEST, LARGEST, width=32),
    st.integers(-1000, 1000),
    st.decimals(-100, 100, places=2).map(float),
)
# Any text: a table itself drops what nobody sees. Often a formula, or with a separator in it.
texts = st.one_of(
    st.text(max_size=50),
    st.text("'=+-@\t\r ab;|,\"1．＝", max_size=8),
    st.builds("Student {}".format, st.integers(1, 30)),
)


@st.composite
def tables(draw):
    """Return any table; each of its columns has a name that can be seen, unlike the others'."""
    n_columns = draw(st.integers(3, MOST_COLUMNS))
    n_rows = draw(st.integers(2, 8))
    columns = draw(st.lists(texts, min_size=n_columns, max_size=n_columns))
    parts = draw(st.permutations(range(n_columns)))
    names = draw(st.lists(texts, min_size=n_rows, max_size=n_rows))
    row = st.tuples(*[numbers] * n_columns)
    rows = draw(st.lists(row, min_size=n_rows, max_size=n_rows))
    words = draw(st.lists(st.sampled_from([("no", "yes"), ("<b>", "{z}")]), max_size=n_columns))
    of_words = tuple((parts[place], *each) for place, each in enumerate(words))
    try:
        return Table(
            tuple(columns), tuple(names), tuple(rows), tuple(parts[:2]), parts[2], of_words
        )
    except ValueError:
        assume(False)
