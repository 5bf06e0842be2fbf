"""A network as a drawing whose parts can be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class DiagramWords:
    """What a screen reader says of the parts of a diagram; places in braces.

    Attributes:
        weight: Of a line; has ``{source}``, ``{target}``, ``{value}`` and may have ``{gradient}``.
        bias: Of a bias; the same without ``{source}``.
        hidden: The name of a hidden unit; has ``{layer}`` and ``{unit}``.
        output: The name of the output; may have ``{unit}``, or ``{number}``, counted from 0.
        choose: What all of them are for.
        unit: Of a unit that a point goes through; has ``{name}``, ``{z}`` and ``{activation}``.
    """

    weight: str
    bias: str
    hidden: str
    output: str
    choose: str
    unit: str = ""


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
    bytes, row by row from the top, 128 for none. Parts and units can be lit: ``net.lit`` (for each
    code) and ``unit_LAYER_UNIT.lit`` are 0 for not, 1 for faintly, 2 for brightly.

    Attributes:
        name: Stands in ``data-figure`` and in the moves of a moment.
        label: Template of the words that a screen reader says for it.
        inputs: What is known of each example.
        n_layers: Number of layers, the output's included.
        most_units: Most units of a layer.
        words: What a screen reader says of the parts.
        picks: The control that a choice sets.
        wanted: The control that is moved next, then.
        height: In pixels.
        n_outputs: Units of the last layer.
        output_colors: Of each output the palette's name of the colour that more is drawn in; none
            for those of hidden units, or, of a single output, of passing and failing.
        largest: The widest that a unit is drawn, in pixels.
        texts: ``unit_LAYER_UNIT.text`` or ``input_NUMBER.text`` to the template of what stands in
            it, one in a list; ``unit_LAYER_UNIT.through`` to those of z and activation of the point
            that goes through it.
        gradients: Whether lines and dots show gradients, not weights.
    """

    name: str
    label: str
    inputs: tuple[str, ...]
    n_layers: int
    most_units: int
    words: DiagramWords
    picks: str
    wanted: str
    height: int = 340
    n_outputs: int = 1
    output_colors: tuple[str, ...] = ()
    largest: int = 56
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    gradients: bool = False
