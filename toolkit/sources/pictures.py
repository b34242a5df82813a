"""The pictures of a document: which file is meant, what it is, and whether it may be shown.

A picture is as untrusted as any other file: its size is judged before it is unpacked, and no decoder is asked but those of
the formats that pages show.
"""

from __future__ import annotations

import base64
import hashlib
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.sources.drawings import PictureFault, read_drawing
from toolkit.system.files import lies_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PIL import Image

ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"))
MEDIA_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}
"""IANA media types of the formats, by their names here."""
_DECODERS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
_KNOWN = "PNG, JPEG, GIF, WebP, AVIF or SVG"
_MOST_BYTES = 200_000_000
_MOST_PIXELS = 110_000_000
"""About 440 MB when unpacked; the largest photographs of telephones have 108 million."""
_ON_ITS_SIDE = frozenset((5, 6, 7, 8))
"""Orientations (Exif 2.32, tag 0x0112) that a picture is turned from by a quarter."""
_ORIENTATION = 0x0112
_UPRIGHT = 1
_PLAIN = frozenset(("RGB", "L"))
"""Modes that a PDF/A takes as they are."""
_ENDED = frozenset(("JPEG", "MPO"))
"""Formats whose pictures end in a mark of their own."""
_SCAN, _END = b"\xda", b"\xff\xd9"
_NO_FRAME = (0xC4, 0xC8, 0xCC)
"""Markers among those of frames that are none (ITU-T T.81, table B.1)."""
_FEW = 16
"""Lines: one row of blocks at least."""
_IN_ROWS = (0xC0, 0xC1)
"""Frames that are stored from the top to the bottom."""
_ENOUGH = 64_000
"""Bytes that a few lines of such a frame are looked for in."""


class _Looks(NamedTuple):
    kind: str
    width: int
    height: int
    moves: bool
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be shown."""

    name: str
    """Of its file, below the folder of the sources, with forward slashes."""
    kind: str
    """Of `MEDIA_TYPES`: what it is, whatever its file is called."""
    width: int
    """In pixels, as it is seen; of a drawing in CSS pixels, 0 if it does not say."""
    height: int
    moves: bool
    """It is an animation."""
    is_ready: bool
    """It is a photograph that stands upright, in grey or sRGB: its bytes can go into any edition as they are."""
    data: bytes = field(repr=False)
    digest: str
    """SHA-256 of the data, in hex."""


def find_picture(source: str, folder: Path, locales: Iterable[str] = ()) -> str | None:
    """The file that a text names, or its version for the first of the locales that has one: ``visits.fa.png``.

    Its path below the folder of the sources; None where there is no such file, where it lies outside the folder, or is no
    picture by its name.
    """
    if "\\" in source or ":" in source or "\0" in source or source.startswith("/"):
        return None
    stem, dot, ending = source.rpartition(".")
    for name in (*(f"{stem}.{locale}{dot}{ending}" for locale in locales), source):
        path = folder / name
        try:
            if path.is_file() and path.suffix.lower() in ENDINGS and lies_below(path, folder):
                return name
        except OSError:  # its name is longer than any
            return None
    return None


def read_picture(name: str, folder: Path, shown: str) -> Picture:
    """The picture in the file that `find_picture` has found; `shown` is its path for messages.

    Raises `ToolkitError` with one diagnostic that names the file where it is broken, too large, of a format that pages do
    not show, or unsafe.
    """
    try:
        data = _bytes(folder / name)
        digest = hashlib.sha256(data).hexdigest()
        if digest not in _judged:
            _judged[digest] = judge_picture(data)
        return Picture(name, *_judged[digest], data, digest)
    except PictureFault as fault:
        raise ToolkitError(Diagnostic("picture", fault.message, Location(shown), hint=fault.hint)) from None


_judged: dict[str, _Looks] = {}
"""Pictures that were found good in this process, by digest: each is unpacked once."""


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PictureFault(
                f"the picture has more than {_MOST_BYTES // 1_000_000} MB", "scale it down: pages show 2,000 pixels"
            )
        return path.read_bytes()
    except OSError as error:
        raise PictureFault(f"the picture cannot be read: {error.strerror}", "mend the file") from None


def judge_picture(data: bytes) -> _Looks:
    """What a picture is: its kind, its size, whether it moves. Raises `PictureFault` where it may not be shown."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"<" and data[:4] not in (b"\xff\xfe<\x00", b"\xfe\xff\x00<"):
        return judge_raster(data)
    drawing = read_drawing(data)
    for address in drawing.embedded:
        judge_raster(embedded_bytes(address))
    return _Looks("svg", drawing.width, drawing.height, drawing.moves)


