"""The theme: placeholders, CSS strings, a project's own files, and what is wrong with them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup as Safe

from toolkit.collection.interface import Interface
from toolkit.editions import templates
from toolkit.editions.templates import asset, css_content, css_string, environment, fill, isolated, render
from toolkit.errors import ToolkitError
from toolkit.revision.extract import extract_interface


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("Page {page} of {pages}", {"page": 3, "pages": 7}, "Page 3 of 7"),
        ("{name} & <b>", {"name": "<script>"}, "&lt;script&gt; &amp; &lt;b&gt;"),
        ("{name}", {"name": Safe("<b>")}, "<b>"),
        ("{x.__class__} {0} {} {{ 7 }} {none} %s", {"x": 1}, "{x.__class__} {0} {} {{ 7 }} {none} %s"),
        ("{a}", {"a": "{b}", "b": "no"}, "{b}"),
        ("{a!r} {a:>10}", {"a": 1}, "{a!r} {a:&gt;10}"),
    ],
)
def test_placeholders_are_names_and_nothing_else(text: str, values: dict[str, object], expected: str) -> None:
    """Values are put in once and escaped; what looks like a format stays as it is."""
    assert fill(text, values) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_css_string_holds_any_text(text: str) -> None:
    """A CSS parser reads one string with this text, and HTML sees no end of the style element in it."""
    written = str(css_string(text))
    assert not set(written) & set("<>&\n")
    (token,) = tinycss2.parse_component_value_list(written)
    assert token.type == "string"
    assert token.value == text.replace("\x00", "\ufffd")


def test_css_content_is_words_and_counters() -> None:
    """Placeholders with a counter become it; the others are words."""
    found = css_content("Page {page} of {pages}, {x}", page="counter(page)", pages="counter(pages)")
    assert found == '"Page " counter(page) " of " counter(pages) ", " "{x}"'


def test_css_content_shows_what_was_written() -> None:
    """A text that was escaped for HTML is not shown with its escapes."""
    (token,) = tinycss2.parse_component_value_list(css_content(fill('l\'eau & "vin" <3', {})))
    assert token.value == 'l\'eau & "vin" <3'


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_css_content_never_ends_its_declaration(text: str) -> None:
    """Whatever a translator writes, it is strings and counters."""
    tokens = tinycss2.parse_component_value_list(css_content(fill(text, {}), page="counter(page)"))
    assert {token.type for token in tokens} <= {"string", "function", "whitespace"}


def test_a_text_of_another_direction_is_isolated() -> None:
    """In a running head, which has no elements; nothing is put around it where all runs one way."""
    assert str(css_string(isolated('C++ and "x"', "en", "ar"))) == '"\\2066 C++ and \\22 x\\22 \\2069 "'
    assert isolated("كتاب", "ar", "ru") == "\u2067كتاب\u2069"
    assert isolated("книга", "ru", "en") == "книга"


# -- a project's own theme -------------------------------------------------------------------------


def shown(theme: Path, text: str | bytes, **context: object) -> str:
    theme.mkdir(exist_ok=True)
    (theme / "place.html").write_bytes(text if isinstance(text, bytes) else text.encode())
    return render(theme, "place.html", Interface(()), **context)


def test_a_projects_own_file_goes_first(tmp_path: Path) -> None:
    """A file of the same name replaces the built-in one; what it does not have is still there."""
    found = shown(tmp_path / "theme", '{{ _("Hello {name}", name=who) }}', who="<you>")
    assert found == "Hello &lt;you&gt;"
    assert ".frame" in shown(tmp_path / "theme", '{{ asset("screen.css") }}')
    (tmp_path / "theme" / "screen.css").write_text("body > p { color: red }")
    assert shown(tmp_path / "theme", '{{ asset("screen.css") }}') == "body > p { color: red }"
    (tmp_path / "theme" / "screen.css").write_text("p::after { content: '\x07–\n' }", "utf-8")
    assert shown(tmp_path / "theme", '{{ asset("screen.css") }}') == "p::after { content: '–\n' }"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n{% if %}", 2, "the template cannot be used: Expected an expression, got 'end of statement block'"),
        ("a\n\n{{ colour }}", 3, "the template cannot be used: 'colour' is undefined"),
        ("a\n{{ number + 'x' }}", 2, "the template cannot be used: unsupported operand type(s) for +: 'int' and 'str'"),
        ("a\n{{ 1 / 0 }}", 2, "the template cannot be used: division by zero"),
        ("{{ 'a' | nope }}", 1, "the template cannot be used: No filter named 'nope'."),
        ("a\n{% include 'nope.html' %}", 2, "there is no template nope.html"),
        ("a\n{{ asset('nope.css') }}", 2, "there is no template nope.css"),
        ("a\n{{ asset('../secret.css') }}", 2, "there is no template ../secret.css"),
        ("a\n{% include 'place.html' %}", 2, None),
        (b"a\n\xe9", None, "the template is not UTF-8"),
    ],
)
def test_a_fault_of_a_template_has_its_file_and_line(
    tmp_path: Path, text: str | bytes, line: int | None, message: str | None
) -> None:
    """One line that names the theme's file, as every other error of the content."""
    with pytest.raises(ToolkitError) as caught:
        shown(tmp_path / "theme", text, number=1)
    (one,) = caught.value.diagnostics
    assert str(one.location) == "theme/place.html" + (f":{line}" if line else "")
    assert message is None or one.message == message
    assert one.code == "template"
    assert one.hint


