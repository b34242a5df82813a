"""A build over a Dask cluster: a real scheduler and workers on this machine, and what may happen to them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.tiny_project import make_project
from tests.zygote import Zygote
from toolkit.cli import main
from toolkit.errors import ToolkitError, UsageError
from toolkit.project.places import pair_name
from toolkit.project.project import find_project
from toolkit.publish.cluster import cluster, task
from toolkit.publish.cluster.cluster import Cluster
from toolkit.publish.cluster.freight import own_freight, shared_freight
from toolkit.publish.inputs import Inputs
from toolkit.publish.job import Job, Made
from toolkit.publish.manifest import File
from toolkit.publish.plan import Selection, Target
from toolkit.publish.run import build
from toolkit.revision.revise import update_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOCALES = ("en", "ru", "hy", "kk")
TEXTS = {"en": "", "ru": "Текст о библиотеках.", "hy": "Տեքստ գրադարանների մասին։", "kk": "Кітапханалар туралы мәтін."}
PATIENCE = 60
OURS = [sys.executable, "-u", "-c", "from toolkit.cli import main; main()"]
IMPORTED = (
    "distributed.cli.dask_scheduler",
    "distributed.cli.dask_worker",
    "toolkit.cli.build_command",
    "toolkit.editions.epub",
    "toolkit.editions.html",
    "toolkit.editions.pdf.once",
    "toolkit.publish.cluster.cluster",
    "toolkit.publish.cluster.task",
    "toolkit.publish.run",
    "toolkit.publish.worker",
)


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """What schedulers, workers and drivers are copies of."""
    with Zygote(*IMPORTED) as found:
        yield found


class Dask:
    """A scheduler and its workers, each a process that a test may kill."""

    def __init__(self, zygote: Zygote, home: Path, *options: str) -> None:
        self.zygote, self.home, self.options, self.processes = zygote, home, options, []
        home.mkdir(parents=True, exist_ok=True)
        self.scheduler = self.start_scheduler("0")

    def start_scheduler(self, port: str) -> subprocess.Popen[bytes]:
        file = self.home / "scheduler.json"
        file.unlink(missing_ok=True)
        known = ["--host", "127.0.0.1", "--port", port, "--no-dashboard", "--scheduler-file", str(file)]
        process = self._start("scheduler", *known)
        wait_for(lambda: file.is_file() and file.stat().st_size)
        self.address: str = json.loads(file.read_text("utf-8"))["address"]
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        where = ["--local-directory", str(self.home), "--host", "127.0.0.1"]
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", *where)

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        program = self.zygote.command(f"dask-{what}", f"distributed.cli.dask_{what}:main")
        command = [program, *self.options, *arguments]
        with (self.home / f"{what}.log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def dismiss(self) -> None:
        """Ends the workers."""
        for process in self.processes[1:]:
            process.kill()
            process.wait()
        del self.processes[1:]

    def close(self) -> None:
        self.dismiss()
        self.scheduler.kill()
        self.scheduler.wait()


def wait_for(happened: Callable[[], Any]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def scheduler(zygote: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler for all tests that leave it alone."""
    found = Dask(zygote, tmp_path_factory.mktemp("dask"))
    yield found
    found.close()


@pytest.fixture
def dask(scheduler: Dask) -> Iterator[Dask]:
    """The scheduler without a worker; those that the test starts end with it."""
    yield scheduler
    scheduler.dismiss()


@pytest.fixture
def own_dask(zygote: Zygote, tmp_path: Path) -> Iterator[Dask]:
    """A scheduler that a test may end."""
    found = Dask(zygote, tmp_path / "dask")
    yield found
    found.close()


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogs say the minute they were made in, and PDFs hold them."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Gives the project with some formats, written once, to be copied."""
    made: dict[str, Path] = {}

    def folder(formats: str = '"html", "epub"') -> Path:
        if formats not in made:
            made[formats] = _write_project(tmp_path_factory.mktemp("project"), formats)
        return made[formats]

    return folder


@pytest.fixture
def write_project(written: Callable[..., Path]) -> Callable[..., Path]:
    """Writes the project into a folder."""

    def write(root: Path, *formats: str) -> Path:
        return Path(shutil.copytree(written(*formats), root, dirs_exist_ok=True))

    return write


