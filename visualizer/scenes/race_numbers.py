"""The numbers that the question, the answers and the code of the learning rate quote."""

import math
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from visualizer.core.model import model_code
from visualizer.core.stability import learning_rate_limit
from visualizer.figures.race import RACERS
from visualizer.scenes.diagnosis_words import NAMES
from visualizer.scenes.race import Race, rate_key, run_race
from visualizer.state.number_texts import number_text, rounded
from visualizer.state.views.learning_rate import RaceView


def race_numbers(race: Race, first: RaceView) -> dict[str, str]:
    """Return what the code quotes of the race at hand, and the answers of the page's first one.

    Args:
        race: The race at hand.
        first: The race that the page opens with.
    """
    names, start = race.setup.architecture.names, race.setup.start
    return {
        **first_numbers(first),
        **{name: number_text(value) for name, value in zip(names, start, strict=True)},
        **{rate_key(racer): number_text(race.rate(racer)) for racer in RACERS},
        **{f"loss_end_{racer}": _written(race, racer) for racer in RACERS},
        "n_steps": str(race.n_steps),
        "model": model_code(race.setup.architecture),
        "limit": rounded(learning_rate_limit(race.setup.dataset), 4),
    }


@lru_cache(maxsize=4)
def first_numbers(first: RaceView) -> Mapping[str, str]:
    """Return what the question and the answers quote of the race that the page opens with."""
    race = run_race(first)
    found = {
        **{f"rate_{racer}": number_text(race.rate(racer)) for racer in RACERS},
        **{f"end_{racer}": _written(race, racer) for racer in RACERS},
        "race_steps": str(race.n_steps),
        "race_limit": rounded(learning_rate_limit(race.setup.dataset), 3),
    }
    return MappingProxyType(found)


def _written(race: Race, racer: str) -> str:
    """Return the last loss of a racer, or that there is none."""
    loss = float(race.losses(racer)[-1])
    return rounded(loss, 6) if math.isfinite(loss) else NAMES["diverged"]
