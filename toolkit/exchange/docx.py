"""DOCX (ISO/IEC 29500, transitional): a worklist as a table in Word, under the document's headings.

Each source and each translation stands in a content control that carries the row's key, so that sorting, deleting or
adding rows, joining cells and typing anew harm nothing; the place column says the id in words too, for programs that
drop content controls. The source's control is locked. Markup stays visible as text, in a colour of its own.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.exchange.xml_text import xml_text, xml_value
from toolkit.language.differences import differences
from toolkit.language.protect import Thing, markup_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.exchange.worklist import Row, Worklist

ENDING = ".docx"
SOURCE, TARGET, NOTES = "pes", "pet", "pen"
"""What the keys of content controls begin with: of a source, a translation, the notes that were handed out."""
GIVEN = "PolyGiven"
"""The paragraph style of notes that were handed out: programs that drop the controls keep it."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLDEST = (1980, 1, 1, 0, 0, 0)
_WIDTHS = (2400, 5200, 5200, 2400)
"""Of the columns, in twentieths of a point: place, source, translation, note; together a landscape A4 page."""
HEADS = ("Place", "Source", "Translation", "Notes")

_TYPES = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>"""
_RELATIONS = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
</Relationships>"""
_DOCUMENT_RELATIONS = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>\
</Relationships>"""
# Typing *so* or "so" must not turn into formatting or other quotes by itself; Word has no setting for that in a file.
_SETTINGS = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>\
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""
_STYLES = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
{{headings}}\
<w:style w:type="paragraph" w:styleId="PolyGiven"><w:name w:val="PolyGiven"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:rPr><w:color w:val="404040"/></w:rPr></w:style>\
<w:style w:type="character" w:styleId="PolyMarkup"><w:name w:val="PolyMarkup"/><w:rPr><w:color w:val="8A5A00"/></w:rPr></w:style>\
<w:style w:type="character" w:styleId="PolyNew"><w:name w:val="PolyNew"/><w:rPr><w:shd w:val="clear" w:fill="FFF2B3"/></w:rPr></w:style>\
<w:style w:type="character" w:styleId="PolyOld"><w:name w:val="PolyOld"/><w:rPr><w:strike/><w:color w:val="A02020"/></w:rPr></w:style>\
<w:style w:type="character" w:styleId="PolyId"><w:name w:val="PolyId"/><w:rPr><w:color w:val="808080"/><w:sz w:val="16"/></w:rPr></w:style>\
</w:styles>"""
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:color="B0B0B0"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_docx(worklist: Worklist) -> bytes:
    """The worklist as a file for Word; the same worklist is the same bytes."""
    made = _Document(worklist)
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{36 - 4 * level}"/></w:rPr></w:style>'
        for level in range(1, 7)
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": "".join(made.parts()),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _STYLES.format(headings=headings),
        "word/settings.xml": _SETTINGS,
        "docProps/core.xml": _core(worklist),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, text.encode())
    return target.getvalue()


def key_of(kind: str, row: Row) -> str:
    """The key in a row's content controls: kind and digests, then the id as far as Word's 64 characters go."""
    return f"{kind}.{row.digest}.{row.sent}.{row.id}"[:64]


def _core(worklist: Worklist) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml_text(worklist.title)}</dc:title>"
        f"<dc:subject>polyedition {xml_text(worklist.document)} {xml_text(worklist.locale)}</dc:subject>"
        "</cp:coreProperties>"
    )


