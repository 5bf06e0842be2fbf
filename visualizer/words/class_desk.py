"""What the desk of a class says: how to open one, what can be said to all, and how it ends."""

TITLE = "Your class"
LEAD = (
    "See your whole class at once, and lead it. Your students open a link or type a code; they "
    "have no account and give no name."
)

# Before there is one

OPEN_TITLE, JOIN_TITLE = "For teachers", "For students"
OPEN = "Open a class"
WHAT_IT_IS = (
    "You get a code and a link. Whoever opens it is a dot on this page, as an animal with a "
    "colour: where they are, where their neuron stands, what they guessed. You can call all to a "
    "page, let them follow you, ask them to look up, and give them a task. The class ends when you "
    "end it, or three hours after anybody last did anything in it, and nothing of it is kept."
)
HAVE_CODE = "I have a code"
CODE_SHAPE = "Six letters and digits"
JOIN = "[Join class {code}](#class={code})"
YOU_ARE_IN = (
    "You are in class {code}. This page is your teacher's desk; yours are the pages in the menu."
)
BEGIN = "Begin with the first page"
HAS_ENDED = "Your class has ended. You can open another one."

NEWS_ARE_ASKED_FOR = (
    "Here the app runs as a plain script: each browser asks for news every two seconds, less often "
    "where more than thirty students are in classes. Your words reach them that much later, and "
    "their moves reach you. Started with `streamlit run streamlit_app.py`, as on a computer of "
    "your own, it passes them on at once."
)

# How to get in

SHOW_CODE = "Show the code"
CODE = "Code of this class"
LINK = "Link for your students"
COPY_LINK = "Copy the link"
TYPE_IT = "Or open {address}, choose “Class” in the menu, and type the code."
MY_LINK = "My own link"
MY_LINK_IS = (
    "This link opens **your desk**, on another computer too. Keep it to yourself: whoever has it "
    "leads your class."
)
COPY_MY_LINK = "Copy my own link"

# What can be said to all

LOOK_AT = "Look at"
WHERE_MOST_ARE = "where most are"
CALL = "Call all to “{page}”"
CALL_HELP = "All open “{page}” with your numbers on it. Undo brings them back to their own."
FOLLOW = "All follow me"
FOLLOW_HELP = "Every move of yours on a page moves all, until you switch this off."
PAUSE = "Pause"
PAUSE_HELP = "Their pages stand still and say that you have something to say."
SHOW_GUESSES, HIDE_GUESSES = "Show the guesses", "Hide the guesses"
SHOW_ANSWER = "Show the answer"
SHOW_ANSWER_HELP = "The answer to the question of “{page}” opens for all, guessed or not."
ASK_AGAIN = "Ask again"
ASK_AGAIN_HELP = (
    "The question of “{page}” opens once more for all: let them talk first, then compare both "
    "rounds."
)

LIMITS = "Limits"
OPEN_UP_TO = "Pages are open up to"
ALL_PAGES = "all pages"
HIDE = "Hidden on their pages"
PARTS = {"code": "Code", "explanation": "Explanation", "question": "Question"}
LOCK = "Sliders that cannot be moved"
LOCK_NONE = "none"

STUDENT = "A student"
CHOOSE = "Who"
NOBODY = "nobody"
SEE = "Open their state on my screen"
SEE_HELP = "Undo brings you back to your own numbers."
PASS_ON = "Pass it on to all"
PASS_ON_HELP = "All open this page with these numbers. It is not said whose they were."
PUT_OUT = "Take out of the class"
PUT_OUT_HELP = (
    "Their page tells them so and stays theirs. Whoever still has the code can join again, as "
    "another animal."
)
KEEPS_TABLE = "This student works on a table of their own. It stays with them."
NOBODY_HERE = "As soon as somebody has joined, you can choose them here."

TASK = "Task"
TASK_BEGIN = "It begins with"
TASK_OWN = "my numbers on “{page}”"
TASK_STUDENT = "what {name} sees on “{page}”"
TASK_NO_BEGIN = (
    "A task begins on a page with one neuron. Set it up there as you want it, then come back to "
    "this desk."
)
TASK_BELOW = "Loss below"
TASK_MOVES = "In how many moves (0: any number)"
TASK_FREE = "Sliders that may be moved"
TASK_FREE_ALL = "all"
TASK_SENTENCE = "A sentence of yours"
TASK_START = "The loss at the start is {loss}."
TASK_DIVERGED = "The training has diverged there: choose another start."
TASK_DONE_ALREADY = "The start is below {below} already: choose a lower loss."
TASK_GIVE, TASK_END = "Give it to all", "Take the task away"

END = "End the class"
END_SURE = (
    "All dots, guesses and tasks are forgotten at once. Your students keep their pages and go on "
    "by themselves."
)
END_NOW = "End it now"

ASK_MY_CLASS = "Ask this of my class"
ASK_MY_CLASS_HELP = "Opens “{page}” for all who are in your class."
