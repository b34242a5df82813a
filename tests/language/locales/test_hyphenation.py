"""Where words are broken."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language.locales import known_locales, load_locale
from toolkit.language.locales.hyphenation import _patterns, positions, register

RULED = tuple(tag for tag in known_locales() if load_locale(tag).hyphenation == "rules")
WORDS = {
    "az": "ki-tab-xa-na əmək-daş-lıq in-for-ma-si-ya mə-lu-mat azər-bay-can-ca in-ki-şaf cə-miy-yət infrastruk-tur",
    "be": "біб-лі-я-тэ-ка дзяр-жаў-на-га пад-трым-ка прад-стаў-нік надзей-ны ура-джай надзвы-чай падзем-ны аб’-яд-наць "
    "рай-ён людзь-мі су-поль-насць між-на-род-ны чы-тан-не аў-тар",
    "hy": "գրա-դա-րան մի-ու-թյուն գոր-ծըն-կեր հա-յաս-տա-նյան մաս-նա-կից ներ-կա-յա-ցու-ցիչ հա-մա-գոր-ծակ-ցու-թյուն արևելք բա՞ց",
    "kk": "кі-тап-ха-на жа-уап қа-уіп-сіз-дік мә-де-ни-ет ба-уыр ын-ты-мақ-тас-тық ұсы-ныс-тар қа-зақ-стан-дық объ-ект "
    "жү-йе-ле-рі ре-сурс-та-ры кон-текс-те инфраструк-ту-ра",
    "ky": "ки-теп-ка-на-лар кыз-мат-таш-тык му-га-лим өнүк-тү-рүү кыр-гыз-стан-дык жооп-туу бо-луу",
    "tg": "ки-тоб-хо-на маъ-лу-мот ҳам-ко-рӣ то-ҷи-кис-то-нӣ санъ-ат фар-ҳан-гӣ ҷум-ҳу-рӣ",
    "tk": "ki-tap-ha-na hyz-mat-daş-lyk türk-me-nis-tan-ly mag-lu-mat me-de-ni-ýet",
    "uz": "ku-tub-xo-na-chi-lik oʻqi-tuv-chi teng-lik sanʼ-at maʼ-lu-mot mash-gʻu-lot oʻz-be-kis-ton-lik oi-la toʻgʻ-ri singil menga",
    "uz-Cyrl": "ку-туб-хо-на-чи-лик ўқи-тув-чи тенг-лик санъ-ат маъ-лу-мот ком-пью-тер объ-ект са-ё-ҳат аль-бом менга",
}


UNITS = {"uz": ("sh", "ch", "ng"), "hy": ("ու",), "uz-Cyrl": ("нг",), "be": ("дз", "дж")}


def _hyphenated(word: str, tag: str) -> str:
    at = [0, *positions(word, load_locale(tag)), len(word)]
    return "-".join(word[start:end] for start, end in pairwise(at))


def test_every_ruled_locale_is_tried() -> None:
    """No locale with syllable rules is without its words here."""
    assert set(WORDS) == set(RULED)


@pytest.mark.parametrize(("tag", "word"), [(tag, word) for tag, words in WORDS.items() for word in words.split()])
def test_syllables(tag: str, word: str) -> None:
    """Words break between syllables."""
    assert _hyphenated(word.replace("-", ""), tag) == word


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("uz", "IFLA"),
        ("uz-Cyrl", "АҚШ"),
        ("uz", "Oʻzbekiston"),
        ("be", "Мазырская"),
        ("ru", "Екатеринбург"),
        ("ro", "Novosibirsk"),
        ("en", "Krasnoyarsk"),
        ("en", "UNESCO"),
        ("ru", "МакДональдс"),
        ("de", "McDonaldisierung"),
        ("kk", "library"),
        ("kk", "кiтапхана"),
        ("uz", "2023yil"),
        ("tg", ""),
        ("ar", "مكتبة"),
    ],
)
def test_words_left_whole(tag: str, word: str) -> None:
    """Names, acronyms, digits, foreign or mixed letters are never broken."""
    assert positions(word, load_locale(tag)) == []


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("ru", "биб-лио-те-ка"),
        ("ru", "объ-еди-нять"),
        ("ro", "bi-bli-o-te-că"),
        ("ro", "înalte"),  # the patterns say îna-l-te
        ("ro", "oportu-ni-tăți"),  # the patterns say oport-u-ni-tăți
        ("en", "rec-om-men-da-tions"),
        ("de", "Emp-feh-lun-gen"),  # a capital makes no name there
    ],
)
def test_pyphen_where_it_has_patterns(tag: str, word: str) -> None:
    """The other locales use pyphen's dictionaries, without the breaks that leave no vowel on one side."""
    assert _hyphenated(word.replace("-", ""), tag) == word


