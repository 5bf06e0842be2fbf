"""Taking a training home, as files."""

OPEN = "Take it home"
TITLE = "Take this run home"
WHAT_IT_IS = (
    "Plain PyTorch, the same data and the same start: run on your own computer, it prints the "
    "very losses that you see here."
)
WITH_BRANCH = (
    "The branch comes last: the same training once more, with its own rate from its step on. "
    "Parameters and history are those of the training that it leaves."
)
NOTEBOOK = "Notebook"
PARAMETERS = "Parameters"
PARAMETERS_HELP = "A state_dict, for torch.load(…, weights_only=True)."
HISTORY = "History"
PROGRAM = "train.py"
"""What a screen reader says of the program that is shown."""
COPY = "Copy the code"
