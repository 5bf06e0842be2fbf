"""The scene of a training: its loop, its path over the loss surface, and its loss curve."""

from dataclasses import replace
from functools import lru_cache

from visualizer.core.datasets import Dataset, pick_examples
from visualizer.core.recipe import Recipe
from visualizer.core.task import Task
from visualizer.figures.contour import contour_figure
from visualizer.figures.loss_curve import loss_curve_figure
from visualizer.figures.neuron_map import PARTS
from visualizer.figures.off_map import with_off_map
from visualizer.figures.surface import surface_figure
from visualizer.live.scene import (
    Column,
    Controls,
    Grip,
    Picture,
    Quantity,
    Readouts,
    Scene,
    Show,
    Text,
    Timeline,
)
from visualizer.scenes.branch_course import QUANTITIES as BRANCH_QUANTITIES
from visualizer.scenes.courses import QUANTITIES as COURSE_QUANTITIES
from visualizer.scenes.landscape import N_POINTS, Frame, Landscape, load_landscape, training_frame
from visualizer.scenes.line_by_line import code_panel, held_panel, line_quantities
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.neuron_plane import border_quantity, limits_of, plane_picture
from visualizer.scenes.quantities import numbered, quantities
from visualizer.scenes.runs import CONTROLS
from visualizer.scenes.settings import slider
from visualizer.state.parameters import WEIGHTS
from visualizer.state.training_parts import LINE_BY_LINE
from visualizer.state.training_parts import PULLS as PULLS_TOO
from visualizer.state.views.training import TrainingView
from visualizer.tables.loading import MOST_DRAWN
from visualizer.words.columns import LONG_NAMES
from visualizer.words.pictures import ROUGH_PLACE
from visualizer.words.training import (
    ANNOUNCEMENT,
    LINE,
    LOSS_CURVE,
    OFF_MAP,
    PULLS,
    START,
    START_SAID,
    STEP,
    SURFACE,
    TITLES,
    TRUTH,
)

POINT = "training_start"
GRADIENTS = tuple(f"gradient_{name}" for name in WEIGHTS)
MOST_SHOWN = 6  # all of so few predictions are listed,
MOST_STUDENTS_SHOWN = 3  # and of more so many
PLANE_HEIGHT = 280


def scene_of(view: TrainingView) -> Scene:
    """Return the scene that belongs to what the page shows; the usual one, or one drawn wider."""
    setup = view.setup
    recipe = replace(setup.recipe, seed=0)  # the order of the students changes no picture
    branches, frame = view.branch is not None, training_frame(setup)
    return training_scene(setup.task, setup.n_steps, recipe, branches, frame, view.parts)


@lru_cache(maxsize=64)
def training_scene(
    task: Task, n_steps: int, recipe: Recipe, branches: bool, frame: Frame, parts: int = PULLS_TOO
) -> Scene:
    """Return the scene of a training of one neuron on one data set.

    Args:
        task: Who learns what.
        n_steps: Number of updates.
        recipe: Optimizer, batch size and what is forgotten.
        branches: Whether a second future is drawn.
        frame: Which part of the surface is drawn.
        parts: How much of the page is open.
    """
    land, names = load_landscape(task, frame), names_of(task.dataset)
    students = pick_examples(task.dataset, MOST_DRAWN)
    n_examples = task.dataset.n_samples
    sentences = ("{course}", "{branch_course}") if branches else ("{course}",)
    rows = (
        (
            Column((_timeline(), _starts(names, branches))),
            Column((_show("contour"), Text((*sentences, "{off_map}"))), 1.2),
            Column((_show("loss_curve"), Readouts(("step", "loss")), _show("plane"))),
        ),
        (
            Column((_line_control(), held_panel())),
            Column((code_panel(task.architecture, recipe), _readouts(students, n_examples)), 1.8),
        ),
        (
            Column((_show("surface"),), 1.4),
            Column((Text(PULLS, title=TITLES["pulls"]),)),
        ),
    )
    pictures = (
        *_pictures(names, land, n_steps, students.n_samples),
        plane_picture(task.architecture, task.dataset, limits_of(task.dataset), PLANE_HEIGHT),
    )
    is_all = parts == PULLS_TOO
    return Scene(
        rows=rows[: parts + 1],
        quantities=(
            *_quantities(names, students),
            *_own(),
            border_quantity(task.architecture, task.dataset),
            *(line_quantities(recipe, n_examples) if parts >= LINE_BY_LINE else ()),
        ),
        pictures=pictures if is_all else tuple(each for each in pictures if not each.heavy),
        shared=(PARTS,),
        late=(land.field, *([land.heights] if is_all else [])),
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


def _readouts(students: Dataset, n_examples: int) -> Readouts:
    few = students.n_samples <= MOST_SHOWN
    shown = students.n_samples if few else MOST_STUDENTS_SHOWN
    predictions = tuple(f"prediction_{place}" for place in range(1, shown + 1))
    title = TITLES["numbers"]
    if shown < n_examples:
        title = TITLES["numbers_of_some"].format(shown=shown, all=n_examples)
    return Readouts((*WEIGHTS, *GRADIENTS, *predictions), title)


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
        Quantity("surface_bias", digits=2, signed=True),
        Quantity("off_map", style="choice", choices=OFF_MAP),
        *COURSE_QUANTITIES,
        *BRANCH_QUANTITIES,
    )


def _pictures(names: Names, land: Landscape, n_steps: int, n_students: int) -> tuple[Picture, ...]:
    titles = (names.fill(LONG_NAMES["weight_1"]), names.fill(LONG_NAMES["weight_2"]))
    surface = surface_figure(titles, land.limits, N_POINTS, land.top)
    flat = contour_figure(titles, land.limits, N_POINTS, land.top, said=ROUGH_PLACE)
    contour = with_off_map(flat)
    curve = LOSS_CURVE.format(n_steps=n_steps)
    numbers = tuple(str(place + 1) for place in range(n_students))
    start = Grip(POINT, land.frame.axes, START, START_SAID)
    return (
        Picture("surface", surface, SURFACE, 440, heavy=True),
        Picture("contour", contour, SURFACE, 380, {"pull_names.text": numbers}, grip=start),
        Picture("loss_curve", loss_curve_figure(n_steps), curve, 300),
    )
