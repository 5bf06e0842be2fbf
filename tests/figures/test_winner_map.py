"""The map of three classes: who wins where, how surely, and the borders between them."""

import pytest
import torch

from visualizer.figures.answer_map import SHOWS
from visualizer.figures.kind_marks import CLASSES
from visualizer.figures.map_parts import grid_points
from visualizer.figures.moves import show
from visualizer.figures.theme import ANSWER, DARK, FIELD, THIRD, color
from visualizer.figures.winner_map import N_POINTS, winner_map_figure, winner_moves

LIMITS = ((-1.0, 3.0), (10.0, 20.0))
POINTS = grid_points(LIMITS, N_POINTS)


def sectors(scale: float) -> torch.Tensor:
    """Return logits of three sectors around (1, 15). Shape ``(n_points², 3, 1)``."""
    turns = 2 * torch.pi * torch.arange(3) / 3
    directions = torch.stack([turns.cos(), turns.sin()])
    places = (POINTS - torch.tensor([1.0, 15.0])) / torch.tensor([2.0, 5.0])
    return scale * (places @ directions)[..., None]


def made(shows: str, logits: torch.Tensor):
    groups = tuple(
        (f"class {number}", mark, is_test, ((0.0, 12.0),))
        for number, mark in enumerate(CLASSES)
        for is_test in (False, True)
    )
    figure = winner_map_figure(("a", "b"), LIMITS, groups, shows)
    shown = show(figure, winner_moves(logits, LIMITS, shows), 0)
    return {trace.uid: trace for trace in shown.data}


def tint_at(trace, value: float) -> str:
    """Return the tint whose place in the colour scale is the nearest."""
    share = (value - trace.zmin) / (trace.zmax - trace.zmin)
    return min(trace.colorscale, key=lambda stop: abs(stop[0] - share))[1]


@pytest.mark.parametrize("scale", [0.001, 1.0, 40.0, 1e33])
def test_each_place_has_a_tint_of_the_class_that_wins(scale: float) -> None:
    logits = sectors(scale)
    trace = made("probability", logits)["field"]
    winner = logits[..., 0].argmax(dim=1).tolist()
    values = [value for row in trace.z for value in row]
    own = (ANSWER[:5], ANSWER[5:], THIRD)
    for value, place in zip(values, winner, strict=True):
        assert 85 * place <= value <= 85 * place + 84
        assert tint_at(trace, value) in own[place]


def test_it_is_the_paler_the_less_sure() -> None:
    torch.manual_seed(0)
    logits = torch.randn(N_POINTS**2, 3, 1)
    best, winner = logits.softmax(dim=1)[..., 0].max(dim=1)
    for shows, above in (("probability", 85 * winner), ("certainty", torch.zeros(len(best)))):
        values = torch.tensor(made(shows, logits)["field"].z).flatten() - above
        levels = 84 if shows == "probability" else 254
        sure = (best - 1 / 3) * 1.5
        torch.testing.assert_close(values.float(), (levels * sure).round(), rtol=0, atol=1)
    scale = [tint for _, tint in made("certainty", logits)["field"].colorscale]
    assert scale[:7] == list(FIELD[:7])


def test_classes_have_one_tint_each() -> None:
    trace = made("classes", sectors(2.0))["field"]
    tints = [tint for _, tint in trace.colorscale]
    assert len(set(tints)) == 3
    assert [tint_at(trace, 85 * place + 40) for place in range(3)] == tints[::2][:3]


@pytest.mark.parametrize("scale", [0.001, 1.0, 40.0])
@pytest.mark.parametrize("shows", SHOWS)
def test_a_border_changes_its_sign_where_its_class_stops_to_win(shows: str, scale: float) -> None:
    logits = sectors(scale)
    traces, winner = made(shows, logits), logits[..., 0].argmax(dim=1)
    for place in range(2):
        trace = traces[f"border_{place}"]
        heights = torch.tensor(trace.z).flatten()
        assert trace.contours.start == trace.contours.end == 127.5
        assert torch.equal(heights > 127.5, winner == place)


