"""The PDF for a printing house that has named its profile: PDF/X-4, by what ISO 15930-7 asks of the file's structure."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from tests.tiny_project import edition, make_project
from toolkit.editions.pdf.press import render_press
from toolkit.errors import UsageError
from toolkit.project.press import require_press
from toolkit.project.project import find_project
from toolkit.publish.inputs import Inputs
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.publish.sound.edition import own_faults
from toolkit.publish.sound.paper import is_for_press

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
SOURCE = "## Aims\n\nRead [more books](https://example.org/books).[^1]\n\n{.recommendations}\n1. Open.\n2. Lend.\n\n[^1]: Or not.\n"
SETTINGS = 'print.profile = "press/Coated.icc"\nformats = ["html", "print"]\nsite.url = "https://example.org"\n'


def profile(kind: bytes = b"prtr", space: bytes = b"CMYK", mark: bytes = b"acsp") -> bytes:
    """The header of a profile, and a table of no tags."""
    head = bytearray(128)
    head[12:16], head[16:20], head[20:24], head[36:40] = kind, space, b"Lab ", mark
    return bytes(head) + bytes(4)


def write(root: Path, data: bytes) -> None:
    (root / "press").mkdir(parents=True)
    (root / "press" / "Coated.icc").write_bytes(data)


@pytest.fixture
def made(tmp_path: Path) -> bytes:
    write(tmp_path, profile())
    return render_press(edition(make_project(tmp_path, SOURCE, settings=SETTINGS), "en")).data


def test_the_press_is_named_and_its_profile_is_in_the_file(made: bytes) -> None:
    """6.2.2: one intent, of four inks; 6.16: the version in the XMP, no claim of another standard, all dates."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, str(intent.Info), intent.DestOutputProfile.N) == ("/GTS_PDFX", "Coated", 4)
        assert intent.DestOutputProfile.read_bytes() == profile()
        xmp = pdf.open_metadata()
        assert xmp["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
        assert xmp.pdfa_status == ""
        assert "pdfuaid:part" not in str(xmp)
        assert xmp["dc:title"] == str(pdf.docinfo.Title)
        assert all(f"<xmp:{key}>" in str(xmp) for key in ("CreateDate", "ModifyDate", "MetadataDate"))
        assert (pdf.docinfo.Trapped, xmp["pdf:Trapped"]) == ("/False", "False")
        assert pdf.pdf_version == "1.6"


def test_nothing_is_left_that_only_a_screen_needs(made: bytes) -> None:
    """Links, attached files, tags, actions; the boxes lie within one another, and there is one of the trimmed page."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert not {"/Names", "/AF", "/StructTreeRoot", "/OpenAction", "/AcroForm"} & set(pdf.Root.keys())
        for page in pdf.pages:
            assert "/Annots" not in page
            assert "/ArtBox" not in page
            media, bleed, trim = ([float(one) for one in page[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
            assert media[0] <= bleed[0] < trim[0] < trim[2] < bleed[2] <= media[2]


def test_every_colour_is_of_the_press_or_has_a_profile(made: bytes) -> None:
    """Wherever red, green and blue may be painted, the resources say which they are."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        having = [
            one for one in pdf.objects if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and "/Resources" in one
        ]
        assert len(having) >= len(pdf.pages)
        for one in having:
            kind, stream = one.Resources.ColorSpace.DefaultRGB
            assert (kind, stream.N) == ("/ICCBased", 3)
        groups = [
            one.Group.get("/CS") for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Group" in one
        ]
        assert pikepdf.Name.DeviceRGB not in groups


def test_the_pages_are_those_of_the_other_pdf(made: bytes, tmp_path: Path) -> None:
    """To look at and by their words; made again, they are the same bytes."""
    plain = render_press(edition(make_project(tmp_path / "b", SOURCE, settings=SETTINGS.partition("\n")[2]), "en")).data
    one, other = pypdfium2.PdfDocument(made), pypdfium2.PdfDocument(plain)
    assert len(one) == len(other)
    for first, second in zip(one, other, strict=True):
        assert first.get_textpage().get_text_range() == second.get_textpage().get_text_range()
    again = tmp_path / "c"
    write(again, profile())
    assert render_press(edition(make_project(again, SOURCE, settings=SETTINGS), "en")).data == made


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "names no file of the project"),
        (b"", "is no ICC profile"),
        (profile(mark=b"none"), "is no ICC profile"),
        (profile(kind=b"mntr"), "is no profile of a press"),
        (profile(space=b"RGB "), "is no profile of a press"),
    ],
)
def test_what_is_no_profile_of_a_press_is_one_line(tmp_path: Path, data: bytes | None, said: str) -> None:
    make_project(tmp_path, SOURCE, settings=SETTINGS)
    if data is not None:
        write(tmp_path, data)
    with pytest.raises(UsageError) as caught:
        require_press(find_project(tmp_path))
    (one,) = caught.value.diagnostics
    assert said in one.message
    assert one.location
    assert one.location.line == 4


def test_no_profile_is_taken_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path, profile())
    settings = SETTINGS.replace("press/", "../press/")
    project = make_project(tmp_path / "in", SOURCE, settings=settings).project
    with pytest.raises(UsageError, match="names no file of the project"):
        build(project, Selection(project.documents, project.locales, project.formats))


def test_a_released_file_for_the_press_is_judged_by_no_standard_of_readers(made: bytes) -> None:
    assert is_for_press(made)
    assert list(own_faults({"en/doc.print.pdf": made}, "en", "en")) == []
    assert list(own_faults({"en/doc.print.pdf": made.replace(b"GTS_PDFXVersion", b"GTS_Other")}, "en", "en"))


def test_another_profile_makes_the_file_anew(tmp_path: Path) -> None:
    write(tmp_path, profile())
    project = make_project(tmp_path, SOURCE, settings=SETTINGS).project
    before = {format: Inputs(project).edition("doc", "en", format) for format in ("html", "print")}
    (tmp_path / "press" / "Coated.icc").write_bytes(profile() + b"more")
    assert Inputs(project).edition("doc", "en", "print") != before["print"]
    assert Inputs(project).edition("doc", "en", "html") == before["html"]