def embedded_bytes(address: str) -> bytes:
    """What a ``data:`` address holds. Raises `PictureFault` where that cannot be told."""
    try:
        return base64.b64decode("".join(address.partition(",")[2].split()))
    except ValueError:
        raise PictureFault("a picture within the drawing is broken", "export the drawing again") from None


def judge_raster(data: bytes) -> _Looks:
    """What a picture made of pixels is; it is unpacked to see whether it can be. Raises `PictureFault`."""
    with opened_raster(data) as image:
        width, height = image.size
        beginning = _beginning(data, height) if image.format in _ENDED else b""
        if not beginning:
            image.load()
        orientation = image.getexif().get(_ORIENTATION, _UPRIGHT)
        moves = bool(getattr(image, "is_animated", False)) and image.format != "MPO"
        kind = {"MPO": "jpeg"}.get(image.format or "", (image.format or "").lower())
        is_ready = image.format == "JPEG" and image.mode in _PLAIN and orientation <= _UPRIGHT and is_srgb(image)
    if beginning:
        with opened_raster(beginning) as image:
            image.load()
    size = (height, width) if orientation in _ON_ITS_SIDE else (width, height)
    return _Looks(kind, *size, moves, is_ready)


def is_srgb(image: Image.Image) -> bool:
    """Whether its numbers are those of sRGB: it says so, or does not say."""
    profile = image.info.get("icc_profile")
    return not profile or b"s\0R\0G\0B" in profile or b"sRGB" in profile


def _beginning(data: bytes, height: int) -> bytes:
    """A photograph as if it were a few lines high, if it goes on from its first scan to its end; else nothing.

    Decoders pass over what is wrong between, and unpacking it all takes ten times as long as all else that is done with it
    (ITU-T T.81, B.1.1.3 and B.2).
    """
    place, frame = 2, 0
    while data[place : place + 1] == b"\xff" and data[place + 1 : place + 2] not in (_SCAN, b""):
        frame = place if 0xC0 <= data[place + 1] <= 0xCF and data[place + 1] not in _NO_FRAME else frame
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    if not frame or data[place + 1 : place + 2] != _SCAN or data.rfind(_END, place) < 0:
        return b""
    first = data[frame + 7 : place + _ENOUGH] + _END if data[frame + 1] in _IN_ROWS else data[frame + 7 :]
    return data[: frame + 5] + min(height, _FEW).to_bytes(2, "big") + first


@contextmanager
def opened_raster(data: bytes) -> Iterator[Image.Image]:
    """A picture made of pixels, for as long as the context lasts, its size judged before anything is unpacked.

    Raises `PictureFault` for whatever goes wrong with it, in the context as well.
    """
    from unittest.mock import patch

    from PIL import Image, ImageFile, UnidentifiedImageError

    try:
        # WeasyPrint lets truncated pictures pass, for the whole process.
        with patch.object(ImageFile, "LOAD_TRUNCATED_IMAGES", new=False), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_DECODERS) as image:
                _require_size(image.width, image.height)
                yield image
    except PictureFault:
        raise
    except Image.DecompressionBombError:
        raise _too_large("far too many") from None
    except UnidentifiedImageError:
        raise PictureFault(
            "the picture cannot be shown: it is damaged, or of another format", f"make it {_KNOWN}"
        ) from None
    except Exception as error:  # noqa: BLE001 - a broken file makes the decoders raise whatever they come upon
        why = " ".join(str(error).split()) or type(error).__name__
        raise PictureFault(f"the picture is broken: {why}", "export it again") from None


def _require_size(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS:
        raise _too_large(f"{width} × {height}")


def _too_large(pixels: str) -> PictureFault:
    hint = f"scale it down: at most {_MOST_PIXELS // 1_000_000} million pixels"
    return PictureFault(f"the picture has {pixels} pixels", hint)
