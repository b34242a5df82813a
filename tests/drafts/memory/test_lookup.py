"""What the memory suggests."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drafts.memory.projects import make_project, said, write_catalog
from toolkit.catalog.model import Message, Previous, State
from toolkit.drafts.memory import Memory
from toolkit.errors import UsageError
from toolkit.exchange.tmx import Unit, write_tmx

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

ACCESS, ACCESS_RU = "Libraries provide access to information.", "Библиотеки обеспечивают доступ к информации."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in three languages without catalogs."""
    return make_project(tmp_path, "ru", "uz", "uz-Cyrl")


def put_tmx(project: Project, name: str, *units: Unit) -> None:
    """Gives a project a TMX file."""
    folder = project.root / "i18n" / "memory"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.tmx").write_text("".join(write_tmx(units)), "utf-8")


def test_the_same_text_is_100(project: Project) -> None:
    """An exact match tells the catalog that it is from, its state and its place there."""
    write_catalog(project, "ru", "alma", said(ACCESS, ACCESS_RU, "rec-1"))
    found = Memory(project).suggest(ACCESS, "ru", context=None, minimum=75)
    assert found
    assert (found.text, found.score, found.document) == (ACCESS_RU, 100, "alma")
    assert (found.state, found.context, found.locale) == (State.TRANSLATED, "rec-1", "ru")


def test_the_same_context_goes_first(project: Project) -> None:
    """Of several exact matches that of the same segment is taken, of the same document where it is told."""
    write_catalog(project, "ru", "a", said("Library", "Читальня", "one"), said("Library", "Библиотека", "two"))
    write_catalog(project, "ru", "b", said("Library", "Книгохранилище", "two"))
    memory = Memory(project)
    two = memory.suggest("Library", "ru", context="two", minimum=75)
    assert two
    assert (two.text, two.score) == ("Библиотека", 100)
    assert [memory.suggest("Library", "ru", context="two", document=name).text for name in "ab"] == [
        "Библиотека",
        "Книгохранилище",
    ]
    assert memory.suggest("Library", "ru", context="one").text == "Читальня"


def test_a_like_text_has_its_score_and_a_stranger_is_not_offered(project: Project) -> None:
    """A fuzzy match is offered from the minimum on, and not below it."""
    write_catalog(project, "ru", "a", said(ACCESS, ACCESS_RU), said("Moscow hosts a forum in April", "Форум в Москве"))
    memory = Memory(project)
    found = memory.suggest("Libraries provide free access to information.", "ru", minimum=75)
    assert found
    assert 80 <= found.score < 95
    assert memory.suggest("Libraries provide free access to information.", "ru", minimum=found.score + 1) is None
    assert memory.suggest("Nothing of the kind was ever written here", "ru", minimum=50) is None
    assert memory.suggest(ACCESS, "kk") is None


def test_a_draft_gives_way_to_a_confirmed_translation_nearly_as_good(project: Project) -> None:
    """Within ten points the confirmed one wins; further away, or without one, the draft is offered and says so."""
    near, further = ACCESS.replace("provide", "provided"), ACCESS.replace("access to", "the")
    write_catalog(project, "ru", "a", said(ACCESS, "черновик", draft=True), said(near, ACCESS_RU))
    memory = Memory(project)
    assert [one.state for one in memory.search(ACCESS, "ru")] == [State.TRANSLATED, State.DRAFT]
    assert memory.suggest(ACCESS, "ru").text == ACCESS_RU
    for other in (further, "Something else"):
        write_catalog(project, "ru", "a", said(ACCESS, "черновик", draft=True), said(other, ACCESS_RU))
        assert Memory(project).suggest(ACCESS, "ru", minimum=50).state is State.DRAFT


def test_reviewed_goes_before_translated(project: Project) -> None:
    """Of equal matches the one that somebody has checked is taken."""
    message = said("Library", "Библиотека", "b")
    stamp = f"reviewed: Анна, 2026-11-21, {message.digest}"
    write_catalog(project, "ru", "a", said("Library", "Читальня", "a"), said("Library", "Библиотека", "b", stamp))
    found = Memory(project).suggest("Library", "ru")
    assert (found.text, found.state) == ("Библиотека", State.REVIEWED)


@pytest.mark.parametrize("origin", ["machine/apertium", "memory/alma-2019 76%"])
def test_what_nobody_has_looked_at_is_not_remembered(project: Project, origin: str) -> None:
    """A draft by a machine or by the memory itself comes back only after a person edited or confirmed it."""
    drafted = said(ACCESS, "Механизм", None, draft=True)
    mark = f"origin: {origin}, {drafted.digest}"
    write_catalog(project, "ru", "a", said(ACCESS, "Механизм", None, mark, draft=True))
    assert Memory(project).suggest(ACCESS, "ru") is None
    write_catalog(project, "ru", "a", said(ACCESS, ACCESS_RU, None, mark, draft=True))
    assert Memory(project).suggest(ACCESS, "ru").state is State.DRAFT
    write_catalog(project, "ru", "a", said(ACCESS, "Механизм", None, mark))
    assert Memory(project).suggest(ACCESS, "ru").state is State.TRANSLATED


def test_old_texts_are_remembered(project: Project) -> None:
    """A translation whose source is gone is found; one whose source has changed is found by the old source, as a draft."""
    outdated = Message("A new text", msgstr=("Старый",), flags=("fuzzy",), previous=Previous("An old text"))
    gone = Message("It was here", msgstr=("Было",), obsolete=True)
    write_catalog(project, "ru", "a", outdated, gone)
    memory = Memory(project)
    assert memory.suggest("It was here", "ru").state is State.TRANSLATED
    assert memory.suggest("An old text", "ru").state is State.DRAFT
    assert memory.suggest("A new text", "ru", minimum=100) is None


