"""The languages of a document as witnesses against the one that stands alone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.tiny_project import make_project, write_catalog
from toolkit.checks.compare import compare_languages
from toolkit.cli import polyedition

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.collection.collection import Collection

TEXT = "In 2024 the IFLA opened [two sites](https://a.org). They serve readers; lend books; answer questions."
GOOD = {
    "ru": "В 2024 году IFLA открыла [два сайта](https://a.org). Они служат читателям; выдают книги; отвечают на вопросы.",
    "kk": "2024 жылы IFLA [екі сайт](https://a.org) ашты. Олар оқырмандарға қызмет етеді; кітап береді; сұрақтарға жауап береді.",
    "ro": "În 2024, IFLA a deschis [două site-uri](https://a.org). Ele servesc cititorii; împrumută cărți; răspund la întrebări.",
}


def project(root: Path, texts: dict[str, str], comments: tuple[str, ...] = ()) -> Collection:
    made = make_project(root, f"{{#a}}\n{TEXT}\n", ("en", *GOOD))
    for locale, text in texts.items():
        write_catalog(root, locale, {("a", TEXT): text})
        path = root / "i18n" / locale / "doc.po"
        path.write_text(_with(path.read_text("utf-8"), comments), "utf-8")
    return made


def _with(text: str, comments: tuple[str, ...]) -> str:
    return text.replace('msgctxt "a"', "".join(f"# {one}\n" for one in comments) + 'msgctxt "a"')


def found(root: Path, texts: dict[str, str], comments: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    collection = project(root, texts, comments)
    return [
        (one.location.path if one.location else "", one.message)
        for one in compare_languages(collection, ["doc"], ["ru", "kk", "ro"])
    ]


def test_where_all_agree_nothing_is_said(tmp_path: Path) -> None:
    """Each in its own writing."""
    assert found(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2024", "2023", "number 2024 is missing; number 2023 is in no other"),
        ("IFLA", "ИФЛА", "name IFLA is missing"),
        ("https://a.org", "https://b.org", "link https://a.org is missing; link https://b.org is in no other"),
        ("). Они", "), они", "1 sentence where all others have 2"),
        ("; выдают книги", "", "1 item where all others have 3"),
    ],
)
def test_the_odd_one_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    """With what it is alone in."""
    (one,) = found(tmp_path, GOOD | {"ru": GOOD["ru"].replace(old, new)})
    assert one[1].partition(": ")[2] == said


def test_what_it_is_alone_in_has_one_order(tmp_path: Path) -> None:
    """Whatever order a process gives its sets."""
    numbers = (31, 45, 57, 62, 78, 86, 93)
    text = GOOD["ru"] + "".join(f" {number}" for number in reversed(numbers))
    (one,) = found(tmp_path, GOOD | {"ru": text})
    assert [int(part) for part in re.findall(r"number (\d+) is in no other", one[1])] == [*numbers]


def test_the_source_may_be_the_odd_one(tmp_path: Path) -> None:
    """All translators have corrected the same slip."""
    (one,) = found(tmp_path, {locale: text.replace("2024", "2025") for locale, text in GOOD.items()})
    assert one[0] == "sources/doc.md"


def test_three_are_too_few(tmp_path: Path) -> None:
    """One against two says little."""
    assert found(tmp_path, {"ru": GOOD["ru"], "kk": GOOD["kk"].replace("2024", "2023")}) == []


def test_a_message_is_excused(tmp_path: Path) -> None:
    """As from any check."""
    assert found(tmp_path, GOOD | {"ru": GOOD["ru"].replace("IFLA", "ИФЛА")}, ("ignore: witnesses",)) == []


def test_the_command_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone with ``--witnesses``, as a part of the whole without; what another check has called an error is not said again."""
    project(tmp_path, GOOD | {"ru": GOOD["ru"].replace("IFLA", "ИФЛА"), "kk": GOOD["kk"].replace("2024", "2023")})
    monkeypatch.chdir(tmp_path)

    def codes(*arguments: str) -> list[tuple[str, str]]:
        shown = CliRunner().invoke(polyedition, ["check", "--json", *arguments], standalone_mode=False).stdout
        return [(one["code"], one["path"]) for one in json.loads(shown) if one["code"] in ("witnesses", "number")]

    assert codes("--witnesses") == [("witnesses", "i18n/kk/doc.po"), ("witnesses", "i18n/ru/doc.po")]
    assert codes() == [("number", "i18n/kk/doc.po"), ("witnesses", "i18n/ru/doc.po")]
    assert codes("--ignore", "witnesses") == [("number", "i18n/kk/doc.po")]
    assert codes("kk", "--witnesses") == [("witnesses", "i18n/kk/doc.po")]


def test_years_of_other_calendars_and_full_stops_of_chinese_are_the_same(tmp_path: Path) -> None:
    """2567 is 2024 in Thai; a text that ends in 。 is one sentence."""
    text = "In 2024 we came."
    others = {
        "ru": "В 2024 году мы пришли.",
        "th": "เรามาในปี 2567",
        "zh-Hans": "我们2024年来了。",
        "ja": "2024年に来た。",
    }
    made = make_project(tmp_path, f"{{#a}}\n{text}\n", ("en", *others))
    for locale, translation in others.items():
        write_catalog(tmp_path, locale, {("a", text): translation})
    assert list(compare_languages(made, ["doc"], list(others))) == []