def _write_project(root: Path, formats: str) -> Path:
    """Two documents, one leading to the other and with a picture, in four languages, and a pair of them."""
    settings = f'formats = [{formats}]\nparallel = [["en", "ru"]]\n'
    make_project(
        root, "# Part\n\nText. See [the other](other.md#way).\n\n![A square](p.svg)\n", LOCALES, settings=settings
    )
    (root / "sources/p.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "utf-8")
    (root / "sources/other.md").write_text("---\ntitle: Other\nlanguage: en\n---\n\n# Way\n\nText of it.\n", "utf-8")
    project = find_project(root)
    update_project(project, project.locales)
    for locale in LOCALES[1:]:
        for path in (root / f"i18n/{locale}").glob("*.po"):
            text = path.read_text("utf-8")
            path.write_text(
                text.replace('msgid "Text of it."\nmsgstr ""', f'msgid "Text of it."\nmsgstr "{TEXTS[locale]}"'),
                "utf-8",
            )
    return root


def build_here(root: Path, *documents: str) -> None:
    project = find_project(root)
    pairs = [pair_name(pair) for pair in project.parallel]
    selection = Selection(project.select_documents(documents), project.locales, project.formats, pairs)
    assert build(project, selection, workers=1).diagnostics == []


def output(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "output").rglob("*"))
        if path.is_file()
    }


def driver(dask: Dask, root: Path, *options: str) -> subprocess.Popen[str]:
    program = dask.zygote.command("polyedition", "toolkit.cli:main")
    return start([program, "build", "--cluster", dask.address, *options], root)


def start(command: list[str], root: Path, **environment: str) -> subprocess.Popen[str]:
    env = {**os.environ, **environment}
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def test_a_worker_dies_midway_and_every_byte_is_as_of_a_local_build(
    tmp_path: Path, dask: Dask, write_project: Callable[..., Path]
) -> None:
    here, there = (write_project(tmp_path / name, '"html", "pdf", "epub"') for name in ("here", "there"))
    build_here(here, "doc")
    first = dask.start_worker()
    build = driver(dask, there, "-d", "doc")
    assert build.stdout is not None
    assert build.stdout.readline().startswith("built ")
    first.send_signal(signal.SIGKILL)
    dask.start_worker()
    rest, errors = build.communicate(timeout=4 * PATIENCE)
    assert (build.returncode, errors) == (0, ""), rest
    assert output(there) == output(here)


def test_a_scheduler_that_starts_anew_costs_time_alone(
    tmp_path: Path, own_dask: Dask, write_project: Callable[..., Path]
) -> None:
    dask = own_dask
    here, there = (write_project(tmp_path / name) for name in ("here", "there"))
    build_here(here)
    dask.start_worker()
    build = driver(dask, there)
    assert build.stdout is not None
    assert build.stdout.readline().startswith("built ")
    dask.scheduler.kill()
    dask.scheduler.wait()
    dask.start_scheduler(dask.address.rpartition(":")[2])
    dask.start_worker()
    rest, errors = build.communicate(timeout=4 * PATIENCE)
    assert (build.returncode, errors) == (0, ""), rest
    assert output(there) == output(here)


def test_an_edition_with_errors_says_so_and_the_others_are_made(
    tmp_path: Path, dask: Dask, write_project: Callable[..., Path]
) -> None:
    root = write_project(tmp_path / "project")
    dask.start_worker()
    (root / "i18n/ru/doc.po").write_text("msgid broken\n", "utf-8")
    build = driver(dask, root)
    lines, errors = build.communicate(timeout=2 * PATIENCE)
    assert build.returncode == 1
    assert "i18n/ru/doc.po:1" in errors
    assert "built kk/doc.html" in lines
    assert "Traceback" not in errors


def test_over_tls_with_dasks_own_settings(
    tmp_path: Path, zygote: Zygote, require_tool: Callable[[str], str], write_project: Callable[..., Path]
) -> None:
    """Drivers are new processes here: Dask reads its settings when it is imported."""
    openssl = require_tool("openssl")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "cert.pem")
    wanted = [
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
    ]
    subprocess.run(
        [openssl, "req", "-x509", *wanted, "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    root = write_project(tmp_path / "project")
    files = ["--tls-ca-file", certificate, "--tls-cert", certificate, "--tls-key", key]
    dask = Dask(zygote, tmp_path / "dask", *files, "--protocol", "tls")
    try:
        assert dask.address.startswith("tls://")
        dask.start_worker()
        settings = {"CA_FILE": certificate, "CLIENT__CERT": certificate, "CLIENT__KEY": key}
        environment = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": value for name, value in settings.items()}
        build = start([*OURS, "build", "--cluster", dask.address, "-d", "doc"], root, **environment)
        lines, errors = build.communicate(timeout=2 * PATIENCE)
        assert (build.returncode, errors) == (0, ""), lines
        refused = driver(dask, root, "-f", "html", "--cluster", dask.address.replace("tls", "tcp"))
        _, errors = refused.communicate(timeout=2 * PATIENCE)
    finally:
        dask.close()
    assert refused.returncode in {0, 1}  # nothing left to do, or nobody understands
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("127.0.0.1:99", "tcp://127.0.0.1:99"),
        ("localhost", "tcp://localhost:8786"),
        ("[::1]:99", "tcp://[::1]:99"),
        ("tls://example.org", "tls://example.org:8786"),
    ],
)
def test_addresses_that_are_safe(address: str, whole: str) -> None:
    assert Cluster.at(address).address == whole


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1:8786", "tcp://example.org", "127.0.0.1.example.org", "localhost.example.org:1", "[2001:db8::1]:1"],
)
def test_what_others_could_read_is_refused_unless_it_is_said_to_be_safe(address: str) -> None:
    with pytest.raises(UsageError, match="not encrypted"):
        Cluster.at(address)
    assert Cluster.at(address, insecure=True).address.startswith("tcp://")


