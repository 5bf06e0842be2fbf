"""A Python that has PyTorch and nothing of this app, for programs as their readers run them.

It has loaded what takes longest: PyTorch, and what the first optimizer loads. Each program has a
fork of it to itself, which ends with it. Every warning is an error there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Each line that it reads names a program, and where its input and its two outputs are.
FORKS = """
import json, os, runpy, sys, traceback, warnings
import torch
torch.set_num_threads(1)
torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)
for line in iter(sys.stdin.readline, ""):
    program, *files = json.loads(line)
    warnings.simplefilter("ignore")  # newer Pythons warn of a fork beside threads that wait
    child = os.fork()
    if not child:
        ended = 0
        warnings.simplefilter("error")
        for number, name in enumerate(files):
            os.dup2(os.open(name, os.O_RDWR), number)
        try:
            os.chdir(os.path.dirname(program))
            sys.path.insert(0, os.getcwd())
            runpy.run_path(program, run_name="__main__")
        except BaseException:
            traceback.print_exc()
            ended = 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


ALONE = """
import os, runpy, sys
os.chdir(os.path.dirname(sys.argv[1]))
sys.path.insert(0, os.getcwd())
runpy.run_path(sys.argv[1], run_name="__main__")
"""


@dataclass(frozen=True)
class Elsewhere:
    """The process that is forked for each program; none where nothing can be forked."""

    process: subprocess.Popen[str] | None

    def run(self, program: Path, stdin: str = "") -> str:
        """Return what a program prints, which has to end well and to complain of nothing."""
        if self.process is None:
            alone = subprocess.run(
                [sys.executable, "-I", "-W", "error", "-c", ALONE, str(program.resolve())],
                input=stdin, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert (alone.stderr, alone.returncode) == ("", 0)
            return alone.stdout
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, name) for name in ("in", "out", "errors")]
            for file, text in zip(files, (stdin, "", ""), strict=True):
                file.write_text(text, encoding="utf-8")
            names = [str(each) for each in (program.resolve(), *files)]
            print(json.dumps(names), file=self.process.stdin, flush=True)
            ended = self.process.stdout.readline()
            _, out, errors = (file.read_text(encoding="utf-8") for file in files)
        assert errors == ""
        assert ended == "0\n"
        return out


@contextmanager
def started() -> Iterator[Elsewhere]:
    """Have it as long as the context lasts; where nothing forks, programs have one each."""
    if not hasattr(os, "fork"):
        yield Elsewhere(None)
        return
    with subprocess.Popen(
        [sys.executable, "-I", "-c", FORKS],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield Elsewhere(process)
