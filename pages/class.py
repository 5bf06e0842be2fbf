"""The class: opened by its teacher, seen at once on one page, and led."""

from visualizer.ui.class_desk import show_class
from visualizer.ui.lesson import open_lesson
from visualizer.words import class_desk as words

open_lesson("class", words.TITLE, words.LEAD, is_desk=True)
show_class()
