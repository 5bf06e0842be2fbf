"""The help of the controls: one sentence for those who want to know more."""

from collections.abc import Mapping
from types import MappingProxyType

_RACER = "How far each step of this racer goes against the gradient."
_PART = "A weight or a bias; all others are held."

HELP: Mapping[str, str] = MappingProxyType(
    {
        "present": "Whether only the pictures and their controls are shown, and large.",
        "guesses": "Which option was picked on each page that asks.",
        "task": "What is to be reached, from which start, and what may be moved.",
        "task_moves": "How many moves were made at the task.",
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
        "second_loss": "What stands beside the map of the squared error.",
        "scaling": "The scale of the inputs decides which learning rates work.",
        "optimizer": "How a gradient becomes a step.",
        "batch_size": "With fewer than all, every epoch shuffles the students anew.",
        "zero_grad": "Without it, the gradients of all steps add up.",
        "training_parts": "How much of the page of the training is open.",
        "line": "How many lines of this step have been executed.",
        "branch_step": "From this step on the branch has a learning rate of its own; −1 for no "
        "branch.",
        "branch_rate": "How far each step of the branch goes against the gradient.",
        # A network
        "hidden_units": "Each unit is a neuron of its own: weights, a bias, an activation.",
        "hidden_layers": "Layers of units between the inputs and the output.",
        "network_data": "What the network learns from.",
        "noise": "How far the examples are scattered.",
        "test_share": "Examples that the network never learns from, to see what it makes of new "
        "ones.",
        "network_inputs": "Numbers made of the two inputs x₁ and x₂, as they are after scaling, "
        "can be given to the network beside them.",
        "network_activation": "The function that the sum of each hidden unit goes through.",
        "own_activation": "The units of a layer can have another activation than those of the "
        "others.",
        "network_loss": "What counts as wrong, and how much.",
        "network_optimizer": "How a gradient becomes a step.",
        "network_batch": "With fewer than all, every epoch shuffles the examples anew, and the "
        "loss on screen is still that of all of them.",
        "network_l2": "In every step the optimizer also pulls each weight and bias towards 0. With "
        "SGD and AdamW the pull is in proportion to its size; Adam adds it to the "
        "gradient, whose size hardly counts there. AdamW pulls by 0.01 unless another "
        "number is chosen.",
        "network_l1": "The sizes of all weights and biases, times this, are added to what the "
        "training lowers; the loss on screen is without them.",
        "learning_rate_network": "How far each step goes.",
        "network_seed": "The same seed always draws the same weights.",
        "network_start": "The weights and biases before the first step.",
        "step_network": "How many updates the training has made.",
        "network_part": "The part of the drawing that the slider below it moves.",
        "network_weight": "The number of the part that is chosen.",
        # What is drawn of a network
        "fold_across": "The plane of the inputs is drawn as two units of the last hidden layer see "
        "it.",
        "point_1": "The point that goes through the network, number by number.",
        "network_lines": "What the width of a line tells: its weight, or the gradient of that "
        "weight.",
        "plane_shows": "How likely an answer is, which one is the likeliest, or how sure the "
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
        # The bug clinic
        "patient": "A program that trains, and is wrong.",
        "clinic_seen": "An instrument that was opened stays open for this patient.",
        "clinic_line": "The line that has to change, or none of them if one is missing.",
        "clinic_mend": "What is to be done about it.",
        "clinic_told": "A diagnosis is answered when you tell it.",
        "step_clinic": "How many steps the program has made.",
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
