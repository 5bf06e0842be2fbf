"""What the desk shows of a class is what PyTorch finds of each student, and nobody's name."""

from __future__ import annotations

import statistics

import pytest
import torch

from tests.scenes.accepted import assert_accepted
from tests.scenes.classes import desk, filled, neurons, sentences, still, student
from tests.scenes.stages import Stage
from visualizer.chapters import BESIDE, CHAPTERS
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.rooms.leading import answer_shown, asked_again, with_task
from visualizer.rooms.looks import ANIMALS, COLOURS
from visualizer.rooms.room import Orders
from visualizer.scenes.class_drawn import PALETTE_OF
from visualizer.state.class_neurons import stands_at
from visualizer.state.guesses import JUST_SHOWN, LESSONS
from visualizer.state.pages import NEURON_PAGES
from visualizer.state.views.class_view import name_of
from visualizer.words.class_pictures import PAGE_NAMES, WAITING

WEIGHTS = [(0.5, -0.5, 0.0), (1.0, 1.0, -0.5), (-1.0, 2.0, 0.25), (2.0, -1.0, -1.0)]

CASES = {
    "nobody": lambda: desk([], ""),
    "nobody_on_the_page": lambda: desk(neurons(WEIGHTS), "loss"),
    "four": lambda: desk(neurons(WEIGHTS)),
    "one": lambda: desk(neurons(WEIGHTS[:1])),
    "on_a_page_without_a_neuron": lambda: desk([student(0, "network")], "network"),
    "all_with_own_tables": lambda: desk([student(0, owns=True), student(1, owns=True)]),
    "in_training": lambda: desk(neurons(WEIGHTS, "training"), "training"),
    "diverged": lambda: desk(
        [
            student(0, "training", query={"lr": "100", "output": "identity", "step": "100"}),
            student(1, "training", query={"lr": "0.1", "output": "identity", "step": "100"}),
        ],
        "training",
    ),
    "far_out": lambda: desk(neurons([(900.0, -900.0, 50.0), (1.0, 1.0, 0.0)])),
    "guesses": lambda: desk(neurons(WEIGHTS), shows=True),
    "two_rounds": lambda: desk(
        neurons(WEIGHTS), shows=True, orders=asked_again(Orders(), "surface")
    ),
    "task": lambda: desk(
        neurons(WEIGHTS), orders=with_task(Orders(), "surface", {}, sentence="{best} <b>Go</b>")
    ),
    "on_the_desk_itself": lambda: desk([student(0, "class")], "class"),
}  # fmt: skip


@pytest.fixture(scope="module", params=CASES)
def each(request: pytest.FixtureRequest) -> Stage:
    return CASES[request.param]()


def test_every_number_that_is_named_has_a_value(each: Stage) -> None:
    declared = [quantity.name for quantity in each.scene.quantities]
    assert len(declared) == len(set(declared))
    assert each.named() <= set(declared)
    assert each.named() <= set(each.numbers())


def test_every_choice_has_a_text_for_its_value(each: Stage) -> None:
    for quantity in each.scene.quantities:
        if quantity.choices:
            assert 0 <= each.numbers()[quantity.name] < len(quantity.choices)


def test_what_moves_exists_and_plotly_accepts_it(each: Stage) -> None:
    pictures = {picture.name: picture for picture in each.scene.pictures}
    assert each.shown_pictures() == set(pictures)
    assert set(each.moment.fixed.moves) <= set(pictures)
    assert set(each.moment.layouts) <= set(pictures)
    for name, moves in each.moment.fixed.moves.items():
        assert_accepted(pictures[name].figure, moves, 0)


def test_it_travels(each: Stage) -> None:
    name, _ = packed_scene(each.scene)
    assert len(pack_moment(each.moment, each.scene, name, "")) < 200_000


