"""How the workbench is started: one line for whatever is wrong, and nothing open to other machines by mistake."""

from __future__ import annotations

import ssl
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tests.workbench.served import listening, make_certificate, other_address, serve, served
from toolkit.cli import polyedition
from toolkit.errors import UsageError

EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused


@pytest.fixture
def run(tiny, monkeypatch):
    monkeypatch.chdir(tiny.root)

    def refused(*arguments):
        found = CliRunner().invoke(polyedition, ["serve", "--no-browser", *arguments], standalone_mode=False)
        assert isinstance(found.exception, UsageError), found.output
        return str(found.exception)

    return refused


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kk",), "kk"), (("ru", "-d", "no"), "there is no document no"), (("-d", "plan"), "needs a language"),
        (("uz-Cyrl",), "it is made from uz"),
        (("--listen", EVERYWHERE), "--tls-cert, --tls-key, --password-file"), (("--listen", "192.0.2.1"), "Weblate"),
        (("--listen", "no.such.host.invalid"), "--tls-cert"), (("--tls-key", "sources/plan.md"), "--tls-key would change nothing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(run, arguments, said):
    assert said in run(*arguments)


def test_a_missing_extra_is_one_line_with_what_mends_it(run, monkeypatch):
    monkeypatch.setattr("toolkit.cli.serve_command.find_spec", lambda name: None)
    assert "pip install polyedition[workbench]" in run()


def test_other_machines_need_a_real_password(run, tmp_path):
    files = {name: tmp_path / name for name in ("cert", "key", "password")}
    for path in files.values():
        path.write_text("short")
    options = (
        "--tls-cert",
        str(files["cert"]),
        "--tls-key",
        str(files["key"]),
        "--password-file",
        str(files["password"]),
    )
    assert "12 at least" in run("--listen", "192.0.2.1", *options)
    files["password"].write_text("long enough to be one")
    for every in (EVERYWHERE, "", "0", "::"):
        assert "name the address" in run("--listen", every, *options)
    if address := other_address():
        assert "are no certificate and its key" in run("--listen", address, *options)
    assert "nothing can listen" in run("--listen", "192.0.2.1", *options)


def test_a_port_that_is_taken_is_said_in_one_line(tiny):
    with served(tiny.root, "ru") as first:
        done = subprocess.run(
            [*serve(), "--port", str(first.port)],
            cwd=tiny.root,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert "nothing can listen at 127.0.0.1" in done.stderr


def test_it_ends_with_the_interrupt_while_a_page_listens(tiny):
    with served(tiny.root, "ru") as bench:
        bench.enter()
        import http.client

        connection = http.client.HTTPConnection("127.0.0.1", bench.port, timeout=20)
        connection.request("GET", "/api/events", headers={"cookie": bench.cookie})
        assert connection.getresponse().status == 200
        connection.sock and connection.sock.close()
    assert bench.process.returncode in {0, 130, -2}


def test_other_commands_import_no_server(tiny):
    script = (
        "import sys; from toolkit.cli import polyedition\n"
        "try: polyedition(['build', '-f', 'html'])\n"
        "except SystemExit: pass\n"
        "sys.exit(bool({'starlette', 'uvicorn', 'toolkit.workbench'} & set(sys.modules)))"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", script], cwd=tiny.root, capture_output=True, timeout=120, check=False
        ).returncode
        == 0
    )


@pytest.fixture
def certificate(tmp_path, require_tool):
    make_certificate(tmp_path, require_tool("openssl"))
    return tmp_path


def test_other_machines_are_asked_for_the_password_over_tls(tiny, certificate):
    address = other_address()
    if address is None:
        pytest.skip("this machine has no other address")
    import http.client
    import json

    with served(tiny.root, *listening(certificate, address)) as bench:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        assert bench.address.startswith(f"https://{address}:")

        def ask(method, path, body=None, cookie=""):
            connection = http.client.HTTPSConnection(address, bench.port, timeout=30, context=context)
            headers = {
                "cookie": cookie,
                "origin": f"https://{address}:{bench.port}",
                "content-type": "application/json",
            }
            connection.request(method, path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            return answer.status, dict(answer.getheaders())

        assert ask("GET", "/")[0] == 401
        assert ask("GET", f"/?token={'x' * 32}")[0] == 401
        assert ask("GET", "/front/login.js")[0] == 200
        assert ask("GET", "/api/board")[0] == 401
        assert ask("POST", "/login", {"password": "no"})[0] == 403
        status, headers = ask("POST", "/login", {"password": "a password of words"})
        assert status == 200
        assert "Secure" in headers["set-cookie"]
        assert ask("GET", "/", cookie=headers["set-cookie"].partition(";")[0])[0] == 200


def test_an_edition_is_built_in_the_background_and_told_of(tiny):
    import http.client
    import json

    with served(tiny.root, "ru", "-d", "plan") as bench:
        bench.enter()
        assert bench.ask("GET", "/built/ru/plan/html")[0] == 404
        connection = http.client.HTTPConnection("127.0.0.1", bench.port, timeout=120)
        connection.request("GET", "/api/events", headers={"cookie": bench.cookie})
        stream = connection.getresponse()
        stream.readline()
        assert bench.ask("POST", "/api/build", {"domain": "plan", "locale": "ru", "format": "html"})[0] == 200
        told = []
        while not told or told[-1]["state"] == "running":
            line = stream.readline().decode()
            event = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            told += [event] if event.get("kind") == "build" else []
        connection.close()
        assert told[-1]["state"] == "done", told
        status, _, body = bench.ask("GET", "/built/ru/plan/html")
        assert (status, b"<!DOCTYPE html>" in body) == (200, True)
        assert bench.ask("POST", "/api/build", {"domain": "../x", "locale": "ru", "format": "html"})[0] == 409


def test_what_other_programs_save_is_told_of(tiny):
    import http.client

    with served(tiny.root, "ru", "-d", "plan") as bench:
        bench.enter()
        connection = http.client.HTTPConnection("127.0.0.1", bench.port, timeout=60)
        connection.request("GET", "/api/events", headers={"cookie": bench.cookie})
        stream = connection.getresponse()
        stream.readline()
        path = tiny.catalog("note", "ru")
        path.write_text(path.read_text("utf-8") + "\n# a note\n", "utf-8")
        while b'"kind": "catalog"' not in (line := stream.readline()):
            assert b"end" not in line
        assert b'"locale": "ru", "domain": "note"' in line
        connection.close()
