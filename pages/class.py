"""The class: opened by its teacher, seen at once on one page, and led."""

from visualizer.ui.class_desk import show_desk
from visualizer.ui.class_entry import show_entry
from visualizer.ui.class_leading import this_room
from visualizer.ui.lesson import open_lesson
from visualizer.words import class_desk as words

open_lesson("class", words.TITLE, words.LEAD)
room = this_room()
if room is None:
    show_entry()
else:
    show_desk(room)
