"""Ways of writing: none of them, and no list of mends, gives a bug away."""

import re
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations, product

import pytest

from visualizer.core.clinic import program
from visualizer.core.clinic.bugs import BUGS
from visualizer.core.clinic.claims import CLAIMS
from visualizer.core.clinic.patient import HOMES, SEEDS, WARD, Patient, random_patient
from visualizer.words.clinic import MENDS

ALL = [
    Patient(bug, *home, seed)
    for bug, homes in HOMES.items()
    for home, seed in product(homes, SEEDS)
]

# They are looked at again and again, and never changed.
mends, right_mend = map(cache, (program.mends, program.right_mend))
sick_program, healthy_program = map(cache, (program.sick_program, program.healthy_program))


@cache
def sick_text(patient):
    return sick_program(patient).text


@cache
def healthy_text(patient):
    return healthy_program(patient).text


FEATURES = {
    "an update by hand": r"rate \* parameter\.grad|^rate = ",
    "an optimizer": r"torch\.optim\.SGD",
    "a loss of logits": r"BCEWithLogitsLoss",
    "a squared error": r"MSELoss",
    "a sum": r'reduction="sum"',
    "a mean": r"MSELoss\(\)",
    "rows turned round": r"hours\.flip\(0\)",
    "rows shuffled": r"hours\[order\]",
    "rows and answers shuffled in two lines": r"^hours = hours\[order\]$",
    "rows as they are": r"\A(?!.*(flip|randperm))",
    "whole hours": r"^inputs = hours$",
    "a tenth of the hours": r"^inputs = hours / 10$",
    "a model that is made twice": r"(?s)^model = .*^model = ",
    "gradients cleared": r"zero_grad",
}


def bugs_with(pattern, patients, text_of):
    flags = re.MULTILINE | (re.DOTALL if pattern.startswith(r"\A") else 0)
    return {each.bug for each in patients if re.search(pattern, text_of(each), flags)}


@pytest.mark.parametrize("feature", FEATURES)
def test_no_way_of_writing_means_one_bug(feature):
    pattern = FEATURES[feature]
    assert len(bugs_with(pattern, ALL, sick_text)) >= 4
    assert len(bugs_with(pattern, ALL, healthy_text)) >= 4  # there it is innocent
    assert len(bugs_with(pattern, WARD, sick_text)) >= 2


def test_every_line_but_the_wrong_one_stands_in_programs_with_other_bugs():
    """Numbers put aside; a rate is the same as far as its home goes."""
    bugs, rates = defaultdict(set), defaultdict(set)
    for patient in ALL:
        healthy = {line.text for line in healthy_program(patient).lines}
        for line in sick_program(patient).lines:
            if line.text in healthy:
                bugs[re.sub(r"-?\d+(\.\d+)?", "0", line.text)].add(patient.bug)
        found = re.findall(r"(?:lr|rate) ?= ?(\S+?)\)?$", sick_text(patient), re.M)
        [rate] = set(found)
        rates[patient.data, patient.architecture, rate].add(patient.bug)
    assert min(map(len, bugs.values())) >= 2, bugs
    assert min(map(len, rates.values())) >= 2, rates


def test_the_mends_that_are_offered_are_those_of_other_bugs_as_well():
    """Whoever knows the whole set cannot tell from the list of claims which of them is right."""
    bugs = defaultdict(set)
    for patient in ALL:
        bugs[frozenset(mend.claim for mend in mends(patient))].add(patient.bug)
    assert min(map(len, bugs.values())) >= 3


def test_a_wrong_mend_reads_like_a_right_one_elsewhere():
    """To add a line is what mends another patient, word for word, and no line that nobody needs."""
    right, wrong = set(), set()
    for patient in ALL:
        for mend in mends(patient):
            if mend.claim in ("zero_grad", "step", "backward"):
                said = mend.claim, mend.action, mend.text
                (right if mend.key == right_mend(patient) else wrong).add(said)
            assert not re.search(r"retain_graph|requires_grad_|model\(inputs\)\.view", mend.text)
    assert right
    assert wrong == right


def test_each_claim_that_is_offered_is_more_often_wrong_than_right():
    right, wrong = defaultdict(int), defaultdict(int)
    for patient in ALL:
        for mend in mends(patient):
            (right if mend.key == right_mend(patient) else wrong)[mend.claim] += 1
    assert set(right) | {"slower", "faster"} == set(wrong)
    assert all(wrong[claim] > right[claim] for claim in right)


def test_a_list_follows_from_the_home_and_the_seed_and_how_the_weights_are_changed():
    """Of two bugs there, the lists are one and the same, or have only the rate in common."""
    lists = defaultdict(list)
    for patient in ALL:
        by_hand = "rate = " in sick_text(patient)
        offered = {mend.claim for mend in mends(patient)}
        assert 4 <= len(offered) <= 6
        lists[patient.data, patient.architecture, patient.seed, by_hand].append(offered)
    for those in lists.values():
        for one, other in combinations(those, 2):
            assert one == other or len(one & other) == 1


def test_every_claim_has_its_words():
    assert {*MENDS} == {*CLAIMS}


def test_who_knows_all_lists_of_claims_but_looks_at_nothing_is_seldom_right():
    """Of five claims one is right; guessing from how often each was right before finds two of five.

    With the lines of code of the mends in their place it would be four of five.
    """
    seen = [
        (frozenset(each.claim for each in mends(patient)), BUGS[patient.bug].claim)
        for patient in map(random_patient, range(1200))
    ]
    offered, right = Counter[str](), Counter[str]()
    for claims, truth in seen[:800]:
        offered.update(claims)
        right[truth] += 1
    guesses = [
        max(sorted(claims), key=lambda claim: right[claim] / offered[claim]) == truth
        for claims, truth in seen[800:]
    ]
    assert sum(guesses) / len(guesses) < 0.5
