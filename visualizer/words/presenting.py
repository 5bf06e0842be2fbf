"""Showing a page to a room, with large pictures and nothing around them."""

PRESENT, PRESENT_HELP = "Present", "Large pictures for a projector, nothing around them (key P)"
STOP, STOP_HELP = "Stop presenting", "Back to the whole page (key P or Escape)"
