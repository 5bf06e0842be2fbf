"""Of a page that is left, what stood in its fields is carried out with what is asked for next."""

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from visualizer.messages.left_pages import (
    MOST_FIELDS,
    drop_old_fields,
    fields_of,
    is_left_over,
)

SEED = WidgetState(id="seed", int_value=7)
RATE = WidgetState(id="rate", double_value=0.5)
CLICK = WidgetState(id="branch", trigger_value=True)


def message(*states: WidgetState, **more: object) -> ClientState:
    return ClientState(widget_states=WidgetStates(widgets=states), **more)


def test_who_asks_for_a_page_says_nothing_of_fields() -> None:
    assert is_left_over(message(SEED))
    assert is_left_over(message(fragment_id="live"))
    assert not is_left_over(message())
    assert not is_left_over(message(SEED, is_history_navigation=True))


def test_only_what_is_new_counts_in_a_message_that_comes_late() -> None:
    told = fields_of(message(SEED, RATE, CLICK))
    late = message(SEED, WidgetState(id="rate", double_value=0.25), CLICK)
    drop_old_fields(late, told)
    assert [each.id for each in late.widget_states.widgets] == ["rate", "branch"]


def test_who_sends_ever_new_fields_is_not_remembered_for_ever() -> None:
    told: dict[int, int] = {}
    for number in range(5):
        many = message(*(WidgetState(id=f"{number} {each}", int_value=1) for each in range(150)))
        told = drop_old_fields(many, told)
        assert len(many.widget_states.widgets) == 150
    assert len(told) == MOST_FIELDS
    assert len(fields_of(message(*(WidgetState(id=str(each)) for each in range(1000))))) <= 200


def test_more_fields_than_any_page_has_are_not_looked_through() -> None:
    told = fields_of(message(SEED, RATE))
    many = message(*(WidgetState(id=str(each)) for each in range(MOST_FIELDS + 1)))
    assert drop_old_fields(many, told) == told
    assert not many.widget_states.widgets
