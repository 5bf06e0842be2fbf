"""The style sheets of the frame, joined in reading order: what comes later has the last word."""

from pathlib import Path

FOLDER = Path(__file__).with_name("frame_styles")
SHEETS = ("frame", "first_screen", "presenting")


def frame_style() -> str:
    """Return the style sheet of the frame."""
    return "\n".join((FOLDER / f"{name}.css").read_text("utf-8") for name in SHEETS)
