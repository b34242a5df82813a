"""The programs and jars that validators run on, where .ci/validators puts them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from validation.model import Tool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = Path(__file__).resolve().parent.parent / ".polyedition" / "validators"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
ACE = FOLDER / "node_modules" / "@daisy" / "ace-core" / "package.json"
ACE_RUNNER = FOLDER / "node_modules" / "@daisy" / "ace-axe-runner-puppeteer" / "package.json"
EPUBJS = FOLDER / "node_modules" / "epubjs" / "dist" / "epub.min.js"
JSZIP = FOLDER / "node_modules" / "jszip" / "dist" / "jszip.min.js"
NU_JAR = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PYTHON = FOLDER / "python"
"""Packages that only validators use."""
DATACITE_SCHEMA = PYTHON / "datacite" / "schemas" / "datacite-v4.5.json"
EPUBCHECK = FOLDER / "epubcheck"
VERAPDF = FOLDER / "verapdf"

_BROWSERS = (
    "/usr/lib/chromium/chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""Best first: where nothing is made ready for a window, pages are there with a third of the work. Of Debian's headless
shell it is the program, since signals end with the script that starts it."""
_INSTALL = "sh .ci/validators"


def chromium() -> str | None:
    """The path of a browser of Chromium's family."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def _node_version() -> int:
    """The first number of Node's version; 0 where there is none."""
    node = shutil.which("node")
    version = _run([node, "--version"]) if node else "v0"
    return int(version.removeprefix("v").partition(".")[0])


JAVA = Tool("Java", lambda: shutil.which("java") is not None, "apt-get install default-jdk-headless")
JAVA_COMPILER = Tool("the Java compiler", lambda: shutil.which("javac") is not None, JAVA.remedy)
CHROMIUM_TOOL = Tool("Chromium", lambda: chromium() is not None, "apt-get install chromium")
NODE = Tool("Node 18 or newer", lambda: _node_version() >= 18, "https://nodejs.org/en/download")
ACE_TOOL = Tool("Ace", lambda: ACE.is_file() and ACE_RUNNER.is_file(), _INSTALL)
EPUBJS_TOOL = Tool("epub.js", lambda: EPUBJS.is_file() and JSZIP.is_file(), _INSTALL)
AXE_TOOL = Tool("axe-core", AXE.is_file, _INSTALL)
DATACITE_TOOL = Tool(
    "DataCite's schema", lambda: DATACITE_SCHEMA.is_file() and (PYTHON / "jsonschema").is_dir(), _INSTALL
)
NU_TOOL = Tool("the Nu checker", NU_JAR.is_file, _INSTALL)
EPUBCHECK_TOOL = Tool("EPUBCheck", lambda: any(EPUBCHECK.glob("epubcheck-*.jar")), _INSTALL)
VERAPDF_TOOL = Tool("veraPDF", lambda: any(VERAPDF.glob("greenfield-apps-*.jar")), _INSTALL)


def run_java(*arguments: str | Path) -> str:
    """What a Java program prints to its standard output. Its exit code is not looked at: findings set it."""
    java = shutil.which("java") or "java"
    return _run([java, "-Djava.awt.headless=true", "-XX:+UseSerialGC", *arguments])


def run_node(*arguments: str | Path, environment: Mapping[str, str]) -> str:
    """What a program of Node prints to its standard output."""
    return _run([shutil.which("node") or "node", *arguments], environment)


def _run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(  # noqa: S603 - validators that the project itself pins
        command, env=environment, capture_output=True, check=False
    )
    if not done.stdout and done.stderr:
        raise OSError(done.stderr.decode(errors="replace").strip()[-500:])
    return done.stdout.decode()
