"""The head of a page, and notices that stay text whatever a stranger wrote."""

from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest


def script() -> None:
    from visualizer.ui.lesson import open_lesson

    open_lesson("start", "Meet a neuron", "Drag a **weight**.")


@pytest.fixture
def app() -> AppTest:
    """A page with nothing but its head."""
    return AppTest.from_function(script)


class Reader(HTMLParser):
    """Collects what a browser would make of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append((tag, attributes))

    def handle_data(self, data: str) -> None:
        self.text += data


def notices_on(at: AppTest) -> Reader:
    reader = Reader()
    for each in at.get("html"):
        reader.feed(each.proto.body)
    return reader


def test_a_page_has_its_title_and_its_lead(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert [each.value for each in app.title] == ["Meet a neuron"]
    assert [each.value for each in app.markdown] == ["Drag a **weight**."]


def test_without_notices_nothing_is_shown(app: AppTest) -> None:
    assert not app.run().get("html")


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "</li></ul><script>alert(1)",
        "<a href=//evil>",
        "&lt;b&gt;",
        "[a](javascript:alert(1))",
        "![a](http://evil/x.png)",
        "**x** `y` $z$ :smile: :red[x]",
        "www.evil.example",
        "\" ' >",
    ],
)
def test_a_strangers_text_is_shown_as_it_is(app: AppTest, text: str) -> None:
    app.query_params["w1"] = text
    reader = notices_on(app.run())
    assert f"w1 = “{text}” is not a number" in reader.text
    assert {tag for tag, _ in reader.tags} == {"div", "strong", "ul", "li"}
    # No other element shows it, above all none that reads Markdown.
    assert not any(text in each.value for each in [*app.markdown, *app.warning, *app.error])


def test_notices_are_announced(app: AppTest) -> None:
    app.query_params["w1"] = "abc"
    assert any(("role", "alert") in has for _, has in notices_on(app.run()).tags)