def test_the_same_class_has_the_same_scene_while_its_neurons_move() -> None:
    moved = [(first + 0.05, second, bias) for first, second, bias in WEIGHTS]
    assert desk(neurons(WEIGHTS)).scene is desk(neurons(moved)).scene


# Neurons


def test_each_dot_lies_where_its_neuron_is_in_its_colour_with_its_name() -> None:
    students = neurons(WEIGHTS)
    found = desk(students)
    assert still(found, "class_surface", "students.x") == pytest.approx([w[0] for w in WEIGHTS])
    assert still(found, "class_surface", "students.y") == pytest.approx([w[1] for w in WEIGHTS])
    names = still(found, "class_surface", "students.hovertext")
    assert list(names) == [f"{each.look.colour} {each.look.animal}" for each in students]
    assert len(set(still(found, "class_surface", "students.marker.color"))) == len(WEIGHTS)


def test_a_neuron_beyond_the_map_stands_at_its_edge_and_the_others_keep_their_room() -> None:
    many = [(0.1 * each, 0.2, 0.0) for each in range(20)]
    found = desk(neurons([*many, (900.0, -900.0, 0.0)]))
    picture = next(each for each in found.scene.pictures if each.name == "class_surface")
    low, high = picture.figure.layout.xaxis.range
    assert high == 3
    across, up = (still(found, "class_surface", f"students.{each}")[-1] for each in "xy")
    assert 2.9 < across < high
    assert low < up < -2.9


def test_the_loss_is_summed_up_as_statistics_do() -> None:
    found = desk(neurons(WEIGHTS))
    losses = [each.loss for each in stands_at([(s.page, s.query) for s in neurons(WEIGHTS)])]
    numbers = found.numbers()
    assert numbers["best"] == pytest.approx(min(losses))
    assert numbers["middle_loss"] == pytest.approx(statistics.median(losses))
    low, _, high = statistics.quantiles(losses, n=4, method="inclusive")
    assert (numbers["low_loss"], numbers["high_loss"]) == pytest.approx((low, high))
    assert "The best loss is" in sentences(found)


def test_the_surface_is_that_of_the_bias_in_the_middle() -> None:
    found = desk(neurons([(1.0, 1.0, -0.4), (1.0, -1.0, 0.3), (-1.0, 1.0, 2.0)]))
    assert found.numbers()["middle_bias"] == pytest.approx(0.3)
    picture = next(each for each in found.scene.pictures if each.name == "class_surface")
    field = picture.figure.data[0]
    losses = still(found, "class_surface", "field.z")
    for row, column in ((0, 60), (30, 17), (44, 51)):
        there = {"w1": str(field.x[column]), "w2": str(field.y[row]), "b": "0.3"}
        (stand,) = stands_at([("surface", there)])
        assert losses[row][column] == pytest.approx(min(stand.loss, field.zmax), rel=1e-3)


def test_a_border_is_where_its_neuron_says_one_half() -> None:
    weights = WEIGHTS[1]
    found = desk(neurons([weights]))
    stand = stands_at([("surface", neurons([weights])[0].query)])[0]
    data = stand.task.dataset
    ends = [still(found, "class_plane", f"borders.{each}")[:2] for each in "xy"]
    raw = torch.tensor(ends).T
    z = ((raw - data.offsets) / data.scales) @ torch.tensor(weights[:2]) + weights[2]
    steep = (torch.tensor(weights[:2]) / data.scales).norm()
    assert z.abs().max() / steep < 0.05  # hours: a place in the picture has 16 bits


def test_the_plane_says_how_many_would_say_pass() -> None:
    found = desk(neurons([(0.0, 0.0, 1.0), (0.0, 0.0, 2.0), (0.0, 0.0, 3.0), (0.0, 0.0, -1.0)]))
    field = torch.tensor(still(found, "class_plane", "field.z"))
    assert set(field.flatten().tolist()) == {0.75}


