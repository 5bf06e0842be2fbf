"""Every page opens, with its title, its choosers and its stage, whatever is chosen on it."""

import json
import struct
from collections.abc import Callable
from functools import cache
from itertools import product

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import (
    OpenApp,
    chooser,
    choosers,
    everything_said,
    expect_no_failure,
    go_to,
    guess,
    notices,
    open_page,
    standing,
)
from visualizer.chapters import CHAPTERS
from visualizer.core.activations import ACTIVATIONS
from visualizer.live.compact import expand
from visualizer.state.pages import PAGES, drawn_weights
from visualizer.state.parameters import PARAMETERS, WEIGHTS

TITLES = {
    "start": "Meet a neuron",
    "neuron": "Inside the neuron",
    "activations": "Activation functions",
    "loss": "How wrong is it?",
    "training": "Training",
}
CHOOSERS = {
    "start": set(),
    "neuron": {"activation"},
    "activations": {"activation", "second_activation", "dataset", "scaling", "output"},
    "loss": {"dataset", "scaling", "output", "activation"},
    "training": {"seed", "dataset", "scaling", "output", "activation", "n_steps"},
}
SLIDERS = {
    "start": set(WEIGHTS),
    "neuron": {"input_1", "input_2", *WEIGHTS},
    "activations": {"input_1", "input_2", *WEIGHTS},
    "loss": set(WEIGHTS),
    "training": {*WEIGHTS, "learning_rate", "step"},
}
OPTIONS = [
    (page, name, option)
    for page, names in CHOOSERS.items()
    for name in sorted(names - {"seed"})
    for option in PARAMETERS[name].options
]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_every_chapter_opens_without_a_word_of_complaint(chapter, open_app: OpenApp) -> None:
    app = open_app(chapter.name)
    expect_no_failure(app)
    assert len(app.title) == 1
    assert notices(app) == ""
    assert app.query_params == {}


@pytest.mark.parametrize("page", TITLES)
def test_a_page_has_its_title_and_everything_to_play_with(page: str, open_app: OpenApp) -> None:
    app = open_app(page)
    assert app.title[0].value == TITLES[page]
    assert CHOOSERS[page] <= set(choosers(app))
    assert set(standing(app)) == SLIDERS[page]


@pytest.mark.parametrize("page", TITLES)
def test_sliders_stand_at_the_defaults_of_the_page(page: str, open_app: OpenApp) -> None:
    shown = standing(open_app(page))
    whole = {name: PARAMETERS[name].default for name in shown}
    if page == "training":
        whole |= drawn_weights(0)
    assert shown == whole


def sent(app) -> list[bytes]:
    """Return all that the browser gets for the stages of a page, but for the count of changes and
    whether there is one to take back."""
    parts = (each for each in app.get("bidi_component") if each.key.endswith(("_stage", "_scene")))
    return [shown(expand(each.proto.bytes)) for each in parts]


def shown(message: bytes) -> bytes:
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length])
    for told in ("version", "moves"):
        header.pop(told, None)
    return json.dumps(header, sort_keys=True).encode() + message[4 + length :]


@pytest.mark.parametrize(("page", "name", "option"), OPTIONS)
def test_every_option_of_every_chooser_can_be_picked(
    page: str, name: str, option: str | int, open_app: OpenApp
) -> None:
    app = open_app(page)
    before = sent(app)
    was = PAGES[page].defaults.get(name, PARAMETERS[name].default)
    chooser(app, name).set_value(option)
    app.run()
    expect_no_failure(app)
    assert not notices(app)
    assert chooser(app, name).value == option
    address = {PARAMETERS[name].address: str(option)}
    assert app.query_params == ({} if option == was else address)
    same = option == was or (name == "second_activation" and option == "relu")
    assert (sent(app) == before) == same


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_training_there_is_opens(activation: str, open_app: OpenApp) -> None:
    start = {} if activation == "identity" else {"activation": activation}
    app = open_app("training", start)
    names = ("output", "dataset", "scaling")
    for options in product(*(PARAMETERS[name].options for name in names)):
        for name, option in zip(names, options, strict=True):
            chooser(app, name).set_value(option)
        app.run()
        expect_no_failure(app)
        wanted = {
            PARAMETERS[name].address: str(option)
            for name, option in zip(names, options, strict=True)
            if option != PARAMETERS[name].default
        }
        assert app.query_params == {**start, **wanted}


