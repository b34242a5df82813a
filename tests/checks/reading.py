"""How the tests of the checks ask: the codes found in one translation."""

from __future__ import annotations

from toolkit.catalog.model import Message
from toolkit.catalog.terms import Termbase
from toolkit.checks.model import Context
from toolkit.checks.run import check_message
from toolkit.errors import Severity
from toolkit.language.locales import load_locale
from toolkit.language.texts import Syntax


def context(locale, *terms, syntax=Syntax.MARKDOWN, **more):
    """What a check knows about a document that is translated from English."""
    return Context(load_locale("en"), load_locale(locale), Termbase(terms), syntax, **more)


def diagnostics(source, target, locale, *terms, syntax=Syntax.MARKDOWN, extracted=(), **more):
    """Everything found in one translation; `target` may be a tuple of plural forms."""
    msgstr = (target,) if isinstance(target, str) else target
    message = Message(source, msgstr=msgstr, extracted=extracted, **more)
    return check_message(message, context(locale, *terms, syntax=syntax))


def errors(source, target, locale, *terms, **more):
    """The codes of the errors in one translation."""
    found = diagnostics(source, target, locale, *terms, **more)
    return {one.code for one in found if one.severity is Severity.ERROR}


def warnings(source, target, locale, *terms, **more):
    """The codes of the warnings in one translation."""
    found = diagnostics(source, target, locale, *terms, **more)
    return {one.code for one in found if one.severity is Severity.WARNING}
