"""A copy is the program that was asked for: its words, folder, environment, files, signals and end are the caller's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.zygote import COPIES, Zygote, polyedition
from toolkit import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not COPIES, reason="copies are made on Linux alone")


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """One that knows the programs below."""
    with Zygote("tests.test_zygote") as found:
        yield found


def say() -> None:
    """Everything that a program is given."""
    sys.stdout.write(f"{sys.argv[1:]} {Path.cwd()} {os.environ['WORD']} {sys.stdin.read()}")
    sys.stderr.write("done\n")
    sys.exit(7)


def wait() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background job is born with the signal ignored
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    signal.pause()


def test_all_that_it_is_given(zygote: Zygote, tmp_path: Path) -> None:
    ran = subprocess.run(
        [zygote.command("say", f"{__name__}:say"), "a b", "é"],
        cwd=tmp_path, env=os.environ | {"WORD": "слово"}, input="asked", capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.stdout == f"['a b', 'é'] {tmp_path} слово asked"
    assert (ran.returncode, ran.stderr) == (7, "done\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_its_command(zygote: Zygote, number: int) -> None:
    """By each signal, as a process does; of what is killed nothing is left."""
    command = [zygote.command("wait", f"{__name__}:wait")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        pid = int(process.stdout.readline())
        process.send_signal(number)
        assert process.stdout.read() == b""  # nobody has it any more
        assert process.wait(20) == -number
    end = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_is_said_to_python_needs_a_new_one() -> None:
    environment = os.environ | {"PYTHONVERBOSE": "1"}
    ran = subprocess.run([polyedition(), "--version"], env=environment, capture_output=True, text=True, check=True)
    assert f"polyedition, version {__version__}" in ran.stdout
    assert "import 'toolkit.cli'" in ran.stderr
