"""Documents as people write them: each folder of ``cases/written`` is a project of its own, with the right result beside it.

``check.txt`` is what `check` says; ``page.txt`` what the page in each language then shows, where there is one.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html

from tests.pictures import SVG, photograph
from toolkit.cli import polyedition
from toolkit.collection.collection import Collection
from toolkit.editions.edition import make_edition
from toolkit.editions.foreign import unmarked
from toolkit.errors import ToolkitError
from toolkit.project.project import find_project

CASES = Path(__file__).parent / "cases" / "written"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
_PICTURES = {
    "pdf-linked-picture-traceback": ("plain.png",),
    "pdf-picture-never-finishes": ("n1.jpg",),
    "pdf-picture-not-pdfa": ("plain.png",),
    "picture-empty-alt-warning": ("plain.png",),
    "picture-svg-avif-silent": ("avif.avif", "draw.svg"),
    "picture-wrong-case": ("plain.png",),
}
"""Made for the test rather than kept."""
_FONTS = re.compile(r"^\S+: error: no font has .*\[missing-glyph\]\n(?:  .*\n)*", re.MULTILINE)
"""What is said where a package of fonts is not installed."""


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a case, with its pictures."""
    root = tmp_path / "project"
    shutil.copytree(CASES / request.param, root)
    for name in _PICTURES.get(request.param, ()):
        if name.endswith(".svg"):
            (root / "sources" / name).write_text(SVG.format('<rect width="9" height="9"/>'), "utf-8")
        else:
            photograph(root / "sources" / name, (100, 75))
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("project", NAMES, indirect=True)
def test_check_says_what_is_wrong(project: Path) -> None:
    """With its line, and nothing of what is right."""
    result = CliRunner().invoke(polyedition, ["check"], standalone_mode=False)
    assert result.exception is None
    assert _FONTS.sub("", result.stderr) == (project / "check.txt").read_text("utf-8")


@pytest.mark.parametrize("project", NAMES, indirect=True)
def test_pages_show_what_is_meant(project: Path) -> None:
    """Nothing is lost, and no markup printed; a source with an error has no page."""
    assert _shown(project) == (project / "page.txt").read_text("utf-8")


def _shown(root: Path) -> str:
    collection = Collection(find_project(root))
    found = []
    for name in collection.project.documents:
        for locale in collection.project.locales:
            try:
                edition = make_edition(collection, name, locale)
                body = unmarked(edition.markup(picture=edition.pictures.on_page("")).body())
            except ToolkitError:
                continue
            found.append(f"# {locale}/{name}\n{_text(body)}\n")
    return "\n".join(found)


def _text(body: str) -> str:
    article = lxml_html.fragment_fromstring(body, create_parent="article")
    for picture in article.iter("img"):
        picture.tail = f"[picture: {picture.get('alt')}]{picture.tail or ''}"
    return "\n".join(" ".join(line.split()) for line in article.text_content().splitlines() if line.strip())
