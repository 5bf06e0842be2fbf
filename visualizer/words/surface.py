"""Which way the gradient points."""

from visualizer.words.lesson import Lesson

TITLE = "The loss surface"
LEAD = (
    "Every choice of weights and bias is a place, and the loss is how high it lies. The "
    "**gradient** is the slope there. **Drag a weight, or click into the map, and see where the "
    "steps lead.**"
)

LESSON = Lesson(
    question="At the point in the picture there is a gradient. Which way does it point?",
    options=("Straight to the lowest place", "The steepest way up", "The steepest way down"),
    correct=1,
    answers=(
        "It knows nothing of the lowest place. It points the steepest way up from right here: "
        "along it the loss of {loss} grows by {steepness} for each unit walked. A step goes the "
        "other way, and since the steepest way turns as you walk, the trail bends.",
        "Along it the loss of {loss} grows by {steepness} for each unit walked. That is why "
        "PyTorch subtracts it: a step is −{learning_rate} · gradient, and the loss becomes "
        "{loss_next}.",
        "Follow the arrow that says “uphill”: along it the loss of {loss} grows by {steepness} for "
        "each unit walked. The step goes down, because PyTorch subtracts the gradient: "
        "−{learning_rate} · gradient, and the loss becomes {loss_next}.",
    ),
    code="""\
model = {model}
with torch.no_grad():  # the point in the pictures
    model[0].weight.copy_(torch.tensor([[{weight_1}, {weight_2}]]))
    model[0].bias.copy_(torch.tensor([{bias}]))
optimizer = torch.optim.SGD(model.parameters(), lr={learning_rate})
loss_function = nn.MSELoss()

loss = loss_function(model(inputs), targets)  # {loss}
loss.backward()
model[0].weight.grad  # [[{gradient_weight_1}, {gradient_weight_2}]], uphill
model[0].bias.grad    # [{gradient_bias}]

optimizer.step()      # each parameter −= lr · its gradient: downhill
loss_function(model(inputs), targets)  # {loss_next}""",
)

# The stage. Where a text is filled with names, what stays live has double braces.

ANNOUNCEMENT = "Loss {loss}. {drop_verdict}"
KNOBS_TITLE = "The point, and how far it steps"
CONTOUR_TITLE = "From above: click to start elsewhere"
SURFACE_TITLE = "The same in space"

HELD = (
    "Every place in the pictures is another neuron, and its height is how wrong that neuron is. "
    "Both are drawn for {symbol} = {now}, which is held: drag {symbol} and the surface itself "
    "bends."
)

TRAIL_TITLE = "{count} steps"
TRAIL = ("{course} {whereabouts}", "{aside}")
COURSES = (
    "In {n_steps} steps the trail leads down from {loss} to {loss_end}.",
    "After {n_steps} steps the loss is {loss_end}, up from {loss}: these steps are too large to "
    "go down. Bigger is not faster.",
    "At step {diverged_at} the trail has flown so far that a computer cannot hold its numbers. Try "
    "a lower learning rate.",
    "In {n_steps} steps the loss has not moved from {loss}: no gradient gets through.",
)
WHEREABOUTS = ("", "It leaves the picture on the way.")
ASIDE = (
    "A step moves {symbol} as well, here to {end} in the end. So the trail need not lie on the "
    "surface drawn."
)

CONTOUR_ALT = (
    "The loss over {across} and {up}, drawn for {held} = {held_now}. The point is at "
    "{across_symbol} = {across_now}, {up_symbol} = {up_now}, loss {{loss}}. The gradient points "
    "uphill: {gradient_across} across, {gradient_up} up. One step the other way leads to loss "
    "{{loss_next}}."
)
SURFACE_ALT = (
    "The loss over {across} and {up}, drawn for {held} = {held_now}. The point is at "
    "{across_symbol} = {across_now}, {up_symbol} = {up_now}, loss {{loss}}. {{course}}"
)
