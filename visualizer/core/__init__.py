"""The mathematics of the app, in PyTorch and nothing else.

Read in this order, each module builds on those before it: ``activations``, ``architecture``,
``model``, ``extra_inputs``, ``datasets``, ``patterns``, ``network_data``, ``few_examples``,
``own_examples``, ``losses``, ``loss_registry``, ``recipe``, ``setup``, ``kernels``, ``passes``,
``forward``, ``updates``, ``descent``, ``divergence``, ``lines``, ``training``, ``lanes``,
``sizes``, ``sweeps``, ``gradient``, ``backward``, ``pulls``, ``surface``, ``slices``,
``stability``, ``optimum``, ``diagnosis``. The programs of the bug clinic
are a package of their own, ``clinic``.

All tensors are float32 unless a docstring says otherwise. Randomness is a seed handed in, and
results are new: no argument is changed.
"""

from visualizer.core.activations import ACTIVATIONS, Activation, get_activation
from visualizer.core.architecture import (
    OUTPUTS,
    Architecture,
    Layer,
    Place,
    make_neuron,
)
from visualizer.core.branch import Branch
from visualizer.core.datasets import (
    DATASETS,
    SCALINGS,
    Dataset,
    make_three_students,
    make_twelve_students,
    scale_inputs,
)
from visualizer.core.diagnosis import DIAGNOSES, diagnose
from visualizer.core.experiment import Comparison, coin_chance, compare_activations, quartiles
from visualizer.core.extra_inputs import EXTRA_INPUTS, ExtraInput, add_inputs
from visualizer.core.forward import ForwardPass, forward, forward_lanes, pre_activation
from visualizer.core.gradient import (
    WIGGLE,
    ChainRule,
    Wiggle,
    autograd_gradient,
    formula_gradient,
    wiggle_gradient,
)
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.loops import loop_source, training_loop
from visualizer.core.loss_registry import LOSSES, Loss, get_loss
from visualizer.core.losses import mse, residuals, squared_error_slopes, squared_errors
from visualizer.core.model import initial_parameters, make_model, model_code
from visualizer.core.network_data import (
    NETWORK_DATASETS,
    NetworkData,
    NetworkDataset,
    make_network_data,
)
from visualizer.core.optimizers import OPTIMIZERS
from visualizer.core.optimum import lowest_loss
from visualizer.core.own_examples import are_two_kinds, as_heights, split_own
from visualizer.core.pulls import student_pulls
from visualizer.core.recipe import LESSON_RECIPE, Recipe
from visualizer.core.setup import Setup
from visualizer.core.sizes import SizedTraining, train_sizes
from visualizer.core.slices import Slice, random_slice, slice_losses, weight_slice
from visualizer.core.stability import condition_number, hessian, learning_rate_limit
from visualizer.core.surface import AXES, Axis, loss_surfaces, remaining_axis
from visualizer.core.sweeps import (
    forward_side_by_side,
    input_keys,
    parameter_sweep,
    sweeps_side_by_side,
    train_side_by_side,
    weight_keys,
)
from visualizer.core.task import Task
from visualizer.core.training import train
from visualizer.core.trajectory import Trajectory
from visualizer.core.watched_step import watch_step

__all__ = [
    "ACTIVATIONS",
    "AXES",
    "DATASETS",
    "DIAGNOSES",
    "EXTRA_INPUTS",
    "LESSON_RECIPE",
    "LOSSES",
    "NETWORK_DATASETS",
    "OPTIMIZERS",
    "OUTPUTS",
    "SCALINGS",
    "WIGGLE",
    "Activation",
    "Architecture",
    "Axis",
    "Branch",
    "ChainRule",
    "Comparison",
    "Dataset",
    "ExtraInput",
    "ForwardPass",
    "Lanes",
    "Layer",
    "Loss",
    "NetworkData",
    "NetworkDataset",
    "Place",
    "Recipe",
    "Setup",
    "SizedTraining",
    "Slice",
    "Task",
    "Trajectory",
    "Wiggle",
    "add_inputs",
    "are_two_kinds",
    "as_heights",
    "autograd_gradient",
    "coin_chance",
    "compare_activations",
    "condition_number",
    "diagnose",
    "formula_gradient",
    "forward",
    "forward_lanes",
    "forward_side_by_side",
    "get_activation",
    "get_loss",
    "hessian",
    "initial_parameters",
    "input_keys",
    "learning_rate_limit",
    "loop_source",
    "loss_surfaces",
    "lowest_loss",
    "make_model",
    "make_network_data",
    "make_neuron",
    "make_three_students",
    "make_twelve_students",
    "model_code",
    "mse",
    "parameter_sweep",
    "pre_activation",
    "quartiles",
    "random_slice",
    "remaining_axis",
    "residuals",
    "scale_inputs",
    "slice_losses",
    "split_own",
    "squared_error_slopes",
    "squared_errors",
    "student_pulls",
    "sweeps_side_by_side",
    "train",
    "train_lanes",
    "train_side_by_side",
    "train_sizes",
    "training_loop",
    "watch_step",
    "weight_keys",
    "weight_slice",
    "wiggle_gradient",
]