@dataclass(slots=True)
class _Document:
    worklist: Worklist
    control: int = 0
    open_headings: tuple[str, ...] = field(default=())

    def parts(self) -> Iterator[str]:
        """The main part, piece by piece."""
        work = self.worklist
        yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}"><w:body>'
        yield _paragraph(_run(work.title), "Heading1")
        yield _paragraph(_run(f"{work.document} · {work.language} → {work.locale}", "PolyId"))
        rows: list[Row] = []
        for row in work.rows:
            if row.headings != self.open_headings and rows:
                yield from self._table(rows)
                rows = []
            yield from self._headings(row.headings)
            rows.append(row)
        if rows:
            yield from self._table(rows)
        yield (
            '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
            '<w:pgMar w:top="850" w:right="820" w:bottom="850" w:left="820" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'
        )
        yield "</w:body></w:document>"

    def _headings(self, headings: tuple[str, ...]) -> Iterator[str]:
        """Those that are new since the row before."""
        kept = 0
        for old, new in zip(self.open_headings, headings, strict=False):
            if old != new:
                break
            kept += 1
        for level, heading in enumerate(headings[kept:], start=kept):
            yield _paragraph(_run(heading), f"Heading{min(level + 2, 6)}")
        self.open_headings = headings

    def _table(self, rows: list[Row]) -> Iterator[str]:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        yield _row([_paragraph(_run(head, bold=True)) for head in HEADS], head=True)
        for row in rows:
            yield self._row(row)
        yield "</w:tbl>"
        yield _paragraph("")

    def _row(self, row: Row) -> str:
        source = self._sdt(SOURCE, row, "Source", _marked(row), lock="sdtContentLocked")
        right = "<w:bidi/>" if self.worklist.direction == "rtl" else ""
        target = self._sdt(TARGET, row, "Translation", _runs(row.target, right=bool(right)), lock="sdtLocked")
        words = [f"{row.place} · {row.state}", row.id]
        place = _paragraph(_run(words[0])) + _paragraph(self._bookmark(row) + _run(words[1], "PolyId"))
        said = "".join(_paragraph(_run(text), GIVEN) for text in (*row.notes, *row.hints))
        # Below what others say there is room for the one who translates.
        notes = (self._block(NOTES, row, said) if said else "") + _paragraph("")
        return _row([place, _paragraph(source), _paragraph(target, properties=right), notes])

    def _bookmark(self, row: Row) -> str:
        """Tells the digests of the row to programs that drop the keys of controls, as LibreOffice does; Word hides its name."""
        self.control += 1
        mark = f'w:id="{self.control}"'
        name = f"_p{self.control}_{row.digest}_{row.sent}"
        return f'<w:bookmarkStart {mark} w:name="{name}"/><w:bookmarkEnd {mark}/>'

    def _block(self, kind: str, row: Row, content: str) -> str:
        self.control += 1
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="Notes"/><w:tag w:val={xml_value(key_of(kind, row))}/>'
            f'<w:id w:val="{self.control}"/><w:lock w:val="sdtContentLocked"/></w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def _sdt(self, kind: str, row: Row, alias: str, content: str, *, lock: str) -> str:
        self.control += 1
        holder = "" if content else '<w:r><w:t xml:space="preserve"></w:t></w:r>'
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val={xml_value(key_of(kind, row))}/>'
            f'<w:id w:val="{self.control}"/><w:lock w:val="{lock}"/></w:sdtPr>'
            f"<w:sdtContent>{content or holder}</w:sdtContent></w:sdt>"
        )


def _row(cells: list[str], *, head: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr>{properties}{made}</w:tr>"


def _paragraph(content: str, style: str = "", *, properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def _marked(row: Row) -> str:
    """The source; where it has changed since the translation, the new words are marked and the old ones struck out."""
    if not row.previous:
        return _runs(row.source)
    styles = {"same": "", "gone": "PolyOld", "new": "PolyNew"}
    return "".join(_run(part.text, styles[part.kind]) for part in differences(row.previous, row.source))


def _runs(text: str, *, right: bool = False) -> str:
    return "".join(
        _run(part.text, "PolyMarkup") if isinstance(part, Thing) else _run(part, right=right)
        for part in markup_of(text).parts
    )


def _run(text: str, style: str = "", *, bold: bool = False, right: bool = False) -> str:
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += "<w:b/>" if bold else ""
    properties += "<w:rtl/>" if right else ""
    lines = []
    for place, line in enumerate(text.replace("\r", "").split("\n")):
        if place:
            lines.append("<w:br/>")
        parts = line.split("\t")
        lines.append("<w:tab/>".join(f'<w:t xml:space="preserve">{xml_text(part)}</w:t>' for part in parts))
    return f"<w:r><w:rPr>{properties}</w:rPr>{''.join(lines)}</w:r>"
