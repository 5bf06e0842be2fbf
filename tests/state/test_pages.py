"""Which page has which parameters, and where it starts."""

import pytest
import torch
from torch import nn

from visualizer.chapters import BESIDE, CHAPTERS
from visualizer.state.checks import check
from visualizer.state.pages import PAGES, complete, defaults, drawn_weights
from visualizer.state.parameters import PARAMETERS, WEIGHTS


def test_every_chapter_has_its_parameters() -> None:
    assert set(PAGES) == {chapter.name for chapter in (*CHAPTERS, *BESIDE)}


@pytest.mark.parametrize("page", PAGES)
def test_names_and_defaults_are_those_of_the_table(page: str) -> None:
    names, own = PAGES[page].names, PAGES[page].defaults
    assert len(set(names)) == len(names)
    assert set(own) <= set(names) <= set(PARAMETERS)
    for name, value in defaults(page).items():
        assert check(PARAMETERS[name], value) == value


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("start", {"input_1": 5, "input_2": 7, "weight_1": 0.1, "weight_2": 0.2, "bias": 0.5}),
        ("neuron", {"weight_1": 0.1, "activation": "relu", "output": "sigmoid"}),
        ("activations", {"bias": 0.5, "second_activation": "none"}),
        (
            "training",
            {
                "learning_rate": 0.1,
                "n_steps": 100,
                "step": 0,
                "seed": 0,
                "activation": "identity",
                "output": "sigmoid",
                "dataset": "three_students",
                "scaling": "raw",
            },
        ),
    ],
)
def test_pages_start_where_the_lesson_does(page: str, expected: dict) -> None:
    assert expected.items() <= defaults(page).items()
    assert set(expected) <= set(PAGES[page].names)


@pytest.mark.parametrize("seed", [0, 1, 42, 9999])
def test_a_training_starts_from_what_pytorch_draws(seed: int) -> None:
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        layer = nn.Linear(2, 1)
    start = defaults("training", seed)
    assert torch.tensor([start["weight_1"], start["weight_2"]]).equal(layer.weight.detach()[0])
    assert torch.tensor([start["bias"]]).equal(layer.bias.detach())
    assert start["seed"] == seed


def test_other_pages_start_from_the_table_whatever_the_seed() -> None:
    assert defaults("neuron", 7)["weight_1"] == 0.1


def test_given_values_hold_and_the_seed_draws_the_rest() -> None:
    whole = complete("training", {"seed": 3, "weight_1": 0.3})
    drawn = drawn_weights(3)
    assert [whole[name] for name in WEIGHTS] == [0.3, drawn["weight_2"], drawn["bias"]]
    assert set(whole) == set(PARAMETERS)


def test_unknown_page_lists_the_choices() -> None:
    with pytest.raises(ValueError, match=r"page must be one of start, .*; not 'nowhere'"):
        defaults("nowhere")
