"""Pictures for tests: a small one as bytes, and files of every kind that a PDF/A can be broken by."""

from __future__ import annotations

import base64
import os
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 240 160">{}</svg>'
)
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_TURNED = 6


def photograph(path: Path, size: tuple[int, int], **options: object) -> None:
    """Writes a picture of noise, which no format makes small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(path, **options)


def png(width: int, height: int, depth: int, colour: int, raw: bytes, interlace: int = 0) -> bytes:
    """A PNG of raw lines, as the specification has it: of any depth and order, sound or not."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


PICTURE = png(1, 1, 8, 2, b"\0\x1c\x5d\x6b")
"""A PNG of one pixel."""


def write_all_kinds(folder: Path) -> list[str]:
    """Writes pictures of every kind: their names, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, tuple[Image.Image, dict[str, Any]]] = {}
    for mode in ("RGB", "L", "1", "P"):
        made[f"{mode}.png"] = (_field(mode), {})
    for mode in ("RGBA", "LA"):
        made[f"{mode}.png"] = (_clear(mode), {})
    made["P-clear.png"] = (_field("P"), {"transparency": 0})
    made["RGB-clear.png"] = (_field("RGB"), {"transparency": (200, 30, 60)})
    for mode in ("RGB", "L", "CMYK"):
        made[f"{mode}.jpg"] = (_field(mode), {})
    made["progressive.jpg"] = (_field("RGB"), {"progressive": True})
    orientation = Image.Exif()
    orientation[0x0112] = _TURNED
    made["turned.jpg"] = (_field("RGB"), {"exif": orientation})
    for name in ("sRGB", "XYZ"):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()
        made[f"{name}-profile.jpg"] = (_field("RGB"), {"icc_profile": profile})
    made["still.gif"] = (_field("P"), {})
    made["moving.gif"] = (_field("P"), {"save_all": True, "append_images": [_field("L")], "duration": 200})
    for ending in ("webp", "avif"):
        made[f"RGB.{ending}"] = (_field("RGB"), {})
        made[f"RGBA.{ending}"] = (_clear("RGBA"), {})
    made["large.jpg"] = (_field("RGB", (3200, 2400)), {})
    made["named-wrongly.png"] = (_field("RGB"), {"format": "JPEG"})
    for name, (image, options) in made.items():
        image.save(folder / name, **options)
    deep = {
        "RGB16.png": _deep(2, 3),
        "RGBA16.png": _deep(6, 4),
        "L16.png": _deep(0, 1),
        "interlaced.png": _interlaced(),
    }
    for name, data in deep.items():
        (folder / name).write_bytes(data)
    (folder / "drawing.svg").write_text(SVG.format(_DRAWN.format(_embedded())), "utf-8")
    return [*made, *deep, "drawing.svg"]


_DRAWN = (
    '<linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-opacity=".3"/></linearGradient>'
    '<rect width="240" height="80" fill="url(#g)" opacity=".6"/><circle id="c" cx="80" cy="80" r="30"/>'
    '<use href="#c" x="60"/><text x="20" y="30" font-family="Arial">Readers</text>'
    '<image x="10" y="100" width="30" height="20" xlink:href="data:image/jpeg;base64,{}"/>'
)


def _embedded() -> str:
    target = BytesIO()
    _field("CMYK", (30, 20)).save(target, "JPEG")
    return base64.b64encode(target.getvalue()).decode()


def _field(mode: str, size: tuple[int, int] = (240, 160)) -> Image.Image:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(image).ellipse((40, 30, 200, 130), fill=(200, 30, 60))
    return image.convert(mode)


def _clear(mode: str) -> Image.Image:
    image = _field(mode)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def _deep(colour: int, channels: int) -> bytes:
    width, height = 60, 40
    line = b"\0" + b"".join(struct.pack(f">{channels}H", *[x * 1000] * channels) for x in range(width))
    return png(width, height, 16, colour, line * height)


def _interlaced() -> bytes:
    width, height = 64, 48
    pixels = _field("RGB", (width, height))
    raw = b""
    for left, top, right, down in _ADAM7:
        for y in range(top, height, down):
            raw += b"\0" + b"".join(bytes(pixels.getpixel((x, y))) for x in range(left, width, right))
    return png(width, height, 8, 2, raw, 1)