@pytest.mark.parametrize(
    "address", ["", "http://localhost", "tcp://", "tls://h:x", "tls://h:99999", "tls://h/x", "ucx://h:1", "tls://me@h"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(UsageError, match="is no address of a scheduler"):
        Cluster.at(address, insecure=True)


@pytest.mark.parametrize(
    "options",
    [
        ["--insecure"],
        ["--cluster", "localhost", "-j2"],
        ["--cluster", "localhost", "--watch"],
        ["--cluster", "localhost", "--release"],
    ],
)
def test_what_does_not_go_together(
    options: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["polyedition", "build", *options])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == 2
    assert "--cluster" in capsys.readouterr().err


def test_no_scheduler_no_worker_and_other_versions_are_a_line_each(
    tmp_path: Path,
    dask: Dask,
    write_project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = write_project(tmp_path / "project")
    monkeypatch.setattr(cluster, "_FIRST", 0.5)
    monkeypatch.setattr(cluster, "_WORKERS", 0.5)
    monkeypatch.chdir(root)

    def said(address: str) -> str:
        monkeypatch.setattr(sys, "argv", ["polyedition", "build", "--cluster", address])
        with pytest.raises(SystemExit) as done:
            main()
        assert done.value.code == 1
        (line,) = (line for line in capsys.readouterr().err.splitlines() if not line.startswith(" "))
        return line

    assert "no scheduler answers at tcp://127.0.0.1:9" in said("127.0.0.1:9")
    monkeypatch.setattr(cluster, "_FIRST", PATIENCE)
    assert "has no worker" in said(dask.address)
    dask.start_worker()
    monkeypatch.setattr(cluster, "_WORKERS", PATIENCE)
    monkeypatch.setattr(task, "_versions", lambda: (("weasyprint", "1"),))
    assert "would not make the same bytes" in said(dask.address)
    assert not list((root / "output").rglob("*.html"))


def test_a_worker_that_came_later_with_other_versions_refuses() -> None:
    ours = task.versions()
    assert not task.differences(ours, dict(ours))
    text = task.differences({**ours, "weasyprint": "1"}, ours)
    assert text == f"weasyprint is {ours['weasyprint']} there and 1 here"


def test_an_edition_takes_nothing_along_that_it_is_not_made_of(
    tmp_path: Path, write_project: Callable[..., Path]
) -> None:
    project = find_project(write_project(tmp_path))
    job = Job("doc", "ru", ())
    own, shared = own_freight(project, Inputs(project), job).files, shared_freight(project).files
    assert {"sources/doc.md", "sources/other.md", "sources/p.svg"} <= set(shared)
    assert {name for name in own if "/kk/" in name or "/hy/" in name} == set()
    assert {"i18n/ru/doc.po", "i18n/ru/other.po", "i18n/ru/interface.po", "i18n/templates/doc.pot"} <= set(own)


SENT = File("ru/doc.html", 1, hashlib.sha256(b"x").hexdigest(), "html", "ru", "doc", inputs={"source": "1"})


@pytest.mark.parametrize(
    "made",
    [
        Made((SENT._replace(path="../../evil.html"),), (), (b"x",)),
        Made((SENT,), (), (b"y",)),
        Made((SENT._replace(path="ru/other.html"),), (), (b"x",)),
        Made((SENT._replace(inputs={"source": "2"}),), (), (b"x",)),
        Made((SENT._replace(locale="kk"),), (), (b"x",)),
        Made((SENT._replace(path=["ru/doc.html"]),), (), (b"x",)),
        Made((SENT,), (), ()),
        Made((SENT,), ("no diagnostic",), (b"x",)),
        Made((SENT,), None, (b"x",)),
        Made((SENT,), (), ("x",)),
        Made(None, (), None),
        Made(),
        None,
        5,
    ],
)
def test_what_a_worker_sends_is_believed_only_if_it_was_asked_for(
    tmp_path: Path, write_project: Callable[..., Path], made: object
) -> None:
    run = cluster._Run(find_project(write_project(tmp_path)))
    job = Job("doc", "ru", (Target("ru/doc.html", "doc", "ru", "html", {"source": "1"}, "new"),))
    sound = Made((SENT,), (), (b"x",))
    assert run._result(SimpleNamespace(result=lambda: sound), job) is sound
    with pytest.raises(ToolkitError, match="not what was asked for"):
        run._result(SimpleNamespace(result=lambda: made), job)
