"""Pictures as pages, books and PDFs want them: scaled to the page, of formats that each knows, kept from build to build."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, Severity
from toolkit.sources.pictures import (
    MEDIA_TYPES,
    Picture,
    embedded_bytes,
    find_picture,
    is_srgb,
    judge_raster,
    opened_raster,
    read_picture,
)
from toolkit.system.fingerprints import installed
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PIL import Image

    from toolkit.project.project import Project

FOLDER = "pictures"
"""Of the output: the pictures of all pages."""
_WIDEST, _HIGHEST = 2000, 3000
"""The most pixels that a page shows: 300 to the inch over the whole width of a printed one."""
_SMALLER = (640, 1280)
"""Widths for windows that need fewer pixels."""
_SIZES = "(min-width: 46rem) 40rem, 92vw"
"""How wide pages show a picture at most (HTML, 4.8.4.2.1)."""
_NO_WIDTH = 300
"""Of a drawing that does not say it, in CSS pixels (CSS 2.2, 10.3.2)."""
_QUALITY = 85
_RECIPE = "2"
"""Changes when pictures are made in another way."""
_ENDINGS = {"jpeg": "jpg"}
_BOOK_KINDS = frozenset(("png", "jpeg", "gif", "webp", "svg"))
"""Core media types of EPUB 3.3, 3.2."""
_EMBEDDED = re.compile(rb"data:image/(?:png|jpe?g|gif|webp);base64,[^\"'<>]*")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture ready to be shown."""

    name: str
    """Of its file: it ends in a hash of the content, so that a file of that name never changes."""
    media_type: str
    width: int
    """In pixels; 0 where a drawing does not say."""
    height: int
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Pictures:
    """Gives one edition its pictures, and remembers which they were.

    Each of the three ways to show them raises `ToolkitError` where a picture may not be shown.
    """

    project: Project
    locale: str
    shown: dict[str, Picture] = field(default_factory=dict)
    """By the name of their files."""
    book: dict[str, PictureFile] = field(default_factory=dict)
    """What the archive of the EPUB has to take in, by name."""
    paper: dict[str, PictureFile] = field(default_factory=dict)
    """What the PDF has to take in, by address."""
    _answers: dict[str, Picture | None] = field(default_factory=dict)

    def on_page(self, root: str) -> Callable[[str], Mapping[str, str] | None]:
        """Gives the attributes of a picture's ``img`` in a page, by its source; `root` leads from the page to the site."""

        def attributes(source: str) -> Mapping[str, str] | None:
            picture = self._picture(source)
            return _page_attributes(page_files(picture, self._cache), root) if picture else None

        return attributes

    def in_book(self, source: str) -> Mapping[str, str] | None:
        """The attributes in an EPUB."""
        picture = self._picture(source)
        if picture is None:
            return None
        file = book_file(picture, self._cache)
        self.book[file.name] = file
        return {"src": file.name}

    def on_paper(self, source: str) -> Mapping[str, str] | None:
        """The attributes in the HTML of a PDF."""
        picture = self._picture(source)
        if picture is None:
            return None
        file = paper_file(picture, self._cache)
        self.paper[PAPER + file.name] = file
        # WeasyPrint breaks down over a drawing in a link that does not say its width.
        width = {"width": str(file.width or _NO_WIDTH)} if picture.kind == "svg" else {}
        return {"src": PAPER + file.name, **width}

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """What is said of pictures that are shown otherwise than they are."""
        return tuple(_scaled_note(one, self._place(one.name)) for one in self.shown.values() if _is_large(one))

    @property
    def _cache(self) -> Path:
        return self.project.cache_path / FOLDER

    def _picture(self, source: str) -> Picture | None:
        if source not in self._answers:
            folder = self.project.root / self.project.sources
            name = find_picture(source, folder, self.project.chain(self.locale))
            self._answers[source] = read_picture(name, folder, self._place(name)) if name else None
        picture = self._answers[source]
        if picture:
            self.shown[picture.name] = picture
        return picture

    def _place(self, name: str) -> str:
        return f"{self.project.sources}/{name}"


PAPER = "picture:"
"""The scheme of the addresses in the HTML of a PDF: nothing but the edition's own pictures has it."""


def page_files(picture: Picture, folder: Path) -> tuple[PictureFile, ...]:
    """The picture for pages, and smaller ones for narrower windows; what is made is kept in `folder`."""
    whole = _page_version(picture, folder)
    if picture.kind == "svg" or picture.moves:
        return (whole,)
    widths = [width for width in _SMALLER if width * 1.5 <= whole.width]
    smaller = (_version(picture, folder, f"page{width}", _box(picture, width, _HIGHEST)) for width in widths)
    return (whole, *(one for one in smaller if len(one.data) < len(whole.data)))


def book_file(picture: Picture, folder: Path) -> PictureFile:
    """The picture for an EPUB."""
    if picture.kind in _BOOK_KINDS:
        return _page_version(picture, folder)
    return _version(picture, folder, "book", _box(picture), kind="png")


def paper_file(picture: Picture, folder: Path) -> PictureFile:
    """The picture for a PDF: of eight bits, in grey or sRGB, as PDF/A-3 wants it (ISO 19005-3, 6.2.4)."""
    if picture.kind == "svg":
        return _drawing_on_paper(picture)
    purpose = "page" if picture.kind == "jpeg" else "paper"  # a photograph is the same for both
    return _version(picture, folder, purpose, _box(picture), paper=True)


def _page_version(picture: Picture, folder: Path) -> PictureFile:
    if picture.kind == "svg" or (not _is_large(picture) and (picture.is_ready or not _is_cmyk(picture))):
        return _as_it_is(picture)
    return _version(picture, folder, "page", _box(picture))


