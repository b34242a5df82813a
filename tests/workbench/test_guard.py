"""Nobody but the user's own browser gets in, and nothing runs there but the front end."""

from __future__ import annotations

import json
import socket
import sys
import time

import pytest

from tests.workbench.served import served
from toolkit.catalog.po import read_po
from toolkit.workbench.guard import LARGEST, SLOWEST, Keys, policy_with
from toolkit.workbench.serve import Listening


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    from tests.conftest import NOTE, PLAN, SETTINGS
    from toolkit.project.project import find_project
    from toolkit.revision.revise import update_project

    root = tmp_path_factory.mktemp("guarded") / "tiny"
    (root / "sources").mkdir(parents=True)
    (root / "polyedition.toml").write_text(SETTINGS, "utf-8")
    (root / "sources" / "plan.md").write_text(PLAN, "utf-8")
    (root / "sources" / "note.md").write_text(NOTE, "utf-8")
    project = find_project(root)
    update_project(project, project.locales)
    with served(root, "ru", "-d", "plan") as found:
        found.enter()
        yield found


SAVE = {
    "locale": "ru", "domain": "plan", "by": "",
    "edits": [{"id": "rec-1", "source": "Open the doors.", "base": [""], "texts": ["Двери."], "done": True}],
}  # fmt: skip


def catalog(bench):
    return read_po(bench.root / "i18n/ru/plan.po")


def test_the_start_lets_the_browser_in(bench):
    status, headers, _ = bench.ask("GET", f"/ru/plan?token={bench.token}", cookie="")
    assert (status, headers["location"]) == (303, "/ru/plan")
    assert all(part in headers["set-cookie"] for part in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert bench.ask("GET", "/ru/plan")[0] == 200


def test_no_break_of_a_line_comes_into_a_header(bench):
    status, headers, _ = bench.ask("GET", f"/pictures/%0d%0aset-cookie:%20x?token={bench.token}", cookie="")
    assert (status, headers["location"]) == (303, "/pictures/%0D%0Aset-cookie%3A%20x")


@pytest.mark.parametrize("path", ["/", "/ru/plan", "/api/texts?locale=ru&domain=plan", "/front/main.js", "/api/events"])
@pytest.mark.parametrize("cookie", ["", "workbench-1=x", "x"])
def test_without_the_cookie_nothing_is_told(bench, path, cookie):
    status, _, body = bench.ask("GET", path, cookie=cookie)
    assert status == 401
    assert b"polyedition serve" in body


@pytest.mark.parametrize("token", ["x", "%00", "", "ы"])
def test_a_wrong_token_opens_nothing(bench, token):
    from urllib.parse import quote

    assert bench.ask("GET", f"/?token={quote(token)}", cookie="")[0] == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "[::1]"]
)
def test_names_that_are_rebound_to_this_machine_are_refused(bench, host):
    """DNS rebinding: the browser thinks that it talks to its own site."""
    assert bench.ask("GET", f"/?token={bench.token}", host=host)[0] == 421
    assert bench.ask("GET", "/ru/plan", host=host)[0] == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", ""])
def test_what_other_sites_post_is_refused(bench, origin):
    before = catalog(bench)
    assert bench.ask("POST", "/api/save", SAVE, origin=origin)[0] == 403
    assert catalog(bench) == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_forms_of_other_sites_cannot_post(bench, kind):
    assert bench.ask("POST", "/api/save", SAVE, content_type=kind)[0] == 415


def test_other_sites_cannot_read(bench):
    assert (
        bench.ask("GET", "/api/texts?locale=ru&domain=plan", sec_fetch_site="cross-site", sec_fetch_mode="no-cors")[0]
        == 403
    )
    assert bench.ask("GET", "/api/texts?locale=ru&domain=plan", origin="http://evil.example")[0] == 403
    status, headers, _ = bench.ask("GET", "/api/texts?locale=ru&domain=plan")
    assert status == 200
    assert not [name for name in headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "path", ["/", "/ru/plan", "/front/main.js", "/nothing/here", "/api/texts?locale=xx&domain=plan"]
)
def test_every_answer_forbids_frames_and_foreign_scripts(bench, path):
    _, headers, _ = bench.ask("GET", path)
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(bench, method):
    assert bench.ask(method, "/api/save", origin=bench.origin)[0] == 405


