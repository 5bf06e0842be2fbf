"""The bundle is taken apart only if it looks as expected, and into what the figures need."""

import re
from functools import cache

import pytest

from tests.figures.every_figure import FIGURES
from tests.scenes.stages import BUILDERS, stage
from visualizer.figures.kinds import FLAT, SPACE
from visualizer.live.scene import Picture
from visualizer.routes import plotly_scripts
from visualizer.routes.plotly_bundle import Parts, take_apart
from visualizer.routes.plotly_scripts import BUNDLE, VERSION, scripts

FURTHER = "plotly-further.js"
LAST = re.compile(r"\.register\(\[[^\]]*\]\)")


@cache
def bundle() -> str:
    return BUNDLE.read_text("utf-8")


@cache
def parts() -> Parts:
    found = take_apart(bundle(), FLAT, SPACE, FURTHER)
    assert found is not None
    return found


def test_the_installed_bundle_becomes_two_scripts_of_a_fraction() -> None:
    assert len(parts().first) < 0.3 * len(bundle())
    assert len(parts().further) < 0.15 * len(bundle())


def test_each_script_registers_the_kinds_of_the_figures_and_the_first_names_the_other() -> None:
    (registered,) = LAST.findall(parts().first)
    assert registered.count("()") == len(set(FLAT) - {"scatter"})
    assert parts().further.count("()=>Plotly.register(") == len(SPACE)
    assert f'.further={{url:"{FURTHER}"' in parts().first


def test_no_module_stands_in_both() -> None:
    first, further = (
        set(re.findall(r"(?<=;)var ([\w$]+)=W\(", text))
        for text in (parts().first, parts().further)
    )
    assert len(first) > 300
    assert len(further) > 20
    assert first.isdisjoint(further)


def test_both_keep_the_licence() -> None:
    for text in (parts().first, parts().further):
        assert "Licensed under the MIT license" in text[:300]


ODD = {
    "nothing": lambda text: "",
    "no_list_of_kinds": lambda text: LAST.sub(".register(all)", text),
    "two_lists_of_kinds": lambda text: text + LAST.findall(text)[0].join(["var q=r();q", ";"]),
    "a_kind_has_another_name": lambda text: text.replace('name:"contour"', 'name:"outline"'),
    "a_kind_has_gone": lambda text: re.sub(r"\.register\(\[([\w$]+\(\),){9}", ".register([", text),
    "no_entry": lambda text: text.replace("return p7r();})();", "})();"),
    "a_module_twice": lambda text: text.replace("var B4e=W(", "var p7r=W(()=>{});var B4e=W("),
    "modules_made_otherwise": lambda text: text.replace("=W(", "=Q("),
    "no_licence": lambda text: text.replace("/**", "//"),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_a_bundle_that_looks_otherwise_is_left_whole(change) -> None:
    changed = change(bundle())
    assert changed != bundle()
    assert take_apart(changed, FLAT, SPACE, FURTHER) is None


def test_a_kind_that_plotly_does_not_have_leaves_it_whole() -> None:
    assert take_apart(bundle(), (*FLAT, "hologram"), SPACE, FURTHER) is None


def test_a_bundle_left_whole_is_served_and_the_log_says_so(tmp_path, monkeypatch, caplog) -> None:
    other = tmp_path / "plotly.min.js"
    other.write_text("var Plotly = 1", "utf-8")
    monkeypatch.setattr(plotly_scripts, "BUNDLE", other)
    (only,) = scripts.__wrapped__()
    assert only.content == other.read_bytes()
    assert only.name == f"plotly-{VERSION}.min.js"
    assert "it goes out whole" in caplog.text


@pytest.mark.parametrize("name", FIGURES)
def test_the_browser_can_draw_every_figure(name: str) -> None:
    assert {trace.type for trace in FIGURES[name]().data} <= {*FLAT, *SPACE}


def test_the_browser_learns_no_kind_that_no_figure_has() -> None:
    drawn = {trace.type for figure in FIGURES.values() for trace in figure().data}
    assert drawn == {*FLAT, *SPACE}


@pytest.mark.parametrize("page", BUILDERS)
def test_the_browser_can_draw_every_picture_of_a_page(page: str) -> None:
    figures = [each.figure for each in stage(page).scene.pictures if isinstance(each, Picture)]
    assert {trace.type for figure in figures for trace in figure.data} <= {*FLAT, *SPACE}