def test_a_class_that_is_hardly_behind_on_the_border_of_the_others_has_no_border() -> None:
    logits = sectors(1.0)
    logits[:, 1] = logits[:, [0, 2]].amax(dim=1) - 1e-4
    heights = torch.tensor(made("probability", logits)["border_1"].z)
    assert (heights < 127.5).all()


@pytest.mark.parametrize("scale", [0.001, 1.0, 40.0])
def test_a_straight_border_is_drawn_straight(scale: float) -> None:
    """Where it crosses a row of the grid, by the straight line that the contour takes."""
    normal = torch.tensor([0.9, 0.3])
    heights = scale * ((POINTS - torch.tensor([1.05, 15.0])) / torch.tensor([2.0, 5.0]) @ normal)
    logits = torch.stack([heights, -heights, torch.full_like(heights, -1e4)], dim=1)[..., None]
    field = torch.tensor(made("probability", logits)["border_0"].z).float() - 127.5
    across = torch.linspace(*LIMITS[0], N_POINTS)
    for row, up in zip(field, torch.linspace(*LIMITS[1], N_POINTS), strict=True):
        place = int((row < 0).sum()) - 1
        low, high = row[place], row[place + 1]
        found = across[place] + (across[1] - across[0]) * float(-low / (high - low))
        expected = 1.05 - 2 * (0.3 / 0.9) * (float(up) - 15) / 5
        assert found == pytest.approx(expected, abs=0.01)


def test_small_marks_tell_two_of_the_classes_without_a_colour() -> None:
    logits = sectors(3.0)
    traces = made("classes", logits)
    assert {uid for uid in traces if uid.endswith("specks")} == {
        "class_0_specks",
        "class_2_specks",
    }
    low, high = LIMITS[0]
    winner = logits[..., 0].argmax(dim=1).reshape(N_POINTS, N_POINTS)
    grid = POINTS.reshape(N_POINTS, N_POINTS, 2)[2::4, 2::4].flatten(0, 1)
    wins = winner[2::4, 2::4].flatten().tolist()
    for number in (0, 2):
        trace = traces[f"class_{number}_specks"]
        for x, y, place, win in zip(trace.x, trace.y, grid.tolist(), wins, strict=True):
            assert (low <= x <= high) == (win == number)
            assert y == pytest.approx(place[1])


def test_examples_differ_by_symbol_and_colour_and_those_of_the_test_are_open() -> None:
    traces = made("probability", sectors(1.0))
    solid = [traces[f"examples_{mark.name}"].marker for mark in CLASSES]
    tested = [traces[f"test_{mark.name}"].marker for mark in CLASSES]
    assert len({marker.symbol for marker in solid}) == 3
    assert [marker.color for marker in solid] == [color(each) for each in ("fail", "pass", "third")]
    assert [marker.symbol for marker in tested] == [f"{each.symbol}-open" for each in solid]


@pytest.mark.parametrize("shows", SHOWS)
def test_every_colour_has_a_dark_partner(shows: str) -> None:
    for trace in made(shows, sectors(1.0)).values():
        if trace.type == "heatmap":
            assert {tint for _, tint in trace.colorscale} <= set(DARK)
        elif trace.type == "scatter":
            assert trace.marker.color in DARK
        else:
            assert trace.line.color in DARK


@pytest.mark.parametrize("bad", [torch.nan, torch.inf, -torch.inf])
def test_what_is_no_number_leaves_no_hole(bad: float) -> None:
    logits = sectors(1.0)
    logits[::3, 1] = bad
    for rows in winner_moves(logits, LIMITS).values():
        assert rows.dtype == torch.uint8
        assert rows.shape == (1, N_POINTS, N_POINTS)


def test_alike_everywhere_has_no_border() -> None:
    moves = winner_moves(torch.zeros(N_POINTS**2, 3, 1), LIMITS)
    for place in range(2):
        assert (moves[f"border_{place}.z"] == 128).all()
