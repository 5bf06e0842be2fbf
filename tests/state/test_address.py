"""Links: what is kept of a bad one, what is said about it, and that good ones lose nothing."""

import re
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.state.strategies import any_values, pages
from visualizer.state.address import (
    BY_ADDRESS,
    LONGEST_QUOTE,
    MOST_NOTICES,
    quote,
    read_address,
    shorten,
    write_address,
)
from visualizer.state.checks import check
from visualizer.state.kinds import Choice
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import PAGES, complete, defaults
from visualizer.state.parameters import PARAMETERS

RANGE = "a number between −3000000 and 3000000"

BAD_NUMBERS = [
    "abc",
    "NaN",
    "nan",
    "inf",
    "-inf",
    "Infinity",
    "1e309",
    "-1e309",
    "3000001",
    "-3000000.0001",
    "1e40",
    "0,5",
    "0.1;0.2",
    "0x10",
    "1_0",
    "1e",
    ".",
    "-",
    "--1",
    " 1",
    "1 ",
    "1\n",
    "\x000.1",
    "٠",
    "１",
    "½",
    "−1",
    "True",
    "[0.1]",
    "0." + "1" * 100_000,
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "$x$",
]


@pytest.mark.parametrize("text", BAD_NUMBERS, ids=lambda text: repr(text[:20]))
def test_a_bad_number_is_named_replaced_and_everything_else_kept(text: str) -> None:
    values, notices = read_address({"w1": [text], "w2": ["0.75"]}, "neuron")
    assert values == {"weight_2": 0.75}
    assert notices == [f"w1 = “{quote(text)}” is not {RANGE}, so 0.1 is used."]


@pytest.mark.parametrize("text", ["swish", "0", "none", "relu6", "x" * 100_000])
def test_a_bad_choice_is_named_with_the_choices(text: str) -> None:
    values, notices = read_address({"activation": [text], "b": ["1"]}, "neuron")
    assert values == {"bias": 1.0}
    choices = ", ".join(f"“{label}”" for label in PARAMETERS["activation"].options.values())
    sentence = f"activation = “{quote(text)}” is not one of {choices}, so “ReLU” is used."
    assert notices == [sentence]


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ({"activation": ["ReLU"]}, ("activation", "relu")),
        ({"activation": ["RELU "]}, ("activation", "relu")),
        ({"data": ["Twelve students"]}, ("dataset", "twelve_students")),
        ({"scaling": ["Not scaled"]}, ("scaling", "raw")),
        ({"batch": ["all"]}, ("batch_size", 0)),
    ],
)
def test_an_option_is_known_by_its_label_too(query: dict, value: tuple) -> None:
    assert read_address(query, "training") == (dict([value]), [])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "name",
    # Where a text leads to the nearest value, the sentence names that one and no other; and where
    # there is a sentence for it, none.
    [
        name
        for name, each in PARAMETERS.items()
        if isinstance(each, Choice) and not (each.nearest or each.refusal)
    ],
)
def test_no_sentence_names_an_option_as_programs_do(name: str, page: str) -> None:
    choice = PARAMETERS[name]
    (notice,) = read_address({choice.address: ["¿"]}, page)[1]
    words = notice.split(" is not ")[1]
    for option, label in choice.options.items():
        assert label in words
        if label != str(option) and isinstance(option, str):
            assert not re.search(rf"\b{option}\b", words.replace(label, ""))


@pytest.mark.parametrize(
    "key", ["utm_source", "UTM_Campaign", "utm_id", "fbclid", "gclid", "mc_cid", "mc_eid", "ref"]
)
def test_what_others_add_to_a_link_is_ignored_without_a_word(key: str) -> None:
    assert read_address({key: ["x", "y"], "w1": ["0.5"]}, "neuron") == ({"weight_1": 0.5}, [])


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ({"w1": [""]}, "w1 is empty, so 0.1 is used."),
        ({"w1": []}, "w1 is empty, so 0.1 is used."),
        ({"w1": ["0.3", "0.4"]}, "w1 is given 2 times, so 0.1 is used."),
        ({"w1": ["0.3"] * 1000}, "w1 is given 1000 times, so 0.1 is used."),
        ({"W1": ["0.3"]}, "“W1” is not a setting of this app, so it is ignored."),
        ({"bias": ["0.3"]}, "“bias” is not a setting of this app, so it is ignored."),
        ({"": ["0.3"]}, "“” is not a setting of this app, so it is ignored."),
        ({"seed": [".5"]}, "seed = “.5” is not a whole number between 0 and 9999, so 0 is used."),
        ({"steps": ["75"]}, "steps = “75” is not one of 50, 100, 200, 300, so 100 is used."),
        ({"steps": ["1e2"]}, "steps = “1e2” is not one of 50, 100, 200, 300, so 100 is used."),
        ({"step": ["101"]}, "step = 101 lies beyond the run of 100 steps, so 0 is used."),
    ],
)
def test_other_faults_have_their_own_sentence(query: dict, notice: str) -> None:
    assert read_address(query, "neuron") == ({}, [notice])


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.3", 0.3), ("-1.5", -1.5), ("+1", 1), ("1.", 1), (".5", 0.5), ("1e-3", 0.001), ("-0", 0)],
)
def test_numbers_are_read_as_people_and_programs_write_them(text: str, value: float) -> None:
    assert read_address({"w1": [text]}, "start") == ({"weight_1": value}, [])


def test_a_text_instead_of_a_list_of_texts_is_read_too() -> None:
    assert read_address({"w1": "0.3"}, "start") == ({"weight_1": 0.3}, [])


