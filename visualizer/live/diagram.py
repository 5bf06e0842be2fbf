"""A network as a drawing whose parts can be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class DiagramWords:
    """What a screen reader says of the parts of a diagram; places in braces.

    Attributes:
        weight: Of a line; has ``{source}``, ``{target}``, ``{value}`` and may have ``{gradient}``.
        bias: Of a bias; the same without ``{source}``.
        hidden: The name of a hidden unit; has ``{layer}`` and ``{unit}``.
        output: The name of the output.
        unit: Of a unit; has ``{name}``, ``{z}`` and ``{activation}``.
        choose: What all of them are for.
    """

    weight: str
    bias: str
    hidden: str
    output: str
    unit: str
    choose: str


@dataclass(frozen=True)
class Diagram:
    """A network as a drawing: units with a picture in each, lines for weights, dots for biases.

    Each part can be chosen, which sets the control ``picks`` to the *code* of a weight or a bias:
    ``(layer · most_units + unit) · (most_units + 1) + input``, all counted from 0 but the input, of
    which 0 is the bias.
    Moves of a moment have the targets ``net.sizes`` (units of each layer), ``net.weights`` (the
    number of each code), ``net.gradients`` (the gradient of each, if the lines show it),
    ``net.chosen`` (a code), ``net.point`` (where a point lies in the picture of every unit, as a
    share of its width and height, from the left and from the top) and ``unit_LAYER_UNIT.field``:
    bytes, row by row from the top, 128 for none.

    Attributes:
        name: Stands in ``data-figure`` and in the moves of a moment.
        label: Template of the words that a screen reader says for it.
        inputs: What is known of each example.
        n_layers: Number of layers, the output's included.
        most_units: Most units of a layer.
        words: What a screen reader says of the parts.
        picks: The control that a choice sets.
        wanted: The control that is moved next, then.
        texts: ``unit_LAYER_UNIT.through`` to the templates of z and activation of the point there.
        gradients: Whether lines and dots show gradients, not weights.
        height: In pixels.
    """

    name: str
    label: str
    inputs: tuple[str, ...]
    n_layers: int
    most_units: int
    words: DiagramWords
    picks: str
    wanted: str
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    gradients: bool = False
    height: int = 340
