"""Lessons with this app, for those who teach: what to ask, to show and to expect, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from visualizer.words.backpropagation import TITLES
from visualizer.words.clinic import A_LINE_IS_MISSING
from visualizer.words.clinic_bugs import WHY
from visualizer.words.training import OPENERS
from visualizer.words.your_table import EITHER

TITLE = "Lesson plans"
LEAD = (
    "Three ways through the app with a class, and a second lesson on networks. **Choose how much "
    "time you have.** The answers stand here too: keep this page on your own screen."
)
HOW_LONG = "How long is your lesson?"
LENGTH, SECOND = "{minutes} minutes", "A second lesson, {minutes} minutes"
WHEN = "Minute {begin} to {end}: {what}"
OPEN = "Open “{page}”"
ASK, EXPECT = "**Ask.** {question}", "**Right is** “{option}”. {why}"
SHOW, TRY, WRONG = "**Show.** {text}", "**Let them try.** {text}", "**What goes wrong.** {text}"
BEFORE_TITLE, CLOSE = "Before the lesson", "the last questions"
ANSWER = "{question} *{answer}*"
PRINT = "To print this plan, choose “Print” in the menu at the top right."

BEFORE = (
    "Open the app once: a server that has slept needs a moment to wake up.",
    "Your students need nothing but the link. “Share” at the top of each page has it as a QR code; "
    "nobody needs an account, and no name is asked for.",
    "Open a class on “Class” and show its code: you see where everybody is, how wrong everybody's "
    "neuron is, and what they guessed once you show it. From then on each page of this plan has a "
    "button that opens it for all.",
    "Press P on a page, and it becomes large for the back of the room. Escape brings it back.",
    "Where a page asks a question, let everybody guess before anything is dragged: what would "
    "answer it at a glance opens with the guess.",
)


@dataclass(frozen=True)
class Visit:
    """What a class does on one page.

    Attributes:
        question: The question of the page, in words for a room.
        show: What the teacher does while all look.
        task: What the students try by themselves or in pairs.
        wrong: What often goes wrong, and what helps.
        right: What is right, and why, where the page has no question that says it.
    """

    question: str
    show: str
    task: str
    wrong: str
    right: tuple[str, str] | None = None


VISITS: Mapping[str, Visit] = MappingProxyType(
    {
        "start": Visit(
            "The weight of hours studied turns negative. What do more hours studied then do to the "
            "chance to pass?",
            "Drag the weight of hours studied slowly to the left, and stop where the answer turns "
            "into “fail”. The colours of the plane turn with it.",
            "Find weights and a bias with which the student who fails lies on the side of “fail”, "
            "and the two who pass on the side of “pass”.",
            "Some read the chance as a mark in a test. It says how sure the neuron is that this "
            "student passes.",
        ),
        "neuron": Visit(
            "The activation is ReLU. Is there a weight that makes this neuron say “fail”?",
            "Drag the weight of hours slept to the left until z is negative. ReLU makes 0 of it, "
            "and the chance stops at one half, however far you drag.",
            "Choose another activation, and look for the lowest chance that it allows.",
            "“50 % is a fail, isn't it?” Agree on the rule first: on this page 50 % still counts "
            "as “pass”.",
        ),
        "activations": Visit(
            "With ReLU and a z far below 0, how much does a student teach the neuron?",
            "Drag a weight until z lies left of 0, and read the slope. Then choose SiLU as the "
            "second curve, and read both.",
            "Lay two curves over each other, and find a z where their slopes differ most.",
            "Value and slope are mixed up. Ask for the value of ReLU at 2 and at 3, and then for "
            "its slope at both.",
        ),
        "loss": Visit(
            "One student is missed by much, two others by half as much each. What adds more to the "
            "loss?",
            "Drag a weight and watch the squares. The last one is the mean of the others, and its "
            "area is the loss.",
            "Play against gradient descent: five moves each. Who gets lower?",
            "Many make one square vanish and wonder why the loss grows: the other students pay for "
            "it.",
        ),
        "surface": Visit(
            "At the point in the picture there is a gradient. Which way does it point?",
            "Click into the map high on a slope, then down in the valley, and compare how long the "
            "step is.",
            "Find a place and a learning rate where one step makes the loss larger.",
            "The gradient is taken for the way to the lowest place. It knows only the slope right "
            "here, and that is why the trail bends.",
        ),
        "learning_rate": Visit(
            "Three rates race from one start. C learns half as fast again as B. Which of the two "
            "has the lower loss at the end?",
            "After the guesses, press Play and stop after a few steps: all three began at one "
            "place. Then let them run to the end.",
            "Find the highest rate at which C does not yet get worse and worse. Collect the "
            "rates on the board: they meet at the limit that the page tells after the guess.",
            "“Faster is better.” Let somebody say in words what C does from step to step before "
            "you name the limit.",
        ),
        "training": Visit(
            "At a rate of 0.1 a hundred steps bring the loss down. What is it at a rate ten times "
            "as high: a tenth of that, less but not a tenth, or more?",
            "Press Play, stop half-way, and step back and forth. Then press "
            f"“{OPENERS[0]}”, and go through one step.",
            "Draw a new random start three times. Is the loss at the end always the same?",
            "“It has learned the students by heart.” It has three numbers to learn with. Ask what "
            "it would say of a student who is not in the table.",
        ),
        "network": Visit(
            "Enough study or enough sleep passes, both together fail: can one hidden unit of "
            "tanh tell them apart?",
            "Drag the hidden units from 1 to 2 and on to 4, and look at the border each time.",
            "Choose a line of the drawing and drag its weight until the border breaks. Which line "
            "matters most?",
            "“More units are always better.” Ask what the others are for where two can do it.",
        ),
        "backpropagation": Visit(
            "All weights from hidden unit 1 to an output are exactly 0. What is the gradient of "
            "the weights that lead into it?",
            f"Under “{TITLES['timeline']}” press “To the start”, then go on with “+1”, and read "
            "each line aloud. Up to the loss the numbers in the drawing run forward; from there on "
            "they come back.",
            "Each pair chooses a weight in the drawing and multiplies along its path, number by "
            "number. Does it come out at what .grad says?",
            "“The gradient is where the weight goes.” It says how fast the loss grows with the "
            "weight. The step takes it times the learning rate, and goes the other way.",
        ),
        "slice": Visit(
            "The loss of a network lies over all its weights, and a picture has two directions. "
            "Where in the picture did the training start?",
            "After the guesses, drag the step back from the end to 0 and watch the point. It is a "
            "shadow: the distance says how far the network itself is from the picture.",
            "Choose two other weights for the picture, and then random directions. Which picture "
            "shows most of the way? The sentence below the loss says how much one sees.",
            "“The training goes down the slope of the picture.” It goes down the slope of all "
            "weights at once; what is drawn is the shadow of that way.",
        ),
        "bug_clinic": Visit(
            "Patient 1 trains, and does not learn as it should. What is wrong with the program?",
            "Read the program aloud, line by line, before anybody opens an instrument. Then drag "
            "the step, and read the loss that it prints.",
            "In pairs: agree on what may be wrong, then open the one instrument that would show "
            "it. Who needs the fewest?",
            "Everybody opens everything at once. An instrument answers a question: let them say "
            "the question first.",
            (A_LINE_IS_MISSING, WHY["step"]),
        ),
        "your_data": Visit(
            "Which two numbers would tell who passes, and which would not?",
            "Open a small table of your own: two numbers and a 0 or 1 in each row, and no names.",
            "Drag the line until each kind has a side of its own. Then press "
            f"“{EITHER}”, and try again.",
            "Numbers of very different size make the line hard to drag. Choose “Standardized” "
            "below the table.",
        ),
    }
)
"""What a class does on each page that a plan leads to."""


@dataclass(frozen=True)
class Plan:
    """One lesson.

    Attributes:
        minutes: How long it takes.
        label: What it is called where it is chosen, with a place for its minutes.
        aim: What everybody can say at the end.
        visits: Pages in order, each with its minutes.
        questions: What is asked then, each with its answer.
    """

    minutes: int
    label: str
    aim: str
    visits: tuple[tuple[str, int], ...]
    questions: tuple[tuple[str, str], ...]


QUESTIONS = (
    ("What does a neuron change when it learns?", "Its weights and its bias, and nothing else."),
    ("What does the learning rate decide?", "How far one step goes."),
    (
        "What does the gradient tell it?",
        "In which direction the loss grows fastest. The step goes the other way.",
    ),
    (
        "Why does “either, not both” need a hidden layer?",
        "One neuron draws one straight border, and these four groups need two.",
    ),
)
QUESTIONS_OF_NETWORKS = (
    QUESTIONS[-1],
    (
        "How does the gradient of a weight come about?",
        "As a product along its path to the loss. Where several paths lead there, their products "
        "are added.",
    ),
    (
        "What does a picture of a network's loss leave out?",
        "Every direction but two, and mostly the training itself.",
    ),
)

PLANS = (
    Plan(
        20,
        LENGTH,
        "At the end everybody can say what a neuron changes when it learns, and what decides how "
        "far it goes in one step.",
        (("start", 5), ("loss", 5), ("learning_rate", 5), ("training", 4)),
        QUESTIONS[:2],
    ),
    Plan(
        45,
        LENGTH,
        "At the end everybody can say how two numbers become an answer, how wrong it is, and how a "
        "training makes it less wrong.",
        (
            ("start", 5),
            ("neuron", 8),
            ("loss", 7),
            ("surface", 7),
            ("learning_rate", 8),
            ("training", 7),
        ),
        QUESTIONS[:3],
    ),
    Plan(
        90,
        LENGTH,
        "At the end everybody can say what one neuron can learn, what it cannot, and what a hidden "
        "layer adds. There is time for a table of your own.",
        (
            ("start", 5),
            ("neuron", 10),
            ("activations", 8),
            ("loss", 8),
            ("surface", 9),
            ("learning_rate", 10),
            ("training", 10),
            ("network", 12),
            ("your_data", 13),
        ),
        QUESTIONS,
    ),
    Plan(
        45,
        SECOND,
        "For a class that has had one of the other lessons. At the end everybody can say what a "
        "hidden layer adds, how the gradient of any weight comes about, and what a picture of the "
        "loss leaves out.",
        (("network", 12), ("backpropagation", 11), ("slice", 8), ("bug_clinic", 11)),
        QUESTIONS_OF_NETWORKS,
    ),
)