def test_who_learns_something_else_or_from_a_table_of_their_own_is_counted_without_a_dot() -> None:
    others = [
        student(7, query={"activation": "relu"}),
        student(8, owns=True),
        student(9, owns=True),
    ]
    found = desk([*neurons(WEIGHTS), *others])
    assert len(still(found, "class_surface", "students.x")) == len(WEIGHTS)
    said = sentences(found)
    assert "One has chosen another activation" in said
    assert "2 learn from tables of their own" in said


def test_a_training_that_has_diverged_is_counted_and_spoils_no_number() -> None:
    far = {"lr": "100", "output": "identity", "step": "100"}
    near = {"lr": "0.001", "output": "identity", "step": "100"}
    found = desk(
        [student(each, "training", query=far if each < 3 else near) for each in range(5)],
        "training",
    )
    numbers = found.numbers()
    assert numbers["middle_loss"] == numbers["best"] == numbers["high_loss"] > 0
    assert len(still(found, "class_losses", "students.x")) == 2
    assert "The trainings of 3 have diverged: no dots." in sentences(found)
    assert numbers["n_drawn"] == 2
    nobody = desk([student(0, "training", query=far)], "training")
    assert "The training of one has diverged: no dot." in sentences(nobody)


def test_the_chosen_one_has_a_ring() -> None:
    students = neurons(WEIGHTS)
    found = desk(students, chosen=students[2])
    assert still(found, "class_surface", "chosen.x") == pytest.approx([WEIGHTS[2][0]])
    assert still(desk(students), "class_surface", "chosen.x") == [None]


# Pages


def test_everybody_is_a_dot_in_the_row_of_their_page() -> None:
    students = [
        student(0, "start"),
        student(1, "loss", pages=("start", "loss")),
        student(2, "loss"),
    ]
    found = desk(students, "loss")
    rows = {page: -place for place, page in enumerate(PAGE_NAMES)}
    assert still(found, "class_pages", "students.y") == [rows["start"], rows["loss"], rows["loss"]]
    assert still(found, "class_pages", "students.x") == [0, 0, 1]
    assert still(found, "class_pages", "gone.y") == [rows["start"]]
    assert still(found, "class_pages", "gone.x") == [1]
    assert "3 students are here. 2 are on “Loss”." in sentences(found)


def test_who_is_away_is_a_faint_dot_where_they_were_and_counted_apart() -> None:
    found = desk([student(0), student(1, is_here=False)])
    assert len(still(found, "class_pages", "students.x")) == 1
    assert still(found, "class_pages", "away.y") == [-list(PAGE_NAMES).index("surface")]
    assert still(found, "class_pages", "away.x") == [1], "beside who is here"
    assert list(still(found, "class_pages", "away.hovertext")) == [name_of(student(1))]
    figure = next(each.figure for each in found.scene.pictures if each.name == "class_pages")
    ink = {each.uid: each.marker.opacity for each in figure.data}
    assert ink["away"] < 0.5
    assert ink["students"] is None
    assert "One who has joined is away" in sentences(found)


def test_of_an_empty_class_it_says_what_comes() -> None:
    said = sentences(desk([], ""))
    assert "Nobody is here yet." in said
    assert WAITING in said


def test_a_page_without_a_neuron_says_so() -> None:
    assert "nobody has one neuron" in sentences(desk([student(0, "network")], "network"))
    assert "network" not in NEURON_PAGES


def test_pages_are_called_as_in_the_menu() -> None:
    menu = {each.name: each.title for each in (*CHAPTERS, *BESIDE) if each.name != "class"}
    assert dict(PAGE_NAMES) == menu
    assert list(PAGE_NAMES) == list(menu)


def test_every_colour_of_a_student_has_one_in_the_palette() -> None:
    assert set(PALETTE_OF) == set(COLOURS)
    assert len(set(PALETTE_OF.values())) == len(COLOURS)
    assert len(ANIMALS) > 1


# Guesses


