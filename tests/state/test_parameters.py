"""The table of parameters: its defaults, its checks, the positions of its sliders."""

import dataclasses
import itertools
import math
import struct

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.state.strategies import values_of
from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import OUTPUTS
from visualizer.core.datasets import DATASETS, SCALINGS
from visualizer.core.decimals import to_float32
from visualizer.state.checks import allowed, check
from visualizer.state.kinds import Choice, Number
from visualizer.state.number_texts import number_text, shortest
from visualizer.state.parameters import PARAMETERS
from visualizer.state.positions import STEPS, grid, positions, reach, reach_sentence
from visualizer.tables.loading import load_dataset
from visualizer.words.help import HELP

NUMBERS = [each for each in PARAMETERS.values() if isinstance(each, Number)]
CHOICES = [each for each in PARAMETERS.values() if isinstance(each, Choice)]
SLIDERS = [each for each in NUMBERS if each.scale != "integer"]
name_of = lambda parameter: parameter.name  # noqa: E731


def float32_bits(value: float) -> bytes:
    return struct.pack("<f", value)


@pytest.mark.parametrize(
    ("name", "default", "low", "high", "count"),
    [
        ("input_1", 5.0, 0, 12, 61),
        ("input_2", 7.0, 0, 12, 61),
        ("weight_1", 0.1, -1.5, 1.5, 61),
        ("weight_2", 0.2, -1.5, 1.5, 61),
        ("bias", 0.5, -3, 3, 61),
        ("learning_rate", 0.1, 0.001, 100, 61),
        ("step", 0, 0, 300, 301),
        ("seed", 0, 0, 9999, 10000),
    ],
)
def test_numbers_are_those_of_the_lesson(
    name: str, default: float, low: float, high: float, count: int
) -> None:
    number = PARAMETERS[name]
    assert (number.default, number.minimum, number.maximum) == (default, low, high)
    assert number.n_positions == count


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=name_of)
def test_every_parameter_has_words_and_a_default_that_it_allows(parameter: Number | Choice) -> None:
    assert check(parameter, parameter.default) == parameter.default
    assert parameter.label
    assert parameter.help.endswith(".")
    assert PARAMETERS[parameter.name] is parameter


def test_no_two_parameters_share_an_address() -> None:
    addresses = [each.address for each in PARAMETERS.values()]
    assert len(set(addresses)) == len(addresses)
    assert not {"embed", "embed_options"} & set(addresses)


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        PARAMETERS["bias"] = None  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        PARAMETERS["bias"].default = 1.0  # type: ignore[misc]


def test_choices_offer_what_the_core_can_do() -> None:
    assert list(PARAMETERS["activation"].options) == list(ACTIVATIONS)
    assert list(PARAMETERS["second_activation"].options) == ["none", *ACTIVATIONS]
    assert list(PARAMETERS["output"].options) == list(OUTPUTS)
    assert list(PARAMETERS["scaling"].options) == list(SCALINGS)
    labels = {name: load_dataset(name).label for name in DATASETS}
    assert dict(PARAMETERS["dataset"].options) == labels


@pytest.mark.parametrize("choice", CHOICES, ids=name_of)
@pytest.mark.parametrize("value", ["nonsense", "", None, 1.0, True, [], {}, "100"])
def test_a_choice_is_one_of_its_options_and_nothing_that_resembles_one(
    choice: Choice, value: object
) -> None:
    if (choice.name, value) == ("task_moves", "100"):
        assert check(choice, value) == value  # which is a count
        return
    with pytest.raises(ValueError, match=f"{choice.name} must be one of .*, got"):
        check(choice, value)


