"""Colours that everybody can tell apart, on light paper and on dark."""

import math
from itertools import combinations, pairwise

import pytest

from visualizer.figures.theme import (
    ANSWER_FINE,
    CLEAR,
    DARK,
    FIELD,
    FIELD_DARK,
    NEUTRAL,
    PALETTE,
    THIRD,
    color,
    field_colorscale,
    in_dark,
)

PAPERS = list(NEUTRAL["paper"])
MARKS = {**PALETTE, "muted": NEUTRAL["muted"], "text": NEUTRAL["text"]}

# What stands side by side in one picture and has to differ for a colour-blind student too.
TOGETHER = [
    ("weight_1", "weight_2", "bias"),
    ("positive", "negative"),
    ("pass", "fail", "third"),
    ("activation", "derivative"),
    ("z", "activation"),
    ("step", "learning_rate"),
    ("loss", "learning_rate"),
    ("learning_rate", "branch", "step"),
    ("loss", "branch"),
    ("bias", "branch"),
]

# Linear RGB as a deuteranope sees it: Machado, Oliveira & Fernandes (2009), severity 1.
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)


def linear(hex_color: str) -> list[float]:
    """Return the light of red, green and blue. Formula: IEC 61966-2-1 (sRGB)."""
    values = [int(hex_color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def luminance(hex_color: str) -> float:
    red, green, blue = linear(hex_color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb: list[float]) -> tuple[float, float, float]:
    """Return lightness and two hue axes. Source: Ottosson, *A perceptual color space*, 2020."""
    r, g, b = (max(0.0, value) for value in rgb)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(hex_color: str) -> tuple[float, float, float]:
    rgb = linear(hex_color)
    return oklab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in DEUTERANOPIA])


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("theme", [0, 1])
def test_every_colour_can_be_read_on_its_paper(name: str, theme: int) -> None:
    """WCAG 2, level AA, of text: numbers stand in sentences in the colours of their marks."""
    assert contrast(MARKS[name][theme], PAPERS[theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1])
def test_text_can_be_read_on_the_panel_too(theme: int) -> None:
    for name, both in MARKS.items():
        assert contrast(both[theme], NEUTRAL["panel"][theme]) >= 4.5, name


@pytest.mark.parametrize("name", ["learning_rate", "branch"])
@pytest.mark.parametrize("theme", [0, 1])
def test_the_two_rates_can_be_read_as_text(name: str, theme: int) -> None:
    for paper in ("paper", "panel"):
        assert contrast(PALETTE[name][theme], NEUTRAL[paper][theme]) >= 4.5


@pytest.mark.parametrize("names", TOGETHER, ids="-".join)
@pytest.mark.parametrize("theme", [0, 1])
def test_neighbours_differ_for_the_colour_blind(names: tuple[str, ...], theme: int) -> None:
    for one, other in combinations(names, 2):
        assert math.dist(seen(PALETTE[one][theme]), seen(PALETTE[other][theme])) > 0.05


def test_every_color_is_written_alike() -> None:
    for hex_color in [*DARK, *DARK.values()]:
        assert len(hex_color) == 7
        assert int(hex_color[1:], 16) >= 0
        assert hex_color == hex_color.lower()


def test_the_swap_can_be_undone_and_done_twice() -> None:
    n_colors = len(PALETTE) + len(NEUTRAL) + len(FIELD) + len(ANSWER_FINE) + len(THIRD)
    assert len(DARK) == n_colors == len(set(DARK.values()))
    assert not set(DARK) & set(DARK.values())


def test_the_field_grows_evenly_away_from_the_paper() -> None:
    for scale, away in ((FIELD, -1), (FIELD_DARK, 1)):
        steps = [
            away * (oklab(linear(high))[0] - oklab(linear(low))[0]) for low, high in pairwise(scale)
        ]
        assert min(steps) > 0
        assert max(steps) < 1.5 * min(steps)


def test_the_field_scale_starts_at_the_valley_floor() -> None:
    places = [place for place, _ in field_colorscale()]
    assert (places[0], places[-1]) == (0, 1)
    assert places == sorted(set(places))
    assert [hex_color for _, hex_color in field_colorscale()] == list(FIELD)


def test_an_unknown_color_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"weight_1.*not 'weight'"):
        color("weight")


def test_dark_reaches_into_lists_and_leaves_the_rest() -> None:
    light = {"a": [color("z"), {"b": (color("loss"), 3)}], "c": CLEAR, "d": "step"}
    assert in_dark(light) == {
        "a": [PALETTE["z"][1], {"b": [PALETTE["loss"][1], 3]}],
        "c": CLEAR,
        "d": "step",
    }
