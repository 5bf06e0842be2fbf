"""What a picture of a network's loss shows, and what it leaves out."""

from visualizer.words.lesson import Lesson

TITLE = "A slice of the loss"
LEAD = (
    "A network has too many directions for a picture of its loss. What one sees is a **slice**. "
    "**Drag the step, and look for the training in it.**"
)
QUESTION = (
    "This loss lies over {n_parameters} weights and biases. The picture shows two directions, all "
    "else held as at the end of the training. Where in it did the training start?"
)
LESSON = Lesson(
    question=QUESTION,
    options=("Where the dotted line begins", "Nowhere in it", "At its highest place"),
    correct=1,
    why=(
        "A training moves all weights and biases, and the picture has two directions. Nearly "
        "always its start lies beside the picture, and what is drawn is a shadow."
    ),
    answers=("{line} {start}", "{line} {start}", "{highest} {start}"),
    code="""\
# path[k]: all weights and biases after k steps, as parameters_to_vector(model.parameters())
model = {model}
loss_function = {loss_function}
end, here = path[{n_steps}], path[{cut}]
{directions}
plane = torch.stack([across, up], dim=1)
shadow = torch.linalg.lstsq(plane, (here - end)[:, None]).solution[:, 0]
middle = here - plane @ shadow  # the network of the slice in the middle of the picture

losses = []
for b in torch.linspace({low_up}, {high_up}, {n_points}):
    for a in torch.linspace({low}, {high}, {n_points}):
        vector_to_parameters(middle + a * across + b * up, model.parameters())
        losses.append(loss_function(model(inputs), targets).item())""",
)
LINE = "Where the dotted line begins there lies only the shadow of the start."
HIGHEST = (
    "The highest place is the highest of these two directions only, and a training starts wherever "
    "its seed says."
)
START_ELSEWHERE = (
    "From the slice at the end of the training the start lies {start_distance} away, in directions "
    "that the picture does not have. Its loss was {start_loss}; the slice says {start_below} "
    "at its shadow. Drag “The slice is cut at step” to 0: "
    "then the start lies in it, and the end does not."
)
START_IN_IT = (
    "This training is an exception: it hardly moves anything that the picture does not show, so "
    "its start lies in the slice too. Choose two other weights, or let the network learn "
    "something, and look again."
)
START_WITHOUT_NUMBERS = (
    "Of this training nothing can be shown: at its start the loss is larger than any number that a "
    "computer can hold. Make a weight smaller on the page “A network”, and look again."
)
WEIGHT_DIRECTIONS = """\
across, up = torch.zeros(2, {n_parameters})
across[{place}] = 1  # {across_name}
up[{place_up}] = 1  # {up_name}"""
RANDOM_DIRECTIONS = """\
generator = torch.Generator().manual_seed({seed})
vector_to_parameters(end, model.parameters())


def random_direction():
    drawn = torch.randn({n_parameters}, generator=generator)
    parts = []
    for part in model.parameters():
        own, drawn = drawn[: part.numel()].view_as(part), drawn[part.numel() :]
        if part.ndim == 2:  # as long as the weights of each unit are
            own = own * part.norm(dim=1, keepdim=True) / own.norm(dim=1, keepdim=True)
        else:  # as large as each bias is
            own = own.sign() * part.abs()
        parts.append(own.detach().flatten())
    return torch.cat(parts)


across, up = random_direction(), random_direction()"""

CONTROLS_TITLE = "The training, and the slice"
STEP = "Step of the training"
MAP_TITLE = "A slice: 2 of {n_parameters} directions"
CURVE_TITLE = "The loss, and what the slice says"
NUMBERS_TITLE = "At this step"
RANDOM_AXES = ("along random direction 1", "along random direction 2")
CHOICES = "What the picture shows"
OTHER_DIRECTIONS = "Other directions"
FROM_NETWORK = "The network, its data and its training are those of the page “A network”."

WHEREABOUTS = (
    "Here the network itself lies in the slice: the point is where it is.",
    "The point is only a shadow: the network lies {distance} away from the slice, in directions "
    "that the picture does not have. Its loss is {loss}; at the shadow the slice says "
    "{slice_loss}.",
    "At this step even the shadow lies outside the picture. The network lies {distance} away from "
    "the slice.",
    "Here the network itself lies in the slice, but beyond the part of it that the picture shows.",
    "The training diverged at step {diverged_at}. You see the step before it.",
    "At this start the loss is larger than any number that a computer can hold: a weight is too "
    "large. Make it smaller on the page A network.",
)
"""Where the network is; see ``scenes.slice_moment``."""
WAY = (
    "From the start to the end the network moved {whole}. Of that you see {seen} in this picture.",
    "From the start to the step before it diverged the network moved {whole}. Of that you see "
    "{seen} in this picture.",
    "",
)
"""How far it moved: to the end, until it diverged, or nowhere."""
CURVE_WORDS = (
    "The solid line is the loss of the network, step by step. The dotted line is what the slice "
    "says at its shadow. They meet at step {meet}, where the slice is cut."
)
NUMBERS = {
    "step": "step",
    "loss": "loss of the network",
    "slice_loss": "loss in the slice, at its shadow",
    "distance": "distance from the slice",
}
MAP_SAID = (
    "The loss over {across} and {up}, all else held as at step {{slice_step}}. {{whereabouts}}"
)
LOSS_BELOW = "loss in the slice"
CURVE_SAID = (
    "The loss over {n_steps} steps, and the loss in the slice. At step {{step}} the one is "
    "{{loss}}, the other {{slice_loss}}."
)
ANNOUNCEMENT = "Step {step}: loss {loss}. Distance from the slice: {distance}."
