"""What the options of ``polyedition terms`` mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.exchange.concepts import Rendering
    from toolkit.project.project import Project

_STATES = ("missing", "draft", "translated")


def chosen_locales(project: Project, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The languages named by -l; all of the project without one."""
    return project.select_locales(wanted) if wanted else tuple(project.locales)


def chosen_states(only: str | None) -> frozenset[str]:
    """The states that --only names, none without it. Raises `UsageError` for a word that is no state."""
    from toolkit.errors import Diagnostic, UsageError

    words = frozenset(filter(None, (word.strip() for word in (only or "").split(","))))
    for word in sorted(words - set(_STATES)):
        raise UsageError(
            Diagnostic("state", f"--only does not know {word!r}", hint=f"name some of: {', '.join(_STATES)}")
        )
    return words


def given_renderings(
    project: Project, translations: tuple[str, ...], forbidden: tuple[str, ...], forms: tuple[str, ...], draft: bool
) -> dict[str, Rendering]:
    """What -t, --forbid and --form say, by locale.

    Raises `UsageError` for a value that is not ``LOCALE=TEXT``, and for a language that the project has not.
    """
    from toolkit.exchange.concepts import Rendering

    texts = _by_locale(project, translations, "-t")
    wrong, other = _by_locale(project, forbidden, "--forbid"), _by_locale(project, forms, "--form")
    return {
        tag: Rendering("; ".join(texts.get(tag, ())), tuple(wrong.get(tag, ())), tuple(other.get(tag, ())), draft)
        for tag in dict.fromkeys((*texts, *wrong, *other))
    }


def _by_locale(project: Project, values: tuple[str, ...], option: str) -> dict[str, list[str]]:
    from toolkit.errors import Diagnostic, UsageError
    from toolkit.exchange.concepts import one_line

    found: dict[str, list[str]] = {}
    for value in values:
        tag, sign, text = value.partition("=")
        if not sign or not text.strip():
            hint = f"write {option} ru=текст"
            raise UsageError(Diagnostic("term", f"{option} wants a language and a text: {value!r}", hint=hint))
        (locale,) = project.select_locales((tag.strip(),))
        found.setdefault(locale, []).append(one_line(text))
    return found
