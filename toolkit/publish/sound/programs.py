"""The validators that librarians trust, where the machine has them: veraPDF, EPUBCheck, the Nu HTML checker."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Fault = tuple[str, str]
"""The name of a file in its folder, and what is wrong with it."""
_LINE = re.compile(r"^(?:ERROR|FATAL|WARNING)\((?P<id>[\w-]+)\): (?P<path>.*?): (?P<said>.*)$")
_GNU = re.compile(r'^"?(?:file:)?(?P<path>[^"]*?)"?:(?P<place>[\d.-]*): (?:info )?(?:error|fatal error): (?P<said>.*)$')


@dataclass(frozen=True, slots=True)
class Program:
    """A validator."""

    name: str
    judges: str
    """What it says of a file."""
    ending: str
    command: Callable[[Path], Sequence[str] | None]
    """How it is called, given the folder of validators that the project may have; None where it is not there."""
    run: Callable[[Sequence[str], Sequence[Path]], Iterator[Fault]]
    """What it finds in files. Raises `OSError` where it cannot be run, or gives no answer."""


def _program(name: str, jars: str, *words: str) -> Callable[[Path], Sequence[str] | None]:
    def command(folder: Path) -> Sequence[str] | None:
        if path := shutil.which(name):
            return [path]
        java = shutil.which("java")
        found = sorted(folder.glob(jars))
        if java is None or not found:
            return None
        start = [java, "-Djava.awt.headless=true", "-Xss8m"]
        return [*start, *(("-cp", f"{found[0].parent}/*", *words) if words else ("-jar", str(found[0])))]

    return command


def _answer(command: Sequence[str | Path]) -> tuple[int, str, str]:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    return done.returncode, done.stdout, done.stderr


def _verapdf(command: Sequence[str], files: Sequence[Path]) -> Iterator[Fault]:
    for flavour, norm in (("3a", "PDF/A-3a"), ("ua1", "PDF/UA-1")):
        _, out, err = _answer([*command, "--format", "xml", "--flavour", flavour, *files])
        try:
            jobs = list(fromstring(out).iter("job"))
        except ParseError:
            raise OSError((err or out).strip()[-200:] or "it gave no answer") from None
        if len(jobs) != len(files):
            raise OSError(f"it told of {len(jobs)} of {len(files)} files")
        for job in jobs:
            name, report = Path(job.findtext("item/name", "")).name, job.find("validationReport")
            if report is None:
                yield name, f"{norm}: {job.findtext('taskException/exceptionMessage', 'it could not be read')}"
            elif report.get("isCompliant") != "true":
                rules = report.findall("details/rule")
                yield from ((name, f"{norm}, {one.get('clause')}: {one.findtext('description', '')}") for one in rules)


def _epubcheck(command: Sequence[str], files: Sequence[Path]) -> Iterator[Fault]:
    for file in files:
        code, out, err = _answer([*command, file, "--failonwarnings"])
        found = [match for line in (out + err).splitlines() if (match := _LINE.match(line))]
        yield from ((file.name, f"{one['said']} ({one['id']})") for one in found)
        if code and not found:
            raise OSError((err or out).strip()[-200:] or "it gave no answer")


def _nu(command: Sequence[str], files: Sequence[Path]) -> Iterator[Fault]:
    code, out, err = _answer([*command, "--errors-only", *files])
    found = [match for line in (out + err).splitlines() if (match := _GNU.match(line))]
    yield from ((Path(one["path"]).name, f"{one['said']} (at {one['place']})") for one in found)
    if code and not found:
        raise OSError((err or out).strip()[-200:] or "it gave no answer")


PROGRAMS = (
    Program(
        "veraPDF", "PDF/A-3a and PDF/UA-1", ".pdf",
        _program("verapdf", "verapdf/greenfield-apps-*.jar", "org.verapdf.apps.GreenfieldCliWrapper"), _verapdf,
    ),
    Program(
        "EPUBCheck", "EPUB 3.3", ".epub",
        _program("epubcheck", "epubcheck/epubcheck-*.jar", "com.adobe.epubcheck.tool.Checker"), _epubcheck,
    ),
    Program("the Nu HTML checker", "HTML", ".html", _program("vnu", "node_modules/vnu-jar/build/dist/vnu.jar"), _nu),
)  # fmt: skip
"""All of them."""
