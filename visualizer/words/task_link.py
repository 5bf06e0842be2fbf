"""A task as a link: how a teacher makes one, and what the line above a page says of it."""

# In the line above a page

TASK = "Task"
AGAIN, AGAIN_HELP = "Start again", "Back to where the task begins, with no move made"
LEAVE_TASK = "Leave the task"
LEAVE_TASK_HELP = "Go on by yourself: your numbers stay, and everything can be moved."
TO_TASK, TO_TASK_HELP = "To the task", "Open the page of the task"
ONLY_YOU = "Only you see how far you get."
NO_MOVES_LEFT = "These were all the moves. Start again for another try."
OTHERWISE = (
    "Something changed that the task does not allow, so nothing counts now. Start again, or take "
    "it back."
)
TASK_WAITS = "The class leads: the task of your link waits until you leave the class."

# Where it is made

MAKE = "Make it a task"
MAKE_HELP = (
    "Whoever opens its link begins with these numbers, sees the task above the page, and is told "
    "when it is reached. Nobody else is told anything."
)
LINK = "Or as a link, for any class or none:"
COPY_LINK = "Copy a link to this task"
HOLDS_TABLE = "The link holds your table: whoever opens it sees all of it."
