"""How long a cold browser waits for a page: its heading, its sliders and numbers, its pictures.

Every page of ours stands in the same rounds as a bare page with a heading and one with a heading
and ``st.plotly_chart``, at the speed of the machine and four times slower. Run
``python -m benchmarks.opening``; ``--against http://127.0.0.1:8502/`` opens the pages of another
server of the app in the same rounds, such as one of an older state.
"""
