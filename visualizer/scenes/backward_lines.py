"""One step, line by line: what each line is called, what is in it, and what it lights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from visualizer.core.architecture import Architecture, Place
from visualizer.state.network_parameters import code_at
from visualizer.words.backpropagation import (
    BEFORE,
    HIDDEN,
    OUTPUT_MANY,
    OUTPUT_ONE,
    SAYINGS,
    STEP_LINE,
    STEP_NUMBERS,
    WITNESS,
)

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
Unit = tuple[int, int]
"""Number of the layer and of the unit in it, both from 1."""


@dataclass(frozen=True)
class Line:
    """One line of the step.

    Attributes:
        words: What happens in it.
        symbols: What is worked out, and from what, such as ``h₁ = f(z₁)``.
        numbers: The same with live numbers, and what comes of it.
        witness: What autograd says of it; empty where it says nothing.
        units: Units of the drawing that are at work.
        codes: Weights and biases that are.
    """

    words: str
    symbols: str
    numbers: str
    witness: str = ""
    units: tuple[Unit, ...] = ()
    codes: tuple[int, ...] = ()


def symbol(place: Place) -> str:
    """Return the letters of a weight or bias: w and b in the first layer, v and c in the second.

    >>> from visualizer.core.architecture import Layer
    >>> [symbol(each) for each in Architecture((Layer(2), Layer(1))).places][3:]
    ['w₂₂', 'b₁', 'b₂', 'v₁₁', 'v₁₂', 'c₁']
    """
    weight, bias = "wb" if place.layer == 1 else "vc"
    below = f"{place.unit}{place.input or ''}".translate(_LOW)
    return f"{weight if place.input else bias}{below}"


@lru_cache(maxsize=32)
def lines_of(network: Architecture) -> tuple[Line, ...]:
    """Return every line of one step of a network with one hidden layer, in order."""
    return tuple(_Writer(network).lines())


def now_texts(network: Architecture) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return words, symbols and numbers of the latest line, for each moment from the start."""
    lines = lines_of(network)
    return (
        (BEFORE, *(line.words for line in lines)),
        ("", *(line.symbols for line in lines)),
        ("", *(line.numbers + line.witness for line in lines)),
    )


def unit_name(network: Architecture, unit: Unit) -> str:
    """Return what a unit is called in a sentence."""
    layer, number = unit
    if layer == 1:
        return HIDDEN.format(unit=number)
    return OUTPUT_ONE if network.n_outputs == 1 else OUTPUT_MANY.format(unit=number)


