"""How the app feels under a finger, measured in real Chromium over the real server.

    python -m benchmarks.drag [--json FILE] [--pages NAME ...] [--quick]

Every slider of every page is dragged with a held mouse button, in rounds. ``probe.js`` measures
inside the page, Playwright counts the messages on the WebSocket from outside, and the server's CPU
time is read from its process clock. The naive page, ``st.slider`` and ``st.plotly_chart`` as
Streamlit comes, goes through the same hands in every round.
"""
