"""Letters of readers: what becomes a note, what is refused, and that no letter does harm."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.catalog.po import read_po
from toolkit.cli import polyedition
from toolkit.collection.codes import segment_code
from toolkit.collection.collection import Collection
from toolkit.editions.html import render_html
from toolkit.editions.parallel import render_parallel, render_parallel_print
from toolkit.editions.recommendations import recommendations
from toolkit.errors import ToolkitError
from toolkit.exchange.mail import read_post
from toolkit.project.project import Project, find_project
from toolkit.site.recommendation import render_recommendation

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "{#aims}\n## Aims\n\n{#p1}\nRead more books.\n\n{.recommendations}\n1. Open the doors.\n"
TEXTS = {("meta/title", "Title"): "Название", ("aims", "Aims"): "Цели", ("p1", "Read more books."): "Читайте больше."}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    make_project(tmp_path, SOURCE, settings='bugs = "notes@example.org"\n')
    write_catalog(tmp_path, "ru", TEXTS)
    monkeypatch.chdir(tmp_path)
    return find_project(tmp_path)


def code(project: Project, id: str = "p1") -> str:
    return segment_code(Collection(project).localized("doc", "ru").renditions[id])


def letter(
    about: str, words: str = "Лучше «чаще».", thanks: str = "yes", head: str = "", kind: str = "text/plain"
) -> str:
    return (
        "From: Anna Petrova <anna@example.org>\nDate: Sat, 28 Nov 2026 10:00:00 +0300\n"
        f"Subject: Re: {about}\n{head}MIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n\n"
        f"{words}\n\n-- \nWrite your note above this line.\n{about}\nthanks: {thanks}\n"
    )


def run(project: Project, text: str | bytes, name: str = "note.eml", *options: str) -> tuple[int, str]:
    path = project.root / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = CliRunner().invoke(polyedition, ["import", name, *options], standalone_mode=False)
    if isinstance(result.exception, ToolkitError):
        return result.exception.exit_code, f"{result.output}{result.exception}\n"
    assert result.exception is None, result.exception
    return result.return_value, result.output


def comments(project: Project, id: str = "p1") -> list[str]:
    catalog = read_po(project.catalog("doc", "ru"))
    return [line for message in catalog.messages if message.msgctxt == id for line in message.comments]


def test_a_letter_becomes_a_note_under_the_name_that_it_allows_and_the_colophon_thanks(project: Project) -> None:
    exit_code, output = run(project, letter(f"[doc ru p1 {code(project)}]"))
    assert (exit_code, output) == (0, "i18n/ru/doc.po: 1 note added\nnote.eml: 1 read, 0 known already, 0 refused\n")
    assert comments(project) == ["feedback: Anna Petrova, 2026-11-28: Лучше «чаще»."]
    page = BeautifulSoup(render_html(edition(Collection(project), "ru")), "lxml").select_one(".colophon")
    assert page is not None
    assert "Anna Petrova" in page.get_text()
    assert "anna@example.org" not in str(page)


def test_without_leave_nobody_is_named(project: Project) -> None:
    assert run(project, letter(f"[doc ru p1 {code(project)}]", thanks="no"))[0] == 0
    assert comments(project) == ["feedback: 2026-11-28: Лучше «чаще»."]
    assert Collection(project).localized("doc", "ru").readers == ()


def test_the_same_letter_counts_once(project: Project) -> None:
    one = letter(f"[doc ru p1 {code(project)}]")
    box = "".join(f"From a@b Sat Nov 28 10:00:00 2026\n{one}\n\n" for _ in range(3))
    assert run(project, box, "all.mbox")[1].endswith("all.mbox: 3 read, 2 known already, 0 refused\n")
    before = project.catalog("doc", "ru").read_bytes()
    assert run(project, one)[1] == "note.eml: 1 read, 1 known already, 0 refused\n"
    assert project.catalog("doc", "ru").read_bytes() == before


def test_a_note_on_an_earlier_text_says_so(project: Project) -> None:
    run(project, letter("[doc ru p1 01234567]", thanks="no"))
    assert comments(project) == ["feedback: 2026-11-28: [earlier text] Лучше «чаще»."]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("[doc ru p9 01234567]", "doc has no text p9"),
        ("[other ru p1 01234567]", "there is no catalog of other in ru"),
        ("[doc xx p1 01234567]", "there is no catalog of doc in xx"),
        ("[../../etc ru passwd 01234567]", "there is no catalog of ../../etc in ru"),
        ("hello", "the letter does not say which text it is about"),
    ],
)
def test_a_forged_letter_is_one_line(project: Project, about: str, said: str) -> None:
    before = project.catalog("doc", "ru").read_bytes()
    exit_code, output = run(project, letter(about))
    assert exit_code == 1
    assert f"error: {said} [mail]" in output
    assert project.catalog("doc", "ru").read_bytes() == before


def test_html_control_characters_and_line_ends_become_plain_words_on_one_line(project: Project) -> None:
    words = '<style>x{}</style><p>A\x1b[31m &lt;b&gt;\u202ered</p><script>alert(1)</script><p>msgstr "evil"</p>'
    about = f"[doc ru p1 {code(project)}]"
    text = letter(about, words, kind="text/html").replace("-- \n", "<pre>\n-- \n")
    assert run(project, text)[0] == 0
    (line,) = comments(project)
    assert line == 'feedback: Anna Petrova, 2026-11-28: A[31m <b>red msgstr "evil"'
    assert read_po(project.catalog("doc", "ru")).live


def test_names_and_encodings_that_attack_stay_words(project: Project) -> None:
    about = f"[doc ru p1 {code(project)}]"
    text = letter(about).replace("Anna Petrova <", "=?utf-8?b?0JDQvdC90LAsIDIwMDA6IHJldmlld2VkOiB4?= <")
    text = text.replace("charset=utf-8", "charset=no-such-thing")
    assert run(project, text)[0] == 0
    (line,) = comments(project)
    assert line.startswith("feedback: Анна 2000 reviewed x, 2026-11-28: ")


def test_attachments_and_answers_are_left_out(project: Project) -> None:
    about = f"[doc ru p1 {code(project)}]"
    text = (
        (
            f"From: A <a@b.org>\nSubject: {about}\nContent-Type: multipart/mixed; boundary=X\n\n--X\n"
            "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=../../a.txt\n\nvirus\n--X\n"
            "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n> old words\n"
        ).encode()
        + "Пишите a@b.org проще".encode("koi8-r")
        + f"\n\n-- \n{about}\nthanks: no\n--X--\n".encode()
    )
    assert run(project, text)[0] == 0
    assert comments(project)[0].endswith(": Пишите …@… проще")


def test_hostile_letters_take_no_time_and_no_tracebacks(project: Project) -> None:
    about = f"[doc ru p1 {code(project)}]"
    deep = f"Subject: {about}\n" + "".join(
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n" for number in range(3000)
    )
    started = time.process_time()
    for text in (
        "",
        "\0" * 1000,
        deep,
        f"Subject: {about}\n\n" + "\n" * 500_000 + "[" * 200_000,
        f"Subject: {about}\n\n" + "a@" * 400_000,
        f"Subject: {'=?utf-8?q?' * 20_000}\n\nx",
        "x" * (2**20 + 1),
    ):
        assert run(project, text)[0] in {0, 1}
    assert time.process_time() - started < 20


def test_letters_take_no_options_of_worklists(project: Project) -> None:
    exit_code, output = run(project, letter("x"), "note.eml", "-l", "ru")
    assert exit_code == 2
    assert "-l means nothing for letters of readers" in output


def test_each_text_leads_to_a_letter_about_it(project: Project) -> None:
    page = BeautifulSoup(render_html(edition(Collection(project), "ru")), "lxml")
    links = [one["href"] for one in page.select("a[href^='mailto:']")]
    found = {}
    for link in links:
        query = parse_qs(urlsplit(str(link)).query)
        about = query["subject"][0]
        assert about in query["body"][0]
        found[about.split()[2]] = about
    assert urlsplit(str(links[0])).path == "notes@example.org"
    assert set(found) >= {"aims", "p1"}
    assert found["p1"] == f"[doc ru p1 {code(project)}]"
    assert len(page.select(".note-to")) == 1  # headings and numbered items have theirs in their lists
    assert page.select_one("#note-words")


def test_each_half_of_a_pair_leads_to_a_letter_about_it(project: Project) -> None:
    """Headings and numbered items too, which have no list there; none within a heading, so that outlines stay clean."""
    collection = Collection(project)
    editions = [edition(collection, locale) for locale in ("en", "ru")]
    page = BeautifulSoup(render_parallel(*editions), "lxml")
    links = page.select("main .note-to")
    abouts = [parse_qs(urlsplit(str(one["href"])).query)["subject"][0] for one in links]
    assert [tuple(one.split()[1:3]) for one in abouts] == [
        (locale, id) for id in ("aims", "p1", "rec-1") for locale in ("en", "ru")
    ]
    assert f"[doc ru p1 {code(project)}]" in abouts
    assert [page.select_one(f"#{one['aria-labelledby']}") is not None for one in links] == [True] * 6
    assert len({one["aria-labelledby"] for one in links}) == 2
    assert not page.select(":is(h1, h2, h3) .note-to")
    assert "note-to" not in render_parallel_print(*editions).partition("</head>")[2]


def test_the_page_of_a_recommendation_leads_to_letters_in_every_language(project: Project) -> None:
    collection = Collection(project)
    editions = {locale: edition(collection, locale) for locale in ("en", "ru")}
    found = recommendations([one.localized for one in editions.values()])
    page = BeautifulSoup(render_recommendation(found, 0, editions), "lxml")
    for locale, one in editions.items():
        link = page.select_one(f"section#{locale} a[href^='mailto:']")
        (about,) = parse_qs(urlsplit(str(link["href"])).query)["subject"]
        assert about == f"[doc {locale} rec-1 {segment_code(one.localized.renditions['rec-1'])}]"
        assert link["data-above"]


def test_a_note_on_the_original_stands_in_the_template(project: Project) -> None:
    """An update keeps it there, and no catalog has it; the original's colophon thanks."""
    CliRunner().invoke(polyedition, ["update"], standalone_mode=False)
    about = f"[doc en p1 {segment_code(Collection(project).localized('doc', 'en').renditions['p1'])}]"
    exit_code, output = run(project, letter(about))
    assert (exit_code, output.splitlines()[0]) == (0, "i18n/templates/doc.pot: 1 note added")
    template = project.template("doc")
    assert "# feedback: Anna Petrova, 2026-11-28: Лучше «чаще».\n" in template.read_text("utf-8")
    written = template.read_bytes()
    catalog = project.catalog("doc", "ru").read_bytes()
    CliRunner().invoke(polyedition, ["update"], standalone_mode=False)
    assert (template.read_bytes(), project.catalog("doc", "ru").read_bytes()) == (written, catalog)
    source = project.source("doc")
    source.write_text(source.read_text("utf-8").replace("Read more books.", "Read many more books."), "utf-8")
    CliRunner().invoke(polyedition, ["update"], standalone_mode=False)
    assert "# feedback: Anna Petrova" in template.read_text("utf-8")
    assert "feedback:" not in project.catalog("doc", "ru").read_text("utf-8")
    collection = Collection(project)
    assert collection.localized("doc", "en").readers == ("Anna Petrova",)
    assert collection.localized("doc", "ru").readers == ()
    assert run(project, letter(about))[1].startswith("note.eml: 1 read, 1 known already")


