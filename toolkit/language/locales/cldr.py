"""What CLDR knows: a profile for a language that has none here, names of languages and scripts. The only importer of Babel's locale data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import babel
from babel.core import get_global
from babel.localedata import exists

from toolkit.language.locales.format import capitalise
from toolkit.language.locales.model import Locale

if TYPE_CHECKING:
    from typing import Literal

_DATE_FIELD = re.compile(r"'(?P<text>[^']*)'|(?P<day>d+)|(?P<month>[ML]+)|(?P<year>y+)")
_MONTH_AS_NUMBER = re.compile(r"(?<![ML])[ML]{1,2}(?![ML])")
_QUOTED = re.compile(r"'[^']*'")
_NOT_CONFIRMED = ("quotes", "inner_quotes", "date", "plural_forms")


def _cldr_locale(tag: str) -> babel.Locale | None:
    """The locale of a tag; of one that leaves its script out (``zh-TW``) the likely one's (``zh-Hant-TW``, UTS 35, 4.3)."""
    name = tag.replace("-", "_")
    if exists(name):
        return babel.Locale.parse(name)
    try:
        likely = babel.Locale.parse(name)
    except (ValueError, babel.UnknownLocaleError):
        return None
    same = {"language": likely.language, "script": likely.script, "territory": likely.territory}
    return likely if set(name.split("_")) <= set(filter(None, same.values())) else None


_ZEROS = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "gujr": "૦", "mymr": "၀", "tibt": "༠"}
"""The digit nought of CLDR's numbering systems that some language prefers; the other digits follow it in Unicode."""


def _digits(system: str) -> str:
    zero = ord(_ZEROS.get(system, "0"))
    return "".join(map(chr, range(zero, zero + 10)))


def default_profile(tag: str) -> Locale | None:
    """A usable profile from CLDR, or None if CLDR does not know the language in that script.

    Quotation marks are “ ” ‘ ’, which Babel cannot tell; hyphenation is pyphen's if it has the language; nothing
    is said about letters.
    """
    cldr = _cldr_locale(tag)
    if cldr is None:
        return None
    from pyphen import language_fallback

    system = cldr.default_numbering_system
    symbols = {**cldr.number_symbols["latn"], **cldr.number_symbols.get(system, {})}
    lists, choices = cldr.list_patterns["standard"], cldr.list_patterns.get("or", cldr.list_patterns["standard"])
    direction: Literal["ltr", "rtl"] = "rtl" if cldr.text_direction == "rtl" else "ltr"
    script = _script(cldr)
    date, months = _date_and_months(cldr)
    return Locale(
        tag=tag,
        autonym=_capitalised(cldr.get_display_name() or tag),
        name=cldr.get_display_name("en") or tag,
        direction=direction,
        script=script,
        gettext=tag.replace("-", "_"),
        plural_forms=_plural_forms(cldr),
        quotes=("“", "”"),
        inner_quotes=("‘", "’"),
        decimal=symbols["decimal"],
        group=_unbreakable(symbols["group"]),
        percent=_unbreakable(re.sub(r"[#,0.]+", "{0}", str(cldr.percent_formats[None].pattern))),
        date=date,
        digits=_digits(system),
        months=months,
        sizes=tuple(_size_unit(cldr, name) for name in ("byte", "kilobyte", "megabyte", "gigabyte")),
        list_separator=lists["middle"].removeprefix("{0}").removesuffix("{1}"),
        list_and=lists["end"],
        list_or=choices["end"],
        hyphenation=language_fallback(tag) or "",
        font=script,
        needs_native_review=_NOT_CONFIRMED,
    )


def language_name(tag: str, locale: Locale) -> str:
    """What a language (BCP 47) is called in the language of `locale`; by its own name where CLDR does not know that."""
    wanted = babel.Locale.parse(tag, sep="-")
    return _named(wanted.get_display_name(_cldr_name(locale)), locale) or _capitalised(wanted.get_display_name() or tag)


def script_name(code: str, locale: Locale) -> str:
    """What a script (ISO 15924) is called in the language of `locale`; the code itself where CLDR does not know that."""
    return _named(babel.Locale.parse(_cldr_name(locale)).scripts.get(code), locale) or code


def _cldr_name(locale: Locale) -> str:
    return locale.tag.replace("-", "_")


def _named(name: str | None, locale: Locale) -> str:
    """A name as CLDR gives it, in the locale's own letters: its Uzbek has U+2018 for the ʻ of oʻ."""
    if not name:
        return ""
    for wrong, right in locale.confusable.items():
        if len(wrong) > 1:
            name = name.replace(wrong, right)
    return capitalise(locale, name)


def _script(cldr: babel.Locale) -> str:
    """ISO 15924 code, by the tag itself or by CLDR's likely subtags."""
    if cldr.script:
        return cldr.script
    likely = get_global("likely_subtags").get(cldr.language, "")
    return next((part for part in likely.split("_") if len(part) == len("Latn")), "Latn")


def _plural_forms(cldr: babel.Locale) -> str:
    """CLDR's rule where two forms do; Babel's gettext table has one form for several languages that CLDR gives two."""
    categories = cldr.plural_form.tags
    if not categories:
        return "nplurals=1; plural=0;"
    if categories == {"one"}:
        return f"nplurals=2; plural=(n {'>' if cldr.plural_form(0) == 'one' else '!='} 1);"
    from babel.messages.plurals import get_plural

    return f"{get_plural(str(cldr)).plural_forms.rstrip(';')};"


def _size_unit(cldr: babel.Locale, name: str) -> str:
    """The unit's short name, which CLDR gives with a number."""
    from babel.units import format_unit

    return "".join(sign for sign in format_unit(5, f"digital-{name}", "short", locale=cldr) if not _is_of_number(sign))


def _is_of_number(sign: str) -> bool:
    return sign.isdigit() or sign.isspace()


def _date_and_months(cldr: babel.Locale) -> tuple[str, tuple[str, ...]]:
    """The pattern of the long date and what months are called in it: ``3月`` where it has them as numbers."""
    pattern = _date_pattern(cldr)
    if not _MONTH_AS_NUMBER.search(_QUOTED.sub("", cldr.date_formats["long"].pattern)):
        return pattern, tuple(cldr.months["format"]["wide"][number] for number in range(1, 13))
    before, _, after = pattern.partition("{month}")
    sign = after.partition("{")[0].strip()
    return f"{before}{{month}}{after.removeprefix(sign)}", tuple(f"{number}{sign}" for number in range(1, 13))


def _date_pattern(cldr: babel.Locale) -> str:
    def field(match: re.Match[str]) -> str:
        return match["text"] or f"{{{match.lastgroup}}}"

    pattern = _DATE_FIELD.sub(field, cldr.date_formats["long"].pattern)
    return pattern.replace("{day} {month}", "{day}\u00a0{month}")


def _unbreakable(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _capitalised(text: str) -> str:
    """With a title-case first letter; Georgian, which has capitals but not at the start of a name, stays as it is."""
    return text[:1].title() + text[1:]
