"""What a browser asks for is carried out whole, whatever it asks for next."""

from streamlit.testing.v1 import AppTest

from visualizer.server.callbacks import carry_out_callbacks


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


def test_a_click_is_carried_out_though_another_comes_meanwhile() -> None:
    carry_out_callbacks()
    app = AppTest.from_function(page).run()
    app.button[0].click().run()
    assert [each.value for each in app.text] == ["begun True, done True"]
    assert not app.exception
