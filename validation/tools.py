"""The programs and jars that validators run on, where .ci/validators puts them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from validation.model import Tool

FOLDER = Path(__file__).resolve().parent.parent / ".polyedition" / "validators"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
NU_JAR = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
EPUBCHECK = FOLDER / "epubcheck"
VERAPDF = FOLDER / "verapdf"

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_INSTALL = "sh .ci/validators"


def chromium() -> str | None:
    """The path of a browser of Chromium's family."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


JAVA = Tool("Java", lambda: shutil.which("java") is not None, "apt-get install default-jdk-headless")
JAVA_COMPILER = Tool("the Java compiler", lambda: shutil.which("javac") is not None, JAVA.remedy)
CHROMIUM_TOOL = Tool("Chromium", lambda: chromium() is not None, "apt-get install chromium")
AXE_TOOL = Tool("axe-core", AXE.is_file, _INSTALL)
NU_TOOL = Tool("the Nu checker", NU_JAR.is_file, _INSTALL)
EPUBCHECK_TOOL = Tool("EPUBCheck", lambda: any(EPUBCHECK.glob("epubcheck-*.jar")), _INSTALL)
VERAPDF_TOOL = Tool("veraPDF", lambda: any(VERAPDF.glob("greenfield-apps-*.jar")), _INSTALL)


def run_java(*arguments: str | Path) -> str:
    """What a Java program prints to its standard output. Its exit code is not looked at: findings set it."""
    java = shutil.which("java") or "java"
    done = subprocess.run(  # noqa: S603 - validators that the project itself pins
        [java, "-Djava.awt.headless=true", "-XX:+UseSerialGC", *arguments],
        capture_output=True,
        check=False,
    )
    if not done.stdout and done.stderr:
        raise OSError(done.stderr.decode(errors="replace").strip()[-500:])
    return done.stdout.decode()
