"""The link, its code and the snippet to embed it."""

from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from visualizer.state.address import read_address
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.ui import share
from visualizer.ui.link_code import code_svg, link_to
from visualizer.ui.reach import Reach
from visualizer.ui.share import embed_snippet

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


def test_who_does_not_sit_at_the_server_is_not_told_its_addresses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever a browser calls the server: that is for anybody to say."""

    def share_all() -> None:
        from visualizer.ui.session import open_page
        from visualizer.ui.share import open_dialog

        open_page("neuron")
        open_dialog()

    told: list[object] = []
    monkeypatch.setattr(share, "own_addresses", lambda: ("192.168.1.5",))
    monkeypatch.setattr(share, "reach", lambda *said: (told.append(said[3]), Reach(("x",)))[1])
    for address in (None, "10.1.2.3"):
        monkeypatch.setattr(type(share.st.context), "ip_address", address)
        AppTest.from_function(share_all, default_timeout=30).run()
    assert told == [("192.168.1.5",), None]


def test_all_addresses_of_a_computer_in_several_networks_are_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def share_all() -> None:
        from visualizer.ui.session import open_page
        from visualizer.ui.share import open_dialog

        open_page("neuron")
        open_dialog()

    urls = ("http://192.168.1.5:8501/neuron", "http://10.0.0.7:8501/neuron")
    monkeypatch.setattr(share, "reach", lambda *_: Reach(urls, "Try it first."))
    shown: list[str] = []
    monkeypatch.setattr(share, "show_listing", lambda _, pieces, copy: shown.append(pieces[0][1]))
    app = AppTest.from_function(share_all, default_timeout=30).run()
    assert not app.exception
    assert shown[:2] == list(urls)
    assert f'src="{urls[0]}?embed=true"' in shown[2]
    assert "Try it first." in [each.value for each in app.info]
    assert any("several networks" in each.value for each in app.markdown)