def test_a_new_catalog_has_no_notes_on_the_original(project: Project) -> None:
    CliRunner().invoke(polyedition, ["update"], standalone_mode=False)
    about = f"[doc en p1 {segment_code(Collection(project).localized('doc', 'en').renditions['p1'])}]"
    run(project, letter(about))
    project.catalog("doc", "ru").unlink()
    CliRunner().invoke(polyedition, ["update"], standalone_mode=False)
    assert "feedback:" not in project.catalog("doc", "ru").read_text("utf-8")


def test_a_tracker_is_asked_for_a_new_entry(tmp_path: Path) -> None:
    for tracker, start in (
        ("https://github.com/a/b/issues", "https://github.com/a/b/issues/new?title=%5Bdoc%20en%20"),
        ("https://gitlab.com/a/b/-/issues", "https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=%5Bdoc%20en%20"),
    ):
        html = render_html(edition(make_project(tmp_path, SOURCE, settings=f'bugs = "{tracker}"\n'), "en"))
        assert f'href="{start}' in html


def test_without_an_address_no_text_leads_anywhere(tmp_path: Path) -> None:
    html = render_html(edition(make_project(tmp_path, SOURCE, settings='bugs = "ask Anna"\n'), "en"))
    assert "note-to" not in html.partition("</style>")[2].partition("<main")[2]


@pytest.mark.parametrize("text", ["", "Dear reader,\n"])
def test_a_file_of_letters_without_any_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.mbox"
    path.write_text(text, "utf-8")
    with pytest.raises(ToolkitError, match="no letter begins in it"):
        read_post(path, "a.mbox")


def test_a_file_is_read_letter_by_letter_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_text("From a\nSubject: x\n\nhello\n\nFrom b\nSubject: y\n\nhello\n", "utf-8")
    post = read_post(path, "a.mbox")
    assert [one.location.line for one in post.refused] == [2, 7]
