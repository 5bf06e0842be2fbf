"""What a browser asks for is carried out whole, whatever it asks for next."""

from collections.abc import Callable

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.testing.v1 import AppTest

from visualizer.server.adaptations.adaptation import Adaptation
from visualizer.server.adaptations.table import WHOLE_CLICKS

SEED = WidgetState(id="seed", int_value=7)
RATE = WidgetState(id="rate", double_value=0.5)
CLICK = WidgetState(id="branch", trigger_value=True)

Apply = Callable[[Adaptation], None]


def page() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    def act() -> None:
        context = get_script_run_ctx()
        again = RerunData(page_script_hash=context.page_script_hash)
        context.script_requests.request_rerun(again)  # another click comes
        st.session_state["begun"] = True  # where Streamlit looks for it
        st.query_params["done"] = "yes"  # and here
        st.session_state["done"] = True

    st.button("Go", on_click=act)
    st.text(f"begun {st.session_state.get('begun')}, done {st.session_state.get('done')}")


def test_a_click_is_carried_out_though_another_comes_meanwhile(apply: Apply) -> None:
    apply(WHOLE_CLICKS)
    app = AppTest.from_function(page).run()
    app.button[0].click().run()
    assert [each.value for each in app.text] == ["begun True, done True"]
    assert not app.exception


def test_two_messages_that_are_carried_out_as_one_keep_the_fields_of_the_older(
    apply: Apply,
) -> None:
    apply(WHOLE_CLICKS)
    newer = WidgetState(id="rate", double_value=0.25)
    requests = ScriptRequests()
    requests.request_rerun(RerunData(widget_states=WidgetStates(widgets=[SEED, RATE, CLICK])))
    requests.request_rerun(RerunData(widget_states=WidgetStates(widgets=[newer])))
    both = requests.on_scriptrunner_ready().rerun_data.widget_states
    assert {each.id: each for each in both.widgets} == {
        "seed": SEED,
        "rate": newer,
        "branch": CLICK,
    }
