"""Which way the gradient points."""

from visualizer.words.lesson import Lesson

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
