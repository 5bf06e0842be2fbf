"""Programs run as their readers run them, and what they have to print."""

import contextlib
import io
import os
import subprocess
import sys

EXACT = ".9g"  # enough digits to tell any two float32 numbers apart


def run_text(*programs):
    """Return what programs print one after the other in one namespace, and that namespace."""
    names, printed = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        for program in programs:
            exec(compile(program, "train.py", "exec"), names)
    return printed.getvalue().splitlines(), names


def run_file(program, folder, **variables):
    """Return the lines that a file with this program prints in a process of its own."""
    (folder / "train.py").write_text(program, encoding="utf-8")
    finished = subprocess.run(
        [sys.executable, "-W", "error", "train.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "", **variables},
        capture_output=True,
        text=True,
    )
    assert finished.stderr == ""
    assert finished.returncode == 0
    return finished.stdout.splitlines()


def exactly(program):
    """Return the program with every digit of its losses and predictions printed."""
    assert program.count(".6f}") == 2
    return program.replace(".6f}", EXACT + "}")


def loss_lines(trajectory, form=".6f"):
    """Return the lines that a run has to print until it ends or diverges."""
    last = len(trajectory.losses) if trajectory.diverged_at is None else trajectory.diverged_at + 1
    losses = trajectory.losses[:last].tolist()
    return [f"step {step:3d}   loss {loss:{form}}" for step, loss in enumerate(losses)]


def branch_lines(trajectory, step, form=".6f"):
    """Return the lines that the branch of a run has to print until it ends, or before it diverges.

    Args:
        trajectory: Its second future, start included.
        step: Where it leaves.
        form: Of each loss.
    """
    lines = loss_lines(trajectory, form)
    if trajectory.diverged_at is not None:
        lines = lines[:-1]  # whether that is inf or nan, nobody needs to know
    return ["The branch:", *lines[step:]]


def prediction_lines(setup, trajectory, form=".6f"):
    """Return the lines that a run has to print at its end."""
    pairs = zip(
        trajectory.predictions[-1, :, 0].tolist(), setup.dataset.targets.tolist(), strict=True
    )
    return [
        f"example {number:3d}   prediction {prediction:{form}}   target {target:g}"
        for number, (prediction, target) in enumerate(pairs, start=1)
    ]
