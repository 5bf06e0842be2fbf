"""A class in a lesson: students who join, move, and come when they are called; a teacher's desk."""