@pytest.mark.parametrize("first", ACTIVATIONS)
def test_every_function_can_be_laid_over_every_other(first: str, open_app: OpenApp) -> None:
    app = open_app("activations", {"activation": first})
    for second in PARAMETERS["second_activation"].options:
        chooser(app, "second_activation").set_value(second)
        app.run()
        expect_no_failure(app)


# The seed


def test_the_button_draws_other_weights(open_app: OpenApp) -> None:
    app = open_app("training")
    app.button("next_seed").click().run()
    expect_no_failure(app)
    assert standing(app).items() >= drawn_weights(1).items()
    assert app.query_params == {"seed": "1"}
    app.button("next_seed").click().run()
    assert standing(app).items() >= drawn_weights(2).items()
    assert chooser(app, "seed").value == 2


def test_a_seed_can_be_typed(open_app: OpenApp) -> None:
    app = open_app("training", {"w1": "0.5"})
    chooser(app, "seed").set_value(42)
    app.run()
    assert standing(app).items() >= drawn_weights(42).items()
    assert app.query_params == {"seed": "42"}


def test_after_the_last_seed_comes_the_first(open_app: OpenApp) -> None:
    app = open_app("training", {"seed": "9999"})
    app.button("next_seed").click().run()
    assert chooser(app, "seed").value == 0


# The guess


@pytest.fixture(scope="module")
def guessed() -> Callable[[str, int], AppTest]:
    """Give a page on which an option was picked, to look at only."""

    @cache
    def made(page: str, option: int) -> AppTest:
        return guess(open_page(page), page, option)

    return made


@pytest.mark.parametrize("page", TITLES)
@pytest.mark.parametrize("option", [0, 1, 2])
def test_a_guess_gets_an_answer_and_cannot_be_changed(
    page: str, option: int, guessed: Callable[[str, int], AppTest]
) -> None:
    app = guessed(page, option)
    expect_no_failure(app)
    words = everything_said(app)
    assert words.count("You guessed") == 2  # beside the question, and with the numbers below
    assert "{" not in words
    assert not [each for each in app.radio if each.key == f"guess_{page}"]


@pytest.mark.parametrize("page", TITLES)
def test_exactly_one_guess_is_right(page: str, guessed: Callable[[str, int], AppTest]) -> None:
    verdicts = []
    for option in range(3):
        verdicts.append("That is right." in everything_said(guessed(page, option)))
    assert verdicts.count(True) == 1


# From page to page


def test_one_neuron_follows_through_all_pages(open_app: OpenApp) -> None:
    app = open_app("start", {"w1": "0.7"})
    for page in ("neuron", "activations", "training", "start"):
        go_to(app, page)
        expect_no_failure(app)
        shown = standing(app)
        assert [shown[name] for name in WEIGHTS] == [0.7, 0.2, 0.5]
        drawn = {"w2": "0.2", "b": "0.5"} if page == "training" else {}
        assert app.query_params == {"w1": "0.7", **drawn}


def test_what_was_chosen_on_one_page_holds_on_the_others(open_app: OpenApp) -> None:
    app = open_app("neuron")
    chooser(app, "activation").set_value("silu")
    app.run()
    for page in ("activations", "training"):
        go_to(app, page)
        assert chooser(app, "activation").value == "silu"
        assert app.query_params["activation"] == "silu"


def test_pages_that_nobody_changed_keep_their_own_defaults(open_app: OpenApp) -> None:
    app = open_app("neuron")
    assert chooser(app, "activation").value == "relu"
    go_to(app, "training")
    assert chooser(app, "activation").value == "identity"
    assert app.query_params == {}
    assert standing(app).items() >= drawn_weights(0).items()


def test_visitors_do_not_share_their_neurons(open_app: OpenApp) -> None:
    open_app("start", {"w1": "0.7"})
    assert standing(open_app("start"))["weight_1"] == 0.1
