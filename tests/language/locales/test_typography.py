"""Where a line must not end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language.locales import known_locales, load_locale
from toolkit.language.locales.typography import _patterns, keep_together, shortened, whole_words


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ru", "Библиотека имени М.~И.~Рудомино в~Москве, с~20~апреля 2023~г.~— и~о~том же".replace(" же", "~же")),
        ("ru", "В~форуме (с~2019) участвовали и~№~5, и~§~7, 30~% и~«о~главном»"),
        ("ru", "Слова вода, его и~Иванов~— не~предлоги"),
        ("be", "у~Мінску і~ў~Гомелі, 2023~г."),
        ("tg", "дар~шаҳри Душанбе ба~китобхона"),
        ("hy", "Հայաստան և~Ռուսաստան 2023~թ."),
        ("kk", "Қазақстан да".replace(" да", "~да")),
        ("en", "V.~Mayakovsky Library~— a library"),
        ("en", "M.I.~Rudomino, on April~20th, from 1~000~– to~2~000".replace("to~", "to ")),
        ("en", "Recommendations 1~—~3 of the mission~- inspire (Appendix~1)"),
        ("kk", "2023~жылғы 20~сәуірде"),
        ("de", "am 5~Mai~– so"),
    ],
)
def test_running_text(tag: str, text: str) -> None:
    """Short words, initials, signs, units and dashes keep their neighbour (``~`` is a no-break space)."""
    assert keep_together(text.replace("~", " "), load_locale(tag)).replace("\u00a0", "~") == text


@given(st.sampled_from(known_locales()), st.text(st.sampled_from("аоиваМ. №§—г%5«»( x\u00a0"), max_size=40))
def test_only_blanks_change(tag: str, text: str) -> None:
    """The text is the same but for its blanks, and doing it twice is doing it once."""
    kept = keep_together(text, load_locale(tag))
    assert kept.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert keep_together(kept, load_locale(tag)) == kept


@given(st.sampled_from(known_locales()), st.text(st.sampled_from("аоиваМ. №§—г%«»()май xMay\u00a0"), max_size=40))
def test_what_holds_numbers_is_in_no_text_without_a_digit(tag: str, text: str) -> None:
    """Such texts are spared the search for them."""
    assert not any(pattern.search(text) for pattern, of_numbers in _patterns(tag) if of_numbers)


@pytest.mark.parametrize(
    "word",
    [
        "4–5", "(2019–2023),", "10%–20%", "2023-жылдын", "АЛМА-нің", "IFLA-nın", "30%-ы", "5-ти", "«Дайджест»-тің", "XXI-ші",
        "кто-то", "e-mail", "20-apreldagi", "-нің", "ýa-da", "(ИФЛА)-нын", "C++", "(g++)",
    ],
)  # fmt: skip
def test_words_that_stay_whole(word: str) -> None:
    """Ranges; endings after numbers, acronyms and quotations, even where markup parts them from those; particles."""
    assert [piece for piece, whole in whole_words(f"Сөз {word} және") if whole] == [word]


@pytest.mark.parametrize(
    "word",
    [
        "Карнеги-холл",
        "PR-кампания",
        "научно-популярный",
        "https://example.org/2019-2023",
        "a@b-c.org",
        "слово",
        "–",
        "-",
    ],
)
def test_words_that_may_be_parted(word: str) -> None:
    """Compounds, addresses, and everything without a hyphen."""
    assert not any(whole for _, whole in whole_words(f"Сөз {word} және"))


@given(st.text(st.sampled_from("аБ5%-–»( \u00a0\n"), max_size=40))
def test_pieces_are_the_text(text: str) -> None:
    """Nothing is lost, and no piece that stays whole has a blank in it."""
    pieces = whole_words(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert not any(whole and len(piece.split()) != 1 for piece, whole in pieces)


@pytest.mark.parametrize(
    ("tag", "text", "short"),
    [
        ("en", "Short", "Short"),
        ("ru", "Обсуждение «Доклада ИФЛА о тенденциях — 2022» библиотекарями", "Обсуждение «Доклада ИФЛА…»"),
        ("ru", "Обсуждение доклада, книги и „Журнала“", "Обсуждение доклада, книги…"),
        ("ru", "Отчёт «О том, что „сказано“ было в тот день»", "Отчёт «О том, что „сказано“…»"),
        ("en", "Discussion of the “Trend Report 2022” by librarians", "Discussion of the “Trend…”"),
        ("hy", "Անկախ Պետությունների և Համագործակցության", "Անկախ Պետությունների…"),
        ("ru", "Превысокомногорассмотрительствующий", "Превысокомногорассмотрительствующий…"),
    ],
)
def test_long_titles_are_shortened(tag: str, text: str, short: str) -> None:
    """At a word that does not lead to the next, without a comma before the ellipsis, every quotation closed."""
    assert shortened(text, 30, load_locale(tag)) == short
