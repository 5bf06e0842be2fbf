"""How Hypothesis draws its examples here: the same ones on every machine."""

from hypothesis import settings

# No deadline: the first call of a PyTorch operation may take a hundred times as long as the next.
settings.register_profile("core", deadline=None, derandomize=True, database=None, max_examples=50)
settings.load_profile("core")
