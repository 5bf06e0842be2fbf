"""The style sheets of the stages, joined in reading order: what comes later has the last word."""

from pathlib import Path

from visualizer.live.listing import LISTING_STYLE

FOLDER = Path(__file__).with_name("styles")
SHEETS = ("stage", "controls", "numbers", "pictures", "answer", "diagram", "goals")


def library_style() -> str:
    """Return the style sheet of the stages."""
    own = "\n".join((FOLDER / f"{name}.css").read_text("utf-8") for name in SHEETS)
    return own + LISTING_STYLE
