"""Every lane of a batch is a training of its own, and the update is the optimizer's."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.core.examples import make_line, setup_from
from tests.core.plain import plain_training
from visualizer.core import (
    ACTIVATIONS,
    OUTPUTS,
    forward,
    forward_lanes,
    initial_parameters,
    make_neuron,
    train,
    train_lanes,
)
from visualizer.tables.loading import load_dataset

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
    return torch.stack(starts, dim=1), torch.tensor(rates)


def make_setup(neuron, dataset, n_steps, rate=0.1, **fields):
    """Return what lanes have in common."""
    return setup_from(neuron, dataset, (0,) * neuron.n_parameters, rate, n_steps, **fields)


@pytest.mark.parametrize("scaling", RUNS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_lane_is_a_plain_training(activation, output, scaling):
    dataset, rates = RUNS[scaling]
    if (activation, output, scaling) == ("identity", "identity", "raw"):
        rates = rates[:2]  # 0.1 diverges there; see the tests of divergence below
    neuron, (starts, rates) = make_neuron(activation, output), make_starts(rates)
    lanes = train_lanes(make_setup(neuron, dataset, 50), starts, rates)
    assert (lanes.diverged_at == -1).all()
    for lane, rate in enumerate(rates.tolist()):
        plain = plain_training(setup_from(neuron, dataset, starts[:, lane], rate, 50))
        for name in ("parameters", "losses", "gradients"):
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
    starts, rates = make_starts(rates)
    lanes = train_lanes(make_setup(make_neuron("silu"), dataset, 40), starts, rates)
    for step in range(40):
        for lane, rate in enumerate(rates.tolist()):
            parameter = torch.nn.Parameter(lanes.parameters[step, :, lane].clone())
            parameter.grad = lanes.gradients[step, :, lane].clone()
            torch.optim.SGD([parameter], lr=rate).step()
            assert torch.equal(parameter.detach(), lanes.parameters[step + 1, :, lane])


@given(st.integers(0, 2**31), st.integers(2, 9), st.sampled_from(list(ACTIVATIONS)))
def test_no_lane_disturbs_another(seed, n_lanes, activation):
    generator = torch.Generator().manual_seed(seed)
    starts = torch.randn(3, n_lanes, generator=generator)
    rates = torch.rand(n_lanes, generator=generator)
    setup = make_setup(make_neuron(activation), load_dataset("three_students", "tenths"), 8)
    together = train_lanes(setup, starts, rates)
    lane = seed % n_lanes
    alone = train_lanes(setup, starts[:, [lane]], rates[[lane]])
    torch.testing.assert_close(together.losses[:, [lane]], alone.losses, **CLOSE)
    torch.testing.assert_close(together.parameters[:, :, [lane]], alone.parameters, **CLOSE)


def test_a_lane_that_diverges_stops_alone():
    setup = make_setup(make_neuron("identity", "identity", 1), make_line(), 80, 0.9)
    lanes = train_lanes(setup, torch.zeros(2, 3), torch.tensor([0.1, 0.9, 0.2]))
    calm, diverged, step = lanes.diverged_at[[0, 2]], 1, int(lanes.diverged_at[1])
    assert calm.tolist() == [-1, -1]
    assert step == train(setup).diverged_at
    for field in (lanes.parameters, lanes.losses, lanes.gradients):
        assert field[: step - 1, ..., diverged].isfinite().all()
        assert field[step + 1 :, ..., diverged].isnan().all()
        assert field[..., [0, 2]].isfinite().all()


def test_shapes():
    starts, rates = make_starts((0.1, 0.2, 0.3, 0.4))
    lanes = train_lanes(make_setup(make_neuron(), RUNS["raw"][0], 5), starts, rates)
    assert lanes.parameters.shape == lanes.gradients.shape == (6, 3, 4)
    assert lanes.losses.shape == (6, 4)
    assert lanes.diverged_at.shape == (4,)
    assert lanes.diverged_at.dtype == torch.int64


def test_without_a_record_only_the_last_row_is_kept():
    arguments = make_setup(make_neuron("tanh"), RUNS["tenths"][0], 12), *make_starts((0.1, 0.2))
    full, last = train_lanes(*arguments), train_lanes(*arguments, record=False)
    for name in ("parameters", "losses", "gradients"):
        assert torch.equal(getattr(last, name), getattr(full, name)[-1:])
    assert torch.equal(last.diverged_at, full.diverged_at)


def test_without_a_record_the_step_of_a_divergence_is_known_all_the_same():
    setup = make_setup(make_neuron("identity", "identity", 1), make_line(), 80)
    arguments = setup, torch.zeros(2, 3), torch.tensor([0.1, 0.9, 0.2])
    full, last = train_lanes(*arguments), train_lanes(*arguments, record=False)
    assert torch.equal(last.diverged_at, full.diverged_at)
    assert last.diverged_at[1] > 0
    assert last.losses.isnan().tolist() == [[False, True, False]]


def test_one_rate_serves_all_lanes():
    starts, _ = make_starts((0.1, 0.2, 0.3, 0.4))
    setup = make_setup(make_neuron(), RUNS["raw"][0], 5)
    one, each = train_lanes(setup, starts), train_lanes(setup, starts, torch.full((4,), 0.1))
    assert torch.equal(one.parameters, each.parameters)


def test_the_arguments_are_left_alone():
    starts, rates = make_starts((0.1,))
    before = starts.clone(), rates.clone()
    train_lanes(make_setup(make_neuron(), RUNS["raw"][0], 5), starts, rates)
    assert torch.equal(starts, before[0])
    assert torch.equal(rates, before[1])
    assert not starts.requires_grad


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_forward_pass_of_a_lane_is_that_of_its_neuron(activation):
    neuron, inputs = make_neuron(activation), load_dataset("twelve_students", "tenths").inputs
    starts, _ = make_starts((0.1, 0.2, 0.3, 0.4))
    batch = forward_lanes(neuron, starts, inputs)
    assert batch.terms().shape == (12, 1, 2, 4)
    for lane in range(4):
        single = forward(neuron, starts[:, lane], inputs)
        for many, expected in (
            (batch.terms(), single.terms()),
            (batch.pre_activations[0], single.pre_activations[0]),
            (batch.activations[0], single.activations[0]),
            (batch.derivatives[0], single.derivatives[0]),
            (batch.predictions, single.predictions),
        ):
            torch.testing.assert_close(many[..., lane], expected, **CLOSE)


@pytest.mark.parametrize(
    ("starts", "rates", "message"),
    [
        (torch.zeros(4, 4), None, r"parameters must have shape \(3, lanes\).*got \(4, 4\)"),
        (torch.zeros(3), None, r"parameters must have shape \(3, lanes\).*got \(3,\)"),
        (torch.zeros(3, 4), torch.zeros(3), r"rates must have shape \(4,\).*got \(3,\)"),
        (torch.zeros(3, 4), torch.tensor(-0.1), "must be finite and at least 0"),
        (torch.zeros(3, 4), torch.tensor(torch.nan), "must be finite and at least 0"),
    ],
)
def test_arguments_are_checked(starts, rates, message):
    with pytest.raises(ValueError, match=message):
        train_lanes(make_setup(make_neuron(), RUNS["raw"][0], 5), starts, rates)


def test_rates_of_a_branch_need_one():
    with pytest.raises(ValueError, match="branch_rates need a setup with a branch"):
        train_lanes(
            make_setup(make_neuron(), RUNS["raw"][0], 5),
            torch.zeros(3, 1),
            branch_rates=torch.zeros(1),
        )


def test_the_number_of_steps_is_checked():
    with pytest.raises(ValueError, match="n_steps must be at least 0, got -1"):
        make_setup(make_neuron(), RUNS["raw"][0], -1)
