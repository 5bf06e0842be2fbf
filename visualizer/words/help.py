"""The help of the controls: one sentence for those who want to know more."""

from collections.abc import Mapping
from types import MappingProxyType

_RACER = "How far each step of this racer goes against the gradient."
_PART = "A weight or a bias; all others are held."

HELP: Mapping[str, str] = MappingProxyType(
    {
        # One neuron
        "input_1": "The first input.",
        "input_2": "The second input.",
        "weight_1": "How much an hour of studying counts.",
        "weight_2": "How much an hour of sleep counts.",
        "bias": "Shifts the sum, whatever the inputs are.",
        "learning_rate": "How far each step goes against the gradient.",
        "learning_rate_low": _RACER,
        "learning_rate_mid": _RACER,
        "learning_rate_high": _RACER,
        "loss_axis": "On a logarithmic axis equal distances are equal ratios.",
        "n_steps": "With all students in every step, one step is one epoch.",
        "step": "How many updates the training has made.",
        "seed": "The same seed always draws the same weights.",
        "activation": "The function that the weighted sum goes through.",
        "second_activation": "A second function to lay over the first.",
        "output": "A sigmoid turns the answer into a chance between 0 and 1.",
        "dataset": "The examples to learn from.",
        "example": "The student whose parabola is drawn.",
        "axes": "The two parameters that span the picture; the third is held.",
        "scaling": "The scale of the inputs decides which learning rates work.",
        "optimizer": "How a gradient becomes a step.",
        "batch_size": "With fewer than all, every epoch shuffles the students anew.",
        "zero_grad": "Without it, the gradients of all steps add up.",
        "line": "How many lines of this step have been executed.",
        "branch_step": "From this step on the branch has a learning rate of its own; −1 for no "
        "branch.",
        "branch_rate": "How far each step of the branch goes against the gradient.",
        # What is drawn of a network
        "fold_across": "The plane of the inputs is drawn as two units of the last hidden layer see "
        "it.",
        "point_1": "The point that goes through the network, number by number.",
        "network_lines": "What the width of a line tells: its weight, or the gradient of that "
        "weight.",
        "plane_shows": "How likely one answer is, which of the two is likelier, or how sure the "
        "network is.",
        "network_example": "The example that goes through the network. A click into the plane "
        "sends any point.",
        # A slice of the loss
        "slice_kind": "In a random direction all weights and biases change at once.",
        "slice_across": _PART,
        "slice_up": _PART,
        "slice_reach": "Near shows a quarter of the width, far four times as much.",
        "slice_seed": "The same seed always draws the same two directions.",
        "slice_step": "All that the picture does not show is held as the training had it at this "
        "step.",
        # Backpropagation
        "back_network": "Inputs, hidden units, outputs.",
        "back_activation": "The function that the sum of each hidden unit goes through.",
        "back_data": "The worked example is the one with inputs 0.05 and 0.10 on many lecture "
        "slides.",
        "back_example": "The one example that goes through the network.",
        "back_point": "The two inputs of the example.",
        "back_seed": "The same seed always draws the same weights.",
        "back_start": "The weights and biases before the step.",
        "back_batch": "Whose gradient is subtracted from the weights.",
        "back_rate": "How far the step goes against the gradient.",
        "back_moment": "How many lines have been worked out: forward, the loss, back, the step.",
        "back_part": "The part of the drawing whose path to the loss is lit.",
        "back_weight": "The number of the part that is chosen.",
        "back_input_1": "The first input of the example.",
        "back_input_2": "The second input of the example.",
    }
)
"""By the name of the parameter."""
