"""What a page shows around its stages, noted so that a release can tell whether it still holds."""

from dataclasses import replace

from visualizer.stages.registry import around
from visualizer.ui.session import Moves, PageState, moves_of, state_of, this_session


def note_head() -> tuple[PageState, Moves]:
    """Note that the script run under way shows what holds now; return what that is."""
    session = this_session()
    contents = session.now
    head = contents.head_now(around(contents))
    session.change(lambda now: now if now.head == head else replace(now, head=head))
    return state_of(contents), moves_of(contents)
