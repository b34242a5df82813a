"""A PDF for a printing house as PDF/X-4 (ISO 15930-7): with the profile of the press, and nothing that only a screen needs."""

from __future__ import annotations

import datetime
import hashlib
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_EPOCH = datetime.date(1980, 1, 1)
"""The date where the document has none."""
_VERSION = "1.6"
_INKS = 4
_XMP = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_ARCHIVED = ("{%(pdfaid)s}part", "{%(pdfaid)s}conformance", "{%(pdfuaid)s}part", "{%(pdfaExtension)s}schemas")
_FOR_SCREENS = ("/AF", "/Names", "/Outlines", "/StructTreeRoot", "/MarkInfo", "/OpenAction", "/PageMode", "/Dests")
"""Links (6.17), attached files, tags, and what leads to them."""


def as_pdfx(data: bytes, profile: bytes, name: str, date: datetime.date | None) -> bytes:
    """The PDF/X-4 of one of our PDFs, for a press with this profile (ICC, CMYK), called `name`.

    Colours stay red, green and blue, as those of sRGB (``DefaultRGB``, ISO 32000-1, 8.6.5.6): the press converts them by its profile.
    The same input gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        srgb = pikepdf.Array([pikepdf.Name.ICCBased, pdf.Root.OutputIntents[0].DestOutputProfile])
        for key in _FOR_SCREENS:
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            for key in ("/Annots", "/StructParents", "/Tabs"):
                if key in page:
                    del page[key]
        colours = pdf.make_indirect(srgb)
        for thing in _painted(pdf):
            if "/Resources" in thing:
                thing.Resources.ColorSpace = thing.Resources.get("/ColorSpace", pikepdf.Dictionary())
                thing.Resources.ColorSpace.DefaultRGB = colours
            if "/Group" in thing and thing.Group.get("/CS") == pikepdf.Name.DeviceRGB:
                thing.Group.CS = pikepdf.Name.DeviceCMYK
        pdf.Root.OutputIntents = pikepdf.Array([_intent(pdf, profile, name)])
        _describe(pdf, date or _EPOCH, hashlib.sha256(data + profile).hexdigest())
        written = BytesIO()
        pdf.remove_unreferenced_resources()
        # What reads the XMP alone need not unpack it.
        pdf.save(written, deterministic_id=True, force_version=_VERSION, compress_streams=False)
    return written.getvalue()


def _painted(pdf: Any) -> Iterator[Any]:
    """Pages, forms and patterns: what has resources."""
    import pikepdf

    for thing in pdf.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            yield thing


def _intent(pdf: Any, profile: bytes, name: str) -> Any:
    """The output intent (6.2.2); its condition is not taken for one of the ICC's registry."""
    import pikepdf

    stream = pdf.make_stream(zlib.compress(profile), N=_INKS, Filter=pikepdf.Name.FlateDecode)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=pikepdf.String("Custom"),
        Info=pikepdf.String(name),
        DestOutputProfile=stream,
    )


def _describe(pdf: Any, date: datetime.date, digest: str) -> None:
    """What the standard asks of the document's information and its XMP (6.16), and asks to be alike in both."""
    import pikepdf
    from pikepdf.models.metadata import PdfMetadata

    for prefix, uri in _XMP.items():
        PdfMetadata.register_xml_namespace(uri, prefix)
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    for key in ("/CreationDate", "/ModDate"):
        pdf.docinfo[key] = f"D:{date:%Y%m%d}000000Z"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key in _ARCHIVED:
            if key % _XMP in xmp:
                del xmp[key % _XMP]
        xmp[f"{{{_XMP['pdfxid']}}}GTS_PDFXVersion"] = "PDF/X-4"
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            xmp[key] = f"{date.isoformat()}T00:00:00Z"
        xmp["pdf:Trapped"] = "False"
        xmp[f"{{{_XMP['xmpMM']}}}DocumentID"] = f"uuid:{digest[:32]}"
        xmp[f"{{{_XMP['xmpMM']}}}VersionID"] = "1"
        xmp[f"{{{_XMP['xmpMM']}}}RenditionClass"] = "default"
