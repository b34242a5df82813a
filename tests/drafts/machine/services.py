"""Every provider's wire format on a loopback port, with faults on purpose."""

from __future__ import annotations

import contextlib
import html
import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"\[X\d+X\]|<x [^<>]*>.*?</x>|<span [^<>]*>.*?</span>|⟦\d+⟧")
KEYS = {
    "DEEPL_API_KEY": "deepl-secret-1:fx",
    "MICROSOFT_API_KEY": "microsoft-secret-2",
    "YANDEX_API_KEY": "yandex-secret-3",
    "OPENAI_API_KEY": "openai-secret-4",
    "PAPAGO_CLIENT_ID": "papago-secret-5",
    "PAPAGO_CLIENT_SECRET": "papago-secret-6",
    "LIBRE_API_KEY": "libre-secret-7",
    "MYMEMORY_EMAIL": "somebody@secret-8.example",
}
LANGUAGES = ("en", "ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "uzbcyr", "ro", "tk")
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгһіжклмнопқрстұвүхыз")


def translated(text: str) -> str:
    """A translation that is none: other letters for all that is no token."""
    parts = re.split(f"({TOKEN.pattern}|&[a-z]+;)", text)
    return "".join(part if number % 2 else part.lower().translate(_LETTERS) for number, part in enumerate(parts))


@dataclass
class Services:
    """A server that speaks every provider's format."""

    faults: list[str] = field(default_factory=list)
    """What goes wrong with the next requests, one each."""
    always: str = ""
    """What goes wrong with every request."""
    languages: tuple[str, ...] = LANGUAGES
    texts: list[str] = field(default_factory=list)
    """Every text that somebody asked to have translated and that was answered or not."""
    requests: list[tuple[str, str, dict[str, str], str]] = field(default_factory=list)
    """Method, path with query, headers and body of every request."""
    pause: float = 0.0
    """Seconds before each answer."""
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


ADDRESSES = {
    "google": "/m",
    "mymemory": "/get",
    "libre": "/libre",
    "deepl": "",
    "microsoft": "/microsoft",
    "yandex": "",
    "chatgpt": "/v1",
    "papago": "",
}


@contextlib.contextmanager
def services() -> Iterator[Services]:
    state = Services()
    handler = type("Handler", (_Handler,), {"state": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: Services
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        self.answer("")

    def do_POST(self) -> None:
        self.answer(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def answer(self, body: str) -> None:
        self.state.requests.append((self.command, self.path, dict(self.headers), body))
        url = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        found = _languages(url.path, self.state.languages)
        if found is not None:
            self.send(200, json.dumps(found))
            return
        provider, texts = _asked(url.path, query, body, self.headers)
        self.state.texts += texts
        time.sleep(self.state.pause)
        fault = self.state.faults.pop(0) if self.state.faults else self.state.always
        self.reply(provider, texts, fault)

    def reply(self, provider: str, texts: list[str], fault: str) -> None:
        match fault:
            case "slow":
                time.sleep(1.5)
            case "busy":
                return self.send(429, '{"error": "slow down"}', {"Retry-After": "7"})
            case "busy for hours":
                return self.send(429, "", {"Retry-After": "9999"})
            case "broken":
                return self.send(500, "<html>Internal error</html>")
            case "cut":
                self.close_connection = True
                return self.connection.close()
            case "denied":
                return self.send(403, json.dumps({"error": f"the key {KEYS} is wrong"}))
            case "declined":
                return self.send(400, '{"error": {"message": "cannot read that"}}')
            case "elsewhere":
                return self.send(302, "", {"Location": f"{self.state.address}/elsewhere"})
            case "half":
                text = _page(provider, [translated(text) for text in texts])
                return self.send(200, text[: len(text) // 3])
            case "short":
                text = _page(provider, [translated(text) for text in texts])
                return self.send(200, text[:20], {"Content-Length": str(len(text.encode()))})
            case "wrong":
                return self.send(200, '{"unexpected": [1, 2]}')
            case "page":
                return self.send(200, "<!doctype html><title>Are you human?</title>")
        answers = [_spoiled(translated(text), fault) for text in texts]
        return self.send(200, _page(provider, answers))

    def send(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        data = text.encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), "Content-Type": "text/plain", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()
        if headers and "Content-Length" in headers:
            self.close_connection = True


def _languages(path: str, known: tuple[str, ...]) -> Any:
    match path:
        case "/libre/languages":
            return [{"code": code, "name": code, "targets": list(known)} for code in known]
        case "/v2/languages":
            return [{"language": code, "name": code} for code in ("EN", "EN-GB", *map(str.upper, known))]
        case "/microsoft/languages":
            return {"translation": {code: {"name": code} for code in known}}
        case "/translate/v2/languages":
            return {"languages": [{"code": code, "name": code} for code in known]}
    return None


def _asked(path: str, query: dict[str, str], body: str, headers: Any) -> tuple[str, list[str]]:
    """Who is asked, and the texts; an assertion tells that the client does not speak the format."""
    match path:
        case "/m":
            assert {"sl", "tl", "q"} <= query.keys()
            return "google", [query["q"]]
        case "/get":
            assert re.fullmatch(r"[\w-]+\|[\w-]+", query["langpair"])
            assert len(query["q"].encode()) <= 500
            return "mymemory", [query["q"]]
        case "/libre/translate":
            data = json.loads(body)
            assert data["format"] == "html"
            return "libre", data["q"]
        case "/v2/translate":
            assert headers["Authorization"] == f"DeepL-Auth-Key {KEYS['DEEPL_API_KEY']}"
            data = json.loads(body)
            assert data["tag_handling"] == "xml"
            assert len(data["text"]) <= 50
            return "deepl", data["text"]
        case "/microsoft/translate":
            assert headers["Ocp-Apim-Subscription-Key"] == KEYS["MICROSOFT_API_KEY"]
            assert query["api-version"] == "3.0"
            assert query["textType"] == "html"
            return "microsoft", [one["Text"] for one in json.loads(body)]
        case "/translate/v2/translate":
            assert headers["Authorization"] == f"Api-Key {KEYS['YANDEX_API_KEY']}"
            data = json.loads(body)
            assert data["format"] == "HTML"
            return "yandex", data["texts"]
        case "/v1/chat/completions":
            assert headers["Authorization"] == f"Bearer {KEYS['OPENAI_API_KEY']}"
            return "chatgpt", [json.loads(body)["messages"][-1]["content"]]
        case "/nmt/v1/translation":
            assert headers["X-NCP-APIGW-API-KEY"] == KEYS["PAPAGO_CLIENT_SECRET"]
            return "papago", [parse_qs(body)["text"][0]]
    raise AssertionError(path)


def _page(provider: str, answers: list[str]) -> str:
    """The answers as the provider gives them."""
    match provider:
        case "google":
            return (
                "<!doctype html><html><head><title>Google Translate</title></head><body>"
                f'<div class="result-container">{html.escape(answers[0])}</div></body></html>'
            )
        case "mymemory":
            data: Any = {
                "responseData": {"translatedText": answers[0], "match": 0.85},
                "quotaFinished": False,
                "responseDetails": "",
                "responseStatus": 200,
                "matches": [],
            }
        case "libre":
            data = {"translatedText": answers}
        case "deepl":
            data = {"translations": [{"detected_source_language": "EN", "text": one} for one in answers]}
        case "microsoft":
            data = [{"translations": [{"text": one, "to": "kk"}]} for one in answers]
        case "yandex":
            data = {"translations": [{"text": one} for one in answers]}
        case "chatgpt":
            message = {"role": "assistant", "content": answers[0]}
            data = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
        case _:
            data = {"message": {"result": {"srcLangType": "en", "tarLangType": "ko", "translatedText": answers[0]}}}
    return json.dumps(data)


def _spoiled(answer: str, fault: str) -> str:
    tokens = list(TOKEN.finditer(answer))
    if fault == "empty":
        return ""
    if fault == "blank":
        return "  \n"
    if not tokens or fault not in {"lost", "doubled", "damaged", "spaced", "made up"}:
        return answer
    first = tokens[0][0]
    match fault:
        case "lost":
            return answer.replace(first, "", 1)
        case "doubled":
            return answer.replace(first, first * 2, 1)
        case "damaged":
            return answer.replace(first, first.replace("1", "q", 1), 1)
        case "made up":
            return answer + first.replace("1", "99", 1)
        case _:
            return re.sub(r"\[X(\d+)X\]", r"[ X \1 X ]", answer)