def test_plurals_the_interface_and_terms_are_not_remembered(project: Project) -> None:
    """The memory is of documents' texts: words of the theme and terms have places of their own."""
    write_catalog(project, "ru", "interface", said("Contents", "Содержание"))
    write_catalog(project, "ru", "terms", said("holdings", "фонды"))
    write_catalog(project, "ru", "a", Message("one", msgid_plural="many", msgstr=("один", "много")))
    assert Memory(project).units() == []


def test_a_derived_locale_takes_its_base_converted(project: Project) -> None:
    """Uzbek in Cyrillic is the Uzbek memory in the other script; its own catalog goes first."""
    write_catalog(project, "uz", "a", said("Library", "Kutubxona"), said("Reader", "Kitobxon"))
    write_catalog(project, "uz-Cyrl", "a", said("Reader", "Китобхон аъло"))
    memory = Memory(project)
    found = memory.suggest("Library", "uz-Cyrl")
    assert (found.text, found.locale) == ("Кутубхона", "uz-Cyrl")
    assert {one.text for one in memory.search("Reader", "uz-Cyrl")} == {"Китобхон аъло", "Китобхон"}
    assert memory.suggest("Library", "uz").text == "Kutubxona"
    assert [one.text for one in memory.concordance("кутуб", "uz-Cyrl")] == ["Кутубхона"]


def test_tmx_files_are_remembered_under_their_name(project: Project) -> None:
    """A translation from an imported file names the file, whatever region its language has."""
    put_tmx(project, "archive", Unit("Library", "Библиотека", "ru-RU", document="old", context="title"))
    found = Memory(project).suggest("Library", "ru", context="title", document="old")
    assert (found.text, found.document, found.same_context) == ("Библиотека", "archive", True)


def test_concordance_finds_beginnings_of_words_on_both_sides(project: Project) -> None:
    """All the words must be on one side, in any order and any case."""
    write_catalog(project, "ru", "a", said(ACCESS, f"**{ACCESS_RU}**"), said("Reading", "Чтение"))
    memory = Memory(project)
    for words in ("библиотек", "информ ДОСТУП", "access LIBRARIES", "«доступ»"):
        assert [one.source for one in memory.concordance(words, "ru")] == [ACCESS], words
    for words in ("иблиотек", "доступ чтение", "access доступ", "", "…"):
        assert memory.concordance(words, "ru") == [], words


def test_numbers_are_told_apart_among_thousands(project: Project) -> None:
    """Texts that differ by a number only do not hide the exact one."""
    messages = [said(f"Table {number}", f"Таблица {number}") for number in range(2_500)]
    write_catalog(project, "ru", "a", *messages)
    memory = Memory(project)
    assert memory.suggest("Table 2417", "ru").text == "Таблица 2417"
    assert memory.suggest("Table 9999", "ru").score == 97


def test_an_unknown_locale_is_a_wrong_call(project: Project) -> None:
    """A language that nobody knows is said."""
    with pytest.raises(UsageError, match="there is no locale"):
        Memory(project).suggest("a", "qq")


def test_empty_and_signs_only(project: Project) -> None:
    """Texts without words are found when they are the same, and harm nothing."""
    write_catalog(project, "ru", "a", said("***", "* * *"), said("—", "–"), said("§", "§"))
    memory = Memory(project)
    assert memory.suggest("***", "ru").text == "* * *"
    assert memory.suggest("§", "ru").text == "§"
    assert memory.suggest("", "ru") is None
    assert memory.suggest("\n", "ru") is None


def test_a_match_is_found_among_many(project: Project) -> None:
    """Of 3,000 texts each is found by itself and with a word in ten changed."""
    chance = random.Random(7)  # noqa: S311 - no secret
    letters = "абвгдежзиклмнопрстуфхцчшյանքերիլօ"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(900)]
    texts = [" ".join(chance.choices(words, k=chance.randint(1, 30))) for _ in range(3_000)]
    write_catalog(project, "ru", "a", *(said(text, text.upper(), f"s{n}") for n, text in enumerate(texts)))
    memory = Memory(project)
    for text in chance.sample(texts, 150):
        parts = text.split()
        assert memory.suggest(text, "ru").score == 100
        if len(parts) >= 8:
            for _ in range(len(parts) // 10 or 1):
                parts[chance.randrange(len(parts))] = chance.choice(words)
            assert memory.suggest(" ".join(parts), "ru", minimum=60).text == text.upper()


@given(st.lists(st.tuples(st.text("ab .*\n1é", min_size=1, max_size=9), st.text("жӯ", min_size=1)), max_size=5))
@settings(max_examples=30, deadline=None)
def test_every_unit_is_found_by_its_source(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    """Whatever a source is made of, looking it up gives a translation of it."""
    project = make_project(tmp_path_factory.mktemp("project"), "ru")
    pairs = [(source, target) for source, target in pairs if source.strip()]
    write_catalog(project, "ru", "a", *(said(*pair, f"s{n}") for n, pair in enumerate(pairs)))
    with Memory(project) as memory:
        for source, _ in pairs:
            found = memory.suggest(source, "ru", minimum=100)
            assert found
            assert (found.source, found.text) in pairs
            assert found.source == source
