"""What is said about a number that somebody typed for a row of their own."""

LABEL = "My row: {column}"
COUNTS_AS = "“{typed}” counts as {number}."
NOTHING = "There is no number here, so {held} still holds."
NO_NUMBER = "“{typed}” is not a number, so {held} still holds."
TOO_FAR = "“{typed}” is not between {low} and {high}, so {held} still holds."
