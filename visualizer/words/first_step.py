"""One step: what the gradient promised for it and what came of it, in words."""

TITLE = "One step"
LINES = (
    "The gradient is a slope, {gradient_length} steep. The step is a move, {learning_rate} × "
    "{gradient_length} = {step_length} long.",
    "Promised drop: lr · |gradient|² = {loss_drop_predicted}",
    "Real drop: {loss} − {loss_next} = {loss_drop_real}",
    "{drop_verdict}",
)

LABELS = {
    "gradient_length": "steepness, |gradient|",
    "step_length": "length of the step",
    "loss_next": "loss after one step",
    "loss_drop_predicted": "promised drop, lr · |gradient|²",
    "loss_drop_real": "real drop after one step",
}

FLAT, HARDLY, OVERSHOT, LESS, KEPT_IT, MORE, BEYOND, TOO_MUCH = range(8)
VERDICTS = (
    "There is no slope here at all. The gradient is zero, and no learning rate makes a step of it. "
    "Flat need not be finished: the loss is {loss}.",
    "A step of this size changes next to nothing. That need not mean that the work is finished: "
    "the loss is {loss}.",
    "Overshot: the gradient promised a drop, and the loss rose. The gradient knows only the slope "
    "where it stands; the step ran past the bottom and up the other side. Bigger is not faster.",
    "Less than promised: the slope changes on the way down, and the gradient knows only the slope "
    "where it stands. A bigger step is not always a faster one.",
    "Promise kept, nearly: over so short a step the slope hardly changes.",
    "More than promised: the slope gets steeper on the way down, and the gradient knows only the "
    "slope where it stands.",
    "The step leads so far away that the loss there is more than a computer can hold. Bigger is "
    "not faster.",
    "The gradient promised a drop of more than all the loss there is: so long a step leaves the "
    "slope that the gradient knows far behind. Bigger is not faster.",
)
