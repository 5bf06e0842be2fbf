"""Which way the gradient points."""

from visualizer.words.lesson import Lesson

TITLE = "The loss surface"
LEAD = (
    "Every choice of weights and bias is a place, and the loss is how high it lies. The "
    "**gradient** is the slope there. **Drag the point over the map, or a weight, and see where "
    "the steps lead.**"
)

LESSON = Lesson(
    question="At the point in the picture there is a gradient. Which way does it point?",
    options=("Straight to the lowest place", "The steepest way up", "The steepest way down"),
    correct=1,
    why=(
        "The gradient points the steepest way up from where the point stands. That is why a step "
        "goes the opposite way."
    ),
    answers=(
        "It knows nothing of the lowest place. It points the steepest way up from right here: "
        "along it the loss of {loss} grows by {steepness} for each unit walked. A step goes the "
        "other way, and since the steepest way turns as you walk, the trail bends.",
        "Along it the loss of {loss} grows by {steepness} for each unit walked. That is why "
        "PyTorch subtracts it: a step is −{learning_rate} · gradient, and the loss becomes "
        "{loss_next}.",
        "Follow the arrow that says “gradient”: along it the loss of {loss} grows by {steepness} "
        "for each unit walked. The step goes down, because PyTorch subtracts the gradient: "
        "−{learning_rate} · gradient, and the loss becomes {loss_next}.",
    ),
    code_answers=True,
    code="""\
model = {model}
with torch.no_grad():  # the point in the pictures
    model[0].weight.copy_(torch.tensor([[{weight_1}, {weight_2}]]))
    model[0].bias.copy_(torch.tensor([{bias}]))
optimizer = torch.optim.SGD(model.parameters(), lr={learning_rate})
loss_function = nn.MSELoss()

loss = loss_function(model(inputs), targets)  # {loss}
loss.backward()
model[0].weight.grad  # [[{gradient_weight_1}, {gradient_weight_2}]]
model[0].bias.grad    # [{gradient_bias}]

optimizer.step()      # each parameter −= lr · its gradient: downhill
loss_function(model(inputs), targets)  # {loss_next}""",
)

# The stage. Where a text is filled with names, what stays live has double braces.

ANNOUNCEMENT = "Loss {loss}. {drop_verdict}"
KNOBS_TITLE = "The point, and how far it steps"
CONTOUR_TITLE = "From above: drag the point"
POINT = "Point on the map, the arrow keys move it"
POINT_SAID = "{across_symbol} = {{across}}, {up_symbol} = {{up}}, loss {{loss}}"
CROSSED_POINT = "The same point on the map of cross-entropy, the arrow keys move it"
CROSSED_SAID = "{across_symbol} = {{across}}, {up_symbol} = {{up}}, cross-entropy {{loss_crossed}}"
SURFACE_TITLE = "The same in space"
CROSSED_TITLE = "The same with cross-entropy"
BESIDE = ("In space", "Cross-entropy")
CROSSED = (
    "Same neuron, same examples, same start, and {learning_rate} times the gradient for each step: "
    "only the measure of how wrong it is differs. Each map has colours of its own.",
    "At the point: squared error {loss}, slope {gradient_length}; cross-entropy {loss_crossed}, "
    "slope {gradient_crossed}.",
    "Where the neuron is sure and wrong, the squared error is nearly flat, and cross-entropy is "
    "steepest. Go far out on both maps and compare.",
)

HELD = (
    "Every place in the pictures is another neuron, and its height is how wrong that neuron is. "
    "Both are drawn for {symbol} = {now}, which is held: drag {symbol} and the surface itself "
    "bends."
)

TRAIL_TITLE = "{count} steps"
TRAIL = ("{course} {whereabouts}", "{aside}")
WHEREABOUTS = ("", "It leaves the picture on the way.")
ASIDE = (
    "A step moves {symbol} as well, here to {end} in the end. So the trail need not lie on the "
    "surface drawn."
)

CONTOUR_ALT = (
    "The loss over {across} and {up}, drawn for {held} = {held_now}. The point is at "
    "{across_symbol} = {across_now}, {up_symbol} = {up_now}, loss {{loss}}. {{slope_said}}"
)
SLOPE_SAID = (
    "The gradient is {gradient_across} across, {gradient_up} up. One step leads to loss "
    "{{loss_next}}."
)
SURFACE_ALT = (
    "The loss over {across} and {up}, drawn for {held} = {held_now}. The point is at "
    "{across_symbol} = {across_now}, {up_symbol} = {up_now}, loss {{loss}}. {{course}}"
)
CROSSED_ALT = (
    "The cross-entropy over {across} and {up}, drawn for {held} = {held_now}. The point is at "
    "{across_symbol} = {across_now}, {up_symbol} = {up_now}, cross-entropy {{loss_crossed}}."
)
