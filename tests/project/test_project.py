"""Settings are typed, found from any folder below, and every fault in them names its line."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from toolkit.catalog.model import State
from toolkit.errors import UsageError
from toolkit.language.locales import load_locale
from toolkit.project.project import LocaleSettings, Project, find_project

FULL = """\
title = "Two documents"
locales = ["en", "ru", "uz", "uz-Cyrl"]
sources = "texts"
i18n = "catalogs"
output = "public/editions/"
theme = "design"
documents = ["b", "a"]
formats = ["pdf"]
page-size = "Letter"
bugs = "desk@example.org"

[publish]
minimum = "translated"

[site]
url = "https://example.org/editions/"
email = "library@example.org"
oai-gateway = "https://gateway.example.org/oai/"

[locale.ru]
team = "RLA"
minimum = "draft"

[locale.uz-Cyrl]
fallback = ["ru"]
"""


def write(root: Path, text: str, name: str = "polyedition.toml") -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")
    return root


def fault(root: Path, text: str, name: str = "polyedition.toml") -> tuple[str, str, str]:
    """Place, message and hint of the one error."""
    with pytest.raises(UsageError) as caught:
        find_project(write(root, text, name)).documents  # noqa: B018
    (found,) = caught.value.diagnostics
    assert "\n" not in found.message
    assert found.hint
    assert caught.value.exit_code == 2
    return str(found.location), found.message, found.hint


def test_every_setting_is_read(tmp_path: Path) -> None:
    """Each key reaches its typed field."""
    for name in ("a", "b", "c"):
        write(tmp_path / "texts", "", f"{name}.md")
    project = find_project(write(tmp_path, FULL))
    assert project.root == tmp_path
    assert project.title == "Two documents"
    assert project.locales == ("en", "ru", "uz", "uz-Cyrl")
    assert project.documents == ("b", "a")
    assert project.formats == ("pdf",)
    assert project.page_size == "Letter"
    assert project.bugs == "desk@example.org"
    assert project.site_url == "https://example.org/editions"
    assert project.site_email == "library@example.org"
    assert project.oai_gateway == "https://gateway.example.org/oai"
    assert project.minimum_of("uz") is State.TRANSLATED
    assert project.minimum_of("ru") is State.DRAFT
    assert project.settings_of("ru") == LocaleSettings((), State.DRAFT, "RLA")
    assert project.settings_of("en") == LocaleSettings()
    assert project.chain("uz-Cyrl") == ("uz-Cyrl", "uz", "ru")
    assert project.source("a") == tmp_path / "texts" / "a.md"
    assert project.catalog("a", "ru") == tmp_path / "catalogs" / "ru" / "a.po"
    assert project.template("a") == tmp_path / "catalogs" / "templates" / "a.pot"
    assert project.output_path == tmp_path / "public" / "editions"
    assert project.theme_path == tmp_path / "design"


def test_defaults(tmp_path: Path) -> None:
    """An empty polyedition.toml is a project: its folder's name, English, every document but the readme."""
    for name in ("zeta", "alpha", "README"):
        write(tmp_path / "sources", "", f"{name}.md")
    project = find_project(write(tmp_path, ""))
    assert (project.title, project.locales, project.formats) == (tmp_path.name, ("en",), ("html", "pdf", "epub"))
    assert project.documents == ("alpha", "zeta")
    assert (project.page_size, project.minimum, project.is_derived("en")) == ("A4", State.DRAFT, False)


def test_settings_in_pyproject(tmp_path: Path) -> None:
    """The table [tool.polyedition] of pyproject.toml serves as well, saved with a byte order mark or without."""
    write(tmp_path, '\ufeff[project]\nname = "x"\n[tool.polyedition]\ntitle = "From there"\n', "pyproject.toml")
    assert find_project(tmp_path).title == "From there"


def test_found_from_any_folder_below(tmp_path: Path) -> None:
    """The nearest project above counts; a pyproject.toml without the table is passed by."""
    write(tmp_path, 'title = "Outer"')
    below = tmp_path / "inner" / "deep"
    write(below, "[tool.other]\n", "pyproject.toml")
    assert find_project(below).root == tmp_path
    write(tmp_path / "inner", 'title = "Inner"')
    assert find_project(below).title == "Inner"


