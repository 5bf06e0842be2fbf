"""The live stage in another app: one slider that bends a curve while it is dragged.

streamlit run docs/stage_demo.py
"""

import sys
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from visualizer.live import scene as live
from visualizer.live.moment import Moment, Setting, Sweep
from visualizer.live.stage import show_stage
from visualizer.routes.plotly_scripts import plotly_urls, serve_as_component

serve_as_component()  # Plotly comes from the installed package, here without a server of our own
x = torch.linspace(-5, 5, 101)
positions = torch.linspace(-2, 2, 81)  # where the slider can stand
weight = st.session_state.setdefault("weight", 1.0)

# What stays: the places of slider, sentence and picture, and the picture without what moves in it.
figure = go.Figure(go.Scatter(uid="curve", x=x.tolist()), {"yaxis": {"range": [0, 1]}})
slider = live.Controls((live.Control("weight", "Weight"),))
sentence = live.Text(("At x = 1 the answer is {answer}.",))
scene = live.Scene(
    rows=((live.Column((slider, sentence, live.Show("bend"))),),),
    quantities=(live.Quantity("weight"), live.Quantity("answer", digits=3)),
    pictures=(live.Picture("bend", figure, "A curve that answers {answer} at x = 1."),),
)

# What a release renews: what every position leads to, all at once. The browser looks it up.
curves = torch.sigmoid(positions[:, None] * x)
numbers = {"weight": positions, "answer": torch.sigmoid(positions)}
here = Setting(positions.tolist(), int((positions - weight).abs().argmin()))
sweep = Sweep(numbers, {"bend": {"curve.y": curves}})
moment = Moment({"weight": here}, {"weight": sweep})

show_stage("demo", scene, moment, st.session_state.update, plotly_urls())
