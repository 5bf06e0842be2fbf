"""What of the table a process applies, and what its log says where that cannot be."""

from __future__ import annotations

import logging
import os
from functools import cache

from visualizer.server.adaptations.adaptation import Adaptation
from visualizer.server.adaptations.table import ADAPTATIONS, SCRIPT_MESSAGES

SWITCH = "VISUALIZER_ADAPTATIONS"  # in the environment; "off" turns all of them off


@cache
def adapt(as_script: bool) -> None:
    """Apply what can be applied. Called again it does nothing.

    Args:
        as_script: Whether this is a plain script, without the server that holds its messages.
    """
    wanted = [each for each in ADAPTATIONS if as_script or each is not SCRIPT_MESSAGES]
    if os.environ.get(SWITCH) == "off":
        for each in wanted:
            logging.getLogger("visualizer").warning("runs without %s: as was wished", each.name)
        return
    for each in wanted:
        apply_or_tell(each)


def apply_or_tell(adaptation: Adaptation) -> bool:
    """Apply an adaptation; where that cannot be, say so in the log and go on."""
    try:
        adaptation.apply()
    except LookupError as error:
        logging.getLogger("visualizer").warning("runs without %s: %s", adaptation.name, error)
        return False
    return True
