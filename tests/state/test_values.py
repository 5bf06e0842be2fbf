"""Reading the values of a page as what they are."""

import pytest

from visualizer.state.values import number, text, whole


def test_each_is_read_as_what_it_is() -> None:
    values = {"bias": 1, "n_steps": 50, "dataset": "twelve_students"}
    found = number(values, "bias"), whole(values, "n_steps"), text(values, "dataset")
    assert found == (1.0, 50, "twelve_students")
    assert [type(each) for each in found] == [float, int, str]


def test_what_a_page_does_not_have_stands_at_its_default() -> None:
    assert (number({}, "learning_rate"), whole({}, "step"), text({}, "output")) == (
        0.1,
        0,
        "sigmoid",
    )


@pytest.mark.parametrize(
    ("read", "value"), [(number, "x"), (number, True), (number, None), (whole, 0.5), (text, 3)]
)
def test_another_kind_is_refused(read, value) -> None:
    with pytest.raises(TypeError, match="step must be a"):
        read({"step": value}, "step")


@pytest.mark.parametrize("read", [number, whole, text])
def test_an_unknown_name_is_refused(read) -> None:
    with pytest.raises(KeyError):
        read({}, "nothing")
