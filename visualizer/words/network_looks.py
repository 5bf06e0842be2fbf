"""What is drawn of the network, in words."""

TITLE = "What you see"

WEIGHT_WITH_GRADIENT = "Weight from {source} to {target}: {value}, gradient {gradient}"
BIAS_WITH_GRADIENT = "Bias of {target}: {value}, gradient {gradient}"
"""What a screen reader says of a line or a dot that shows its gradient."""
GRADIENTS_DRAWN = (
    "Lines and dots show the gradient of the loss: solid where a larger weight would raise it, "
    "dashed where it would lower it. Each factor of ten adds the same width."
)
