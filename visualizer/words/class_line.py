"""What stands in the line above a page of who is in a class."""

CLASS = "Class"
YOU = "You are the {colour} {animal}."
LOOK = "{colour} {animal}"
"""Who one is, on a phone."""
ANOTHER_SHORT = "Another"
ANOTHER, ANOTHER_HELP = (
    "Another animal",
    "Be another animal. Your teacher may still see which dot has changed.",
)
LEAVE, LEAVE_HELP = "Leave", "Leave the class and go on by yourself; your numbers stay."
DESK, DESK_HELP = "Your desk", "Open the desk of your class"
NOBODY_HERE = "Nobody is here yet."
ONE_HERE = "1 is here."
MANY_HERE = "{count} are here."

COME, COME_HELP = "Come to me", "Bring everybody once to what you see"
FOLLOW, FOLLOW_HELP = "Follow me", "Every move of yours moves everybody, until you press again"
PAUSE, PAUSE_HELP = "Pause", "Everybody's page stands still and asks them to look up"
CALLED = "Everybody was called to this page."
OWN_TABLE = "Your table stays with you: the class sees this page as it begins."

YOU_LEAD = "You lead a class in this tab: your students open the link in browsers of their own."
YOU_ARE_IN = "You are in the class {code}. You are the {colour} {animal}."
YOU_CAME = "Your teacher has called you here. Undo brings your own numbers back."
REST_COMES = "This is what your teacher shows. The rest of the page is on its way."
ONE_MOVE, MANY_MOVES = "1 move so far.", "{count} moves so far."
REACHED_IN_ONE, REACHED_IN_MANY = "Reached in 1 move.", "Reached in {count} moves."
FOLLOWS = "Your teacher leads."
ASTRAY = "You went your own way."
RETURN = "Back to the teacher"
PAUSED_TITLE = "Look up, please"
PAUSED = "Your teacher has paused the class. Nothing of yours is lost."
GOES_ON = "The class goes on."
CLOSED = (
    "Your teacher has not opened this page yet. It opens for everybody at the same time; until "
    "then the class is on the pages up to {page}."
)
OPEN = "Go to {page}"

CODE = "Code of the class"
JOIN = "Join"
DISMISS = "Close"
LOST = "The connection to the class is interrupted. It is taken up again by itself."
ENDED = "The class has ended. Everything that you see is yours: go on by yourself."
DESK_ENDED = "The class has ended."

NOT_IN = (
    "You are no longer in a class. Everything that you see is yours: go on by yourself, or open "
    "the link of your teacher again."
)
PUT_OUT = (
    "Your teacher has taken you out of the class. Everything that you see is yours: go on by "
    "yourself."
)
NO_DESK = (
    "This key opens no class: the class has ended, or this is not the link that you were given "
    "when you opened it."
)
TOO_MANY_TRIES = (
    "Too many codes that belong to no class were tried here. Wait ten minutes and try again."
)
ENOUGH_LOOKS = "These were many animals. Stay this one for ten minutes."
NO_SESSION = "This page has to be opened anew before it can join a class."
NOT_READABLE = "This was no message of the app. Open the page anew."
FAILED = "This did not work. The fault is the app's, not yours. Try again."
NO_ORDER = "There is no such order. Open the page anew."
NOT_TO_THE_DESK = (
    "Nobody can come to this page, which is for you. Turn to the page where you want the class "
    "to be."
)
"""What is said where something cannot be done."""
