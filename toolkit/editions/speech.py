"""Texts spoken by a program on this machine: espeak-ng, or a command of the project. No network, nothing but MP3 files."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.errors import Diagnostic, ToolkitError
from toolkit.project.audio import ESPEAK, FILE, LANGUAGE
from toolkit.system.whole import is_whole, write_with_digest

_TIMEOUT = 300
"""Seconds for one text."""
_ENCODER = "lame"
_FOLDER = "audio"


def spoken_text(text: str, language: str, engine: tuple[str, ...], cache_path: Path) -> bytes | None:
    """A text in a language (BCP 47) as MP3, spoken once and then kept; None where espeak-ng does not speak the language.

    Raises `ToolkitError` where a program is missing or fails.
    """
    if engine == (ESPEAK,) and not _voice(language):
        return None
    key = hashlib.sha256("\0".join((*engine, language, text)).encode()).hexdigest()[:32]
    kept = cache_path / _FOLDER / f"{key}.mp3"
    if not is_whole(kept):
        with TemporaryDirectory() as folder:
            made = Path(folder) / "spoken.mp3"
            for command in _commands(engine, language, made):
                _run(command, text)
            if not made.is_file() or not made.stat().st_size:
                raise _failure(engine[0], "it has written no sound")
            write_with_digest(kept, made.read_bytes())
    return kept.read_bytes()


def _commands(engine: tuple[str, ...], language: str, file: Path) -> list[list[str]]:
    if engine != (ESPEAK,):
        return [[word.replace(FILE, str(file)).replace(LANGUAGE, language) for word in engine]]
    wave = str(file.with_suffix(".wav"))
    return [
        [ESPEAK, "--stdin", "-b", "1", "-v", _voice(language), "-w", wave],
        [_ENCODER, "--quiet", "-V", "6", "--id3v2-only", wave, str(file)],
    ]


def speakers(engine: tuple[str, ...]) -> tuple[str, ...]:
    """The programs that this engine needs on the machine."""
    return (ESPEAK, _ENCODER) if engine == (ESPEAK,) else engine[:1]


@cache
def _voice(language: str) -> str:
    """The voice of espeak-ng for a language; empty where it has none. In another script than its own it speaks none."""
    base, _, rest = language.partition("-")
    listed = _run([ESPEAK, "--voices"], "")
    voices = {words[1] for line in listed.splitlines()[1:] if len(words := line.split()) > 1}
    if rest:  # a script or a region: only what the program lists by this very name
        return language.lower() if language.lower() in voices else ""
    return next(
        (
            voice
            for voice in (base, f"{base}-gb", *sorted(voices))
            if voice in voices and voice.partition("-")[0] == base
        ),
        "",
    )


def _run(command: list[str], text: str) -> str:
    """What a program prints, given a text. Raises `ToolkitError` where it is missing or fails."""
    if shutil.which(command[0]) is None:
        raise ToolkitError(
            Diagnostic(
                "audio", f"the program {command[0]} is not installed", hint="install it, or remove `audio.engine`"
            )
        )
    try:
        done = subprocess.run(  # noqa: S603 - the program of the settings, which are the project's own
            command,
            input=text.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise _failure(command[0], f"exit code {error.returncode}") from None
    except subprocess.TimeoutExpired:
        raise _failure(command[0], f"it takes longer than {_TIMEOUT} seconds for a text") from None
    except OSError as error:
        raise _failure(command[0], error.strerror or "it cannot be run") from None
    return done.stdout.decode("utf-8", "replace")


def _failure(program: str, reason: str) -> ToolkitError:
    return ToolkitError(
        Diagnostic("audio", f"{program} fails: {reason}", hint="try it by hand, or remove `audio.engine`")
    )
