"""What a language needs: one `Locale` a language, read from a small data file."""

from __future__ import annotations

from toolkit.language.locales.load import canonical_tag, known_locales, load_locale
from toolkit.language.locales.model import Locale

__all__ = ["Locale", "canonical_tag", "known_locales", "load_locale"]