@given(st.sampled_from(RULED), st.data())
def test_laws(tag: str, data: st.DataObject) -> None:
    """Whatever the word: breaks ascend, leave two letters on either side, and part no digraph and no sign."""
    locale = load_locale(tag)
    letters = sorted(letter for letter in locale.alphabet | set(locale.word_marks) if not letter.isupper())
    word = data.draw(st.text(letters, max_size=20))
    found = positions(word, locale)
    assert found == sorted(set(found))
    for at in found:
        assert 2 <= at <= len(word) - 2
        assert word[at] not in "ьъʻʼ’՛՜՞" + ("йў" if tag == "be" and word[at - 1] in "аеёіоуыэюя" else "")
        assert word[at - 1 : at + 1].lower() not in UNITS.get(tag, ())


@given(st.sampled_from(RULED), st.text(max_size=20))
def test_any_word_passes(tag: str, word: str) -> None:
    """No word, however strange, raises an error."""
    assert all(0 < at < len(word) for at in positions(word, load_locale(tag)))


UZBEK = "kutubxonachilik sohasidagi mutaxassislar hamkorligini rivojlantirish boʻyicha tavsiyanomalar muhokama qilindi"
CYRILLIC = "кутубхоначилик соҳасидаги мутахассислар ҳамкорлигини ривожлантириш бўйича тавсияномалар муҳокама қилинди"


@pytest.mark.parametrize(("tag", "text"), [("uz", UZBEK), ("uz-Cyrl", CYRILLIC)])
def test_weasyprint_breaks_lines(tag: str, text: str) -> None:
    """In a narrow column WeasyPrint breaks words with hyphens, at our places only."""
    pdfium = pytest.importorskip("pypdfium2")
    weasyprint = pytest.importorskip("weasyprint")
    register([tag])
    style = "@page{size:60mm 120mm;margin:5mm} p{width:24mm;hyphens:auto;font:11pt serif}"
    pdf = weasyprint.HTML(string=f'<html lang="{tag}"><style>{style}</style><p>{text}</p>').write_pdf()
    lines = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range().split("\r\n")
    broken = [line for line in lines if line.endswith(("\u2010", "-", "\u00ad", "\ufffe"))]
    joined = "".join(line[:-1] if line in broken else f"{line} " for line in lines).strip()
    assert len(broken) >= 3  # how many depends on the fonts of the machine
    assert joined == text
    ends = {part for word in text.split() for part in _parts(word, tag)}
    assert all(line[:-1].split()[-1] in ends for line in broken)


def _parts(word: str, tag: str) -> set[str]:
    """Every piece of the word that may stand before a hyphen."""
    at = [0, *positions(word, load_locale(tag))]
    return {word[start:end] for start in at for end in at if start < end}


def test_register_twice_is_register_once() -> None:
    """Registering again changes nothing."""
    import pyphen

    register(["uz", "kk", "ru"])
    before = dict(pyphen.LANGUAGES)
    register(["uz", "kk", "ru"])
    assert before == pyphen.LANGUAGES
    assert pyphen.language_fallback("uz-Cyrl-UZ") in ("uz", "uz_Cyrl")
    assert pyphen.Pyphen(lang="kk").inserted("кітапхана") == "кі-тап-ха-на"


def test_a_language_of_cldr_can_be_registered() -> None:
    """Its patterns are still found when its name leads to them through us."""
    import pyphen

    _patterns.cache_clear()
    register(["fr"])
    assert pyphen.Pyphen(lang="fr").inserted("bibliothèque") == "bi-blio-thèque"
    assert pyphen.Pyphen(lang="fr").inserted("Marseille") == "Marseille"


@pytest.mark.parametrize(("tag", "word"), [("uz-Cyrl", "тай-ёр-лан-ди"), ("tg", "му-ай-ян-шу-да")])
def test_a_short_i_stays_with_its_vowel(tag: str, word: str) -> None:
    """Before ё, ю, я and е it closes the syllable."""
    assert _hyphenated(word.replace("-", ""), tag) == word
