"""The gradient three ways: the words of each, and whether they agree.

What is filled in are numbers and places of live numbers.
"""

WIGGLE_TITLE = "The gradient, one: wiggle and see"
WIGGLE = (
    "Move one parameter down and up by {step}, that is {width} millionths in all. By how many "
    "millionths does the loss change?"
)
WIGGLE_WAY = "{symbol}: {change} / {width} = {gradient}"

FORMULA_TITLE = "Two: the formula, with its numbers"
FORMULA = (
    "Chain rule, example by example: 2 · residual · output′ · f′ says how fast the squared error "
    "grows with z."
)
FORMULA_STUDENT = "{student}: 2 · {residual} · {output_slope} · {derivative} = {signal}"
AND_SO_ON = "… and so on for all of them."
MEAN = "z grows by x for each unit of a weight, and by 1 for each unit of b. The mean:"
MEAN_OF_ALL = "{symbol}: ({products}) / {count} = {gradient}"
MEAN_OF_MORE = "{symbol}: ({products} + …) / {count} = {gradient}"

PROGRAM_TITLE = "Three: PyTorch does it by itself"

AGREE, AT_A_BEND, ROUNDED = range(3)
AGREEMENTS = (
    "All three agree, to the last digit shown.",
    "An example stands exactly where the activation function bends, at z = 0. The wiggle feels "
    "both sides of the bend; the formula and PyTorch take the slope on the left.",
    "The wiggle is a little off: its two losses are so much alike that rounding shows.",
)
