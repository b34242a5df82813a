"""Word files for tests, part by part."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from toolkit.exchange.documents.assemble import Wishes, assemble
from toolkit.exchange.documents.read import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.exchange.documents.assemble import Assembled
    from toolkit.exchange.documents.model import Foreign

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="z2"><w:name w:val="Заголовок 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Our chapter"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Em"><w:name w:val="Выделение"/><w:rPr><w:i/></w:rPr></w:style>
"""


def level(depth: int, format: str = "decimal", text: str = "", more: str = "") -> str:
    """A level of a numbering."""
    text = text or f"%{depth + 1}."
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>{more}'
        f'<w:pPr><w:ind w:left="{720 * (depth + 1)}"/></w:pPr></w:lvl>'
    )


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level(0)}{level(1, "lowerLetter", "%2)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}{level(1, "bullet", "o")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "upperRoman", "%1.")}{level(1, "decimal", "%1.%2")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def p(text: str = "", style: str = "", number: tuple[int, int] | None = None, more: str = "", inner: str = "") -> str:
    """A paragraph: words, or runs as XML."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inner}{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def picture(relation: str, words: str = "") -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="{words}"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def png(width: int = 3, height: int = 2) -> bytes:
    """A small picture."""
    data = BytesIO()
    Image.new("RGB", (width, height)).save(data, "PNG")
    return data.getvalue()


def write_word(
    path: Path,
    body: str,
    relations: str = "",
    core: str = "",
    styles: str = STYLES,
    parts: dict[str, bytes] | None = None,
) -> Path:
    """A Word file with a body."""
    made = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/></Types>',
        "_rels/.rels": (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            f'Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(
                f'<Relationship Id="{kind}" Type="{_REL}/{kind}" Target="{kind}.xml"/>'
                for kind in ("styles", "numbering", "footnotes", "comments")
            )
            + relations
            + "</Relationships>"
        ).encode(),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>".encode(),
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>".encode(),
        "word/numbering.xml": f"<w:numbering {_SPACES}>{NUMBERING}</w:numbering>".encode(),
        "word/footnotes.xml": (
            f'<w:footnotes {_SPACES}><w:footnote w:id="2">{p("A note with ", inner="")}</w:footnote></w:footnotes>'
        ).encode(),
        "word/comments.xml": (
            f'<w:comments {_SPACES}><w:comment w:id="7" w:author="Anna">{p("Is this so?")}</w:comment></w:comments>'
        ).encode(),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        ).encode(),
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return path


def relation(id: str, kind: str, target: str, *, external: bool = False) -> str:
    """A relation of the document."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id}" Type="{_REL}/{kind}" Target="{target}"{mode}/>'


def source_of(path: Path, wishes: Wishes | None = None) -> tuple[Assembled, Foreign]:
    """The source that a file makes, and what it was made of."""
    foreign = read_document(path, path.name)
    return assemble(foreign, path.stem, wishes or Wishes()), foreign


def body_of(path: Path, wishes: Wishes | None = None) -> str:
    """The Markdown below the front matter."""
    return source_of(path, wishes)[0].text.split("---\n", 2)[2].strip("\n")


def losses_of(path: Path) -> str:
    """What was left out, in one text."""
    return "\n".join(one.message for one in source_of(path)[1].losses.found)
