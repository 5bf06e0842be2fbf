"""The scene of a training: its loop, its path over the loss surface, and its loss curve."""

from dataclasses import replace
from functools import lru_cache

from visualizer.core.datasets import Dataset, pick_examples
from visualizer.core.recipe import Recipe
from visualizer.core.setup import Task
from visualizer.figures.contour import contour_figure
from visualizer.figures.loss_curve import loss_curve_figure
from visualizer.figures.surface import surface_figure
from visualizer.live.scene import (
    Column,
    Controls,
    Picture,
    Quantity,
    Readouts,
    Scene,
    Show,
    Text,
    Timeline,
)
from visualizer.scenes.landscape import N_POINTS, Frame, Landscape, load_landscape, training_frame
from visualizer.scenes.line_by_line import code_panel, held_panel, line_quantities
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.quantities import numbered, quantities
from visualizer.scenes.runs import CONTROLS
from visualizer.scenes.settings import slider
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.training import TrainingView
from visualizer.tables.loading import MOST_DRAWN
from visualizer.words.columns import LONG_NAMES
from visualizer.words.training import (
    ANNOUNCEMENT,
    BRANCH_COURSES,
    COURSES,
    LINE,
    LOSS_CURVE,
    PULLS,
    STEP,
    SURFACE,
    TITLES,
    TRUTH,
)

GRADIENTS = tuple(f"gradient_{name}" for name in WEIGHTS)
MOST_STUDENTS_SHOWN = 3


def scene_of(view: TrainingView) -> Scene:
    """Return the scene that belongs to what the page shows; the usual one, or one drawn wider."""
    setup = view.setup
    recipe = replace(setup.recipe, seed=0)  # the order of the students changes no picture
    branches, frame = view.branch is not None, training_frame(setup)
    return training_scene(setup.task, setup.n_steps, recipe, branches, frame)


@lru_cache(maxsize=64)
def training_scene(task: Task, n_steps: int, recipe: Recipe, branches: bool, frame: Frame) -> Scene:
    """Return the scene of a training of one neuron on one data set.

    Args:
        task: Who learns what.
        n_steps: Number of updates.
        recipe: Optimizer, batch size and what is forgotten.
        branches: Whether a second future is drawn.
        frame: Which part of the surface is drawn.
    """
    land, names = load_landscape(task, frame), names_of(task.dataset)
    students = pick_examples(task.dataset, MOST_DRAWN)
    sentences = ("{course}", "{branch_course}") if branches else ("{course}",)
    return Scene(
        rows=(
            (
                Column((_timeline(), _starts(names, branches))),
                Column((_show("surface"),), 1.2),
                Column((_show("loss_curve"), Text(sentences))),
            ),
            (
                Column((_line_control(), held_panel())),
                Column((code_panel(task.architecture, recipe), _readouts(students)), 1.8),
            ),
            (
                Column((_show("contour"),), 1.4),
                Column((Text(PULLS, title=TITLES["pulls"]),)),
            ),
        ),
        quantities=(*_quantities(names, students), *_own(), *line_quantities(recipe)),
        pictures=_pictures(names, land, n_steps, students.n_samples),
        shared=(land.surfaces, land.heights),
        announcement=ANNOUNCEMENT,
    )


def _show(picture: str) -> Show:
    return Show(picture, TITLES[picture])


def _starts(names: Names, branches: bool) -> Controls:
    keys = (*CONTROLS, "branch_rate") if branches else CONTROLS
    return Controls(tuple(slider(key, names, digits=4) for key in keys), TITLES["start"])


def _timeline() -> Controls:
    return Controls((Timeline("step", STEP),), TITLES["timeline"])


def _line_control() -> Controls:
    return Controls((Timeline("line", LINE, (1,), speed=2),), TITLES["line"])


def _readouts(students: Dataset) -> Readouts:
    shown = min(students.n_samples, MOST_STUDENTS_SHOWN)
    predictions = tuple(f"prediction_{place}" for place in range(1, shown + 1))
    return Readouts(("step", "loss", *WEIGHTS, *GRADIENTS, *predictions), TITLES["numbers"])


def _quantities(names: Names, students: Dataset) -> tuple[Quantity, ...]:
    truths = zip(students.example_names, students.targets.tolist(), strict=True)
    answers = (TRUTH.format(example=name, truth=f"{100 * truth:.0f}") for name, truth in truths)
    return (
        *(
            replace(quantity, label=names.fill(LONG_NAMES[quantity.name]), digits=4)
            for quantity in quantities(*WEIGHTS)
        ),
        *quantities("step", "loss", "learning_rate", *GRADIENTS),
        *numbered("prediction", answers),
    )


def _own() -> tuple[Quantity, ...]:
    return (
        Quantity("loss_start", digits=4),
        Quantity("loss_end", digits=4),
        Quantity("last_step", style="integer"),
        Quantity("diverged_at", style="integer"),
        Quantity("surface_bias", digits=2, signed=True),
        Quantity("course", style="choice", choices=COURSES),
        Quantity("branch_step", style="integer"),
        Quantity("branch_rate", digits=4, fine=True),
        Quantity("branch_end", digits=4),
        Quantity("branch_diverged_at", style="integer"),
        Quantity("branch_course", style="choice", choices=BRANCH_COURSES),
    )


def _pictures(names: Names, land: Landscape, n_steps: int, n_students: int) -> tuple[Picture, ...]:
    titles = (names.fill(LONG_NAMES["weight_1"]), names.fill(LONG_NAMES["weight_2"]))
    surface = surface_figure(titles, land.limits, N_POINTS, land.top)
    contour = contour_figure(titles, land.limits, N_POINTS, land.top)
    curve = LOSS_CURVE.format(n_steps=n_steps)
    numbers = tuple(str(place + 1) for place in range(n_students))
    return (
        Picture("surface", surface, SURFACE, 440, heavy=True),
        Picture("contour", contour, SURFACE, 380, {"pull_names.text": numbers}),
        Picture("loss_curve", loss_curve_figure(n_steps), curve, 300),
    )
