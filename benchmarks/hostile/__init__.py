"""Everything a stranger may send, sent to a running server.

    python -m benchmarks.hostile [--json FILE] [--generated N]

Links are opened as pages and in sessions, frames, widget values and commits go through the socket,
files through the door for uploads. Each must be answered within a second or cleanly closed, and
nothing that comes back may tell of the server's inside or of another visitor.
"""
