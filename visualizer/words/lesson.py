"""The parts of a page that are words: a question, an answer to each guess, and the code."""

from dataclasses import dataclass

PREDICT = "**Predict.** {question}"
YOUR_GUESS = "Your guess"
"""What opens the options."""
GUESS_RIGHT, GUESS_WRONG, THE_ANSWER = "Right", "Not quite", "The answer"
"""What opens what is said of the guess, or of the answer of who wanted to be shown."""
OPTIONS, CHECK, JUST_SHOW = "What do you think?", "Check my guess", "Just show me"
GUESSED_RIGHT = "You guessed “{option}”. **That is right.** {why}"
GUESSED_WRONG = "You guessed “{option}”. **Not quite.** The right answer is “{right}”. {why}"
SHOWN_BESIDE = "The right answer is “{right}”. {why}"
SEE_BELOW = "[See it in the numbers of this page](#explained)"
ASK_AGAIN = "Ask me again"
EXPLAIN, CODE = "Explain", "Code"
NO_GUESS = (
    "Make your guess at the top of the page first, or ask to be shown: the answer is for you."
)
OPENS = "This opens with your guess."
"""Stands in place of a part of the page that would answer its question."""
AFTER_GUESS = "after your guess"
"""Stands in place of a number that would answer it."""
SHOWN = "The right answer is “{option}”. {answer}"
RIGHT = "You guessed “{option}”. **That is right.** {answer}"
WRONG = "You guessed “{option}”. **Not quite.** {answer}"


@dataclass(frozen=True)
class Lesson:
    """What a page asks before the student tries, and what it says after.

    Attributes:
        question: What to guess, in one sentence.
        options: The guesses, two to four, each a few words.
        answers: What to say to whoever made that guess; one for each option. May hold
            ``{placeholders}``, which the page fills with the numbers it has just computed.
        correct: Which option is right, counted from 0.
        why: The reason in a sentence or two, true whatever the numbers are.
        code: The PyTorch that just ran, with the same placeholders.
        code_answers: Whether the code would answer the question, and waits for the guess.

    Raises:
        ValueError: If there is not one answer for each option, or no option is right.
    """

    question: str
    options: tuple[str, ...]
    answers: tuple[str, ...]
    correct: int
    why: str
    code: str = ""
    code_answers: bool = False

    def __post_init__(self) -> None:
        if len(self.answers) != len(self.options):
            raise ValueError(
                f"answers must have one text for each of the {len(self.options)} options, "
                f"got {len(self.answers)}"
            )
        if not 0 <= self.correct < len(self.options):
            raise ValueError(f"correct must lie in 0..{len(self.options) - 1}, got {self.correct}")
