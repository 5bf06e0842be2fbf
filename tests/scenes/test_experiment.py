"""Every sentence about the experiment follows from its numbers by a rule of its own."""

import math
from itertools import product

import pytest
import torch

from visualizer.core.architecture import OUTPUTS
from visualizer.core.datasets import DATASETS, SCALINGS
from visualizer.core.experiment import VERDICTS, Comparison
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.experiment import (
    change,
    experiment_moment,
    experiment_scene,
    run_experiment,
    sentences,
)
from visualizer.state.views.activations import experiment_task
from visualizer.words.experiment import CONCLUSIONS

NAN = math.nan


def told_about(first, second, stuck=(0, 0)):
    """Return all sentences about these losses as one text."""
    stuck_in = torch.arange(len(first)) < torch.tensor(stuck)[:, None]  # the first ones
    found = Comparison(("relu", "silu"), torch.tensor([first, second]), stuck_in)
    return " ".join(sentences(found))


@pytest.mark.parametrize(
    ("first", "second", "stuck", "said", "unsaid"),
    [
        ([1.0] * 64, [0.93] * 64, (0, 0), "SiLU ended lower in 64 of 64 starts.", "alike"),
        ([1.0] * 64, [0.93] * 64, (0, 0), "was 7.0 % lower in the middle", "between"),
        ([1.0] * 64, [0.93] * 64, (0, 0), "5 to 10 % lower it was in 64 of 64.", "Stuck"),
        ([1.0] * 64, [0.93] * 64, (0, 0), "Here the claim holds", "coin"),
        ([1.0] * 64, [0.93] * 64, (0, 0), "lies closer together than the two", "proves"),
        ([1.0] * 64, [0.93] * 64, (0, 0), "the medians are 1.0000 and 0.9300: 7.0 % l", "higher"),
        ([1.0] * 64, [3.0] * 64, (0, 0), "was 3.0 times as high in the middle", "lower in the"),
        ([1.0] * 64, [1.5] * 64, (0, 0), "the claim does not hold: SiLU ended higher", "holds"),
        ([1.0] * 64, [0.98] * 64, (0, 0), "but by less than the 5 to 10 %", "more than the 5"),
        ([1.0] * 64, [0.5] * 64, (0, 0), "and by more than the 5 to 10 %", "less than the 5"),
        ([1.0] * 64, [1.0] * 64, (0, 0), "In 64 both ended alike.", "proves"),
        ([1.0] * 64, [0.9, 1.1] * 32, (0, 0), "a tossed coin is as one-sided", "claim holds"),
        ([1.0, 9.0] * 32, [0.99, 8.9] * 32, (0, 0), "so one start proves nothing", "than from one"),
        ([1.0] * 64, [0.9] * 64, (12, 0), "Stuck with a gradient of exactly 0", "SiLU in 0"),
        ([1.0] * 64, [0.9] * 64, (12, 0), "ReLU in 12.", "Diverged"),
        ([1.0] * 64, [0.93] * 64, (12, 0), "64 starts that were 5 to 10 % lower, 12 are", "apart"),
        ([1.0] * 64, [0.93] * 64, (12, 0), "Of the 52 others it was 52.", "apart"),
        ([1.0] * 64, [0.5] * 64, (12, 0), "ReLU in 12.", "such ones"),
        ([NAN] + [1.0] * 63, [0.9] * 64, (0, 0), "left out of the medians: ReLU in 1.", "no start"),
        ([NAN] * 64, [NAN] * 64, (0, 0), "There is no start in which both", "medians are"),
        ([1.0] * 64, [1e-9] * 64, (0, 0), "was more than 99.9 % lower", "100.0 %"),
        ([1.0, 1e9] * 32, [0.9, 1e9 - 1] * 32, (0, 0), "more than 1,000 times as far apart", "e+"),
    ],
)  # fmt: skip
def test_what_is_said(first, second, stuck, said, unsaid):
    text = told_about(first, second, stuck)
    assert said in text
    assert unsaid not in text
    assert "{" not in text
    assert "nan" not in text.lower()


def test_every_verdict_has_its_conclusion():
    assert set(CONCLUSIONS) == set(VERDICTS)


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(0.877, "12.3 % lower"), (1.0, "the same"), (0.9996, "0.04 % lower"), (1.02, "2.0 % higher"),
     (2.0, "100.0 % higher"), (2.01, "2.0 times as high"), (1e-7, "more than 99.9 % lower"),
     (NAN, "unknown")],
)  # fmt: skip
def test_ratios_in_words(ratio, words):
    assert change(ratio) == words


@pytest.mark.parametrize(("data", "scaling", "output"), [*product(DATASETS, SCALINGS, OUTPUTS)])
def test_the_experiment_can_be_shown_on_all_data(data, scaling, output):
    task = experiment_task({"dataset": data, "scaling": scaling, "output": output})
    scene, moment = experiment_scene(task), experiment_moment(task)
    shown = {name: float(row[0]) for name, row in moment.fixed.quantities.items()}
    assert {each.name for each in scene.quantities} == set(shown)
    assert all(math.isfinite(number) for number in shown.values())
    low, high = moment.layouts["comparison"]["yaxis.range"]
    assert math.isfinite(low)
    assert low < high < math.inf
    name, _ = packed_scene(scene)
    assert len(pack_moment(moment, scene, name, "", ())) < 20_000


def test_it_runs_once_for_each_data():
    assert run_experiment(experiment_task({})) is run_experiment(experiment_task({}))


def test_readouts_and_sentences_say_the_same():
    found = run_experiment(experiment_task({}))
    moment = experiment_moment(experiment_task({}))
    gain = float(moment.fixed.quantities["gain"])
    assert gain < 0  # a change downwards carries its minus
    assert change(1 + gain) in " ".join(sentences(found))
    assert f"in {int(moment.fixed.quantities['wins'])} of 64" in " ".join(sentences(found))


def test_the_claim_is_counted_where_both_could_learn_and_the_medians_are_not_hidden():
    found = run_experiment(experiment_task({}))
    first, second = found.losses
    gains = 1 - second / first
    claimed = (gains >= 0.05) & (gains <= 0.1)
    gone = first == first.max()  # 0.25: as wrong as one who always says one half
    left = int((claimed & ~gone).sum())
    text = " ".join(sentences(found))
    assert f"Of the {int(claimed.sum())} starts that were 5 to 10 % lower" in text
    assert f"{int((claimed & gone).sum())} are such ones" in text
    assert f"Of the {int((~gone).sum())} others it was {left}." in text
    medians = [float(each.sort().values[31:33].mean()) for each in found.losses]
    assert medians[1] > 0.95 * medians[0]
    assert "The two medians do not show it: SiLU is 0.2 % higher there." in text
