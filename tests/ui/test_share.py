"""The link, its code and the snippet to embed it."""

from html import unescape
from urllib.parse import parse_qsl, urlsplit

from visualizer.core.own_data import keep_table
from visualizer.core.table import Table
from visualizer.ui.address import read_address
from visualizer.ui.share import code_svg, embed_snippet, link_to

HERE = "https://example.org/app/training?w1=9#x"


def test_a_link_holds_the_address_and_nothing_of_the_old_one() -> None:
    link = link_to(HERE, {"w1": "0.3", "data": "own.A-_"})
    assert link == "https://example.org/app/training?w1=0.3&data=own.A-_"


def test_what_a_stranger_wrote_stays_one_attribute_of_the_snippet() -> None:
    link = link_to(HERE, {"x": '"><script>'}, embed=True)
    snippet = embed_snippet(link)
    assert "<script" not in snippet
    assert unescape(snippet.split('src="')[1].split('"')[0]) == link
    assert dict(parse_qsl(urlsplit(link).query)) == {"x": '"><script>', "embed": "true"}


def test_thirty_rows_travel_in_two_thousand_characters() -> None:
    rows = tuple((row * 0.25, 9 - row * 0.2, float(row > 14)) for row in range(30))
    table = Table(
        ("hours studied", "hours slept", "passed"), tuple(f"Student {i}" for i in range(30)), rows
    )
    name = keep_table(table)
    link = link_to(
        HERE, {"w1": "-0.352817", "w2": "0.12", "b": "0.5", "data": name, "steps": "300"}
    )
    assert len(link) < 2000
    values, notices = read_address({"data": (name,)}, "training")
    assert (values["dataset"], notices) == (name, [])


def test_the_code_is_dark_on_light_and_named() -> None:
    svg = code_svg(link_to(HERE, {"w1": "0.3"}))
    assert svg.startswith("<svg")
    assert 'stroke="#000"' in svg
    assert "QR code" in svg
