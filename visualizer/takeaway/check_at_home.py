"""check.py: is my program healthy? It looks at a model and at one step of its training.

    from check import check

    def one_step():  # the lines of your loop, as they are, once
        optimizer.zero_grad()
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss.backward()
        optimizer.step()
        return loss

    check(model, loss_function, inputs, targets, one_step, optimizer)

Call it before the training. It prints one line for each thing that it looks at: "ok", or "LOOK"
and what to do; "HINT" is less sure, "note" no fault. It needs PyTorch and nothing else. It puts
back the weights, and the optimizer if it is given; another one may remember the check's steps.
"""

import copy
import math
import warnings
from itertools import pairwise

import torch
from torch import nn

MOST_ROWS = 500  # that are compared each with each
LOST = "the loss has lost the way back to the weights; no detach() or item()"
OF_CHOICES = (nn.BCELoss, nn.BCEWithLogitsLoss, nn.CrossEntropyLoss)


def check(model, loss_function, inputs, targets, one_step=None, optimizer=None, rises_with=()):
    """Look at a model and at a step of its training; print what was found.

    Args:
        model: Any nn.Module.
        loss_function: What the training lowers, of predictions and targets.
        inputs: A batch of examples, one in each row.
        targets: Their right answers.
        one_step: Does one step of your loop on this batch and returns the loss.
        optimizer: That of your loop, to be put back as it was.
        rises_with: Columns of the inputs, from 0: the more of that, the higher the answer should
            be. With them it is noticed when the answers do not belong to the rows.

    Returns:
        The names of what is wrong, or only "stopped" if it could not go on; often an empty list.
    """
    found, asked = [], (model, loss_function, inputs, targets)

    def say(name, fine, number, advice, mark="LOOK"):
        print(f"{'ok  ' if fine else mark}  {name:16}{number}")
        if not fine:
            print(f"      -> {advice}")
            if name not in found and mark != "note":
                found.append(name)

    weights, memory = copy.deepcopy([model.state_dict(), optimizer and optimizer.state_dict()])
    try:
        with warnings.catch_warnings(), torch.random.fork_rng(devices=[]):
            warnings.simplefilter("ignore")  # of shapes: they are looked at here
            _look_at_data(say, inputs, targets, rises_with)
            called = _look_at_model(say, *asked)
            is_sum = _look_at_gradients(say, *asked, called)
            if one_step is not None:
                _look_at_step(say, *asked, one_step, is_sum)
    except Exception as error:
        lost = "does not require grad" in str(error)
        advice = LOST if lost else "the check can go no further here; mend this and call it again"
        said = f"{type(error).__name__}: {str(error)[:200]}"
        mark = "note" if found and not lost else "LOOK"
        say("detached" if lost else "stopped", False, said, advice, mark)
    finally:
        model.load_state_dict(weights)
        model.zero_grad()
        if optimizer is not None:
            optimizer.load_state_dict(memory)
    print(f"Look at: {', '.join(found)}." if found else "Nothing looks wrong.")
    return found


def _look_at_data(say, inputs, targets, rises_with):
    answers = targets.flatten().float()
    for column in rises_with:
        along = float(torch.corrcoef(torch.stack([inputs[:, column].float(), answers]))[0, 1])
        say("answers", along > 0.3, f"input {column} and answers go together by {along:.2f}",
            "do row and answer still belong together? Sort or shuffle both, or none")  # fmt: skip
    if len(answers) != len(inputs) or not inputs.is_floating_point():
        return  # numbers of words are not near to one another
    some = slice(None, None, math.ceil(len(answers) / MOST_ROWS))
    rows, answers = inputs[some].flatten(1).float(), answers[some]
    kinds, counts = answers.unique(return_counts=True)
    measured = all(len(column.unique()) > 2 for column in rows.T[:MOST_ROWS])  # no yes and no
    if measured and 1 < len(kinds) <= len(answers) / 4:
        rows = rows / rows.std(dim=0)  # years count as much as euros
        nearest = torch.cdist(rows, rows).fill_diagonal_(torch.inf).argmin(dim=1)
        agree = float((answers[nearest] == answers).float().mean())
        chance = float((counts / len(answers)).square().sum())
        say("neighbours", agree > chance + 0.2 * (1 - chance),
            f"{agree:.0%} have the answer of the one nearest to them; by chance {chance:.0%}",
            "if those who are alike should have the same answer: do row and answer still belong "
            "together? Sort or shuffle both, or none", mark="HINT")  # fmt: skip


