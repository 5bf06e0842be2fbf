"""From the address of a page to values and back.

Whoever opens a link may have got it from a stranger: reading one never fails, keeps whatever is
good, and says in plain sentences what it left out and what holds instead.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from visualizer.state.checks import allowed, check, said
from visualizer.state.kinds import Choice, Number, Parameter, Value, is_linked
from visualizer.state.number_texts import number_text
from visualizer.state.packed_weights import is_packed, read_weights
from visualizer.state.pages import complete, defaults, get_page, n_students, seed_in
from visualizer.state.parameters import PARAMETERS
from visualizer.state.values import whole
from visualizer.state.views.backward import n_back_weights
from visualizer.state.views.network import n_weights
from visualizer.tables.own_data import UnknownTableError, is_own
from visualizer.words import settings as words
from visualizer.words.notices import MORE

Fault = Callable[..., str]  # returns a sentence, given what is used ``instead``

LONGEST_QUOTE = 40  # characters of a stranger's text that a notice repeats
MOST_NOTICES = 5
BY_ADDRESS: Mapping[str, Parameter] = MappingProxyType(
    {each.address: each for each in PARAMETERS.values() if is_linked(each)}
)
# Weights that a link holds, and how many their network has.
_COUNTS = {"network_start": n_weights, "back_start": n_back_weights}
# Streamlit's own, for a page inside another page.
STREAMLITS_OWN = frozenset({"embed", "embed_options"})
# What mail programs, search engines and networks add to the links that they pass on.
TRACKING = frozenset(
    {
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "dclid",
        "fb_ref",
        "fbclid",
        "gad_campaignid",
        "gad_source",
        "gbraid",
        "gclid",
        "gclsrc",
        "igsh",
        "igshid",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "msclkid",
        "ref",
        "ref_src",
        "ref_url",
        "si",
        "source",
        "srsltid",
        "ttclid",
        "twclid",
        "vero_id",
        "wbraid",
        "yclid",
    }
)
TRACKING_STARTS = ("utm_", "mtm_", "pk_", "hsa_")

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_LONGEST_NUMBER = 64  # characters; more digits than any float32 has


def read_address(
    query: Mapping[str, Sequence[str]], page: str
) -> tuple[dict[str, Value], list[str]]:
    """Return the good values in ``query`` by name, and a sentence for each thing left out.

    A link holds all that was set, so parameters that ``page`` does not show are read as well.

    Args:
        query: Key to every text that it was given; any texts whatsoever.
        page: Name of the page, whose defaults hold instead of bad values.

    Returns:
        values: Only what the address gives, each as :func:`check` returns it.
        notices: At most ``MOST_NOTICES`` + 1 sentences of a few hundred characters. They quote
            the address: show them as text, never as markup.

    Raises:
        ValueError: If there is no such page.
    """
    values: dict[str, Value] = {}
    faults: list[tuple[Fault, Parameter | None]] = []
    for key, texts in query.items():
        parameter = BY_ADDRESS.get(key)
        if parameter is not None:
            fault = _read_into(values, parameter, [texts] if isinstance(texts, str) else texts)
            faults += [(fault, parameter)] if fault else []
        elif not _is_no_news(key.lower()):
            faults.append((partial(words.UNKNOWN.format, key=quote(key)), None))
    faults += _drop_step_beyond_the_end(values, page)
    faults += _drop_student_beyond_the_data(values, page)
    faults += _drop_weights_of_another_network(values, page)
    instead = defaults(page, seed_in(values))
    return values, shorten([_notice(fault, parameter, instead) for fault, parameter in faults])


def write_address(values: Mapping[str, Value], page: str) -> dict[str, str]:
    """Return the query of the link that restores ``values`` on ``page``.

    Args:
        values: Values by name, each as :func:`check` returns it; what is missing has its default.
        page: Name of the page.

    Returns:
        Address to text in the order of the table: what differs from the default on this page,
        and whatever is given of parameters that the page does not have.

    Raises:
        ValueError: If there is no such page.

    Example:
        >>> write_address({"weight_1": 0.3, "weight_2": 0.2}, "neuron")
        {'w1': '0.3'}
    """
    own = get_page(page).names
    # Numbers that the seed draws follow from it; the seed itself has to be compared with its own.
    instead = {**defaults(page, seed_in(values)), "seed": defaults(page)["seed"]}
    return {
        each.address: value_text(values[name])
        for name, each in PARAMETERS.items()
        if name in values and is_linked(each) and (name not in own or values[name] != instead[name])
    }


def value_text(value: Value) -> str:
    """Return ``value`` as it stands in an address."""
    return value if isinstance(value, str) else number_text(value)


def parse(parameter: Parameter, text: str) -> Value:
    """Return the value that ``text`` names; an option also by its label, as sentences name it.

    Raises:
        ValueError: If it names none.
    """
    if isinstance(parameter, Number):
        return check(parameter, _parse_number(text))
    for option in parameter.options:
        if text == str(option):
            return option
    for option, label in parameter.options.items():
        if text.strip().lower() in {str(option).lower(), label.lower()}:
            return option
    return check(parameter, text)


def quote(text: str) -> str:
    """Return a stranger's text fit to be repeated: short, on one line, nothing invisible in it."""
    # Cut before and after, so that 100 kB of anything cost nothing.
    visible = "".join(each for each in text[: 4 * LONGEST_QUOTE] if each.isprintable())
    is_whole = len(text) <= 4 * LONGEST_QUOTE and len(visible) <= LONGEST_QUOTE
    return visible if is_whole else visible[: LONGEST_QUOTE - 1] + "…"


