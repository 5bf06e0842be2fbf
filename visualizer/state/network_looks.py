"""What is drawn of the network, whatever it is and has learned."""

from visualizer.state.kinds import Choice, Parameter

LOOKS_TABLE: tuple[Parameter, ...] = (
    Choice(
        "network_lines",
        "lines",
        "Lines of the drawing",
        "weights",
        {"weights": "Weights", "gradients": "Gradients"},
        help="What the width of a line tells: its weight, or the gradient of that weight.",
    ),
)
"""Its parameters. All of them stand in a link; a setting worth seeing leaves them as they are."""
