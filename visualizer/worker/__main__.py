"""The worker: questions on ``stdin``, replies on ``stdout``. It ends with its ``stdin``."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # Before anything is loaded: whatever is printed must not come between two replies.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    from visualizer.worker.answering import serve

    serve(sys.stdin.buffer, replies)
