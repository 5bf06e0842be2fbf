"""The table of adaptations: all that the app changes inside other packages, and why.

None of it has a setting there. What has, or can be done from outside, is done so: messages are
held by ``message_filter.py``, and uvloop sends small messages at once. Nothing that is right or
wrong hangs on an entry; without one the app is slower, or as Streamlit comes.
"""

from __future__ import annotations

from visualizer.server.adaptations import (
    clicks,
    compiler,
    file_watchers,
    long_links,
    script_messages,
)
from visualizer.server.adaptations.adaptation import Adaptation, Target

_SESSION = "streamlit.runtime.app_session"
_RUN = "streamlit.runtime.scriptrunner.script_runner"
_REQUESTS = "streamlit.runtime.scriptrunner_utils.script_requests"
_PARSER = "uvicorn.protocols.http.h11_impl"
# The parser that uvicorn takes: another one, if a package called httptools is there.
_PARSER_TAKEN = "uvicorn.protocols.http.auto"

WHOLE_CLICKS = Adaptation(
    "a guard of clicks and fields that a next click overtakes",
    "A click that has begun to act is carried out whole, and what stands in a field of a page that "
    "is left counts, though the server is busy.",
    "protection",
    (
        Target(
            "streamlit.runtime.state.safe_session_state",
            "SafeSessionState.on_script_will_rerun",
            ("self",),
            clicks.marked,
        ),
        Target(
            _RUN,
            "ScriptRunner._maybe_handle_execution_control_request",
            ("self",),
            clicks.afterwards,
        ),
        Target(
            _REQUESTS,
            "_coalesce_widget_states",
            ("old_states", "new_states"),
            clicks.with_all_fields,
        ),
    ),
)
LONG_LINKS = Adaptation(
    "room for links of more than 16 kB",
    "A link of 100 kB is answered by the page and not by an error of the browser, and a handshake "
    "that is too long is refused at once.",
    "protection",
    (
        Target(
            _PARSER, "DEFAULT_MAX_INCOMPLETE_EVENT_SIZE", int, lambda _: long_links.LONGEST_REQUEST
        ),
        Target(
            _PARSER_TAKEN,
            "AutoHTTPProtocol.handle_websocket_upgrade",
            ("self", "event"),
            long_links.refused_where_too_long,
        ),
    ),
)
QUIET_RETURNS = Adaptation(
    "a rest for those who come back",
    "A session that is taken up again looks for no changed files, a quarter of a second for each.",
    "tuning",
    (Target(_SESSION, "AppSession.register_file_watchers", ("self",), file_watchers.where_wanted),),
)
NO_COMPILER = Adaptation(
    "the place that PyTorch's compiler would take",
    "Optimizers do not load the compiler, which is never called here.",
    "tuning",
    (
        Target("torch._compile", "_disable_dynamo", ("fn", "recursive"), None),
        Target("torch.optim.optimizer", "_use_grad_for_differentiable", ("func",), None),
    ),
    compiler.leave_out_compiler,
)
SCRIPT_MESSAGES = Adaptation(
    "a guard of what browsers send",
    "A plain script, too, takes only what a student's page sends, and tells no folder.",
    "protection",
    (
        Target(_SESSION, "AppSession.handle_backmsg", ("self", "msg"), script_messages.heard),
        Target(_SESSION, "AppSession._enqueue_forward_msg", ("self", "msg"), script_messages.said),
    ),
)
ADAPTATIONS = (
    WHOLE_CLICKS,
    LONG_LINKS,
    QUIET_RETURNS,
    NO_COMPILER,
    SCRIPT_MESSAGES,
)