def _version(
    picture: Picture, folder: Path, purpose: str, size: tuple[int, int], kind: str = "", *, paper: bool = False
) -> PictureFile:
    """The picture of that size; taken from `folder` where an earlier build has made it."""
    if paper and picture.is_ready and not _is_large(picture):
        return _as_it_is(picture)
    entry = folder / f"{picture.digest[:40]}-{purpose}-{_RECIPE}-{installed()['pillow']}"
    data = read_whole(entry)
    if data is None:
        data = _made(picture, size, kind or picture.kind, paper=paper)
        write_whole(entry, data)
    made = judge_raster(data)
    return _file(picture, data, made.kind, made.width, made.height)


def _as_it_is(picture: Picture) -> PictureFile:
    return _file(picture, picture.data, picture.kind, picture.width, picture.height)


def _file(picture: Picture, data: bytes, kind: str, width: int, height: int) -> PictureFile:
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(picture.name).stem.lower())[:40].strip("-") or "picture"
    digest = picture.digest if data is picture.data else hashlib.sha256(data).hexdigest()
    return PictureFile(f"{stem}-{digest[:8]}.{_ENDINGS.get(kind, kind)}", MEDIA_TYPES[kind], width, height, data)


def _page_attributes(files: tuple[PictureFile, ...], root: str) -> dict[str, str]:
    whole, *smaller = files
    found = {"src": f"{root}{FOLDER}/{whole.name}"}
    if smaller:
        widths = [f"{root}{FOLDER}/{one.name} {one.width}w" for one in (*smaller, whole)]
        found |= {"srcset": ", ".join(widths), "sizes": _SIZES}
    if whole.width:
        found |= {"width": str(whole.width), "height": str(whole.height)}
    return {**found, "loading": "lazy", "decoding": "async"}


def _is_large(picture: Picture) -> bool:
    """Whether it has more pixels than pages show."""
    return picture.kind != "svg" and (picture.width > _WIDEST or picture.height > _HIGHEST)


def _scaled_note(picture: Picture, place: str) -> Diagnostic:
    width, height = _box(picture)
    size = f"{picture.width} × {picture.height} pixels, {len(picture.data) / 1_000_000:.1f} MB"
    message = f"the picture ({size}) is scaled to {width} × {height} pixels for the editions"
    hint = "nothing has to be done; a smaller file builds faster"
    return Diagnostic("picture-scaled", message, Location(place), Severity.WARNING, hint=hint)


def _box(picture: Picture, width: int = _WIDEST, height: int = _HIGHEST) -> tuple[int, int]:
    """The size of a picture that fits, of its own proportions."""
    ratio = min(1.0, width / picture.width, height / picture.height)
    return max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio))


# -- pixels ---------------------------------------------------------------------------------------


def _is_cmyk(picture: Picture) -> bool:
    with opened_raster(picture.data) as image:
        return image.mode == "CMYK"


def _made(picture: Picture, size: tuple[int, int], kind: str, *, paper: bool) -> bytes:
    from PIL import ImageOps

    with opened_raster(picture.data) as image:
        # A photograph is unpacked at an eighth, a quarter or half of its size, if that is enough.
        image.draft(None, size if picture.width == image.width else size[::-1])
        image.load()
        upright = ImageOps.exif_transpose(image)
        plain = _in_srgb(_of_eight_bits(upright), upright)
        if plain.size != size:
            plain = plain.resize(size, resample=_lanczos(), reducing_gap=3.0)
    kind = {"gif": "png", "avif": "webp"}.get(kind, kind)
    if paper:
        kind = (
            "jpeg" if picture.kind == "jpeg" or (picture.kind in {"webp", "avif"} and "A" not in plain.mode) else "png"
        )
    target = BytesIO()
    plain.save(target, format=kind.upper(), **({"quality": _QUALITY} if kind in {"jpeg", "webp"} else {}))
    return target.getvalue()


def _lanczos() -> int:
    from PIL import Image

    return Image.Resampling.LANCZOS


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """In grey or RGB or CMYK, of eight bits, with alpha where anything can be seen through."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256, "L") if image.mode == "I;16" else image.convert("I")
    if image.mode in {"I", "F"}:
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"PA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode not in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        image = image.convert("RGB")
    if "A" in image.mode and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert(image.mode.removesuffix("A"))
    return image


def _in_srgb(image: Image.Image, original: Image.Image) -> Image.Image:
    """The same colours, as sRGB or grey has them, without a profile."""
    from PIL import ImageCms

    wanted = {"CMYK": "RGB"}.get(image.mode, image.mode)
    profile = original.info.get("icc_profile")
    if profile and not is_srgb(original) and image.mode in {"RGB", "RGBA", "CMYK"}:
        alpha = image.getchannel("A") if "A" in image.mode else None
        colours = image.convert("RGB") if alpha else image
        try:
            found = ImageCms.profileToProfile(
                colours, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            found = None  # a profile that nobody understands, or of other channels than the picture has
        if found:
            if alpha:
                found.putalpha(alpha)
            image = found
    image = image.convert(wanted) if image.mode != wanted else image
    image.info = {}
    return image


# -- drawings -------------------------------------------------------------------------------------


def _drawing_on_paper(picture: Picture) -> PictureFile:
    """The drawing, the pictures within it fit for a PDF as well."""

    def fit(found: bytes) -> bytes:
        data = embedded_bytes(found.decode("ascii", "replace"))
        inner = Picture("inner", *judge_raster(data), data, "")
        made = _made(inner, _box(inner), inner.kind, paper=True)
        return b"data:image/%s;base64,%s" % (judge_raster(made).kind.encode(), base64.b64encode(made))

    data = _EMBEDDED.sub(lambda found: fit(found[0]), picture.data)
    return _as_it_is(picture if data == picture.data else replace(picture, data=data))