def test_no_project(tmp_path: Path) -> None:
    """Outside a project the error says how to begin one."""
    with pytest.raises(UsageError, match=r"no project in .* or above it") as caught:
        find_project(tmp_path)
    assert "polyedition init" in caught.value.diagnostics[0].hint


FAULTS = {
    "unknown key": ('title = "x"\nlocale5 = []', 2, "unknown setting locale5", "did you mean locale?"),
    "unknown key far off": ("qqqq = 1", 1, "unknown setting qqqq", "known: audio, base, bugs, documents"),
    "unknown in publish": ('[publish]\nminimun = "draft"', 2, "unknown setting publish.minimun", "minimum?"),
    "unknown in locale": ('locales = ["ru"]\n[locale.ru]\nteams = ""', 3, "unknown setting locale.ru.teams", "team?"),
    "title": ("title = 5", 1, "title must be a text", "write title ="),
    "title with control": ('title = "a\\u0000b"', 1, "title has a control character", "one line"),
    "locales text": ('title = "x"\nlocales = "en"', 2, "locales must be a list of texts", 'locales = ["…"'),
    "locales numbers": ("locales = [1]", 1, "locales must be a list of texts", "write"),
    "locales empty": ("locales = []", 1, "locales names nothing", 'locales = ["en"]'),
    "locale twice": ('locales = ["en", "en"]', 1, "locales names something twice", "once"),
    "locale unknown": ('locales = ["qq"]', 1, "there is no locale “qq”", "known are"),
    "locale wrongly written": ('locales = ["uz_Cyrl"]', 1, "not written as a BCP 47 tag", "uz-Cyrl"),
    "locale not published": ('locales = ["en"]\n[locale.ru]\nteam = "x"', 2, "not published: ru", "add it to locales"),
    "fallback unknown": ('locales = ["ru"]\n[locale.ru]\nfallback = ["xx"]', 3, "there is no locale “xx”", "known"),
    "formats": ('formats = ["docx"]', 1, "unknown format docx", "html, pdf, large-print, print, booklet, poster, epub"),
    "formats empty": ("formats = []", 1, "formats names nothing", "html"),
    "page size": ('page-size = "A3"', 1, "page-size cannot be 'A3'", "A4, Letter"),
    "minimum": ('title = "minimum"\npublish.minimum = "best"', 2, "minimum cannot be 'best'", "draft, translated"),
    "minimum of a locale": (
        'locales = ["ru"]\n[publish]\nminimum = "draft"\n[locale.ru]\nminimum = 5',
        5,
        "minimum must be a text",
        "write",
    ),
    "address": ('[site]\nurl = "javascript:x"', 2, "url is no web address", "https://"),
    "address with a query": ('[site]\nurl = "https://a.org/?x"', 2, "url is no web address", "https://"),
    "address without a host": ('[site]\nurl = "https:///a"', 2, "url is no web address", "https://"),
    "host": (f'[site]\nurl = "https://{"я" * 70}.org"', 2, "url has no sound host name", "https://"),
    "gateway": ('[site]\noai-gateway = "gateway"', 2, "oai-gateway is no web address", "https://gateway"),
    "email": ('[site]\nemail = "library"', 2, "email is no mail address: 'library'", "library@example.org"),
    "email with markup": ('[site]\nemail = "a@b.org<script>"', 2, "email is no mail address", "library@"),
    "unknown in site": ('[site]\nlink = "x"', 2, "unknown setting site.link", "known: email, oai-gateway, url"),
    "publish": ("publish = 5", 1, "publish must be a table", "[publish]"),
    "locale": ("locale = []", 1, "locale must be a table", "[locale]"),
    "outside": ('sources = "../x"', 1, "must be a folder inside the project", '"sources"'),
    "absolute": ('output = "/tmp/x"', 1, "must be a folder inside the project", '"output"'),
    "root": ('i18n = "."', 1, "must be a folder inside the project", '"i18n"'),
    "document": (
        'title = "x"\ndocuments = ["nothing"]',
        2,
        "documents names nothing, which has no source",
        "sources/nothing.md",
    ),
    "toml": ('title = "x"\nlocales = [', 2, "not TOML", "mend"),
    "toml line": ('title = "x"\nwhat is this\n', 2, "not TOML", "mend"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_fault(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fault is one line with file, line and hint, named as seen from where the user stands."""
    text, line, message, hint = FAULTS[case]
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "sources", "", "other.md")
    place, said, advice = fault(tmp_path, text)
    assert message in said
    assert hint in advice
    if case == "toml":  # the line that ends the file; not every Python says so
        assert re.fullmatch(r"polyedition\.toml(:\d+)?", place)
    else:
        assert place == f"polyedition.toml:{line}"


def test_faults_in_pyproject_are_sought_in_its_own_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of another tool with the same name is not blamed."""
    monkeypatch.chdir(tmp_path)
    text = '[project]\nname = "x"\n[tool.else]\ntitle = "y"\n[tool.polyedition]\ntitle = 3\n'
    assert fault(tmp_path, text, "pyproject.toml")[0] == "pyproject.toml:6"
    assert fault(tmp_path, "[tool]\npolyedition = 3\n", "pyproject.toml")[0] == "pyproject.toml:2"
    inline = '[tool]\npolyedition = {title = "x", publish = {minimum = "no"}}\n'
    assert fault(tmp_path, inline, "pyproject.toml")[0] == "pyproject.toml:2"


def test_settings_file_is_named_from_below_and_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder below the path leads up; from elsewhere it is whole."""
    below = tmp_path / "project" / "sources"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert fault(tmp_path / "project", "title = 1")[0] == "../polyedition.toml:1"
    monkeypatch.chdir("/")
    assert fault(tmp_path / "project", "title = 1")[0] == f"{tmp_path.as_posix()}/project/polyedition.toml:1"


DEEP = {
    "digits": f'title = "x"\npage-size = {"9" * 5000}',
    "brackets": f'title = "x"\ndocuments = {"[" * 3000}{"]" * 3000}',
    "tables": f'title = "x"\na = {"{a=" * 3000}1{"}" * 3000}',
    "keys": f'title = "x"\n{".".join("a" * 3000)} = 1',
    "inline": 'title = "x"\npublish = { minimum = "never" }',
    "quoted": 'title = "x"\n"pub\\u006cish"."minimum" = "never"',
    "tables of one name": 'title = "x"\n[[publish]]\nminimum = "draft"',
    "control": 'title = "x"\nlocales = ["en", "r\\u0001u"]',
    "turned": 'title = "x"\nbugs = "a\\u202Eb"',
    "no character": 'title = "x"\nbugs = "a\\uFFFEb"',
    "unknown with an escape": 'title = "x"\n"a\\u001bb" = 1',
    "over lines": 'title = "x"\ndocuments = ["a",\n"a"]',
}


@pytest.mark.parametrize("case", DEEP)
def test_every_fault_names_its_line(case: str, tmp_path: Path) -> None:
    """However deep, long or oddly written the value is."""
    place, message, _ = fault(tmp_path, DEEP[case])
    assert place.endswith((":2", ":3"))
    assert message.isprintable()


@pytest.mark.parametrize(
    "output", [".", "./", "./.", "sources", "./sources/", "i18n", "theme", "sources/a", ".polyedition", "x/.."]
)
def test_the_output_has_a_folder_of_its_own(output: str, tmp_path: Path) -> None:
    """None of the project's others, none above or below them."""
    place, message, _ = fault(tmp_path, f'title = "x"\noutput = "{output}"')
    assert place.endswith(":2")
    assert "output" in message


@pytest.mark.parametrize("target", ["sources", "i18n", ".", "..", "theme"])
def test_the_output_is_not_linked_to_another_folder(target: str, tmp_path: Path) -> None:
    """Folders are told by their real paths; one outside the project is fine."""
    root = tmp_path / "project"
    write(root / "sources", "", "a.md")
    (root / "i18n").mkdir()
    (root / "theme").mkdir()
    (root / "output").symlink_to(root / target)
    assert "output" in fault(root, "")[1]
    (tmp_path / "www").mkdir()
    (root / "output").unlink()
    (root / "output").symlink_to(tmp_path / "www")
    assert find_project(root).documents == ("a",)


@pytest.mark.parametrize("name", ["recommendations", "Index", "a" * 250, "я" * 125])
def test_names_that_files_of_the_toolkit_have(name: str, tmp_path: Path) -> None:
    """Or that no file can have with all endings."""
    write(tmp_path / "sources", "", "a.md")
    (tmp_path / "sources" / f"{name}.md").write_text("", "utf-8")
    place, _, hint = fault(tmp_path, "")
    assert name in place
    assert "name" in hint


def test_names_that_some_file_systems_take_for_one(tmp_path: Path) -> None:
    """Capitals and small letters are one on macOS and Windows."""
    write(tmp_path / "sources", "", "Plan.md")
    write(tmp_path / "sources", "", "plan.md")
    assert "differ in capitals only" in fault(tmp_path, "")[1]


def test_a_link_is_called_as_it_is_in_the_project(tmp_path: Path) -> None:
    """No path of the machine gets into catalogs; bytes that are no UTF-8 do not either."""
    root = tmp_path / "project"
    write(tmp_path / "elsewhere", "", "b.md")
    write(root / "sources", "", "a.md")
    (root / "sources" / "b.md").symlink_to(tmp_path / "elsewhere" / "b.md")
    (root / "i18n").symlink_to(tmp_path / "elsewhere")
    project = find_project(write(root, ""))
    assert project.name(project.source("b")) == "sources/b.md"
    assert project.name(project.catalog("b", "ru")) == "i18n/ru/b.po"
    assert project.name(project.root / os.fsdecode(b"i18n/\xff.po")) == "i18n/\\xff.po"


def test_settings_that_are_not_utf8(tmp_path: Path) -> None:
    """Bytes of another encoding are an error, not a traceback."""
    (tmp_path / "polyedition.toml").write_bytes("title = 'Книга'".encode("cp1251"))
    with pytest.raises(UsageError, match="cannot be read"):
        find_project(tmp_path)


@pytest.mark.parametrize("name", ["index", "interface", "terms", "workbench", "Index"])
def test_document_names_that_the_toolkit_needs(name: str, tmp_path: Path) -> None:
    """A document cannot take the place of the toolkit's own catalogs and pages."""
    write(tmp_path / "sources", "", f"{name}.md")
    place, message, _ = fault(tmp_path, "")
    assert place == f"sources/{name}.md"
    assert f"cannot be called {name}" in message


@pytest.mark.parametrize("name", ["a b", "a#b", "50%", "what?", "-l", ".hidden"])
def test_document_names_that_break_addresses(name: str, tmp_path: Path) -> None:
    """A name is part of addresses and of references in catalogs; letters of any script are fine."""
    write(tmp_path / "sources", "", "план-2023_v1.2.md")
    assert find_project(write(tmp_path, "")).documents == ("план-2023_v1.2",)
    write(tmp_path / "sources", "", f"{name}.md")
    place, message, _ = fault(tmp_path, "")
    assert place == f"sources/{name}.md"
    assert "part of addresses" in message


def test_selections(tmp_path: Path) -> None:
    """What a call names comes in the project's order; what the project has not is an error that lists what it has."""
    write(tmp_path / "sources", "", "a.md")
    project = find_project(write(tmp_path, 'locales = ["en", "ru", "kk"]\nformats = ["html"]'))
    assert project.select_locales(("kk", "en")) == ("en", "kk")
    assert project.select_documents(()) == ("a",)
    with pytest.raises(UsageError, match="this project has no locale xx"):
        project.select_locales(("xx",))
    with pytest.raises(UsageError, match="this project has no document b"):
        project.select_documents(("b",))
    with pytest.raises(UsageError, match="this project has no format pdf"):
        project.select_formats(("pdf",))


def test_two_documents_cannot_share_a_file(tmp_path: Path) -> None:
    """A document's name may end like a format's files only if no other document would write the same file."""
    write(tmp_path, 'locales = ["en"]')
    for name in ("plan", "plan.large-print"):
        path = tmp_path / "sources" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("---\ntitle: T\nlanguage: en\n---\n", "utf-8")
    with pytest.raises(UsageError, match="a file of the document plan has that name") as caught:
        _ = find_project(tmp_path).documents
    assert str(caught.value.diagnostics[0].location) == "sources/plan.large-print.md"
    (tmp_path / "sources" / "plan.md").unlink()
    assert find_project(tmp_path).documents == ("plan.large-print",)


class TestNamesOfSources:
    """Which files are documents, and how they are called."""

    @staticmethod
    def made(root: Path, *names: str) -> Project:
        (root / "sources").mkdir()
        (root / "polyedition.toml").write_text('locales = ["en"]\n', "utf-8")
        for name in names:
            (root / "sources" / name).write_text("---\ntitle: T\nlanguage: en\n---\n\nText.\n", "utf-8")
        return find_project(root)

    def test_capitals_in_the_ending_are_the_same(self, tmp_path: Path) -> None:
        """As some programs write it."""
        project = self.made(tmp_path, "REPORT.MD", "b.md", "report-2.0.Md")
        assert project.documents == ("REPORT", "b", "report-2.0")
        assert project.source("REPORT").name == "REPORT.MD"

    @pytest.mark.parametrize("names", [("Doc.md", "doc.md"), ("doc.MD", "doc.md")])
    def test_names_that_differ_in_capitals_only_are_refused(self, tmp_path: Path, names: tuple[str, str]) -> None:
        """By both names, in one line."""
        project = self.made(tmp_path, *names)
        with pytest.raises(UsageError) as caught:
            _ = project.documents
        (one,) = caught.value.diagnostics
        assert all(name in one.message for name in names)
        assert one.code == "document-name"

    def test_a_link_is_called_by_its_own_name(self, tmp_path: Path) -> None:
        """No path of the machine gets into a catalog."""
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "project").mkdir()
        project = self.made(tmp_path / "project")
        target = tmp_path / "elsewhere" / "real.md"
        target.write_text("---\ntitle: T\nlanguage: en\n---\n\nText.\n", "utf-8")
        (project.root / "sources" / "doc.md").symlink_to(target)
        again = find_project(project.root)
        assert again.documents == ("doc",)
        assert again.name(again.source("doc")) == "sources/doc.md"


@pytest.mark.parametrize(
    ("written", "wanted"), [("zh_TW", "zh-TW"), ("sr@latin", "sr-Latn"), ("pt_br", "pt-BR"), ("UZ_cyrl", "uz-Cyrl")]
)
def test_other_ways_to_write_a_locale_name_the_right_one(tmp_path: Path, written: str, wanted: str) -> None:
    """Gettext's and Java's."""
    (tmp_path / "polyedition.toml").write_text(f'locales = ["{written}"]\n', "utf-8")
    with pytest.raises(UsageError) as caught:
        find_project(tmp_path)
    assert caught.value.diagnostics[0].hint == f"write {wanted}"


@pytest.mark.parametrize(
    ("tag", "script"), [("zh-TW", "Hant"), ("zh-CN", "Hans"), ("sr-RS", "Cyrl"), ("pa-PK", "Arab")]
)
def test_a_tag_without_its_script_has_the_likely_one(tag: str, script: str) -> None:
    """As CLDR says (UTS 35, 4.3)."""
    assert (load_locale(tag).tag, load_locale(tag).script) == (tag, script)


def test_addresses_for_machines_are_uris(tmp_path: Path) -> None:
    """Letters of the host by IDNA, those of the path by their bytes; what is encoded stays."""
    text = 'locales = ["en"]\n[site]\nurl = "https://библиотека.рф:8080/издания"\n'
    (tmp_path / "polyedition.toml").write_text(text, "utf-8")
    expected = "https://xn--80abn2aeppfi5c.xn--p1ai:8080/%D0%B8%D0%B7%D0%B4%D0%B0%D0%BD%D0%B8%D1%8F/en/a%20b.html"
    found = find_project(tmp_path).uri("en/a%20b.html")
    assert found.partition("/en/")[2] == "a%20b.html"
    assert found.isascii()
    assert found.startswith("https://xn--")
    assert found.partition("8080")[2] == expected.partition("8080")[2]
