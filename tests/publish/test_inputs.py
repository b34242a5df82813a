"""A change of one input makes exactly those editions due that it goes into."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from toolkit.project.project import Project, find_project
from toolkit.project.releases import Release
from toolkit.publish import inputs as inputs_module
from toolkit.publish.groups import groups
from toolkit.publish.inputs import Inputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Key = tuple[str, str, str]


def fingerprints(root: Path) -> dict[Key, dict[str, str]]:
    project = find_project(root)
    inputs = Inputs(project)
    return {
        (document, locale, format): inputs.edition(document, locale, format)
        for document in project.documents
        for locale in project.locales
        for format in ("html", "pdf")
    }


def append(name: str, text: str = "\n# a remark\n") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")

    return change


ALL = {(document, locale) for document in ("plan", "note") for locale in ("en", "ru", "uz", "uz-Cyrl")}
CHANGES: dict[str, tuple[Callable[[Path], None], set[tuple[str, str]], set[str]]] = {
    "one Russian string": (append("i18n/ru/plan.po"), {("plan", "ru")}, {"catalog ru"}),
    "one Uzbek string": (append("i18n/uz/plan.po"), {("plan", "uz"), ("plan", "uz-Cyrl")}, {"catalog uz"}),
    "a catalog of its own": (append("i18n/uz-Cyrl/plan.po"), {("plan", "uz-Cyrl")}, {"catalog uz-Cyrl"}),
    "interface": (append("i18n/ru/interface.po"), {("plan", "ru"), ("note", "ru")}, {"interface ru"}),
    "source": (append("sources/plan.md"), {one for one in ALL if one[0] == "plan"}, {"source"}),
    "template": (append("i18n/templates/note.pot"), {one for one in ALL if one[0] == "note"}, {"template"}),
    "theme": (append("theme/screen.css"), ALL, {"theme"}),
    "theme in a folder": (append("theme/parts/foot.html"), ALL, {"theme"}),
    "picture": (append("sources/pictures/a.PNG"), ALL, {"pictures"}),
    "title": (append("polyedition.toml", '\npage-size = "Letter"\n'), ALL, {"settings"}),
    "address of the site": (
        append("polyedition.toml", '\n[site]\nurl = "https://example.org/editions/"\n'),
        ALL,
        {"settings"},
    ),
    "one locale's settings": (
        append("polyedition.toml", '\n[locale.ru]\nminimum = "reviewed"\n'),
        {("plan", "ru"), ("note", "ru")},
        {"settings"},
    ),
    "a team's name": (append("polyedition.toml", '\n[locale.ru]\nteam = "RLA"\n'), set(), set()),
    "a file that nobody uses": (append("sources/pictures/notes.txt"), set(), set()),
    "a readme": (append("sources/README.md"), set(), set()),
    "terms": (append("i18n/ru/terms.po"), set(), set()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change(name: str, tiny: Project) -> None:
    """Which documents in which languages a change concerns, and under which name."""
    change, concerned, names = CHANGES[name]
    before = fingerprints(tiny.root)
    change(tiny.root)
    after = fingerprints(tiny.root)
    changed = {key for key in before if before[key] != after[key]}
    assert {key[:2] for key in changed} == concerned
    assert {one for key in changed for one in after[key] if before[key].get(one) != after[key][one]} == names


def test_fallback_is_an_input(tiny: Project) -> None:
    """A locale's editions depend on the catalogs that it falls back on."""
    append("polyedition.toml", '\n[locale.uz]\nfallback = ["ru"]\n')(tiny.root)
    before = fingerprints(tiny.root)
    append("i18n/ru/plan.po")(tiny.root)
    after = fingerprints(tiny.root)
    assert {key[:2] for key in before if before[key] != after[key]} == {("plan", "ru"), ("plan", "uz")}


def test_unchanged_files_give_the_same(tiny: Project) -> None:
    """The same content has the same fingerprint, whatever its time and however often it is asked."""
    before = fingerprints(tiny.root)
    for path in tiny.root.rglob("*.po"):
        os.utime(path, (1, 1))
    assert fingerprints(tiny.root) == before


def test_program_and_libraries(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another WeasyPrint makes PDFs due and nothing else; another Jinja2 makes everything due."""
    installed = inputs_module.installed()

    def programs(**versions: str) -> tuple[str, str]:
        inputs_module.program.cache_clear()
        monkeypatch.setattr(inputs_module, "installed", lambda: installed | versions)
        return inputs_module.program("html"), inputs_module.program("pdf")

    assert {"jinja2", "weasyprint", "fontpkg_noto_sans", "markdown_it_py"} <= set(installed)
    html, pdf = programs()
    assert html != pdf
    assert programs(weasyprint="0") == (html, programs(weasyprint="0")[1])
    assert programs(weasyprint="0")[1] != pdf
    assert programs(jinja2="0")[0] != html
    assert programs(jinja2="0")[1] != pdf
    inputs_module.program.cache_clear()


def test_a_release_makes_the_page_of_its_language_out_of_date(tiny: Project) -> None:
    """Only that one, and the page of a project without releases has no such input."""

    def pages(project: Project) -> dict[str, dict[str, str]]:
        made = groups(project, Inputs(project), {})
        return {one.name: dict(one.inputs) for one in made if one.name.startswith("page ")}

    release = Release("doc", "ru", "1.0", datetime.date(2026, 11, 28), "0" * 40, "1.0", "", "")
    before, after = pages(tiny), pages(replace(tiny, releases=(release,)))
    withdrawn = pages(replace(tiny, releases=(replace(release, withdrawn=release.date),)))
    assert {name for name in before if before[name] != after[name]} == {"page ru"}
    assert after["page ru"].keys() - before["page ru"].keys() == {"releases"}
    assert withdrawn["page ru"]["releases"] != after["page ru"]["releases"]