class _Writer:
    """Writes the lines of one network."""

    def __init__(self, network: Architecture) -> None:
        self._network = network
        self._outputs = range(1, network.n_outputs + 1)
        self._hidden = range(1, network.layers[0].n_units + 1)
        self._places = {(each.layer, each.unit, each.input): each for each in network.places}

    def lines(self) -> list[Line]:
        forward = [
            line
            for layer, units in ((1, self._hidden), (2, self._outputs))
            for unit in units
            for line in (self._sum(layer, unit), self._activation(layer, unit))
        ]
        back = [
            *(self._slope(unit) for unit in self._outputs),
            *(self._signal(unit) for unit in self._outputs),
            *self._gradients(2, self._outputs),
            *(self._through(unit) for unit in self._hidden),
            *self._gradients(1, self._hidden),
        ]
        step = Line(SAYINGS["step"], STEP_LINE, STEP_NUMBERS)
        return [*forward, self._loss(), *back, step]

    def _heard(self, layer: int) -> list[tuple[str, str]]:
        """Return symbol and number of what a layer hears."""
        if layer == 1:
            return [(f"x{_low(n)}", f"{{(input_{n})}}") for n in (1, 2)]
        return [(f"h{_low(n)}", f"{{(activation_1_{n})}}") for n in self._hidden]

    def _named(self, layer: int, unit: int) -> str:
        return unit_name(self._network, (layer, unit))

    def _sum(self, layer: int, unit: int) -> Line:
        heard = self._heard(layer)
        places = [self._places[layer, unit, n] for n in range(1, len(heard) + 1)]
        bias = self._places[layer, unit, 0]
        pairs = list(zip(places, heard, strict=True))
        symbols = [f"{symbol(place)}·{name}" for place, (name, _) in pairs]
        first, *others = (f"value_{place.name}" for place in places)
        factors = [f"{{{first}}}", *(f"{{({other})}}" for other in others)]
        numbers = [f"{factor}·{number}" for factor, (_, number) in zip(factors, heard, strict=True)]
        total = f"{' + '.join(numbers)} + {{(value_{bias.name})}} ≈ {{z_{layer}_{unit}}}"
        return Line(
            SAYINGS["sum"].format(unit=self._named(layer, unit)),
            f"{_sum(layer, unit)} = {' + '.join(symbols)} + {symbol(bias)}",
            f"= {total}",
            units=((layer, unit),),
            codes=tuple(code_at(place) for place in (*places, bias)),
        )

    def _activation(self, layer: int, unit: int) -> Line:
        sigmoid = layer == 2
        function = "σ" if sigmoid else "f"
        label = "the sigmoid" if sigmoid else self._network.activations[0].label
        answer = f"{{prediction_{unit}}}" if sigmoid else f"{{activation_1_{unit}}}"
        return Line(
            SAYINGS["activation"].format(unit=self._named(layer, unit), function=label),
            f"{_answer(layer, unit)} = {function}({_sum(layer, unit)})",
            f"= {function}({{z_{layer}_{unit}}}) ≈ {answer}",
            units=((layer, unit),),
        )

    def _loss(self) -> Line:
        symbols = [f"(o{_low(n)} − t{_low(n)})²" for n in self._outputs]
        numbers = [f"({{prediction_{n}}} − {{target_{n}}})²" for n in self._outputs]
        if len(symbols) > 1:
            symbols, numbers = [[f"({' + '.join(each)}) / 2"] for each in (symbols, numbers)]
        units = tuple((2, n) for n in self._outputs)
        return Line(
            SAYINGS["loss"], f"loss = {symbols[0]}", f"= {numbers[0]} ≈ {{loss}}", units=units
        )

    def _slope(self, unit: int) -> Line:
        share = " / 2" if len(self._outputs) > 1 else ""
        low = _low(unit)
        return Line(
            SAYINGS["slope"].format(unit=self._named(2, unit)),
            f"δo{low} = 2 · (o{low} − t{low}){share}",
            f"= 2 · ({{prediction_{unit}}} − {{target_{unit}}}){share} ≈ {{gradient_o_{unit}}}",
            WITNESS.format(number=f"{{gradient_auto_o_{unit}}}"),
            units=((2, unit),),
        )

    def _signal(self, unit: int) -> Line:
        low = _low(unit)
        product = f"{{gradient_o_{unit}}} · {{(derivative_2_{unit})}}"
        return Line(
            SAYINGS["signal"].format(unit=self._named(2, unit)),
            f"δs{low} = δo{low} · σ′(s{low})",
            f"= {product} ≈ {{gradient_z_2_{unit}}}",
            WITNESS.format(number=f"{{gradient_auto_z_2_{unit}}}"),
            units=((2, unit),),
        )

    def _through(self, unit: int) -> Line:
        places = [self._places[2, output, unit] for output in self._outputs]
        symbols = " + ".join(f"{symbol(place)}·δs{_low(place.unit)}" for place in places)
        first, *others = (f"value_{place.name}" for place in places)
        numbers = " + ".join(
            f"{factor}·{{(gradient_z_2_{place.unit})}}"
            for factor, place in zip(
                [f"{{{first}}}", *(f"{{({other})}}" for other in others)], places, strict=True
            )
        )
        if len(places) > 1:
            symbols, numbers = f"({symbols})", f"({numbers})"
        slope = f"{{(derivative_1_{unit})}}"
        saying = SAYINGS["joined" if len(places) > 1 else "through"]
        return Line(
            saying.format(unit=self._named(1, unit)),
            f"δz{_low(unit)} = {symbols} · f′(z{_low(unit)})",
            f"= {numbers} · {slope} ≈ {{gradient_z_1_{unit}}}",
            WITNESS.format(number=f"{{gradient_auto_z_1_{unit}}}"),
            units=((1, unit), *((2, place.unit) for place in places)),
            codes=tuple(code_at(place) for place in places),
        )

    def _gradients(self, layer: int, units: range) -> list[Line]:
        return [
            self._gradient(self._places[layer, unit, n], heard)
            for unit in units
            for n, heard in [*enumerate(self._heard(layer), start=1), (0, ("1", "1"))]
        ]

    def _gradient(self, place: Place, heard: tuple[str, str]) -> Line:
        signal = f"{{gradient_z_{place.layer}_{place.unit}}}"
        return Line(
            SAYINGS["gradient" if place.input else "bias"],
            f"δ{symbol(place)} = δ{_sum(place.layer, place.unit)} · {heard[0]}",
            f"= {signal} · {heard[1]} ≈ {{gradient_{place.name}}}",
            WITNESS.format(number=f"{{gradient_auto_{place.name}}}"),
            units=((place.layer, place.unit),),
            codes=(code_at(place),),
        )


def _low(number: int) -> str:
    return str(number).translate(_LOW)


def _sum(layer: int, unit: int) -> str:
    return f"{'z' if layer == 1 else 's'}{_low(unit)}"


def _answer(layer: int, unit: int) -> str:
    return f"{'h' if layer == 1 else 'o'}{_low(unit)}"
