"""Names of kept runs, and what becomes of a stranger's text that is to be one. Knows no Streamlit.

A name is shown by elements that read nothing into it, and cleaned first.
"""

import unicodedata
from collections.abc import Collection, Sequence

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import Layer
from visualizer.core.setup import Setup
from visualizer.state.number_texts import number_text
from visualizer.state.parameters import get_choice
from visualizer.state.values import Values, text
from visualizer.state.values import number as number_in
from visualizer.words import runs as words

LONGEST_NAME = 40  # characters
_CUT = "…"  # ends what was longer
FORMULA_STARTS = tuple("=+-@＝＋－＠")  # what spreadsheets compute

# Letters and marks that nobody sees, though Unicode counts them among those that are seen.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
_LONGEST_TEXT = 1000  # characters of a text that are looked at


def clean_name(text: str) -> str:
    r"""Return a stranger's text as a name: short, on one line, nothing invisible; may be empty.

    Example:
        >>> clean_name(" two \n lines\u200b ")
        'two lines'
    """
    line = " ".join(text[:_LONGEST_TEXT].split())
    seen = "".join(each for each in line if each.isprintable() and each not in _UNSEEN)
    name = " ".join(unicodedata.normalize("NFC", seen).split())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}{_CUT}"


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


def propose_name(number: int, values: Values) -> str:
    """Return the name that run ``number``, of one neuron, gets if nobody says another.

    Example:
        >>> sgd = {"learning_rate": 0.1, "activation": "silu", "optimizer": "sgd"}
        >>> propose_name(3, sgd), propose_name(4, {**sgd, "optimizer": "adam"})
        ('Run 3: lr 0.1, SiLU', 'Run 4: lr 0.1, Adam, SiLU')
    """
    activation = get_choice("activation").label_of(values["activation"], "")
    optimizer = words.OPTIMIZERS[text(values, "optimizer")]
    return _name(number, (_rate(number_in(values, "learning_rate")), optimizer, activation))


def propose_network_name(number: int, setup: Setup) -> str:
    """Return the name that run ``number``, of a network, gets if nobody says another.

    Where it would be too long with the activation of the hidden units, it goes without, and if need
    be without the optimizer too.

    Example:
        >>> from visualizer.state.views.network import network_view
        >>> propose_network_name(3, network_view({"hidden_1": 4}).setup)
        'Run 3: 2-4-1, tanh, lr 1'
    """
    size, rate = size_text(sizes_of(setup)), _rate(setup.learning_rate)
    activation = "/".join(dict.fromkeys(map(_in_lower, setup.architecture.layers[:-1])))
    optimizer = words.OPTIMIZERS[setup.recipe.optimizer]
    for parts in ((size, activation, optimizer, rate), (size, optimizer, rate)):
        name = _name(number, parts)
        if not name.endswith(_CUT):
            return name
    return _name(number, (size, rate))


def _name(number: int, parts: Sequence[str]) -> str:
    """Return the name of run ``number``, of those parts that are not empty."""
    told = words.BETWEEN_PARTS.join(filter(None, parts))
    return clean_name(words.PROPOSED.format(number=number, parts=told))


def _rate(rate: float) -> str:
    return words.RATE_PART.format(rate=number_text(rate))


def _in_lower(layer: Layer) -> str:
    """Return what the activation of a layer is called within a name: tanh, but ReLU."""
    label = ACTIVATIONS[layer.activation].label
    return label.lower() if label.istitle() else label


def sizes_of(setup: Setup) -> tuple[int, ...]:
    """Return the number of inputs, and the number of units of every layer."""
    network = setup.architecture
    return (network.n_inputs, *(layer.n_units for layer in network.layers))


def size_text(sizes: Sequence[int]) -> str:
    """Return the sizes of layers as they are written.

    Example:
        >>> size_text((2, 4, 1))
        '2-4-1'
    """
    return "-".join(map(str, sizes))


def cell_text(text: str) -> str:
    """Return ``text`` for a table that may be opened in a spreadsheet, which shall not compute it.

    Example:
        >>> cell_text("=1+1"), cell_text("1+1")
        ("'=1+1", '1+1')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
