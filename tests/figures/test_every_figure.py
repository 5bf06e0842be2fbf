"""What holds for every picture: named traces, colours of the theme, still axes, readable type."""

import re

import plotly.graph_objects as go
import pytest

from tests.figures.every_figure import FIGURES, figure_functions, parts, plain
from visualizer.figures.theme import CLEAR, DARK, SMALL, in_dark

COLOR = re.compile(r"(#[0-9a-f]{3,8}|(rgb|hsl)a?\(.*)", re.IGNORECASE)
COLOR_ENDS = ("color", "bgcolor", "outlinecolor", "colorscale")


@pytest.fixture(params=FIGURES)
def figure(request: pytest.FixtureRequest) -> go.Figure:
    return FIGURES[request.param]()


def colors(figure: go.Figure) -> set[str]:
    """Return whatever stands where a color belongs, and whatever looks like one."""
    return {
        value
        for path, value in parts(plain(figure))
        if isinstance(value, str) and (path.endswith(COLOR_ENDS) or COLOR.fullmatch(value))
    }


def axes(figure: go.Figure) -> list[dict]:
    """Return the axes of the figure, those of its scenes included."""
    layout = plain(figure)["layout"]
    frames = [layout, *(value for key, value in layout.items() if key.startswith("scene"))]
    is_axis = re.compile(r"[xyz]axis\d*").fullmatch
    return [frame[key] for frame in frames for key in frame if is_axis(key)]


def test_no_figure_escapes_these_tests() -> None:
    assert figure_functions() == set(FIGURES)


def test_every_trace_has_a_name_of_its_own(figure: go.Figure) -> None:
    uids = [trace.uid for trace in figure.data]
    assert all(uids)
    assert len(uids) == len(set(uids))


def test_every_color_has_a_dark_partner(figure: go.Figure) -> None:
    assert colors(figure)
    assert colors(figure) - {CLEAR} <= set(DARK)


def test_dark_leaves_no_light_color(figure: go.Figure) -> None:
    swapped = {value for _, value in parts(in_dark(plain(figure))) if isinstance(value, str)}
    assert not swapped & set(DARK)


def test_no_axis_rescales_itself(figure: go.Figure) -> None:
    assert axes(figure)
    for axis in axes(figure):
        low, high = axis["range"]
        assert low < high
        assert axis["autorange"] is False


def test_a_finger_scrolls_the_page_and_not_the_axes(figure: go.Figure) -> None:
    flat = [axis for axis in axes(figure) if "showbackground" not in axis]
    assert all(axis["fixedrange"] for axis in flat)
    assert figure.layout.dragmode is False


def test_the_camera_and_the_zoom_survive_a_redraw(figure: go.Figure) -> None:
    assert figure.layout.uirevision == "constant"


def test_type_is_never_too_small(figure: go.Figure) -> None:
    sizes = [value for path, value in parts(plain(figure)) if path.endswith("font.size")]
    assert sizes
    assert min(sizes) >= SMALL >= 12


def test_no_text_holds_what_is_not_a_number(figure: go.Figure) -> None:
    texts = [value for path, value in parts(plain(figure)) if path.endswith("text")]
    assert not any(re.search(r"nan|inf\b|None", str(text), re.IGNORECASE) for text in texts)


def test_hover_boxes_have_few_digits_and_no_loss_is_a_row_of_zeros(figure: go.Figure) -> None:
    for trace in figure.data:
        for number in re.findall(r"%\{[xyz][^}]*\}", trace.hovertemplate or ""):
            assert re.search(r":,?\.?\d*([fd]|~g)\}", number), f"{trace.uid}: {number}"
        said = re.findall(r"(?:loss|error|median) %\{([^}]*)\}", trace.hovertemplate or "")
        assert all(each.endswith("~g") for each in said), trace.uid