def _look_at_model(say, model, loss_function, inputs, targets):
    straight, bare, called = {}, [], set()  # straight: what a linear layer gives

    def follow(module, given, result):
        called.add(module)
        # Who changes a tensor in its place, as nn.ReLU(inplace=True), changes its version.
        known = bool(given) and straight.get(id(given[0]), (None, None))[1] == given[0]._version
        if known and isinstance(module, nn.Linear):
            bare.append(module)
        through = (nn.Linear, nn.Dropout, nn.Identity, nn.Flatten) if known else nn.Linear
        if isinstance(module, through):
            straight[id(result)] = result, result._version

    hooks = [module.register_forward_hook(follow) for module in model.modules()]
    try:
        predictions = model(inputs)
    finally:
        for hook in hooks:
            hook.remove()
    say("shapes", _fit(loss_function, predictions.detach(), targets),
        f"predictions {tuple(predictions.shape)}, targets {tuple(targets.shape)}",
        "each prediction meets every answer; try targets.unsqueeze(1)")  # fmt: skip
    say("activation", not bare, f"linear layers right after another one: {len(bare)}",
        "two linear layers are one; put an activation such as nn.Tanh() between them")  # fmt: skip

    last = predictions.grad_fn
    while last is not None and last.name().startswith(("View", "Squeeze", "Unsqueeze", "Reshape")):
        last = last.next_functions[0][0]
    squeezed = last is not None and last.name().startswith(("Sigmoid", "Softmax"))
    logits = isinstance(loss_function, nn.BCEWithLogitsLoss | nn.CrossEntropyLoss)
    low, high = float(predictions.min()), float(predictions.max())
    say("last layer", not (logits and squeezed), f"predictions from {low:.3g} to {high:.3g}",
        "this loss makes the probabilities itself; leave out the last activation")  # fmt: skip
    return called


def _fit(loss_function, predictions, targets):
    """Tell whether each prediction meets its own answer and no other."""
    if not targets.is_floating_point():  # numbers of classes
        return len(predictions) == len(targets) and predictions.ndim == targets.ndim + 1
    if predictions.shape == targets.shape or isinstance(loss_function, nn.Module):
        return predictions.shape == targets.shape
    # A loss of one's own may bring them together itself: then it is that of each, put together.
    each = [loss_function(predictions[row : row + 1], targets[row : row + 1])
            for row in range(len(targets))]  # fmt: skip
    whole, each = loss_function(predictions, targets), torch.stack(each)
    return torch.allclose(whole, each.mean(), 1e-3) or torch.allclose(whole, each.sum(), 1e-3)


def _look_at_gradients(say, model, loss_function, inputs, targets, called):
    with torch.no_grad():
        predictions = model(inputs)
        once = float(loss_function(predictions, targets))
        twice = float(loss_function(torch.cat([predictions] * 2), torch.cat([targets] * 2)))
    is_sum = abs(twice - 2 * once) < 0.1 * abs(once)
    say("mean", not is_sum, f"loss {once:.4g}, with every example twice {twice:.4g}",
        "a sum grows with the batch, and needs a smaller learning rate", "note")  # fmt: skip
    _look_at_start(say, loss_function, targets, once, predictions)

    # A last layer that starts at 0 lets gradients through as soon as it has moved.
    learner, seen = copy.deepcopy(model), []
    optimizer = torch.optim.Adam(_learning(learner).values(), lr=0.01)
    for _ in range(3):
        seen.append(_gradients(learner, loss_function, inputs, targets))
        for parameter, gradient in zip(_learning(learner).values(), seen[-1], strict=True):
            parameter.grad = gradient
        optimizer.step()
    for name, gradients in zip(_learning(model), zip(*seen, strict=True), strict=True):
        largest = max(0.0 if each is None else float(each.abs().max()) for each in gradients)
        number = "None" if gradients[0] is None else f"largest number {largest:.3g}"
        unused = gradients[0] is None and model.get_submodule(name.rpartition(".")[0]) not in called
        say("gradient", largest > 0, f"of {name}: {number}", "forward does not use it" if unused
            else "nothing reaches these weights; is every sum in front of a ReLU below 0, are the "
            "weights all 0, or is there a detach()?", "note" if unused else "LOOK")  # fmt: skip
    _look_at_rows(say, model, dict(zip(_learning(model), seen[0], strict=True)))
    _look_at_one(say, model, loss_function, inputs[:1], targets[:1])
    return is_sum


def _look_at_rows(say, model, gradients):
    """Look for units that start alike and are told the same: they stay alike."""
    for name, module in model.named_modules():
        rows = gradients.get(f"{name}.weight".lstrip("."))
        if isinstance(module, nn.Linear) and module.out_features > 1 and rows is not None:
            apart, told = (float((x - x[0]).detach().abs().max()) for x in (module.weight, rows))
            say("equal rows", apart > 0 or told > 1e-6 * float(rows.abs().max()),
                f"units of layer {name} differ by up to {apart:.3g}, their gradients by {told:.3g}",
                "units that start alike stay alike; let PyTorch draw the start")  # fmt: skip


def _look_at_one(say, model, loss_function, one, answer):
    """Let a copy learn one example by heart."""
    learner, losses = copy.deepcopy(model).eval(), []
    optimizer = torch.optim.Adam(_learning(learner).values(), lr=0.1)
    for _ in range(200):
        optimizer.zero_grad()
        loss = loss_function(learner(one), answer)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    enough = max(0.05 * losses[0], 0.01)
    smooth = getattr(loss_function, "label_smoothing", 0) or bool((answer != answer.round()).any())
    if not isinstance(loss_function, (nn.MSELoss, nn.L1Loss, *(() if smooth else OF_CHOICES))):
        enough = losses[0]  # nobody knows how low this loss can be: it has to fall
    say("one example", losses[-1] < enough or losses[0] == losses[-1] == 0,
        f"loss of the first one from {losses[0]:.4g} to {losses[-1]:.4g} in 200 steps",
        "a model that cannot learn one example by heart cannot learn; "
        "can its last layer give this answer?")  # fmt: skip