@pytest.mark.parametrize("number", NUMBERS, ids=name_of)
@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, -math.inf, 1e308, -(10**400), 10**400, "0", None, True, [1.0], "x" * 9999],
    ids=lambda value: repr(value)[:12],
)
def test_a_number_is_a_number_in_its_range(number: Number, value: object) -> None:
    with pytest.raises(ValueError, match=f"{number.name} must be .* between .*, got") as caught:
        check(number, value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("number", SLIDERS, ids=name_of)
def test_ends_are_allowed_and_just_beyond_them_is_not(number: Number) -> None:
    low, high = number.limits
    for end in (low, number.minimum, number.maximum, high):
        assert check(number, end) == end
    for beyond in (low - abs(low) / 100 - 1e-12, low - 1e40, high * 1.01, 1e40):
        with pytest.raises(ValueError, match="between"):
            check(number, beyond)


def test_a_number_is_not_the_option_that_it_equals() -> None:
    with pytest.raises(ValueError, match=r"n_steps must be one of 50, 100, 200, 300, got 100\.0"):
        check(PARAMETERS["n_steps"], 100.0)


def test_whole_numbers_stay_whole() -> None:
    assert type(check(PARAMETERS["seed"], 3.0)) is int
    with pytest.raises(ValueError, match=r"a whole number between 0 and 9999, got 2\.5"):
        check(PARAMETERS["seed"], 2.5)


def test_the_sentence_says_what_is_allowed() -> None:
    assert allowed(PARAMETERS["bias"]) == "a number between −6000000 and 6000000"
    assert allowed(PARAMETERS["learning_rate"]) == "a number between 0.000000001 and 1000000"
    assert allowed(PARAMETERS["step"]) == "a whole number between 0 and 300"
    assert allowed(PARAMETERS["n_steps"]) == "one of 50, 100, 200, 300"


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_shortest_is_the_same_float32_and_no_digit_longer(value: float) -> None:
    short = shortest(value)
    # Minus zero alone is changed, to zero.
    assert float32_bits(short) == float32_bits(value + 0.0)
    digits = len(number_text(short).split("e")[0].replace("-", "").replace(".", "").strip("0"))
    assert digits <= 9
    if digits > 1:
        assert to_float32(float(f"{value:.{digits - 1}g}")) != value


@given(st.data())
def test_a_value_is_the_number_that_pytorch_computes_with(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(SLIDERS))
    raw = data.draw(values_of(number)) * 0.999  # not yet the shortest
    raw = min(max(raw, number.limits[0] * 1.001), number.limits[1])
    assert torch.tensor(check(number, raw)).equal(torch.tensor(raw) + 0.0)
    # What a browser sends back after float32 is the value that was sent to it.
    value = check(number, raw)
    assert check(number, torch.tensor(value).item()) == value


@pytest.mark.parametrize("number", NUMBERS, ids=name_of)
def test_the_grid_is_even_and_holds_the_default(number: Number) -> None:
    places = grid(number)
    assert len(places) == number.n_positions
    assert (places[0], places[-1]) == (number.minimum, number.maximum)
    assert number.default in places
    if number.scale == "log":
        ratios = [after / before for before, after in itertools.pairwise(places)]
        assert 1.1 < min(ratios) <= max(ratios) < 1.4
        assert all(place == float(f"{place:.1e}") for place in places)  # two digits, the rest zeros
    else:
        gaps = [after - before for before, after in itertools.pairwise(places)]
        assert min(gaps) > 0
        assert max(gaps) == pytest.approx(min(gaps), rel=1e-4)


@given(st.data())
def test_positions_hold_the_exact_value_and_the_ends(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(SLIDERS))
    value = data.draw(values_of(number))
    places, index = positions(number, value)
    assert places[index] == value
    assert len(places) == number.n_positions
    assert all(before < after for before, after in itertools.pairwise(places))
    usual, ends = (number.minimum, number.maximum), reach(number, value)
    assert (places[0], places[-1]) == ends
    assert ends[0] <= usual[0] < usual[1] <= ends[1]
    assert number.limits[0] <= ends[0] < ends[1] <= number.limits[1]
    assert (ends == usual) == (usual[0] <= value <= usual[1]) == (not reach_sentence(number, value))
    if value not in ends:
        places_of_nobody = grid(number, ends)
        moved = [each for each in range(len(places)) if places[each] != places_of_nobody[each]]
        assert moved in ([], [index])


def test_what_is_huge_is_said_without_its_zeros() -> None:
    weight = PARAMETERS["network_weight"]
    assert allowed(weight) == "a number between −10³⁷ and 10³⁷"
    assert reach_sentence(weight, 6e25) == "The slider now reaches from −6 · 10²⁵ to 6 · 10²⁵."
    assert allowed(PARAMETERS["weight_1"]) == "a number between −3000000 and 3000000"


def test_the_ends_of_a_slider_are_round_also_where_a_float_would_round_their_steps() -> None:
    places, _ = positions(PARAMETERS["network_weight"], 6.0000004e25)
    assert (places[0], places[-1]) == (-1.5e26, 1.5e26) == reach(PARAMETERS["network_weight"], 1e26)


@given(st.data())
def test_a_widened_slider_has_round_steps(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(SLIDERS))
    value = data.draw(values_of(number))
    ends = reach(number, value)
    places = grid(number, ends)
    if number.scale == "log":
        assert all(place == float(f"{place:.1e}") for place in places)
        powers = [math.log10(end) for end in ends]
        assert powers == [round(power) for power in powers]
    elif ends != (number.minimum, number.maximum):
        step = (ends[1] - ends[0]) / (len(places) - 1)
        assert float(f"{step:.0e}") == pytest.approx(step)
        assert int(f"{step:.0e}"[0]) in STEPS
        assert [place / step for place in places] == pytest.approx(
            [round(place / step) for place in places], abs=1e-6
        )


@pytest.mark.parametrize(
    ("name", "value", "ends", "sentence"),
    [
        ("weight_1", 1.5, (-1.5, 1.5), ""),
        ("weight_1", 2.0, (-3, 3), "The slider now reaches from −3 to 3."),
        ("weight_2", -1e6, (-1.5e6, 1.5e6), "The slider now reaches from −1500000 to 1500000."),
        ("bias", 4.0, (-6, 6), "The slider now reaches from −6 to 6."),
        ("bias", 3e6, (-3e6, 3e6), "The slider now reaches from −3000000 to 3000000."),
        ("input_1", 13.0, (0, 30), "The slider now reaches from 0 to 30."),
        ("input_1", -1.0, (-15, 15), "The slider now reaches from −15 to 15."),
        ("learning_rate", 1e-4, (1e-4, 100), "The slider now reaches from 0.0001 to 100."),
        ("learning_rate", 101.0, (0.001, 1000), "The slider now reaches from 0.001 to 1000."),
        ("branch_rate", 1e6, (0.001, 1e6), "The slider now reaches from 0.001 to 1000000."),
    ],
)
def test_a_slider_widens_around_a_value_beyond_its_ends(
    name: str, value: float, ends: tuple[float, float], sentence: str
) -> None:
    number = PARAMETERS[name]
    assert reach(number, value) == ends
    assert reach_sentence(number, value) == sentence
    places, index = positions(number, value)
    assert (places[0], places[index], places[-1]) == (ends[0], value, ends[1])


def test_the_nearest_position_gives_way() -> None:
    places, index = positions(PARAMETERS["weight_1"], 0.13)
    assert places[index - 1 : index + 2] == (0.1, 0.13, 0.2)
    # On a scale of ratios 0.0174 is nearer to 0.02 than to 0.015, though not in plain distance.
    places, index = positions(PARAMETERS["learning_rate"], 0.0174)
    assert places[index - 1 : index + 2] == (0.015, 0.0174, 0.025)


def test_a_value_beside_an_end_leaves_the_end_within_reach() -> None:
    places, index = positions(PARAMETERS["weight_1"], 1.49)
    assert places[index - 1 :] == (1.4, 1.49, 1.5)


def test_whole_positions_are_all_whole_numbers() -> None:
    places, index = positions(PARAMETERS["step"], 30)
    assert places == tuple(float(place) for place in range(301))
    assert index == 30


def test_positions_refuse_what_is_out_of_range() -> None:
    with pytest.raises(ValueError, match="weight_1 must be a number between"):
        positions(PARAMETERS["weight_1"], 1e40)


def test_no_help_is_left_of_a_control_that_is_gone() -> None:
    assert set(HELP.values()) <= {each.help for each in PARAMETERS.values()}
