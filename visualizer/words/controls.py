"""What is said at a control, whatever it moves."""

NEXT_SEED = "New random start"
REACHES = "The slider now reaches from {low} to {high}."
"""Of a slider that was widened for the number at which it stands."""
DRAWN_START, EQUAL_START = "Drawn at random", "The same for all units of a layer"
"""Where the weights of a network come from."""
