"""The click that leaves a field asks for another page: the field counts, and the page comes.

A browser sends what stands in the field and the click as two messages, in either order.
"""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.conftest import Server
from tests.faults.students import Student, heaviest_link, look, numbers_of, run

# Page, what is changed on it, and what the link says then.
FIELDS = [
    ("training", "choose_seed", {"int_value": 7}, "seed=7"),
    ("training", "choose_activation", {"string_value": "Tanh"}, "activation=tanh"),
    ("learning_rate", "choose_activation", {"string_value": "Tanh"}, "activation=tanh"),
    ("your_data", "my_input_1", {"string_value": "7,5"}, "x1=7.5"),
]
SLIDERS = [
    ("training", "weight_1", "w1=0.75&w2=0.3793229&b=-0.58198076"),
    ("neuron", "weight_1", "w1=0.75&w2=0.2"),
    ("loss", "weight_1", "w1=0.75&w2=0.2"),
    ("learning_rate", "learning_rate_mid", "lr2=0.75"),
]
ORDERS = ("the field, then the click", "the click, then the field", "the click has begun")
WHEN = ("idle", "busy")


def leave(student: Student, page: str) -> BackMsg:
    """Return what a click in the menu sends; until it is answered the old page is there."""
    message = BackMsg()
    message.rerun_script.page_script_hash = student.pages[page]
    message.rerun_script.context_info.url = "http://127.0.0.1/"
    return message


def type_into(student: Student, field: str, value: dict[str, object]) -> BackMsg:
    """Return what a field sends that is left: it, and all the others of its page."""
    known = [WidgetState(id=each, **old) for each, old in student.fields.items()]
    [own] = [each for each in known if f"-{field}" in each.id]
    own.CopyFrom(WidgetState(id=own.id, **value))
    return student.request(*known)


async def send(student: Student, change: BackMsg, target: str, order: str) -> None:
    """Send a change and the click on the menu, in one order or the other."""
    click = leave(student, target)
    change.rerun_script.query_string = "" if order != ORDERS[0] else student.query
    if order == ORDERS[2]:
        await student.begin(click)
    first, second = (change, click) if order == ORDERS[0] else (click, change)
    if order != ORDERS[2]:
        await student.send_raw(first.SerializeToString())
    await student.send_raw(second.SerializeToString())


async def keep_busy(student: Student) -> None:
    """Have the page compute for long, and return when it does."""
    await student.begin(student.request())


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize(("page", "field", "value", "wanted"), FIELDS)
def test_what_stands_in_a_field_is_taken_to_the_page_that_was_asked_for(
    quiet_server: Server,
    page: str,
    field: str,
    value: dict[str, object],
    wanted: str,
    when: str,
    order: str,
) -> None:
    url, target = quiet_server.url, "surface"
    query = heaviest_link(20) if when == "busy" else ""
    if field == "choose_seed":
        query = query.replace("seed=20&", "")

    async def story() -> None:
        async with Student(url, page, query) as student:
            await student.open()
            if when == "busy":
                await keep_busy(student)
            await send(student, type_into(student, field, value), target, order)
            await student.read_until_there(target, wanted)
            seen = numbers_of(await student.run(student.request()))
            assert student.is_on(target)
            assert seen == await look(url, target, student.query)
            if when == "idle":
                assert student.query == wanted

    run(story())


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize(("page", "slider", "wanted"), SLIDERS)
def test_a_slider_that_was_let_go_of_is_taken_to_the_page_that_was_asked_for(
    quiet_server: Server, page: str, slider: str, wanted: str, when: str, order: str
) -> None:
    url, target = quiet_server.url, "surface" if page != "training" else "neuron"
    query = heaviest_link(21).replace("seed=21&", "") if when == "busy" else ""

    async def story() -> None:
        async with Student(url, page, query) as student:
            await student.open()
            if when == "busy":
                await keep_busy(student)
            known = [WidgetState(id=each, **old) for each, old in student.fields.items()]
            change = student.release({slider: 0.75}, "left", student.stage_with(slider))
            change.rerun_script.widget_states.widgets.extend(known)
            await send(student, change, target, order)
            await student.read_until_there(target, wanted)
            seen = numbers_of(await student.run(student.request()))
            assert student.is_on(target)
            assert seen == await look(url, target, student.query)
            if when == "idle":
                assert student.query == wanted

    run(story())
