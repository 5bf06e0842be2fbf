"""Several loss curves in one picture: whole, apart without colour, named in full below."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.every_figure import parts, plain
from visualizer.figures.kept_losses import (
    GAP,
    HEIGHT,
    MARGINS,
    Curve,
    Offshoot,
    kept_losses_figure,
)
from visualizer.figures.run_labels import (
    BRANCH_DASHES,
    COLUMNS,
    LOOKS,
    find_looks,
    legend_lines,
    plain_text,
    spread,
    wrapped,
)
from visualizer.figures.theme import DARK, FONT_SIZE, NEUTRAL, PALETTE, SMALL

FALLING = Curve(1, "falling", (1.0, 0.5, 0.25))
LONGER = Curve(2, "longer", (0.8, 0.4, 0.2, 0.1, 0.05))
GONE = Curve(3, "gone", (1.0, 90.0, 1e30, math.nan, math.nan))
BRANCHED = Curve(2, "branched", (1.0, 0.5, 0.4), Offshoot(1, "Branch at step 1", (0.5, 0.1)))
TWELVE = [Curve(number, f"run {number}", (1.0, 0.5)) for number in range(1, 13)]


def traces(*curves: Curve, **options: bool) -> dict:
    return {trace.uid: trace for trace in kept_losses_figure(curves, **options).data}


def lines(*curves: Curve, **options: bool) -> list:
    drawn = traces(*curves, **options)
    return [trace for uid, trace in drawn.items() if uid.startswith("run_")]


def test_every_run_has_one_line_through_all_its_steps() -> None:
    drawn = traces(FALLING, LONGER)
    assert [uid for uid in drawn if uid.startswith("run_")] == ["run_1", "run_2"]
    for curve in (FALLING, LONGER):
        line = drawn[f"run_{curve.number}"]
        assert line.x == tuple(range(len(curve.losses)))
        assert line.y == curve.losses
        assert line.mode == "lines"


def test_the_steps_of_the_longest_run_fit() -> None:
    first, last = kept_losses_figure([FALLING, LONGER]).layout.xaxis.range
    assert first == 0
    assert 4 < last < 5


def test_what_is_no_number_is_a_gap() -> None:
    (line,) = lines(GONE)
    assert line.y == (1.0, 90.0, 1e30, None, None)
    assert line.connectgaps is False


def test_runs_are_told_apart_without_colour_and_with_it() -> None:
    drawn = lines(*TWELVE)
    assert len({line.line.dash for line in drawn}) == len(LOOKS) == 12
    assert len({line.line.color for line in drawn}) == 12
    assert {line.line.color for line in drawn} <= {light for light, _ in PALETTE.values()}


@pytest.mark.parametrize(
    ("numbers", "looks"),
    [([1, 2, 3], [0, 1, 2]), ([2, 3], [1, 2]), ([1, 13], [0, 1]), ([12, 24, 36], [11, 0, 1])],
)
def test_a_run_keeps_its_look_when_others_go(numbers: list[int], looks: list[int]) -> None:
    assert find_looks(numbers) == looks


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12, unique=True))
def test_no_two_runs_look_alike(numbers: list[int]) -> None:
    assert len(set(find_looks(numbers))) == len(numbers)


def test_every_curve_has_its_number_at_the_right() -> None:
    names = traces(FALLING, BRANCHED)["names"]
    assert names.text == ("1", "2", "2′")
    right = kept_losses_figure([FALLING, BRANCHED]).layout.xaxis.range[1]
    assert set(names.x) == {right}
    assert names.textfont.color == NEUTRAL["text"][0]
    assert names.textfont.size == FONT_SIZE
    assert names.cliponaxis is False


def test_the_legend_tells_every_name_in_full() -> None:
    name = "Run 7: lr 0.031622775, No activation"
    figure = kept_losses_figure([Curve(7, name, (1.0, 0.5)), FALLING])
    named = [trace for trace in figure.data if trace.showlegend is not False]
    assert [trace.name.replace("<br>", " ") for trace in named] == [name, "1: falling"]
    assert figure.layout.showlegend is True
    assert figure.layout.legend.itemclick is False


def test_the_legend_has_room_below_the_picture() -> None:
    for curves in ([FALLING], TWELVE, [FALLING, BRANCHED]):
        layout = kept_losses_figure(curves).layout
        n_entries = len(curves) + sum(curve.branch is not None for curve in curves)
        room = layout.height - HEIGHT
        assert room == layout.margin.b - MARGINS["b"] == layout.legend.maxheight
        assert room >= n_entries * 1.3 * FONT_SIZE


def test_a_branch_begins_where_it_leaves_its_run_and_looks_its_own_way() -> None:
    drawn = traces(FALLING, BRANCHED)
    branch, run = drawn["branch_2"], drawn["run_2"]
    assert branch.x == (1, 2)
    assert branch.y == (0.5, 0.1)
    assert branch.name == "2′: Branch at step 1"
    assert branch.line.color == PALETTE["branch"][0] != run.line.color
    assert branch.line.dash != run.line.dash
    assert drawn["ends"].x == (2, 2, 2)
    assert "branch_1" not in drawn


def test_branches_are_told_apart_from_each_other_and_from_every_run() -> None:
    dashes = [*BRANCH_DASHES, *(dash for _, dash in LOOKS)]
    assert len(set(dashes)) == 2 * len(LOOKS)
    assert "branch" not in {name for name, _ in LOOKS}


def test_twelve_branches_fit_beside_twelve_runs() -> None:
    curves = [
        Curve(number, "x", (1.0, 0.5), Offshoot(0, "branch", (1.0, 0.5))) for number in range(1, 13)
    ]
    heights = sorted(traces(*curves)["names"].y)
    plot = HEIGHT - MARGINS["t"] - MARGINS["b"]
    assert all((above - below) * plot > 1.2 * FONT_SIZE for below, above in pairwise(heights))
    assert min(heights) >= -1e-9
    assert max(heights) <= 1


@pytest.mark.parametrize("log", [False, True])
def test_a_branch_that_leaves_at_the_end_or_has_no_number_is_drawn(log: bool) -> None:
    for losses in ((0.5,), (math.nan,), (0.0, math.nan)):
        curve = Curve(1, "x", (1.0, 0.5), Offshoot(1, "branch", losses))
        ends = traces(curve, log=log)["ends"]
        assert ends.x[1] == 1
        assert 0 <= ends.y[1] <= 1


def test_a_branch_that_explodes_does_not_flatten_the_others() -> None:
    curve = Curve(1, "x", (1.0, 0.5), Offshoot(0, "branch", (1.0, 1e30)))
    assert kept_losses_figure([curve]).layout.yaxis.range[1] < 3


def test_a_line_leads_from_the_end_of_each_curve_to_its_name() -> None:
    drawn = traces(FALLING, LONGER)
    leaders, ends, names = (drawn[uid] for uid in ("leaders", "ends", "names"))
    assert ends.x == (2, 4)
    top = kept_losses_figure([FALLING, LONGER]).layout.yaxis.range[1]
    assert ends.y == pytest.approx((0.25 / top, 0.05 / top))
    for place in range(2):
        begin, to, gap = range(3 * place, 3 * place + 3)
        assert (leaders.x[begin], leaders.y[begin]) == (ends.x[place], ends.y[place])
        assert (leaders.x[to], leaders.y[to]) == (names.x[place], names.y[place])
        assert leaders.x[gap] is leaders.y[gap] is None


def test_names_of_runs_that_end_alike_do_not_cover_each_other() -> None:
    heights = sorted(traces(*TWELVE)["names"].y)
    assert all(above - below >= GAP - 1e-9 for below, above in pairwise(heights))
    assert GAP * (HEIGHT - MARGINS["t"] - MARGINS["b"]) > 1.5 * SMALL
    assert min(heights) >= 0
    assert max(heights) <= 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_spreading_keeps_the_order_and_what_has_room(places: list[float]) -> None:
    moved = spread(places, 0.05)
    assert all(-1e-9 <= place <= 1 for place in moved)
    in_order = sorted(moved)
    assert all(above - below >= 0.05 - 1e-9 for below, above in pairwise(in_order))
    for i, j in pairwise(sorted(range(len(places)), key=places.__getitem__)):
        assert moved[i] <= moved[j]
    assert spread(in_order, 0.04) == in_order


def test_a_run_that_diverged_ends_with_a_cross_where_it_leaves_the_picture() -> None:
    ends = traces(FALLING, GONE)["ends"]
    assert ends.marker.symbol == ("circle", "x")
    assert ends.x == (2, 0)
    assert traces(FALLING, GONE, log=True)["ends"].x == (2, 1)


def test_one_run_that_explodes_does_not_flatten_the_others() -> None:
    assert kept_losses_figure([FALLING, GONE]).layout.yaxis.range[1] < 3
    high = kept_losses_figure([FALLING, GONE], log=True).layout.yaxis.range[1]
    assert 2 <= high < 3


def test_the_axis_is_linear_or_logarithmic() -> None:
    linear, log = (kept_losses_figure([LONGER], log=log).layout.yaxis for log in (False, True))
    assert linear.type is None
    assert linear.range[0] == 0
    assert log.type == "log"
    assert log.range[0] < math.log10(0.05) < math.log10(0.8) < log.range[1]
    assert "log" in log.title.text


def test_a_loss_of_zero_is_a_gap_on_the_log_axis_only() -> None:
    curve = Curve(1, "perfect", (1.0, 0.0))
    assert lines(curve, log=True)[0].y == (1.0, None)
    assert lines(curve)[0].y == (1.0, 0.0)
    assert traces(curve, log=True)["ends"].x == (0,)


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "losses", [(0.0, 0.0), (math.nan, math.nan), (math.inf,), (1e-45, 1e38), (0.5,)]
)
def test_any_run_makes_a_picture(losses: tuple[float, ...], log: bool) -> None:
    made = kept_losses_figure([Curve(1, "any", losses)], log=log)
    for axis in (made.layout.xaxis, made.layout.yaxis):
        assert all(math.isfinite(end) for end in axis.range)
        assert axis.range[0] < axis.range[1]
    numbers = [value for _, value in parts(plain(made)) if isinstance(value, float)]
    assert all(math.isfinite(number) for number in numbers)


HOSTILE = {
    "<b>x</b>": "&lt;b&gt;x&lt;/b&gt;",
    "a<br>b": "a&lt;br&gt;b",
    "&lt;": "&amp;lt;",
    "$x^2$": "&#36;x^2&#36;",
    "<a href='//e'>": "&lt;a href='//e'&gt;",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_read_as_markup(name: str) -> None:
    drawn = traces(Curve(1, name, (1.0, 0.5)))
    assert drawn["names"].text == ("1",)
    assert drawn["run_1"].name == f"1: {HOSTILE[name]}"
    # Hover text is a template: a name in it could ask for values.
    assert drawn["run_1"].hovertemplate == traces(FALLING)["run_1"].hovertemplate


def test_a_long_name_is_broken_before_it_is_escaped() -> None:
    drawn = traces(Curve(1, "&" * 40, (1.0, 0.5)))
    assert drawn["run_1"].name == plain_text("1:") + "<br>" + "<br>".join(
        ["&amp;" * COLUMNS, "&amp;" * (40 - COLUMNS)]
    )
    assert kept_losses_figure([FALLING]).layout.hoverlabel.namelength == -1


@given(st.text(max_size=40) | st.text(alphabet="ab W名🙂", max_size=60))
def test_the_lines_of_the_legend_hold_the_whole_name_and_fit(name: str) -> None:
    lines = wrapped(name)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert all(len(line) <= COLUMNS for line in lines)
    assert all(2 * line.count("名") <= COLUMNS for line in lines)


def test_a_run_that_is_called_by_its_number_is_not_numbered_twice() -> None:
    assert legend_lines(2, "Run 2: lr 1") == ["Run 2: lr 1"]
    assert legend_lines(1, "Run 2: lr 1") == ["1: Run 2: lr 1"]
    assert legend_lines(1, "Run 12: lr 1") == ["1: Run 12: lr 1"]


def test_on_dark_paper_every_colour_is_its_dark_partner() -> None:
    light, dark = (kept_losses_figure([FALLING, GONE], dark=dark) for dark in (False, True))
    shown = {value for _, value in parts(plain(dark)) if isinstance(value, str)}
    assert not shown & set(DARK)
    assert dark.data[0].line.color == DARK[light.data[0].line.color]


@pytest.mark.parametrize("curves", [[], [*TWELVE, Curve(13, "one more", (1.0,))]])
def test_too_few_and_too_many_are_refused(curves: list[Curve]) -> None:
    with pytest.raises(ValueError, match=f"1 to 12 curves, got {len(curves)}"):
        kept_losses_figure(curves)


def test_the_axis_says_what_the_loss_is() -> None:
    def title(**options: object) -> str:
        return kept_losses_figure([FALLING], **options).layout.yaxis.title.text

    assert (title(), title(log=True)) == ("loss (MSE)", "loss (MSE), log")
    assert (title(title="loss"), title(title="loss", log=True)) == ("loss", "loss, log")