def _look_at_start(say, loss_function, targets, loss, predictions):
    """Compare the loss at the start with that of a model that knows nothing."""
    if isinstance(loss_function, nn.CrossEntropyLoss):
        expected = math.log(predictions.shape[1])
    elif isinstance(loss_function, nn.BCEWithLogitsLoss | nn.BCELoss):
        expected = math.log(2)
    elif isinstance(loss_function, nn.MSELoss) and loss_function.reduction == "mean":
        expected = float(targets.float().square().mean())
    else:
        return
    say("first loss", loss < 20 * expected + 0.01, f"{loss:.4g}; by guessing {expected:.4g} or so",
        "the start is far off; scale the inputs and the answers to about 1")  # fmt: skip


def _look_at_step(say, model, loss_function, inputs, targets, one_step, is_sum):
    model.zero_grad()
    learning = list(_learning(model).values())
    weights, held, fresh, losses, filled = [_flat(learning, learning)], [], [], [], {}
    hooks = [each.register_post_accumulate_grad_hook(  # some clear .grad at the end of a step
        lambda each: filled.update({each: each.grad.clone()})) for each in learning]  # fmt: skip
    try:
        for _ in range(3):
            fresh.append(_flat(_gradients(model, loss_function, inputs, targets), learning))
            losses.append(float(loss_function(model(inputs), targets).detach()))
            loss = one_step()
            held.append(_flat([filled.get(each) for each in learning], learning))
            weights.append(_flat(learning, learning))
    finally:
        for hook in hooks:
            hook.remove()
    if not filled and getattr(loss, "grad_fn", True) is None:
        return say("detached", False, "the loss does not know what it was made of", LOST)
    moves = [after - before for before, after in pairwise(weights)]
    moved = [each for each in range(3) if moves[each].any()]
    if not filled and not moved:
        return say("backward", False, ".grad is None after a step", "call loss.backward()")
    adds_up = _adds_up(held, fresh)
    if not moved and adds_up:
        return say("optimizer", False, "the weights stand still, and .grad is never cleared",
            "the optimizer holds other weights; make it after the model")  # fmt: skip
    if not moved:
        return say("step", not fresh[0].any(), "the weights stand still; largest number in the "
            f"gradient {fresh[0].abs().max():.3g}", "call optimizer.step()")  # fmt: skip
    say("zero_grad", not adds_up, f"in step 3, .grad is {held[2].norm() / fresh[2].norm():.3g} "
        "times the gradient of it alone", "call optimizer.zero_grad() in each step")  # fmt: skip
    along = float(torch.cosine_similarity(moves[moved[0]], fresh[moved[0]], dim=0, eps=1e-30))
    say("sign", not along > 0, f"angle of step and gradient: cosine {along:.2f}",
        "the step goes uphill; take the gradient away from the weights")  # fmt: skip
    if along <= 0 and not adds_up:
        fits = losses[2] - losses[0] < abs(losses[0])
        if is_sum and not fits:
            say("mean", False, "the loss is a sum", 'leave out reduction="sum"')
        say("length", fits, "loss {:.4g}, {:.4g}, {:.4g}".format(*losses),
            "the step is too long; scale the inputs to about 1, or lower the rate")  # fmt: skip
        ratio = float(max(each.norm() for each in moves) / weights[-1].norm())
        say("update ratio", not ratio < 1e-6, f"a step moves the weights by {ratio:.2g} of their "
            "length", "the steps are too short; take a higher learning rate")  # fmt: skip


def _adds_up(held, fresh):
    """Tell whether .grad is the sum of the gradients of all steps."""
    total = fresh[0] + fresh[1]
    return bool(total.isfinite().all()) and torch.allclose(held[1], total, rtol=1e-3, atol=1e-7) \
        and not torch.allclose(held[1], fresh[1], rtol=1e-3, atol=1e-7)  # fmt: skip


def _learning(model):
    """Return the weights by name, without those of frozen layers."""
    return {name: each for name, each in model.named_parameters() if each.requires_grad}


def _gradients(model, loss_function, inputs, targets):
    loss, learning = loss_function(model(inputs), targets), list(_learning(model).values())
    if loss.grad_fn is None:
        return [None for _ in learning]
    return torch.autograd.grad(loss, learning, allow_unused=True)


def _flat(tensors, parameters):
    """Return all numbers in one new vector; None counts as 0."""
    return torch.cat([(torch.zeros_like(parameter) if each is None else each).detach().flatten()
                      for each, parameter in zip(tensors, parameters, strict=True)])  # fmt: skip


if __name__ == "__main__":
    print("Put this file beside your program and call check(...) there; its first lines say how.")
