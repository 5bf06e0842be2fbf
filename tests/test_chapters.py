"""The table of chapters and the files it names."""

import pytest

from visualizer.chapters import BESIDE, CHAPTERS, PAGES, get_chapter, neighbours


def test_every_chapter_has_its_page_and_every_page_its_chapter() -> None:
    assert {chapter.file for chapter in (*CHAPTERS, *BESIDE)} == set(PAGES.glob("*.py"))


def test_names_and_titles_are_unique() -> None:
    assert len({chapter.name for chapter in CHAPTERS}) == len(CHAPTERS)
    assert len({chapter.title for chapter in CHAPTERS}) == len(CHAPTERS)


def test_the_first_chapter_alone_lives_at_the_root() -> None:
    assert [chapter.path for chapter in CHAPTERS][:2] == ["", CHAPTERS[1].name]
    assert all(chapter.path for chapter in CHAPTERS[1:])


def test_next_and_previous_lead_through_all_chapters_and_back() -> None:
    walked = [CHAPTERS[0]]
    while (after := neighbours(walked[-1])[1]) is not None:
        assert neighbours(after)[0] is walked[-1]
        walked.append(after)
    assert tuple(walked) == CHAPTERS


def test_unknown_chapter_lists_the_choices() -> None:
    with pytest.raises(ValueError, match=r"must be one of start, neuron.*; got 'nowhere'"):
        get_chapter("nowhere")
