"""The scene of one step of a small network: its drawing, its lines, a path, the step."""

from __future__ import annotations

from functools import lru_cache

from visualizer.core.architecture import Architecture
from visualizer.live.diagram import Diagram, DiagramWords
from visualizer.live.scene import Column, Controls, Quantity, Readouts, Scene, Show, Text, Timeline
from visualizer.scenes.backward_lines import lines_of, now_texts, symbol
from visualizer.scenes.backward_path import path_texts
from visualizer.scenes.settings import slider
from visualizer.state.backward_parameters import INPUTS
from visualizer.state.network_parameters import MOST_UNITS
from visualizer.state.views.backward import BackwardView, make_small_network
from visualizer.words import backpropagation as words
from visualizer.words.hidden_layers import BIAS_SAID, CHOOSE, WEIGHT_SAID

CONTROLS = ("back_weight", "back_rate", *INPUTS)
LINE_WIDTH = 36  # of what is worked out, before the numbers
NAME_WIDTH = 5
LEAST = 3  # digits that count of what is worked out, however small


def scene_of(view: BackwardView) -> Scene:
    """Return the scene that belongs to what the page shows."""
    network = view.task.architecture
    return backward_scene(
        network.layers[0].n_units,
        network.n_outputs,
        network.layers[0].activation,
        view.task.dataset.feature_names,
        view.task.dataset.n_samples,
    )


@lru_cache(maxsize=32)
def backward_scene(
    hidden: int, outputs: int, activation: str, inputs: tuple[str, ...], n_examples: int
) -> Scene:
    """Return the scene of one step.

    Args:
        hidden: Number of hidden units.
        outputs: Number of outputs.
        activation: Of the hidden units.
        inputs: What the two inputs are called.
        n_examples: How many examples there are.
    """
    network = make_small_network(hidden, outputs, activation)
    lines = lines_of(network)
    timeline = Controls(
        (Timeline("back_moment", words.MOMENT, (1, 5), speed=2),), words.TITLES["timeline"]
    )
    controls = Controls(tuple(slider(key) for key in CONTROLS), words.TITLES["step"])
    over = tuple(f"{{path_{output}_line}}" for output in range(1, outputs + 1))
    joined = ("{joined}",) if outputs > 1 else ()
    return Scene(
        rows=(
            (
                Column((timeline, controls)),
                Column(
                    (
                        Show("network", words.TITLES["network"]),
                        Text(("{now_symbols}", "{now_numbers}"), "equation"),
                        Text(("{now_words}",)),
                    ),
                    1.5,
                ),
                Column(
                    (
                        Text(("{path}", *over, *joined, "{fact}"), title=words.TITLES["path"]),
                        Readouts(tuple(words.READOUTS), words.TITLES["witnesses"]),
                        Text(("{wiggled}",)),
                    ),
                    1.2,
                ),
            ),
            (Column((_lines_panel(network),)),),
            (
                Column((_step_panel(network), Text((words.UPDATED,))), 1.4),
                Column((_examples_panel(n_examples),)),
            ),
        ),
        quantities=tuple(_quantities(network, n_examples)),
        pictures=(_diagram(network, inputs, len(lines)),),
        announcement=words.ANNOUNCEMENT,
    )


def _lines_panel(network: Architecture) -> Text:
    lines = lines_of(network)
    shown = tuple(
        f"{line.symbols:<{LINE_WIDTH}}  {{said_{place}}}"
        for place, line in enumerate(lines, start=1)
    )
    notes = (words.DELTA, words.ROUNDED)
    lit = (*("" for _ in notes), *(f"lit_{place}" for place in range(1, len(lines) + 1)))
    return Text((*notes, *shown), "code", words.TITLES["lines"], lit, wraps=True)


def _step_panel(network: Architecture) -> Text:
    lines = tuple(
        f"{symbol(place):<{NAME_WIDTH}}{{value_{place.name}}} − {{learning_rate}} · "
        f"{{(gradient_step_{place.name})}} ≈ {{after_{place.name}}}"
        for place in network.places
    )
    lit = tuple(f"chosen_{place.name}" for place in network.places)
    return Text(lines, "code", words.TITLES["update"], lit, wraps=True)


def _examples_panel(n_examples: int) -> Text:
    others = [f"{{(gradient_of_{row})}}" for row in range(2, n_examples + 1)]
    added = " + ".join(["{gradient_of_1}", *others])
    mean = f"({added}) / {n_examples} ≈ {{gradient_chosen_mean}}"
    lines = (words.ALONE, mean) if n_examples > 1 else (words.THERE_IS_ONE,)
    return Text((*lines, "{takes}"), title=words.TITLES["examples"])


