"""Made-up values of the parameters, for property tests."""

from hypothesis import strategies as st

from visualizer.state.checks import check
from visualizer.state.kinds import Choice, Parameter, is_linked
from visualizer.state.pages import PAGES
from visualizer.state.parameters import PARAMETERS

pages = st.sampled_from(list(PAGES))


def values_of(parameter: Parameter) -> st.SearchStrategy:
    """Return any value that ``parameter`` can have."""
    if isinstance(parameter, Choice):
        return st.sampled_from(list(parameter.options))
    if parameter.scale == "integer":
        return st.integers(parameter.minimum, parameter.maximum)
    # Within the usual slider, and as far beyond it as can be typed.
    ranges = (parameter.minimum, parameter.maximum), parameter.limits
    return st.one_of(*(_floats(*ends) for ends in ranges)).map(
        lambda value: check(parameter, value)
    )


def _floats(low: float, high: float) -> st.SearchStrategy:
    # Ends that no float32 meets exactly, such as 0.001, are not drawn as such.
    return st.floats(low * 1.001 if low > 0 else low, high, width=64)


def any_values() -> st.SearchStrategy:
    """Return values by name, some or all of the parameters, in any order."""
    each = {
        name: values_of(parameter) for name, parameter in PARAMETERS.items() if is_linked(parameter)
    }
    return (
        st.fixed_dictionaries({}, optional=each)
        .filter(lambda values: values.get("step", 0) <= values.get("n_steps", 100))
        .filter(
            lambda values: (
                values.get("dataset") == "twelve_students" or values.get("example", 1) <= 3
            )
        )
    )
