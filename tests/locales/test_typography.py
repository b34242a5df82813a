"""Where a line must not end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.locales import known_locales, load_locale
from toolkit.locales.typography import keep_together


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ru", "Библиотека имени М.~И.~Рудомино в~Москве, с~20 апреля 2023~г.~— и~о~том же".replace(" же", "~же")),
        ("ru", "В~форуме (с~2019) участвовали и~№~5, и~§~7, 30~% и~«о~главном»"),
        ("ru", "Слова вода, его и~Иванов~— не~предлоги"),
        ("be", "у~Мінску і~ў~Гомелі, 2023~г."),
        ("tg", "дар~шаҳри Душанбе ба~китобхона"),
        ("hy", "Հայաստան և~Ռուսաստան 2023~թ."),
        ("kk", "Қазақстан да".replace(" да", "~да")),
        ("en", "V.~Mayakovsky Library~— a library"),
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