def test_a_fault_of_our_own_is_not_blamed_on_the_theme(tmp_path: Path) -> None:
    """What fails outside the project's templates is raised as it is."""

    def fail(text: str) -> str:
        raise KeyError(text)

    class Broken(Interface):
        def find(self, text: str, number: int = 1, plural: str = "") -> tuple[str, str]:
            return fail(text), f"{number}{plural}"

    with pytest.raises(KeyError):
        render(tmp_path / "none", "place.html", Broken(()))


def rendered(monkeypatch: pytest.MonkeyPatch, theme: Path, folder: Path, *, keep: bool = True) -> str:
    """A template of the theme, in an environment that knows nothing of what was compiled before."""
    monkeypatch.setattr(templates, "COMPILED", folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", not keep)
    environment.cache_clear()
    try:
        return render(theme, "cite.html", Interface(()))
    finally:
        environment.cache_clear()


def test_built_in_templates_are_kept_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of a project are not: what is kept beside the program comes from the program alone."""
    kept = tmp_path / "kept"
    kept.mkdir()
    first = rendered(monkeypatch, tmp_path / "theme", kept)
    (compiled,) = kept.iterdir()
    assert rendered(monkeypatch, tmp_path / "theme", kept) == first
    compiled.write_bytes(b"damaged")
    assert rendered(monkeypatch, tmp_path / "theme", kept) == first
    compiled.unlink(missing_ok=True)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "cite.html").write_text("own")
    assert rendered(monkeypatch, tmp_path / "theme", kept) == "own"
    assert list(kept.iterdir()) == []


def test_where_nothing_can_be_kept_all_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no such folder, or Python was told to keep nothing."""
    first = rendered(monkeypatch, tmp_path / "theme", tmp_path / "missing" / "folder")
    (tmp_path / "kept").mkdir()
    assert rendered(monkeypatch, tmp_path / "theme", tmp_path / "kept", keep=False) == first
    assert list((tmp_path / "kept").iterdir()) == []


# -- the words of the theme ------------------------------------------------------------------------


def test_the_words_of_templates_are_extracted(tmp_path: Path) -> None:
    """Texts with their comments and files; one message a text; a project's file instead of the built-in one."""
    own, built_in = tmp_path / "own", tmp_path / "built-in"
    own.mkdir()
    built_in.mkdir()
    (own / "a.html").write_text('{# TRANSLATORS: greets. #}\n{{ _("Hello {name}", name=x) }}\n{{ _("Bye") }}\n')
    (built_in / "a.html").write_text('{{ _("Never seen") }}')
    (built_in / "b.html").write_text('{{ ngettext("{number} book", "{number} books", n) }} {{ _("Bye") }} {{ _(x) }}')
    found = {message.msgid: message for message in extract_interface([own, built_in])}
    assert list(found) == ["Hello {name}", "Bye", "{number} book"]
    assert found["Hello {name}"].extracted == ("greets.",)
    assert found["Bye"].references == ("theme/a.html", "theme/b.html")
    assert found["{number} book"].msgid_plural == "{number} books"
    assert found["{number} book"].msgstr == ("", "")


@pytest.mark.parametrize(("text", "line"), [(b"a\n{% if %}", 2), (b"a\n\xe9", None)])
def test_extraction_tells_faults_as_well(tmp_path: Path, text: bytes, line: int | None) -> None:
    """`update` meets the project's templates before `build` does."""
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "a.html").write_bytes(text)
    with pytest.raises(ToolkitError) as caught:
        extract_interface([theme])
    (one,) = caught.value.diagnostics
    assert str(one.location) == "theme/a.html" + (f":{line}" if line else "")


def test_a_link_out_of_the_theme_is_not_published(tmp_path: Path) -> None:
    """Whatever it leads to: the file is named."""
    (tmp_path / "secret").write_text("secret", "utf-8")
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "screen.css").symlink_to(tmp_path / "secret")
    with pytest.raises(ToolkitError, match=r"theme/screen\.css: error: this file of the theme is a link"):
        asset(theme, "screen.css")
    (theme / "page.html").symlink_to(tmp_path / "secret")
    with pytest.raises(ToolkitError, match="link"):
        extract_interface([theme])