def shorten(notices: Sequence[str]) -> list[str]:
    """Return the first ``MOST_NOTICES`` of ``notices`` and how many more there were."""
    left_out = len(notices) - MOST_NOTICES
    if left_out <= 0:
        return list(notices)
    return [*notices[:MOST_NOTICES], MORE.format(count=left_out)]


def _is_no_news(key: str) -> bool:
    """Tell whether ``key`` was added to a link by somebody else than this app and its students."""
    return key in STREAMLITS_OWN or key in TRACKING or key.startswith(TRACKING_STARTS)


def _parse_number(text: str) -> float:
    # float() alone would also take "nan", "1_000" and the digits of other scripts.
    if len(text) > _LONGEST_NUMBER or _NUMBER.fullmatch(text) is None:
        raise ValueError("not a number")
    return float(text)


def _read_into(
    values: dict[str, Value], parameter: Parameter, texts: Sequence[str]
) -> Fault | None:
    """Add the value that ``texts`` name to ``values``, or return what is wrong with them."""
    if len(texts) > 1:
        return partial(words.GIVEN_OFTEN.format, key=parameter.address, times=len(texts))
    if not texts or not texts[0]:
        return partial(words.EMPTY.format, key=parameter.address)
    try:
        values[parameter.name] = parse(parameter, texts[0])
    except UnknownTableError:
        return words.TABLE_TOO_LARGE.format
    except ValueError:
        if isinstance(parameter, Choice) and parameter.accepts is not None and is_own(texts[0]):
            return words.TABLE_DAMAGED.format
        if isinstance(parameter, Choice) and parameter.refusal:
            return parameter.refusal.format
        if isinstance(parameter, Choice) and parameter.nearest is not None:
            near = values[parameter.name] = parameter.nearest(texts[0])
            return partial(_led_to, parameter, near, quote(texts[0]))
        return partial(
            words.NOT_ALLOWED.format,
            key=parameter.address,
            text=quote(texts[0]),
            wanted=allowed(parameter),
        )
    return None


def _led_to(parameter: Choice, near: Value, text: str, instead: str) -> str:
    """Say which value the text of a link led to, that is none; ``instead`` of the default."""
    return words.LED_TO.format(
        key=parameter.address, text=text, near=parameter.label_of(near, str(near))
    )


def _drop_step_beyond_the_end(
    values: dict[str, Value], page: str
) -> list[tuple[Fault, Parameter | None]]:
    """Take a place on the timeline out of ``values`` if the training ends before it."""
    completed = complete(page, values)
    last = whole(completed, "n_steps")
    if whole(completed, "step") <= last:
        return []
    step = values.pop("step")
    return [(partial(words.BEYOND_THE_END.format, step=step, last=last), PARAMETERS["step"])]


def _drop_student_beyond_the_data(
    values: dict[str, Value], page: str
) -> list[tuple[Fault, Parameter | None]]:
    """Take a student out of ``values`` whom the data does not have."""
    n_known = n_students(complete(page, values))
    if "example" not in values or whole(values, "example") <= n_known:
        return []
    fault = partial(words.BEYOND_THE_DATA.format, student=values.pop("example"), count=n_known)
    return [(fault, PARAMETERS["example"])]


def _drop_weights_of_another_network(
    values: dict[str, Value], page: str
) -> list[tuple[Fault, Parameter | None]]:
    """Take packed weights out of ``values`` if the network has not as many."""
    faults: list[tuple[Fault, Parameter | None]] = []
    for name, count in _COUNTS.items():
        start, parameter = values.get(name), PARAMETERS[name]
        if not is_packed(start):
            continue
        found, wanted = len(read_weights(start)), count(complete(page, values))
        if found != wanted:
            del values[name]
            sentence = words.ONE_WEIGHT_OF_ANOTHER if found == 1 else words.WEIGHTS_OF_ANOTHER
            places = {"key": parameter.address, "found": found, "wanted": wanted}
            faults.append((partial(sentence.format, **places), parameter))
    return faults


def _notice(fault: Fault, parameter: Parameter | None, instead: Mapping[str, Value]) -> str:
    if parameter is None:
        return fault()
    return fault(instead=said(parameter, instead[parameter.name]))