def guessing(*guesses: dict[int, int]) -> list:
    return [
        student(number, guesses={"surface": rounds}, is_here=number > 0)
        for number, rounds in enumerate(guesses)
    ]


def test_what_was_guessed_does_not_travel_before_it_is_shown() -> None:
    found = desk(guessing({1: 1}, {1: 2}))
    assert not any(name.startswith("guess_") for name in found.numbers())
    assert "class_guesses" not in found.shown_pictures()
    assert "2 have guessed." in sentences(found)


def test_the_bars_are_as_long_as_there_are_guesses() -> None:
    found = desk(guessing({1: 1}, {1: 1}, {1: 0}, {1: JUST_SHOWN}), shows=True)
    across = still(found, "class_guesses", "bars_0.x")
    assert [max(across[6 * place : 6 * place + 5]) for place in range(4)] == [1, 2, 0, 1]
    assert [found.numbers()[f"guess_0_{place}"] for place in range(4)] == [1, 2, 0, 1]
    alt = next(each.label for each in found.scene.pictures if each.name == "class_guesses")
    option = LESSONS["surface"].options[1]
    assert f"{option}: 2." in filled(found, alt)


def test_two_rounds_stand_side_by_side() -> None:
    orders = asked_again(Orders(), "surface")
    found = desk(guessing({1: 0, 2: 1}, {1: 0, 2: 1}, {1: 2}), shows=True, orders=orders)
    numbers = found.numbers()
    assert [numbers[f"guess_0_{place}"] for place in range(4)] == [2, 0, 1, 0]
    assert [numbers[f"guess_1_{place}"] for place in range(4)] == [0, 2, 0, 0]
    assert "2 have guessed." in sentences(found)  # in the round that is open
    wanted_to_be_shown = guessing({2: JUST_SHOWN})
    assert "Nobody has guessed yet." in sentences(desk(wanted_to_be_shown, orders=orders))
    above, below = (still(found, "class_guesses", f"bars_{each}.y")[:5] for each in (0, 1))
    assert min(above) > max(below)


@pytest.mark.parametrize("shown", [False, True])
def test_which_is_right_is_told_with_the_answer_only(shown: bool) -> None:
    orders = answer_shown(Orders(), "surface") if shown else Orders()
    found = desk(guessing({1: 0}), shows=True, orders=orders)
    picture = next(each for each in found.scene.pictures if each.name == "class_guesses")
    options = next(trace for trace in picture.figure.data if trace.uid == "options").text
    assert ["✓" in each for each in options] == [False, shown, False, False]


# The task


def test_the_task_shows_how_many_reached_it_with_how_many_moves_and_nobodys_name() -> None:
    orders = with_task(Orders(), "surface", {}, below=0.2, moves=5, sentence="Be quick.")
    number = orders.task.number
    students = [
        student(0, task=number, moves=3, reached=3),
        student(1, task=number, moves=7, reached=3),
        student(2, task=number, moves=9),
        student(3, task=number - 1, reached=1),
    ]
    found = desk(students, orders=orders)
    assert still(found, "class_task", "reached.x") == [3, 3]
    assert still(found, "class_task", "reached.y") == [0, 1]
    assert set(found.moment.fixed.moves["class_task"]) == {"reached.x", "reached.y"}
    said = sentences(found)
    assert "Be quick." in said
    assert "2 of 3 who tried have reached it. Fewest moves: 3." in said


def test_the_sentence_of_a_teacher_names_no_live_number() -> None:
    orders = with_task(Orders(), "surface", {}, sentence="{best} wins")
    assert "(best) wins" in sentences(desk(neurons(WEIGHTS), orders=orders))


@pytest.mark.parametrize("page", LESSONS)
def test_the_question_is_asked_without_anybodys_own_numbers(page: str) -> None:
    found = desk([student(0, page)], page)
    assert found.named() <= {each.name for each in found.scene.quantities}
    assert "{" not in sentences(found)
