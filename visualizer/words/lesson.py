"""The parts of a page that are words: a question, an answer to each guess, and the code."""

from dataclasses import dataclass

PREDICT = "**Predict.** {question}"
GUESSED = "Your guess is in. Try it out; the answer waits below."
EXPLAIN, CODE = "Explain", "Code"
NO_GUESS = "Make your guess at the top of the page first: the answer is for you."
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
        code: The PyTorch that just ran, with the same placeholders.

    Raises:
        ValueError: If there is not one answer for each option, or no option is right.
    """

    question: str
    options: tuple[str, ...]
    answers: tuple[str, ...]
    correct: int
    code: str = ""

    def __post_init__(self) -> None:
        if len(self.answers) != len(self.options):
            raise ValueError(
                f"answers must have one text for each of the {len(self.options)} options, "
                f"got {len(self.answers)}"
            )
        if not 0 <= self.correct < len(self.options):
            raise ValueError(f"correct must lie in 0..{len(self.options) - 1}, got {self.correct}")
