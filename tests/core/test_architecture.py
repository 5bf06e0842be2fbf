"""Any architecture: one flat vector, named places, and the model, code and start of PyTorch."""

import pytest
import torch
from torch import nn

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import Architecture, Layer, make_neuron
from visualizer.core.model import initial_parameters, make_model, model_code

NETWORKS = [
    make_neuron(),
    make_neuron("relu", "identity", 3),
    Architecture((Layer(4, "silu"), Layer(1)), "sigmoid"),
    Architecture((Layer(8, "relu"), Layer(8, "tanh"), Layer(1)), "sigmoid"),
    Architecture((Layer(6, "gelu"), Layer(3)), n_inputs=2),
]
every_network = pytest.mark.parametrize("network", NETWORKS, ids=str)


def written(network):
    return eval(model_code(network), {"nn": nn})


@every_network
@pytest.mark.parametrize("seed", [0, 7, 2**40])
def test_a_random_start_is_what_pytorch_draws_for_the_code(network, seed):
    state = torch.get_rng_state()
    found = initial_parameters(seed, network)
    assert torch.equal(state, torch.get_rng_state())
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        drawn = nn.utils.parameters_to_vector(written(network).parameters())
    assert torch.equal(found, drawn.detach())


@every_network
def test_the_model_is_that_of_the_code_with_these_parameters(network):
    parameters, state = initial_parameters(5, network), torch.get_rng_state()
    model = make_model(network, parameters)
    assert torch.equal(state, torch.get_rng_state())
    assert str(model) == str(written(network))
    assert torch.equal(nn.utils.parameters_to_vector(model.parameters()), parameters)
    before = parameters.clone()
    with torch.no_grad():
        for each in model.parameters():
            each.zero_()
    assert torch.equal(parameters, before)


@every_network
def test_the_parts_are_views_of_the_vector_in_its_order(network):
    parameters = torch.arange(network.n_parameters, dtype=torch.float32)
    model = make_model(network, parameters)
    parts = [part for pair in network.split(parameters) for part in pair]
    for part, own in zip(parts, model.parameters(), strict=True):
        assert torch.equal(part, own.detach())
        assert part.untyped_storage().data_ptr() == parameters.untyped_storage().data_ptr()
    lanes = network.split(parameters[:, None].repeat(1, 7))
    assert [part.shape for pair in lanes for part in pair] == [(*p.shape, 7) for p in parts]


@every_network
def test_every_place_names_its_number(network):
    assert len(network.places) == network.n_parameters == len(set(network.names))
    assert len({place.symbol for place in network.places}) == network.n_parameters
    split = network.split(torch.arange(network.n_parameters))
    for number, place in enumerate(network.places):
        weight, bias = split[place.layer - 1]
        own = weight[place.unit - 1, place.input - 1] if place.input else bias[place.unit - 1]
        assert own == number


def test_the_names_of_the_lesson_s_neuron_and_of_a_network():
    neuron, network = make_neuron(), NETWORKS[2]
    assert neuron.names == ("weight_1", "weight_2", "bias")
    assert [place.symbol for place in neuron.places] == ["w₁", "w₂", "b"]
    third = network.places[3]
    assert third.label == "layer 1, unit 2, weight 2"
    assert third.name == "layer_1_unit_2_weight_2"
    assert third.symbol == "w⁽¹⁾₂₂"
    assert network.places[-1].symbol == "b⁽²⁾₁"
    many = Architecture((Layer(12), Layer(1))).places
    assert many[-2].symbol == "w⁽²⁾₁,₁₂"


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_code_names_every_function_but_the_identity(activation):
    network = Architecture((Layer(3, activation), Layer(1, activation)), "identity")
    code = ACTIVATIONS[activation].code
    assert model_code(network).count(code) == (0 if activation == "identity" else 2)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Layer(1, "step"), "activation must be one of identity, relu"),
        (lambda: Layer(0), "n_units must be at least 1, got 0"),
        (lambda: Architecture(()), "at least one layer"),
        (lambda: Architecture((Layer(1),), n_inputs=0), "n_inputs must be at least 1, got 0"),
        (lambda: make_neuron(output="softmax"), "one of sigmoid, identity; not 'softmax'"),
        (lambda: make_model(make_neuron(), torch.zeros(4)), r"\(3, \.\.\.\).*2-1.*got \(4,\)"),
        (lambda: make_neuron().split(torch.zeros(2, 3)), r"must have shape \(3, \.\.\.\)"),
        (lambda: make_neuron().check_inputs(torch.zeros(4, 3)), r"\(n_samples, 2\).*got \(4, 3\)"),
    ],
)
def test_what_cannot_be_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
