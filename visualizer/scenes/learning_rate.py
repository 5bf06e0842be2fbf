"""The scene of the learning rate: three rates race from one start, and each gets a diagnosis."""

from functools import lru_cache

from visualizer.core.stability import learning_rate_limit
from visualizer.core.task import Task
from visualizer.figures.gauge import HEIGHT as GAUGE_HEIGHT
from visualizer.figures.gauge import gauge_figure
from visualizer.figures.race import RACERS, race_loss_figure, race_map_figure
from visualizer.live.scene import (
    Column,
    Controls,
    Grip,
    Picture,
    Quantity,
    Scene,
    Show,
    Text,
    Timeline,
)
from visualizer.scenes.diagnosis_words import NAMES, meanings
from visualizer.scenes.landscape import Frame, frame_around
from visualizer.scenes.names import names_of
from visualizer.scenes.quantities import quantities
from visualizer.scenes.race import rate_key
from visualizer.scenes.race_drawing import LIMITS
from visualizer.scenes.race_grid import POINT
from visualizer.scenes.race_ground import ground_of
from visualizer.scenes.settings import slider
from visualizer.state.parameters import get_number
from visualizer.state.positions import reach
from visualizer.state.views.learning_rate import RATES, RaceView
from visualizer.words.columns import LONG_NAMES
from visualizer.words.learning_rate import (
    ANNOUNCEMENT,
    EXACT,
    GAUGE,
    GUIDE_ONLY,
    LOSS,
    MAP,
    ON_THE_MAP,
    RACE,
    RATE,
    STANDINGS,
    START,
    START_SAID,
    STEP,
    TITLES,
)


def scene_of(view: RaceView) -> Scene:
    """Return the scene that belongs to what the page shows; the usual one, or one drawn wider."""
    setup = view.setup
    ends = [
        end
        for name, rate in zip(RATES, view.rates, strict=True)
        for end in reach(get_number(name), rate)
    ]
    frame = frame_around(setup, LIMITS)
    return race_scene(setup.task, setup.n_steps, view.log, frame, (min(ends), max(ends)))


@lru_cache(maxsize=64)
def race_scene(
    task: Task, n_steps: int, log: bool, frame: Frame, rates: tuple[float, float]
) -> Scene:
    """Return the scene of a race of one neuron on one data set.

    Args:
        task: Who learns what.
        n_steps: Number of updates.
        log: Whether equal distances on the loss axis mean equal ratios.
        frame: Which part of the surface is drawn.
        rates: Lowest and highest rate on the gauge.
    """
    words = EXACT if task.is_linear_least_squares else GUIDE_ONLY
    return Scene(
        rows=(
            (
                Column((_timeline(), _rates(), Text(("{standings}",), answers=True))),
                Column((_show("map"), Text((ON_THE_MAP,))), 1.15),
                Column((_show("race"), Show("gauge", TITLES["gauge"], answers=True))),
            ),
            tuple(Column(_verdict(racer)) for racer in RACERS),
            (Column((Text((words,), answers=True),)),),
        ),
        quantities=(*quantities("step"), *_own()),
        pictures=(
            _map(task, frame),
            Picture("race", race_loss_figure(n_steps, log), RACE.format(n_steps=n_steps), 240),
            _gauge(task, rates),
        ),
        announcement=ANNOUNCEMENT,
    )


def _map(task: Task, frame: Frame) -> Picture:
    names = names_of(task.dataset)
    titles = (names.fill(LONG_NAMES["weight_1"]), names.fill(LONG_NAMES["weight_2"]))
    figure = race_map_figure(titles, frame.across.limits, ground_of(task, frame))
    start = Grip(POINT, frame.axes, START, START_SAID)
    return Picture("map", figure, MAP, 400, picks=frame.axes, grip=start)


def _gauge(task: Task, rates: tuple[float, float]) -> Picture:
    limit = learning_rate_limit(task.dataset)
    scale = gauge_figure(limit, task.is_linear_least_squares, rates)
    return Picture("gauge", scale, GAUGE, GAUGE_HEIGHT)


def _show(picture: str) -> Show:
    return Show(picture, TITLES[picture])


def _timeline() -> Controls:
    return Controls((Timeline("step", STEP, answers=True),), TITLES["timeline"])


def _rates() -> Controls:
    return Controls(tuple(slider(rate_key(racer)) for racer in RACERS), TITLES["rates"])


def _verdict(racer: str) -> tuple[Text, Text]:
    title = TITLES["verdict"].format(letter=RACERS[racer])
    return (
        Text((f"{{word_{racer}}}",), "verdict", title, answers=True),
        Text((f"{{diagnosis_{racer}}}",), answers=True),
    )


def _own() -> tuple[Quantity, ...]:
    each = (
        (
            Quantity(rate_key(racer), RATE.format(letter=letter), 4, fine=True),
            Quantity(f"loss_{racer}", LOSS.format(letter=letter), 4),
            Quantity(f"loss_end_{racer}", digits=5),
            Quantity(f"word_{racer}", style="choice", choices=tuple(NAMES.values())),
            Quantity(f"diagnosis_{racer}", style="choice", choices=meanings(f"loss_end_{racer}")),
        )
        for racer, letter in RACERS.items()
    )
    return (
        *(quantity for group in each for quantity in group),
        Quantity("limit", digits=4),
        Quantity("last_step", style="integer"),
        Quantity("standings", style="choice", choices=(STANDINGS,), veil=""),
    )
