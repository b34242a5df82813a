"""Uzbek in Cyrillic letters."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import UsageError
from toolkit.language.locales import load_locale
from toolkit.language.locales.script import _convert_word, _rules, _Table, convert_script, to_cyrillic

CYRILLIC = load_locale("uz-Cyrl")
PARAGRAPHS = [
    tuple(part.splitlines())
    for part in Path(__file__).with_name("uzbek.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]
]


def _words(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split()


@pytest.mark.parametrize(("latin", "cyrillic"), PARAGRAPHS, ids=lambda text: text[:20])
def test_running_text(latin: str, cyrillic: str) -> None:
    """Every word of running text comes out as it is printed."""
    assert _words(convert_script(latin, CYRILLIC)) == _words(cyrillic)


@pytest.mark.parametrize("wrong", ["'", "’", "‘", "ʼ"])
@pytest.mark.parametrize(("latin", "cyrillic"), PARAGRAPHS, ids=lambda text: text[:20])
def test_wrong_apostrophes(latin: str, cyrillic: str, wrong: str) -> None:
    """Any of the apostrophes that people type is read like the right one between letters."""
    typed = re.sub(r"(?<=\w)[ʻʼ](?=\w)", wrong, latin)
    assert _words(convert_script(typed, CYRILLIC)) == _words(cyrillic)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Shahar SHAHAR shahar", "Шаҳар ШАҲАР шаҳар"),
        ("Yoʻl YOʻL yoʻl Oʻ oʻ Gʻoya GʻOYA", "Йўл ЙЎЛ йўл Ў ў Ғоя ҒОЯ"),
        ("OʻzLiDeP, AQSH, BMT, YUNESKO", "ЎзЛиДеП, АҚШ, БМТ, ЮНЕСКО"),
        ("IFLAning, PDFni, ICT, RLA, Facebook", "ИФЛАнинг, PDFни, ICT, RLA, Facebook"),
        ("XIX–XXI asrlar, II bob, I. A. Karimov", "XIX–XXI асрлар, II боб, И. А. Каримов"),
        ("tog' ostida, bog’ ichida, ‘foto’ va ‘marketing’", "тоғ остида, боғ ичида, ‘фото’ ва ‘маркетинг’"),
        ("poeziya aeroport duet e-hukumat", "поэзия аэропорт дуэт э-ҳукумат"),
        ("Vasilyevna Solovyov Tsvetayeva Nyu-York", "Васильевна Соловьёв Цветаева Нью-Йорк"),
        ("o`zbek, ma`no, shu`la", "ўзбек, маъно, шуъла"),
        ("moʻjiza, moʻʼjiza, mo‘’jiza", "мўъжиза, мўъжиза, мўъжиза"),
        (
            "folklor, matritsa, bestseller, genotsid, radiointervyu",
            "фольклор, матрица, бестселлер, геноцид, радиоинтервью",
        ),
        ("olgan, Olga, yodgorlik, sirka, sentabrda", "олган, Ольга, ёдгорлик, сирка, сентябрда"),
        ("1990-yillarda, 5-sinf, 1-may", "1990\u00a0йилларда, 5-синф, 1\u00a0май"),
    ],
)
def test_cases_acronyms_and_numbers(latin: str, cyrillic: str) -> None:
    """Capitals, acronyms, Roman numbers, quotations and dates come out as a reader expects."""
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**Sayt** [bu](https://natlib.uz/a_(b)?c=d)", "**Сайт** [бу](https://natlib.uz/a_(b)?c=d)"),
        ('[sayt](<natlib.uz/a b> "Sarlavha")', '[сайт](<natlib.uz/a b> "Сарлавҳа")'),
        ("[matn][ref] va [qisqa][]", "[матн][ref] ва [қисқа][qisqa]"),
        ("`kod` ``ko`d`` <https://a.uz> matn[^izoh]", "`kod` ``ko`d`` <https://a.uz> матн[^izoh]"),
        ("{name} %(name)s %s va 25%dan &nbsp;&#x2014;", "{name} %(name)s %s ва 25%дан &nbsp;&#x2014;"),
        ("info@natlib.uz, natlib.uz/page, www.ifla.org.", "info@natlib.uz, natlib.uz/page, www.ifla.org."),
        ("“IFLA ‘yangi’ hisoboti” va oʻz", "«ИФЛА „янги“ ҳисоботи» ва ўз"),
    ],
)
def test_markdown_stays_whole(markdown: str, expected: str) -> None:
    """Link targets, code, addresses, entities and placeholders are left alone; quotes follow the profile."""
    assert convert_script(markdown, CYRILLIC) == expected


def test_kept_names() -> None:
    """A name that the caller protects stays in Latin letters, with its suffix converted."""
    assert convert_script("Public Library Manifest va Manifest", CYRILLIC, keep=["Public Library Manifest"]) == (
        "Public Library Manifest ва Манифест"
    )


def test_only_derived_locales_convert() -> None:
    """A locale that is derived from none is refused."""
    with pytest.raises(UsageError, match="no script conversion makes ru"):
        convert_script("kitob", load_locale("ru"))


def test_exceptions_are_needed() -> None:
    """Every entry of the exception tables says something that the rules alone do not say."""
    rules = _rules("uz-Cyrl")
    for name in ("words", "stems", "infixes"):
        table = getattr(rules, name)
        for latin in table:
            word = {"words": latin, "stems": f"{latin}xona", "infixes": f"ma{latin}"}[name]
            others = _Table({key: value for key, value in table.items() if key != latin})
            assert _convert_word(word, replace(rules, **{name: others})) != _convert_word(word, rules), latin


# A full stop has a blank after it: letters on both sides make a web address (a.ru), which stays as it is.
@given(st.lists(st.sampled_from([*"abdefghijklmnopqrstuvxyz'ʻʼ -,5", ". "]), max_size=40).map("".join))
def test_no_latin_letter_is_left(text: str) -> None:
    """Text in small letters of the Uzbek alphabet has none of them left, and no letter outside the Cyrillic alphabet."""
    converted = to_cyrillic(text)
    assert {letter for letter in converted if letter.isalpha() and letter not in "ʻʼ"} <= CYRILLIC.alphabet


@given(st.text(max_size=60))
def test_any_text_passes(text: str) -> None:
    """Whatever the text, conversion returns one, and text without Latin letters keeps its length."""
    converted = to_cyrillic(text)
    if not re.search("[A-Za-z]", text):
        assert converted == text


@given(st.sampled_from([cyrillic for _, cyrillic in PARAGRAPHS]))
def test_twice_is_once(text: str) -> None:
    """Cyrillic text stays as it is."""
    assert convert_script(text, CYRILLIC) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I. Kutubxonalar manfaati", "I. Кутубхоналар манфаати"),
        ("V. XXI asrda taʼlim", "V. XXI асрда таълим"),
        ("Bu V. Mayakovskiy kutubxonasi", "Бу В. Маяковский кутубхонаси"),
    ],
)
def test_number_of_a_heading_and_initial_of_a_name(text: str, expected: str) -> None:
    """A text that begins with one Roman digit and a full stop is numbered; within it the letter is an initial."""
    assert convert_script(text, load_locale("uz-Cyrl")) == expected
