"""Bigger is not faster."""

from visualizer.words.lesson import Lesson

LESSON = Lesson(
    question=(
        "Three neurons start at the same place. B learns at a rate of {rate_mid}, C at {rate_high},"
        " half as much again. Which of the two has the lower loss after {race_steps} steps?"
    ),
    options=("C: its steps are longer", "Both arrive at the same", "B: C gets worse and worse"),
    correct=2,
    answers=(
        "Longer steps are faster only as long as they land in the valley. C's overshoot it by more "
        "than they gain: after {race_steps} steps B is at {end_mid} and C at {end_high}. The limit "
        "for this neuron is {race_limit}. Drag C below it and watch its path bend back.",
        "They would, below {race_limit}: up to there every rate arrives, sooner or later. Above it "
        "each step overshoots the valley by more than it gains. After {race_steps} steps B is at "
        "{end_mid}, and C at {end_high}.",
        "B is at {end_mid} and C at {end_high}. The border between the two is {race_limit}, exact "
        "for a linear neuron. And A, at {rate_low}, only crawls: it is still at {end_low}.",
    ),
    code="""\
def train(learning_rate):
    model = {model}
    with torch.no_grad():  # all start at the same place
        model[0].weight.copy_(torch.tensor([[{weight_1}, {weight_2}]]))
        model[0].bias.fill_({bias})
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for step in range({n_steps}):
        optimizer.zero_grad()
        loss = loss_function(model(inputs), targets)
        loss.backward()
        optimizer.step()
    return loss_function(model(inputs), targets).item()

train({learning_rate_low})  # A: {loss_end_low}
train({learning_rate_mid})  # B: {loss_end_mid}
train({learning_rate_high})  # C: {loss_end_high}

# The limit of the linear neuron: 2 by the largest curvature of its loss.
x = torch.cat([inputs, torch.ones(len(inputs), 1)], dim=1)
hessian = 2 / len(inputs) * x.T @ x
limit = 2 / torch.linalg.eigvalsh(hessian)[-1]  # {limit}""",
)
