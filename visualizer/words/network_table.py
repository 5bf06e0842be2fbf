"""What is said of a table that a network learns from."""

BRING = "Your own table stands here too, once you have brought it on the page “My data”."
USED = "The network gets {input_1} and {input_2}, and has to predict {answer}."
USED_OF_MORE = (
    "Of the {count} columns of your table the network gets two, {input_1} and {input_2}, because "
    "its plane shows two. It has to predict {answer}. You can choose other columns on “My data”."
)
SOME_ROWS = "Of {all} rows it uses {some}, picked evenly."
HEIGHTS = (
    "{answer} is a number from {low} to {high}. The network learns it as a number from −1 to 1, "
    "and the loss, the picture and how far off it is are told in these."
)
ONE_KIND = "{answer} is {value} in every row, so there is nothing to tell apart."
ONE_NUMBER = (
    "{answer} is {value} in every row, so there is nothing to tell apart. The network learns it as "
    "0, and the loss, the picture and how far off it is are told in that."
)
ONE_OF_A_KIND = "{answer} is {value} in a single row, so that kind is never tested."
FLAT = "{column} is the same in every row, so it tells the network nothing."
NO_TEST = "There are too few rows to keep some for the test, so the network learns from all."

OF_KIND = "{answer}: {kind}"
LOW_OF_TWO, HIGH_OF_TWO = "{answer}: 0", "{answer}: 1"
TESTED = "{words} (test)"
"""In the legend of the plane."""
