"""How soon the page of a network answers, against a plain PyTorch program with the same answer.

    python -m benchmarks.network [--json FILE] [--rounds N]

A row is what one gesture asks of the server, with nothing kept from before: what is computed, and
the bytes that are sent. Beside it stands a program of ``nn.Sequential``, ``backward()`` and
``torch.optim`` that comes to the same numbers: a training for each number of units or each rate, a
pass forward and back for each position of a weight, and a pass over the points of the pictures. A
sample of it is timed and scaled up where that would take long. Every round times both one after the
other, and the ratio is taken within a round. One thread, as on the server.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

import torch
from torch import Tensor

from benchmarks.engine import milliseconds
from benchmarks.report import format_table, write_json
from visualizer.core.model import make_model
from visualizer.core.setup import Setup
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_frames import MOST_FRAMES
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_training import network_run, sized_runs
from visualizer.state.kinds import Value
from visualizer.state.network_parameters import UNITS
from visualizer.state.pages import complete
from visualizer.state.views.network import NetworkView, network_view

N_PICTURED = 29 * 29 + 16 * 16  # points of the plane that the pictures are made of
SAMPLE = 3  # trainings of the plain program that are timed where there are more
NETWORKS: dict[str, dict[str, Value]] = {
    "2-2-1, as the page opens": {},
    "2-4-2-1": {"hidden_layers": 2, "hidden_1": 4, "hidden_2": 2},
    "2-8-8-1": {"hidden_layers": 2, "hidden_1": 8, "hidden_2": 8},
    "2-4-3, three classes": {"network_data": "arms", "hidden_1": 4},
    "2-8-8-8-8-1": {"hidden_layers": 4, **dict.fromkeys(UNITS, 8)},
}
GESTURES = {
    "play, or take the step": ("step_network", 200.0),
    "take the chosen weight": ("network_weight", 150.0),
    "take the learning rate": ("learning_rate_network", 300.0),
    "take the hidden units": ("hidden_1", 150.0),
    "let go of a weight": ("", 250.0),
}
"""What a student does: the control that is then at hand, and what it may take, in milliseconds."""


@dataclass(frozen=True)
class Plain:
    """The plain program of a gesture.

    Attributes:
        job: Does a part of the work.
        scale: How often that part makes the whole.
    """

    job: Callable[[], object]
    scale: float = 1.0


def train_plainly(setup: Setup) -> Tensor:
    """Train a network as the tutorial does; return its parameters at the end."""
    model = make_model(setup.architecture, setup.parameters)
    optimizer = eval(  # the line of code that the page shows
        setup.recipe.optimizer_code(str(setup.learning_rate)), {"torch": torch, "model": model}
    )
    loss_function, targets = setup.task.loss_kind.module(), setup.task.targets
    for _ in range(setup.n_steps):
        optimizer.zero_grad()
        loss = loss_function(model(setup.dataset.inputs), targets)
        loss.backward()
        optimizer.step()
        loss.item()
    return torch.nn.utils.parameters_to_vector(model.parameters()).detach()


def look_plainly(setup: Setup, parameters: Tensor, times: int) -> None:
    """Pass forward and back, and over the points of the pictures, ``times`` times."""
    model = make_model(setup.architecture, parameters)
    loss_function, targets = setup.task.loss_kind.module(), setup.task.targets
    points = torch.rand(N_PICTURED, setup.architecture.n_inputs)
    for _ in range(times):
        model.zero_grad()
        loss_function(model(setup.dataset.inputs), targets).backward()
        with torch.no_grad():
            model(points)


def plain_of(view: NetworkView, at_hand: str) -> Plain:
    """Return the program that comes to what the page shows when ``at_hand`` is taken."""
    setup = view.setup
    positions = len(network_moment(view).settings[at_hand].positions) if at_hand else 1
    if at_hand == "learning_rate_network":
        return Plain(lambda: [train_plainly(setup) for _ in range(SAMPLE)], positions / SAMPLE)
    if at_hand == "hidden_1":
        sizes = [(count, *view.sizes[1:]) for count in (1, 4, 8)]
        setups = [view.with_sizes(each).setup for each in sizes]
        return Plain(lambda: [train_plainly(each) for each in setups], positions / len(setups))
    if at_hand == "step_network":
        return Plain(lambda: look_plainly(setup, train_plainly(setup), MOST_FRAMES))
    return Plain(lambda: look_plainly(setup, setup.parameters, positions))


def row_of(network: str, gesture: str, rounds: int) -> dict[str, object]:
    """Measure one gesture on one network."""
    at_hand, most = GESTURES[gesture]
    view = network_view(complete("network", NETWORKS[network]))
    if not at_hand:  # where it is let go of, another training is yet to come
        view = replace(view, step=0, start="by hand")
    scene, plain = scene_of(view), plain_of(view, at_hand)
    name = packed_scene(scene)[0]
    sizes: list[int] = []

    def answer() -> None:
        network_run.cache_clear()
        sized_runs.cache_clear()
        sizes.append(len(pack_moment(network_moment(view, at_hand), scene, name, "")))

    answer()
    pairs = [(plain.scale * milliseconds(plain.job), milliseconds(answer)) for _ in range(rounds)]
    ours = median(spent for _, spent in pairs)
    return {
        "network": network,
        "gesture": gesture,
        "ours ms": ours,
        "kB": sizes[-1] / 1000,
        "plain ms": median(spent for spent, _ in pairs),
        "ratio": median(spent / own for spent, own in pairs),
        "ms at most": most,
        "reached": "yes" if ours <= most else "NO",
    }


def main() -> None:
    """Measure, print the table, and write it where ``--json`` says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--rounds", type=int, default=5, help="rounds per row (default: 5)")
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [
        row_of(network, gesture, options.rounds) for network in NETWORKS for gesture in GESTURES
    ]
    print(format_table(rows))
    if options.json:
        write_json(options.json, "network", rows)


if __name__ == "__main__":
    main()
