"""Programs that begin at once: a process has imported all that they need, and each of them is a copy of it.

What a test starts is a command like any other, with files, folder, environment, signals and exit code of its own; the
copy gets all of them. Where the environment says something to Python itself, a new interpreter is started instead.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import marshal
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Self

COMMAND = """\
#!{python} -IS
import _signal, _socket, marshal, os, sys

line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
line.connect({address!r})
for number in (_signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT, _signal.SIGTERM):
    _signal.signal(number, lambda number, _: line.send(b"%d" % number))
asked = [{program!r}, sys.argv, os.getcwd(), dict(os.environ)]
files = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
line.sendmsg([marshal.dumps(asked)], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
code = os.waitstatus_to_exitcode(int(line.recv(100)))
if code < 0:
    _signal.signal(-code, _signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
"""
"""What a test starts: it hands all that it was given to a copy, and ends as that ends.

The modules behind `signal`, `socket` and `json` are there at once; those take longer to import than Python to begin.
"""
ALONE = """\
#!{python}
import sys
from {module} import {function} as program

sys.exit(program())
"""
"""The same where no copies are made: only Linux has such lines between processes."""
COPIES = sys.platform == "linux"
_MOST = 200_000
"""Bytes of a message between the two; sockets of Linux take a little more."""
_PYTHON = ("PYTHON", "LANG", "LC_")
"""How variables begin that Python reads before any program."""


class Zygote:
    """The process that copies are made of, until the end of the block; `modules` are imported in it."""

    def __init__(self, *modules: str) -> None:
        self._modules = modules
        self._folder = tempfile.TemporaryDirectory(prefix="zygote-")

    def __enter__(self) -> Self:
        if not COPIES:
            return self
        words = "from tests.zygote import serve; serve()()"
        command = [sys.executable, "-c", words, self._address, *self._modules]
        root = Path(__file__).parents[1]
        self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout
        assert self._process.stdout.readline() == b"ready\n"
        return self

    def __exit__(self, *_: object) -> None:
        if COPIES:
            self._process.communicate()
        self._folder.cleanup()

    @property
    def _address(self) -> str:
        return str(Path(self._folder.name, "address"))

    def command(self, name: str, program: str) -> str:
        """The path of a command of this name that runs a program, ``module:function``."""
        path = Path(self._folder.name, "bin", name)
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(self._script(program), "utf-8")
            path.chmod(0o755)
        return str(path)

    def _script(self, program: str) -> str:
        if COPIES:
            return COMMAND.format(python=sys.executable, address=self._address, program=program)
        module, _, function = program.partition(":")
        return ALONE.format(python=sys.executable, module=module, function=function)


@cache
def polyedition() -> str:
    """The path of the command ``polyedition``, which has the whole toolkit imported; where nothing is copied, the installed one."""
    if not COPIES:
        return str(Path(sys.executable).with_name("polyedition"))
    zygote = Zygote(*_TOOLKIT).__enter__()
    atexit.register(zygote.__exit__)
    return zygote.command("polyedition", "toolkit.cli:main")


_TOOLKIT = (
    *(f"toolkit.cli.{name.replace('-', '_')}_command" for name in COMMANDS),
    "toolkit.checks.run", "toolkit.editions.epub", "toolkit.editions.html", "toolkit.editions.pdf.once",
    "toolkit.publish.run", "toolkit.publish.worker", "toolkit.revision.extract", "toolkit.revision.revise",
    "toolkit.site.feeds", "toolkit.site.pages", "toolkit.site.search", "toolkit.sources.markdown",
    "toolkit.workbench.app", "toolkit.workbench.serve",
    "filelock", "iso639", "pymarc", "snowballstemmer",
)  # fmt: skip


# -- the process itself ---------------------------------------------------------------------------


def serve() -> Callable[[], object]:
    """Imports what the call says, and makes copies; in a copy, gives the program that it is to be."""
    for name in sys.argv[2:]:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    copies = _Copies(sys.argv[1])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return copies.program()


class _Copies:
    """The copies that run, each with the line to the command that asked for it."""

    def __init__(self, address: str) -> None:
        self._lines: dict[int, socket.socket] = {}
        self._python = _said_to_python(os.environ)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listener.bind(address)
        self._listener.listen()
        self._ended, self._end = socket.socketpair()
        self._end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._end.fileno())
        self._selector = selectors.DefaultSelector()
        for one in (self._listener, self._ended, sys.stdin):
            self._selector.register(one, selectors.EVENT_READ)

    def program(self) -> Callable[[], object]:
        """What this process is to be: the program of a copy, or, when nobody can ask any more, the end of them all."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is sys.stdin:
                    return self._end_all
                if key.fileobj is self._listener:
                    if program := self._copy():
                        return program
                elif key.fileobj is self._ended:
                    self._reap()
                elif key.data in self._lines:
                    self._pass_on(key.data)

    def _copy(self) -> Callable[[], object] | None:
        line, _ = self._listener.accept()
        message, files, *_ = socket.recv_fds(line, _MOST, 3)
        if not files:
            line.close()
            return None
        pid = os.fork()
        if not pid:
            self._forget()
            line.close()
            return _become(marshal.loads(message), files, self._python)  # noqa: S302 - of our own command
        self._lines[pid] = line
        self._selector.register(line, selectors.EVENT_READ, pid)
        for one in files:
            os.close(one)
        return None

    def _forget(self) -> None:
        """A copy has nothing of this."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._selector.close()
        for one in (self._listener, self._ended, self._end, *self._lines.values()):
            one.close()

    def _reap(self) -> None:
        """Tells of copies that have ended how they did."""
        self._ended.recv(100)
        for pid in list(self._lines):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                line = self._lines.pop(pid)
                self._selector.unregister(line)
                with contextlib.suppress(OSError):
                    line.send(b"%d" % status)
                line.close()

    def _pass_on(self, pid: int) -> None:
        """Gives a copy the signal that its command got; it ends with the command."""
        number = self._lines[pid].recv(100)
        os.kill(pid, int(number or signal.SIGKILL))
        if not number:
            os.waitpid(pid, 0)
            line = self._lines.pop(pid)
            self._selector.unregister(line)
            line.close()

    def _end_all(self) -> None:
        for pid in self._lines:
            os.kill(pid, signal.SIGKILL)


def _become(asked: list[Any], files: list[int], python: dict[str, str]) -> Callable[[], object]:
    """The program that was asked for, in the folder, the environment and the files of who asks."""
    program, arguments, folder, environment = asked
    for number, one in enumerate(files):
        os.dup2(one, number)
        os.close(one)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    module, _, function = program.partition(":")
    if _said_to_python(environment) != python:
        words = f"import sys; from {module} import {function} as program; sys.argv = sys.argv[1:]; program()"
        os.execv(sys.executable, [sys.executable, "-c", words, *arguments])  # noqa: S606 - so it is wanted
    sys.argv = arguments
    for number, (name, mode) in enumerate({"stdin": "r", "stdout": "w", "stderr": "w"}.items()):
        before = getattr(sys, name)
        setattr(sys, name, open(number, mode, encoding=before.encoding, errors=before.errors, closefd=False))  # noqa: SIM115
    return partial(_run, getattr(importlib.import_module(module), function))


def _run(program: Callable[[], object]) -> None:
    """A program to its end; what was imported for all is not taken apart behind it, which takes longer than most programs."""
    try:
        program()
    except SystemExit as end:
        if isinstance(end.code, int):
            threading._shutdown()
            atexit._run_exitfuncs()
            for stream in (sys.stdout, sys.stderr):
                with contextlib.suppress(OSError, ValueError):
                    stream.flush()
            os._exit(end.code)
        raise


def _said_to_python(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_PYTHON)}
