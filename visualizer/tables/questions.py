"""What a reading leaves for a person to decide, with one click each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One way to read something.

    Attributes:
        label: What its button says.
        value: What is answered by choosing it.
    """

    label: str
    value: str


@dataclass(frozen=True)
class Question:
    """A choice between ways to read something.

    Attributes:
        key: What the answer is kept under, such as ``"thousands:steps"``.
        text: What it is about, in whole sentences.
        options: The ways, at least two.
        chosen: The value of the one that holds now.
    """

    key: str
    text: str
    options: tuple[Option, ...]
    chosen: str
