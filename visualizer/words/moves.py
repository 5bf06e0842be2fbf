"""Taking moves back, making them again, and beginning anew."""

UNDO, UNDO_HELP = "Undo", "Undo (Ctrl+Z)"
REDO, REDO_HELP = "Redo", "Redo (Ctrl+Y)"
RESET = "Reset this page"
RESET_HELP = (
    "Back to the numbers this page began with. Undo brings yours back; tables and kept runs stay."
)
CHANGED = "Not as in the lesson: {choices}. “{reset}” goes back."
CHANGED_FOR_YOU = "Not as in the lesson: {choices}."
"""To who was led there, by a class or a task, and has nothing to go back from."""
CHANGED_ONE = "{label} {value}"
UNDONE_ELSEWHERE = "Undone. That move belongs to another page, where you will see it."
REDONE_ELSEWHERE = "Done again. That move belongs to another page, where you will see it."
TABLE_GONE = (
    "The table of that move was too large to be kept until now, so the data stay as they are. The "
    "rest of the move is carried out."
)
