"""The project's own catalogs: every language complete, every text a marked draft, and nothing that a check finds wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.catalog.model import Message, State
from toolkit.catalog.po import read_po
from toolkit.checks.run import check_project
from toolkit.errors import Severity
from toolkit.project.project import find_project

PROJECT = find_project(Path(__file__).parent)
TRANSLATED = [locale for locale in PROJECT.locales if locale != "en" and not PROJECT.is_derived(locale)]
DOMAINS = (*PROJECT.documents, "interface", "workbench", "terms")


def messages(locale: str, domain: str) -> list[Message]:
    return list(read_po(PROJECT.catalog(domain, locale)).live)


def test_the_languages_are_those_of_the_commonwealth() -> None:
    """Ten languages beside the English original, and Uzbek in Cyrillic letters derived."""
    assert sorted(TRANSLATED) == sorted(["ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk"])


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", TRANSLATED)
def test_nothing_is_untranslated(locale: str, domain: str) -> None:
    """Every message of the template has a text that belongs to what the source says now."""
    template = list(read_po(PROJECT.template(domain)).live)
    found = messages(locale, domain)
    assert [message.key for message in found] == [message.key for message in template]
    missing = [message.key for message in found if message.state in {State.UNTRANSLATED, State.OUTDATED}]
    assert missing == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_what_nobody_has_reviewed_is_a_draft(locale: str) -> None:
    """A text without a review stamp is fuzzy and says where it comes from."""
    for domain in DOMAINS:
        for message in messages(locale, domain):
            assert message.state is State.REVIEWED or (message.state is State.DRAFT and message.origin), message.key


@pytest.mark.parametrize("locale", PROJECT.locales)
def test_no_check_finds_an_error(locale: str) -> None:
    """No damaged markup, link or number, no word of mixed scripts, no letter of another alphabet, in documents and interface."""
    found = check_project(PROJECT, (locale,), DOMAINS)
    assert [str(one) for one in found if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_decisions_are_written_down(locale: str) -> None:
    """The next reviewer finds what was decided and doubted."""
    assert len((PROJECT.root / PROJECT.i18n / locale / "NOTES.md").read_text("utf-8").splitlines()) >= 10
