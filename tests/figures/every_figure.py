"""One of every figure that the package can build, by the name of its function."""

import importlib
import pkgutil

import plotly.graph_objects as go
import torch

from visualizer import figures
from visualizer.figures.activations import activation_figure
from visualizer.figures.answer_map import answer_map_figure
from visualizer.figures.class_guesses import class_guesses_figure
from visualizer.figures.class_losses import class_losses_figure
from visualizer.figures.class_neurons import class_plane_figure, class_surface_figure
from visualizer.figures.class_piles import class_pages_figure, class_task_figure
from visualizer.figures.clinic import examples_figure, lines_figure, losses_figure
from visualizer.figures.comparison import comparison_figure
from visualizer.figures.contour import contour_figure
from visualizer.figures.fold import fold_figure
from visualizer.figures.gauge import gauge_figure
from visualizer.figures.height_map import height_map_figure
from visualizer.figures.kept_losses import Curve, kept_losses_figure
from visualizer.figures.kind_marks import CLASSES, PASS_OR_FAIL
from visualizer.figures.loss_curve import loss_curve_figure, two_losses_figure
from visualizer.figures.network import network_figure
from visualizer.figures.neuron_map import neuron_map_figure
from visualizer.figures.parabola import parabola_figure
from visualizer.figures.race import Ground, race_loss_figure, race_map_figure
from visualizer.figures.scaling import Valley, scaling_figure
from visualizer.figures.slice_map import slice_figure
from visualizer.figures.slope import slope_figure
from visualizer.figures.squares import squares_figure
from visualizer.figures.surface import surface_figure
from visualizer.figures.winner_map import winner_map_figure

TITLES = ("weight of hours studied, w₁", "weight of hours slept, w₂")
MAP = (TITLES, (-2.0, 2.0), 5, 1.0)
VALLEY = Valley("raw", 0.1, 10.0, torch.zeros(2), 1.0, torch.eye(5))

FIGURES = {
    "activation_figure": lambda: activation_figure("silu", "relu"),
    "answer_map_figure": lambda: answer_map_figure(
        ("a", "b"), ((0.0, 1.0), (0.0, 2.0)), (("passes", PASS_OR_FAIL[1], False, ((0.5, 0.5),)),)
    ),
    "class_guesses_figure": lambda: class_guesses_figure(
        ("up", "down"), ("first round", "round 2"), "students"
    ),
    "class_losses_figure": lambda: class_losses_figure("loss", "best", "middle"),
    "class_pages_figure": lambda: class_pages_figure(("Start", "Loss")),
    "class_plane_figure": lambda: class_plane_figure(
        ("a", "b"), ((0.0, 1.0), (0.0, 2.0)), (("passes", PASS_OR_FAIL[1], False, ((0.5, 0.5),)),)
    ),
    "class_surface_figure": lambda: class_surface_figure(*MAP),
    "class_task_figure": lambda: class_task_figure("moves"),
    "comparison_figure": lambda: comparison_figure("ReLU", "SiLU"),
    "contour_figure": lambda: contour_figure(*MAP),
    "examples_figure": lambda: examples_figure(3, ("example", "value"), ("z", "activation")),
    "fold_figure": lambda: fold_figure(((-1.0, 1.0), (-1.0, 1.0))),
    "gauge_figure": lambda: gauge_figure(0.5, True),
    "height_map_figure": lambda: height_map_figure(
        ("a", "b"), ((0.0, 1.0), (0.0, 2.0)), (("example", False, ((0.5, 0.5, -0.2),)),)
    ),
    "kept_losses_figure": lambda: kept_losses_figure([Curve(1, "one", (1.0, 0.5))], log=True),
    "lines_figure": lambda: lines_figure(10, "gradient", ("layer 1", "layer 2")),
    "losses_figure": lambda: losses_figure(10, False, "loss", ("sick", "mended", "healthy")),
    "loss_curve_figure": lambda: loss_curve_figure(10, log=True),
    "network_figure": lambda: network_figure(),
    "neuron_map_figure": lambda: neuron_map_figure(
        ("a", "b"),
        ((0.0, 1.0), (0.0, 2.0)),
        (("passes", PASS_OR_FAIL[1], False, ((0.5, 0.5),)),),
        "me",
        ((-4.0, 0.0), (4.0, 1.0)),
    ),
    "parabola_figure": lambda: parabola_figure(),
    "race_loss_figure": lambda: race_loss_figure(10, False),
    "race_map_figure": lambda: race_map_figure(*MAP[:2], Ground(torch.zeros(5, 5), 1.0)),
    "scaling_figure": lambda: scaling_figure([VALLEY, VALLEY], TITLES),
    "slice_figure": lambda: slice_figure(TITLES, (-2.0, 2.0), (-1.0, 1.0), 5, 1.0),
    "slope_figure": lambda: slope_figure(*MAP),
    "squares_figure": lambda: squares_figure(3),
    "surface_figure": lambda: surface_figure(*MAP),
    "two_losses_figure": lambda: two_losses_figure(10, "loss", "another loss"),
    "winner_map_figure": lambda: winner_map_figure(
        ("a", "b"), ((0.0, 1.0), (0.0, 2.0)), (("class 2", CLASSES[2], True, ((0.5, 0.5),)),)
    ),
}


def figure_functions() -> set[str]:
    """Return the names of all functions of the package that build a figure."""
    found = set()
    for module in pkgutil.iter_modules(figures.__path__, f"{figures.__name__}."):
        loaded = importlib.import_module(module.name)
        found |= {
            name
            for name, value in vars(loaded).items()
            if name.endswith("_figure")
            and not name.startswith("_")
            and getattr(value, "__module__", "") == module.name
        }
    return found


def parts(part, path: str = ""):
    """Yield every path and value of a nested dictionary."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from parts(value, f"{path}.{key}".lstrip("."))
    elif isinstance(part, list | tuple):
        for value in part:
            yield from parts(value, path)
    else:
        yield path, part


def plain(figure: go.Figure) -> dict:
    """Return a figure as the dictionary that the browser gets, template left out."""
    made = figure.to_plotly_json()
    made["layout"].pop("template", None)
    return made