def _quantities(network: Architecture, n_examples: int) -> list[Quantity]:
    lines = lines_of(network)
    now_words, now_symbols, now_numbers = now_texts(network)
    found = [
        Quantity("moment", style="integer"),
        Quantity("now_words", style="choice", choices=now_words),
        Quantity("now_symbols", style="choice", choices=now_symbols),
        Quantity("now_numbers", style="choice", choices=now_numbers),
        Quantity("path", style="choice", choices=words.PATHS),
        Quantity("fact", style="choice", choices=words.FACTS),
        Quantity("wiggled", style="choice", choices=words.WIGGLED),
        Quantity("takes", style="choice", choices=words.TAKES),
        Quantity("learning_rate", style="exact"),
        Quantity("wiggle", digits=10),  # divided by 0.00002 it gives the gradient, digit by digit
    ]
    for place, line in enumerate(lines, start=1):
        said = ("", line.numbers + line.witness)
        found += [
            Quantity(f"said_{place}", style="choice", choices=said),
            Quantity(f"lit_{place}", style="integer"),
        ]
    found += [
        Quantity(name, words.READOUTS.get(name, ""), digits=6, least=LEAST)
        for name in (*_fine_names(network, n_examples), *words.READOUTS)
    ]
    found += [Quantity(name, style="exact") for name in _given_names(network)]
    if network.n_outputs > 1:
        found.append(Quantity("joined", style="choice", choices=words.JOINED))
    texts = [path_texts(network, place) for place in network.places]
    for output in range(1, network.n_outputs + 1):
        choices = tuple(each[output - 1] for each in texts)
        found.append(Quantity(f"path_{output}_line", style="choice", choices=choices))
    found += [Quantity(f"chosen_{name}", style="integer") for name in network.names]
    for name, answer, signal in _units(network):
        both = f"{{{answer}}}\n" + words.IN_UNIT.format(delta=f"{{{signal}}}")
        found += [
            Quantity(answer, digits=3),
            Quantity(signal, digits=4),
            Quantity(f"shown_{name}", style="choice", choices=("", f"{{{answer}}}", both)),
        ]
    return found


def _units(network: Architecture) -> list[tuple[str, str, str]]:
    """Return the name of every unit, that of its answer and that of its signal."""
    names = [
        f"{layer}_{unit}"
        for layer, each in enumerate(network.layers, start=1)
        for unit in range(1, each.n_units + 1)
    ]
    return [(name, f"answer_{name}", f"signal_{name}") for name in names]


def _fine_names(network: Architecture, n_examples: int) -> list[str]:
    units = [name for name, _, _ in _units(network)]
    outputs = range(1, network.n_outputs + 1)
    of_units = ("z", "activation", "derivative", "gradient_z", "gradient_auto_z")
    of_outputs = ("prediction", "gradient_o", "gradient_auto_o", "path")
    of_weights = ("gradient", "gradient_auto", "gradient_step", "after")
    return [
        *(f"{kind}_{name}" for kind in of_units for name in units),
        *(f"{kind}_{output}" for kind in of_outputs for output in outputs),
        *(f"{kind}_{name}" for kind in of_weights for name in network.names),
        *(f"gradient_of_{row}" for row in range(1, n_examples + 1)),
        *("gradient_chosen_mean", "gradient_chosen_step", "slopes", "path_slope"),
        *("loss", "loss_after", "loss_mean", "loss_mean_after"),
    ]


def _given_names(network: Architecture) -> list[str]:
    """Return what is not worked out: with all its digits, so that what follows can be checked."""
    outputs = range(1, network.n_outputs + 1)
    return [
        *("input_1", "input_2"),
        *(f"{kind}_{output}" for kind in ("target", "path_weight") for output in outputs),
        *(f"value_{name}" for name in network.names),
    ]


def _diagram(network: Architecture, inputs: tuple[str, ...], n_lines: int) -> Diagram:
    output = words.OUTPUT_ONE if network.n_outputs == 1 else words.OUTPUT_MANY
    texts = {f"unit_{name}.text": (f"{{shown_{name}}}",) for name, _, _ in _units(network)}
    for number, name in enumerate(inputs, start=1):
        texts[f"input_{number}.text"] = (f"{name}\n{{input_{number}}}",)
    return Diagram(
        "network",
        words.NETWORK_SAID.format(n_lines=n_lines),
        inputs,
        n_layers=2,
        most_units=MOST_UNITS,
        words=DiagramWords(WEIGHT_SAID, BIAS_SAID, words.HIDDEN, output, CHOOSE),
        picks="back_part",
        wanted="back_weight",
        height=240,
        n_outputs=network.n_outputs,
        largest=84,
        texts=texts,
    )
