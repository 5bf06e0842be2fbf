"""The button that shows a page to a room, and the way back."""

from visualizer.state.presenting import PRESENT
from visualizer.ui.buttons import show_button
from visualizer.ui.session import commit, reset, values_on
from visualizer.words import presenting as words


def show_present(page: str) -> bool:
    """Show the button, which the browser's half clicks for the keys; tell whether ``page`` is."""
    presents = bool(values_on(page)[PRESENT.name])
    show_button(
        words.STOP if presents else words.PRESENT, "present", _switch, page,
        icon=":material/close_fullscreen:" if presents else ":material/present_to_all:",
        help=words.STOP_HELP if presents else words.PRESENT_HELP, type="tertiary",
    )  # fmt: skip
    return presents


def _switch(page: str) -> None:
    if values_on(page)[PRESENT.name]:
        reset(PRESENT.name)
    else:
        commit({PRESENT.name: 1})