def test_too_much_at_once_is_refused(bench):
    assert bench.ask("POST", "/api/save", b"{}", content_length=str(LARGEST + 1))[0] == 413
    assert bench.ask("POST", "/api/save", b"{}", content_length="-1")[0] in {400, 413}
    assert bench.ask("POST", "/api/save", SAVE | {"edits": [SAVE["edits"][0] | {"texts": ["x" * 200_000]}]})[0] == 409


def test_a_body_without_an_end_is_cut_off(bench):
    with socket.create_connection(("127.0.0.1", bench.port), timeout=30) as connection:
        head = (
            f"POST /api/save HTTP/1.1\r\nHost: 127.0.0.1:{bench.port}\r\nOrigin: {bench.origin}\r\nCookie: {bench.cookie}\r\n"
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.sendall(head.encode())
        with_too_much = False
        try:
            for _ in range(LARGEST // 65536 + 4):
                connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        except OSError:
            with_too_much = True
        assert with_too_much or b" 413 " in connection.recv(1000)


IMPATIENT = """
import sys
from pathlib import Path
from toolkit.project.project import find_project
from toolkit.workbench.serve import Listening, serve
from toolkit.workbench.shelf import Room
serve(Room(find_project(Path.cwd())), "/", Listening(port=0, patience=0.4), lambda line: print(line, flush=True), browser=False)
"""


def test_slow_requests_are_let_go(bench):
    """A head that does not come, and a body that drips; by default they have ten seconds."""
    assert Listening().patience == SLOWEST == 10
    with served(bench.root, program=(sys.executable, "-c", IMPATIENT)) as impatient:
        impatient.enter()
        begin = time.monotonic()
        let_go(impatient)
        assert time.monotonic() - begin < 8


def let_go(bench):
    with (
        socket.create_connection(("127.0.0.1", bench.port), timeout=40) as head,
        socket.create_connection(("127.0.0.1", bench.port), timeout=40) as body,
    ):
        head.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        body.sendall(
            f"POST /api/save HTTP/1.1\r\nHost: 127.0.0.1:{bench.port}\r\nOrigin: {bench.origin}\r\nCookie: {bench.cookie}\r\n"
            "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{".encode()
        )
        assert bench.ask("GET", "/front/main.js")[0] == 200  # and nobody waits for them
        assert b" 408 " in body.recv(1000)
        assert head.recv(1000) == b""


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"locale": 5}', b'{"locale": "ru", "domain": "plan", "edits": [5]}', b"[" * 100_000],
)
def test_nonsense_is_an_answer_in_words(bench, body):
    status, _, answer = bench.ask("POST", "/api/save", body)
    assert status == 409
    assert "error" in json.loads(answer)


def test_what_the_machine_refuses_is_an_answer_in_words(bench):
    """A catalog that has become a folder, as a disk that is full."""
    stamps = bench.root / "i18n/ru/plan.reviews"
    stamps.mkdir()
    try:
        status, _, answer = bench.ask("GET", "/api/texts?locale=ru&domain=plan")
    finally:
        stamps.rmdir()
    assert status == 409
    assert "plan.reviews: error: cannot be used: Is a directory" in json.loads(answer)["error"]


@pytest.mark.parametrize(
    "path",
    ["/front/../page.html", "/front/..%2fpage.html", "/front/%2e%2e/screen.css", "/pictures/..%2f..%2fpolyedition.toml",
     "/built/ru/plan/..%2f..", "/fonts/..%2fx", "/..%2f..%2fetc/passwd"],
)  # fmt: skip
def test_no_path_leads_out(bench, path):
    assert bench.ask("GET", path)[0] in {404, 405}


def test_what_is_saved_is_saved(bench):
    status, _, body = bench.ask("POST", "/api/save", SAVE)
    assert (status, json.loads(body)["texts"][0]["state"]) == (200, "translated")
    assert next(one for one in catalog(bench).live if one.msgctxt == "rec-1").msgstr == ("Двери.",)


def test_keys_are_of_one_run():
    one, other = Keys(frozenset({"a"})), Keys(frozenset({"a"}))
    cookie = one.cookie().partition(";")[0]
    assert one.opens(cookie)
    assert not other.opens(cookie)
    assert not one.opens("a=\x00")
    assert not Keys(frozenset({"a"}), password="a long password").is_token("")  # noqa: S106


def test_a_policy_names_the_styles_by_their_hashes():
    assert "style-src 'self' 'sha256-" in policy_with(["p { color: red }"])
