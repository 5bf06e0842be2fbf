"""Every lane of a batch is a training of its own, and the update is the optimizer's."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.core.examples import make_line
from tests.core.plain import plain_training
from visualizer.core import (
    ACTIVATIONS,
    OUTPUTS,
    Neuron,
    forward,
    forward_lanes,
    initial_parameters,
    load_dataset,
    train,
    train_lanes,
)

# A lane adds the same float32 numbers as a plain run in another order. What comes of that over a
# whole trajectory, measured: under 4e-7 of (1 + |value|), and for gradients, which on raw hours are
# sums of large numbers that cancel, under 4e-6.
CLOSE = {"rtol": 1e-6, "atol": 1e-6}
GRADIENTS_CLOSE = {"rtol": 5e-6, "atol": 5e-6}

RUNS = {
    "raw": (load_dataset("three_students", "raw"), (0.001, 0.003, 0.1)),
    "tenths": (load_dataset("three_students", "tenths"), (0.01, 0.3, 0.5)),
    "standardized": (load_dataset("twelve_students", "standardized"), (0.01, 0.3, 0.9)),
}


def make_starts(rates):
    """Return one lane per rate, each from a random start of its own."""
    starts = [initial_parameters(seed) for seed in range(len(rates))]
    weights, biases = zip(*starts, strict=True)
    return torch.stack(weights, dim=1), torch.stack(biases), torch.tensor(rates)


@pytest.mark.parametrize("scaling", RUNS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_lane_is_a_plain_training(activation, output, scaling):
    dataset, rates = RUNS[scaling]
    if (activation, output, scaling) == ("identity", "identity", "raw"):
        rates = rates[:2]  # 0.1 diverges there; see the tests of divergence below
    neuron, (weights, biases, rates) = Neuron(activation, output), make_starts(rates)
    lanes = train_lanes(neuron, dataset, weights, biases, rates, 50)
    assert (lanes.diverged_at == -1).all()
    for lane, rate in enumerate(rates.tolist()):
        plain = plain_training(neuron, dataset, weights[:, lane], biases[lane], rate, 50)
        for name in ("weights", "biases", "losses", "weight_gradients", "bias_gradients"):
            ours, theirs = getattr(lanes, name)[..., lane], getattr(plain, name)
            close = GRADIENTS_CLOSE if "gradients" in name else CLOSE
            torch.testing.assert_close(
                ours, theirs, **close, msg=lambda text, name=name: f"{name}: {text}"
            )


@pytest.mark.parametrize("n_lanes", [1, 2, 7, 8, 61, 244])
@pytest.mark.parametrize("learning_rate", [1e-3, 0.1, 0.3, 3.7])
def test_the_update_is_that_of_sgd_bit_for_bit(n_lanes, learning_rate):
    generator = torch.Generator().manual_seed(n_lanes)
    ours = torch.randn(3, n_lanes, generator=generator)
    theirs = torch.nn.Parameter(ours.clone())
    optimizer = torch.optim.SGD([theirs], lr=learning_rate)
    rates = torch.full((n_lanes,), learning_rate)
    for _ in range(200):
        theirs.grad = torch.randn(3, n_lanes, generator=generator)
        ours.addcmul_(theirs.grad, rates, value=-1)
        optimizer.step()
        assert torch.equal(ours, theirs.detach())


def test_recorded_parameters_differ_by_the_update_of_sgd_bit_for_bit():
    dataset, rates = RUNS["standardized"]
    weights, biases, rates = make_starts(rates)
    lanes = train_lanes(Neuron("silu"), dataset, weights, biases, rates, 40)
    for step in range(40):
        for lane, rate in enumerate(rates.tolist()):
            parameter = torch.nn.Parameter(lanes.weights[step, :, lane].clone())
            parameter.grad = lanes.weight_gradients[step, :, lane].clone()
            torch.optim.SGD([parameter], lr=rate).step()
            assert torch.equal(parameter.detach(), lanes.weights[step + 1, :, lane])


@given(st.integers(0, 2**31), st.integers(2, 9), st.sampled_from(list(ACTIVATIONS)))
def test_no_lane_disturbs_another(seed, n_lanes, activation):
    generator = torch.Generator().manual_seed(seed)
    weights = torch.randn(2, n_lanes, generator=generator)
    biases = torch.randn(n_lanes, generator=generator)
    rates = torch.rand(n_lanes, generator=generator)
    dataset = load_dataset("three_students", "tenths")
    together = train_lanes(Neuron(activation), dataset, weights, biases, rates, 8)
    lane = seed % n_lanes
    alone = train_lanes(
        Neuron(activation), dataset, weights[:, [lane]], biases[[lane]], rates[[lane]], 8
    )
    torch.testing.assert_close(together.losses[:, [lane]], alone.losses, **CLOSE)
    torch.testing.assert_close(together.weights[:, :, [lane]], alone.weights, **CLOSE)


def test_a_lane_that_diverges_stops_alone():
    neuron, dataset = Neuron(output="identity"), make_line()
    weights, biases = torch.zeros(1, 3), torch.zeros(3)
    lanes = train_lanes(neuron, dataset, weights, biases, torch.tensor([0.1, 0.9, 0.2]), 80)
    calm, diverged, step = lanes.diverged_at[[0, 2]], 1, int(lanes.diverged_at[1])
    assert calm.tolist() == [-1, -1]
    assert step == train(neuron, dataset, weights[:, 1], biases[1], 0.9, 80).diverged_at
    for field in (lanes.weights, lanes.biases, lanes.losses, lanes.weight_gradients):
        assert field[: step - 1, ..., diverged].isfinite().all()
        assert field[step + 1 :, ..., diverged].isnan().all()
        assert field[..., [0, 2]].isfinite().all()


def test_shapes():
    weights, biases, rates = make_starts((0.1, 0.2, 0.3, 0.4))
    lanes = train_lanes(Neuron(), RUNS["raw"][0], weights, biases, rates, 5)
    assert lanes.weights.shape == lanes.weight_gradients.shape == (6, 2, 4)
    assert lanes.biases.shape == lanes.bias_gradients.shape == lanes.losses.shape == (6, 4)
    assert lanes.diverged_at.shape == (4,)
    assert lanes.diverged_at.dtype == torch.int64


def test_without_a_record_only_the_last_row_is_kept():
    weights, biases, rates = make_starts((0.1, 0.2))
    arguments = Neuron("tanh"), RUNS["tenths"][0], weights, biases, rates, 12
    full, last = train_lanes(*arguments), train_lanes(*arguments, record=False)
    for name in ("weights", "biases", "losses", "weight_gradients", "bias_gradients"):
        assert torch.equal(getattr(last, name), getattr(full, name)[-1:])
    assert torch.equal(last.diverged_at, full.diverged_at)


def test_without_a_record_the_step_of_a_divergence_is_known_all_the_same():
    starts = torch.zeros(1, 3), torch.zeros(3), torch.tensor([0.1, 0.9, 0.2])
    arguments = Neuron(output="identity"), make_line(), *starts, 80
    full, last = train_lanes(*arguments), train_lanes(*arguments, record=False)
    assert torch.equal(last.diverged_at, full.diverged_at)
    assert last.diverged_at[1] > 0
    assert last.losses.isnan().tolist() == [[False, True, False]]


def test_one_rate_serves_all_lanes():
    weights, biases, _ = make_starts((0.1, 0.2, 0.3, 0.4))
    one = train_lanes(Neuron(), RUNS["raw"][0], weights, biases, 0.1, 5)
    each = train_lanes(Neuron(), RUNS["raw"][0], weights, biases, torch.full((4,), 0.1), 5)
    assert torch.equal(one.weights, each.weights)


def test_the_arguments_are_left_alone():
    weights, biases, rates = make_starts((0.1,))
    before = weights.clone(), biases.clone()
    train_lanes(Neuron(), RUNS["raw"][0], weights, biases, rates, 5)
    assert torch.equal(weights, before[0])
    assert torch.equal(biases, before[1])
    assert not weights.requires_grad


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_forward_pass_of_a_lane_is_that_of_its_neuron(activation):
    neuron, inputs = Neuron(activation), load_dataset("twelve_students", "tenths").inputs
    weights, biases, _ = make_starts((0.1, 0.2, 0.3, 0.4))
    batch = forward_lanes(neuron, inputs, weights, biases)
    assert batch.terms.shape == (12, 2, 4)
    for lane in range(4):
        single = forward(neuron, inputs, weights[:, lane], biases[lane])
        for name, expected in vars(single).items():
            torch.testing.assert_close(getattr(batch, name)[..., lane], expected, **CLOSE)


@pytest.mark.parametrize(
    ("weights", "biases", "rates", "message"),
    [
        (torch.zeros(3, 4), torch.zeros(4), 0.1, r"weights must have shape \(2, lanes\).*\(3, 4\)"),
        (torch.zeros(2), torch.zeros(4), 0.1, r"weights must have shape \(2, lanes\).*got \(2,\)"),
        (torch.zeros(2, 4), torch.zeros(5), 0.1, r"biases must have shape \(4,\).*got \(5,\)"),
        (torch.zeros(2, 4), torch.zeros(4), torch.zeros(3), r"learning_rates must be one number"),
        (torch.zeros(2, 4), torch.zeros(4), -0.1, "must be finite and at least 0"),
        (torch.zeros(2, 4), torch.zeros(4), torch.nan, "must be finite and at least 0"),
    ],
)
def test_arguments_are_checked(weights, biases, rates, message):
    with pytest.raises(ValueError, match=message):
        train_lanes(Neuron(), RUNS["raw"][0], weights, biases, rates, 5)


def test_the_number_of_steps_is_checked():
    with pytest.raises(ValueError, match="n_steps must be at least 0, got -1"):
        train_lanes(Neuron(), RUNS["raw"][0], torch.zeros(2, 1), torch.zeros(1), 0.1, -1)
