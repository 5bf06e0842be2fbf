"""A second process that computes the replies to releases, so that a class has two cores.

The process that serves the pages starts it, asks it, and does without it where it is missing: each
question holds all that its reply follows from.
"""
