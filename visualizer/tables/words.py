"""Two words that answer a question: which of them is 1."""

from collections.abc import Set

from visualizer.tables.notes import Notes, cut
from visualizer.words.tables import columns as said

# Word for 1 → the words for 0 beside it.
_PAIRS = {
    "yes": ("no",), "y": ("n",), "true": ("false",), "t": ("f",), "on": ("off",),
    "pass": ("fail",), "passed": ("failed", "not passed"), "won": ("lost",),
    "win": ("loss", "lose"),
    "present": ("absent", "missing"), "correct": ("wrong", "incorrect", "false"),
    "right": ("wrong",), "good": ("bad",), "alive": ("dead",), "survived": ("died",),
    "success": ("failure",), "positive": ("negative",), "ill": ("healthy",), "sick": ("healthy",),
    "high": ("low",), "warm": ("cold",), "hot": ("cold",), "spam": ("ham",), "+": ("-", "−"),
    "ja": ("nein", "nee", "nej"), "j": ("n",), "wahr": ("falsch",), "richtig": ("falsch",),
    "bestanden": ("nicht bestanden", "durchgefallen"), "gewonnen": ("verloren",),
    "oui": ("non",), "o": ("n",), "vrai": ("faux",), "réussi": ("échoué", "raté"),
    "sí": ("no",), "si": ("no",), "sì": ("no",), "verdadero": ("falso",), "vero": ("falso",),
    "aprobado": ("suspenso",), "sim": ("não", "nao"), "tak": ("nie",), "да": ("нет",),
    "evet": ("hayır",), "نعم": ("لا",), "是": ("否",), "对": ("错",), "はい": ("いいえ",),
    "✓": ("✗", "✘", "x"), "✔": ("✗", "✘", "x"),
}  # fmt: skip
_PARTED = frozenset(frozenset((one, zero)) for one, zeros in _PAIRS.items() for zero in zeros)
_ALONE = frozenset(
    {
        "yes", "no", "true", "false", "pass", "fail", "passed", "failed", "ja", "nein", "oui",
        "non", "wahr", "falsch", "vrai", "faux",
    }
)  # fmt: skip


def are_known(words: Set[str]) -> bool:
    """Tell whether ``words`` are such an answer, whatever else is in the column.

    Args:
        words: In lower case.
    """
    return frozenset(words) in _PARTED or (len(words) == 1 and words <= _ALONE)


def which_is_one(words: tuple[str, ...]) -> str:
    """Return the one of two words that means yes; else the second in the order of the alphabet.

    Example:
        >>> which_is_one(("pass", "fail")), which_is_one(("No", "Yes")), which_is_one(("b", "a"))
        ('pass', 'Yes', 'b')
    """
    first, second = sorted(words, key=lambda word: (word.casefold(), word))
    return first if second.casefold() in _PAIRS.get(first.casefold(), ()) else second


def ask_words(column: str, words: tuple[str, ...], notes: Notes) -> dict[str, float]:
    """Return the number of each word of ``column``, as answered or as its sense suggests.

    Args:
        column: What the column is called.
        words: The one or two that it holds.
        notes: Takes the remark and the question.
    """
    if len(words) == 1:
        number = 1.0 if any(words[0].casefold() == one for one in _PAIRS) else 0.0
        notes.remarks.append(
            said.ONLY_WORD.format(column=column, word=cut(words[0]), number=f"{number:.0f}")
        )
        return {words[0].casefold(): number}
    default = which_is_one(words)
    key = f"words:{column}"
    one = notes.answer(key, words, default)
    zero = words[1] if one == words[0] else words[0]
    notes.remarks.append(said.WORDS.format(column=column, one=one, zero=zero))
    labels = {word: said.IS_ONE.format(word=word) for word in words}
    asked = said.WORDS_ASKED.format(column=column, one=one, zero=zero)
    notes.ask(key, asked, labels, default)
    return {one.casefold(): 1.0, zero.casefold(): 0.0}
