"""Taking a training home, as files."""

OPEN = "Take it home"
TITLE = "Take this run home"
WHAT_IT_IS = (
    "Plain PyTorch, the same data and the same start: run on your own computer, it prints the "
    "very losses that you see here. A branch is not part of it."
)
NOTEBOOK = "Notebook"
PARAMETERS = "Parameters"
PARAMETERS_HELP = "A state_dict, for torch.load(…, weights_only=True)."
HISTORY = "History"
