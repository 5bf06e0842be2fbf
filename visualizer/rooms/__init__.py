"""Rooms of classes: who is in one, and what its teacher says to all. Knows nothing of lessons."""