def test_a_step_must_lie_within_the_run_of_the_same_link() -> None:
    assert read_address({"step": ["200"], "steps": ["200"]}, "training")[0]["step"] == 200
    values, notices = read_address({"step": ["200"], "steps": ["50"]}, "training")
    assert values == {"n_steps": 50}
    assert notices == ["step = 200 lies beyond the run of 50 steps, so 0 is used."]


def test_the_notice_names_the_number_that_the_links_own_seed_draws() -> None:
    _, notices = read_address({"w1": ["x"], "seed": ["1"]}, "training")
    assert notices == [f"w1 = “x” is not {RANGE}, so 0.3643461 is used."]


def test_streamlits_own_parameters_are_not_worth_a_word() -> None:
    query = {"embed": ["true"], "EMBED": ["x"], "embed_options": ["dark_theme", "y"]}
    assert read_address(query, "start") == ({}, [])


def test_thousands_of_faults_make_few_sentences() -> None:
    query = {f"p{number}": ["x"] for number in range(5000)} | {"w1": ["0.3"]}
    values, notices = read_address(query, "start")
    assert values == {"weight_1": 0.3}
    assert len(notices) == MOST_NOTICES + 1
    assert notices[-1] == "And 4995 more of this kind."


def test_five_faults_are_all_named() -> None:
    assert shorten(list("abcde")) == list("abcde")
    assert shorten(list("abcdef"))[MOST_NOTICES:] == ["And 1 more of this kind."]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("plain", "plain"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
        ("a\x00b\nc\u202ed\u200be\ud800f", "abcdef"),
        ("\x00" * 100_000 + "x", "…"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_quotes_are_short_and_hold_nothing_invisible(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_the_address_of_a_page_as_it_comes_is_empty() -> None:
    for page in PAGES:
        shown = {name: value for name, value in defaults(page).items() if name in PAGES[page].names}
        assert write_address(shown, page) == {}


def test_the_address_holds_what_differs_in_the_order_of_the_table() -> None:
    values = {"seed": 1, "bias": -0.05, "activation": "silu", "n_steps": 200, "input_1": 7.0}
    expected = {"x1": "7", "b": "-0.05", "steps": "200", "seed": "1", "activation": "silu"}
    assert list(write_address(values, "training").items()) == list(expected.items())


def test_what_a_page_does_not_have_travels_with_it() -> None:
    values = {"activation": "identity", "learning_rate": 0.1}
    assert write_address(values, "neuron") == {"lr": "0.1", "activation": "identity"}
    assert read_address({"lr": ["0.3"]}, "start") == ({"learning_rate": 0.3}, [])


def test_drawn_weights_stay_out_of_the_address() -> None:
    whole = complete("training", {"seed": 5})
    shown = {name: whole[name] for name in PAGES["training"].names}
    assert write_address(shown, "training") == {"seed": "5"}


def test_weights_of_another_network_are_left_out_and_said() -> None:
    start = write_weights([0.5] * 9)
    assert read_address({"net_w": [start]}, "network") == ({"network_start": start}, [])
    values, notices = read_address({"net_w": [start], "h1": ["3"]}, "network")
    assert values == {"hidden_1": 3}
    assert notices == [
        "net_w holds 9 numbers, and this network has 13 weights and biases, so “Drawn at random” "
        "is used."
    ]
    _, notices = read_address({"net_w": [write_weights([0.5])]}, "network")
    assert notices == [
        "net_w holds 1 number, and this network has 9 weights and biases, so “Drawn at random” is "
        "used."
    ]


def test_a_table_too_large_for_its_link_is_named_and_what_holds_instead() -> None:
    values, notices = read_address({"data": ["own-0123"]}, "training")
    assert values == {}
    assert notices == [
        "The table of this link was too large for it, so “Three students” is used. Open its file "
        "on My data."
    ]


@given(any_values(), pages)
def test_link_restores_every_value_to_the_last_bit(values: dict, page: str) -> None:
    address = write_address(values, page)
    # As a browser sends it.
    query = urllib.parse.parse_qs(urllib.parse.urlencode(address), keep_blank_values=True)
    read, notices = read_address(query, page)
    assert notices == []
    before, after = complete(page, values), complete(page, read)
    assert before == after
    assert {name: type(value) for name, value in before.items()} == {
        name: type(value) for name, value in after.items()
    }


@given(any_values(), pages)
def test_writing_what_was_read_gives_the_same_link(values: dict, page: str) -> None:
    address = write_address(values, page)
    read, _ = read_address({key: [text] for key, text in address.items()}, page)
    assert list(write_address(read, page).items()) == list(address.items())


keys = st.one_of(st.sampled_from([*BY_ADDRESS, "embed", "W1"]), st.text())
numbers = st.one_of(st.floats(), st.integers()).map(str)
texts = st.one_of(st.text(), numbers, st.sampled_from(BAD_NUMBERS))


@given(st.dictionaries(keys, st.lists(texts, max_size=3), max_size=30), pages)
def test_nothing_in_a_link_can_break_the_page(query: dict, page: str) -> None:
    values, notices = read_address(query, page)
    for name, value in values.items():
        assert check(PARAMETERS[name], value) == value
    assert complete(page, values)["step"] <= complete(page, values)["n_steps"]
    assert len(notices) <= MOST_NOTICES + 1
    for notice in notices:
        notice.encode()  # a lone surrogate would stop the message to the browser
        assert notice.isprintable()
        assert len(notice) < LONGEST_QUOTE + 200
        assert re.search(r"(is used|is ignored|of this kind)\.$", notice)


@given(any_values(), pages, st.dictionaries(st.text(), st.lists(st.text()), max_size=5))
def test_strangers_beside_good_values_change_nothing(values: dict, page: str, junk: dict) -> None:
    good = {key: [text] for key, text in write_address(values, page).items()}
    assert read_address({**junk, **good}, page)[0].items() >= read_address(good, page)[0].items()
