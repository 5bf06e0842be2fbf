"""What could not be used: the box in which it stands, and that there is more of it."""

TITLE = "Not everything could be used"
MORE = "And {count} more of this kind."
