"""Tables that lie on their side: each example is a column."""

TURNED = (
    "The examples seem to be the columns of this table. It is turned, so its rows are the columns "
    "of the file."
)
NOT_TURNED = "Perhaps the examples are the columns of this table. It is not turned."
TURN, AS_IT_IS = "Turn it", "Read it as it is"
