"""The theme: templates and style sheets, a project's own before the built-in ones of the same name."""

from __future__ import annotations

import contextlib
import re
import sys
import traceback
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup as Safe
from markupsafe import escape

from toolkit.editions.foreign import MARKS, language_of, marked, told, unmarked
from toolkit.editions.theme import BUILT_IN
from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.language.locales import load_locale
from toolkit.language.locales.typography import keep_together, shortened
from toolkit.sources.inline import has_controls, without_controls
from toolkit.system.files import lies_below

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.bccache import Bucket

    from toolkit.collection.interface import Interface
    from toolkit.project.project import Project

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}
"""What begins a text of a direction of its own; U+2069 ends it."""


def fill(text: str, values: dict[str, object]) -> Safe:
    """The text, escaped, with its ``{name}`` filled in; names without a value stay as they are.

    Translations are untrusted, hence no `str.format`: a placeholder is a name and nothing else.
    """

    def value(match: re.Match[str]) -> str:
        name = match[1]
        return str(escape(values[name])) if name in values else match[0]

    return Safe(_PLACEHOLDER.sub(value, str(escape(text))))  # noqa: S704 - both parts are escaped


def css_content(text: str, **counters: str) -> Safe:
    """The value of a CSS ``content`` property: the words as strings, each ``{name}`` as the given CSS function."""
    if isinstance(text, Safe):
        text = text.unescape()  # what is escaped for HTML would be read letter by letter
    parts = []
    for index, part in enumerate(_PLACEHOLDER.split(text)):
        if index % 2:
            parts.append(counters.get(part, css_string("{" + part + "}")))
        elif part:
            parts.append(css_string(part))
    return Safe(" ".join(parts))  # noqa: S704 - css_string escapes


def css_string(text: str) -> Safe:
    """The text as a CSS string that can break out neither of it nor of the ``style`` element."""
    return Safe('"' + re.sub(r'["\\<>&\x00-\x1f\u2066-\u2069]', lambda sign: f"\\{ord(sign[0]):x} ", text) + '"')  # noqa: S704


def isolated(text: str, language: str, page: str) -> str:
    """A text of a page in another language, between the signs that keep its direction its own if that differs (UAX 9, 2.4.2)."""
    direction = load_locale(language).direction
    return text if direction == load_locale(page).direction else f"{_ISOLATES[direction]}{text}\u2069"


def kept(text: str, language: str) -> str:
    """A text of a language with no-break spaces where none of its lines may end."""
    return keep_together(text, load_locale(language))


def _clean(value: object) -> object:
    """What a template prints, without the characters that neither HTML nor XML has a place for, wherever they came from."""
    if not isinstance(value, str) or isinstance(value, _Whole) or not has_controls(value):
        return value
    pieces = MARKS.split(value) if isinstance(value, Safe) else [value]  # only our own words have marks
    found = "".join(piece if number % 2 else without_controls(piece) for number, piece in enumerate(pieces))
    return value if len(found) == len(value) else type(value)(found)


class _Whole(Safe):
    """A file of the theme that was cleaned already: a style sheet, which stands in every page."""


@lru_cache(16)
def _whole(text: str) -> _Whole:
    return _Whole(_clean(Safe(text)))  # noqa: S704 - the theme is the author's own


class _OwnLoader(FileSystemLoader):
    """Reads the files that really are in a project's theme: one that a link puts there from elsewhere would be published."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template. Raises `ToolkitError` for a file that lies elsewhere."""
        source, path, fresh = super().get_source(environment, template)
        require_inside(Path(self.searchpath[0]), Path(path))
        return source, path, fresh


def require_inside(theme: Path, path: Path) -> None:
    """Raises `ToolkitError` where a file of the theme is a link that leads out of it."""
    if not lies_below(path, theme):
        place = Location(f"{theme.name}/{path.name}")
        message = "this file of the theme is a link that leads out of it"
        raise ToolkitError(Diagnostic("template", message, place, hint="put the file itself into the theme"))


class _CompiledTemplates(FileSystemBytecodeCache):
    """Keeps the built-in templates compiled beside the program's own modules; a project's own are compiled each time.

    Compiling all takes a fifth of a second, in every process of a build. Nothing is read from a project's folder:
    compiled code is taken from where Python takes its own. Where nobody may write, nothing is kept.
    """

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Nothing for a template that is not built in."""
        built_in = filename is not None and Path(filename).is_relative_to(BUILT_IN)
        return super().get_cache_key(name, filename) if built_in else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the compiled template, if it is there and as new as its source."""
        if bucket.key:
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the compiled template."""
        if bucket.key and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


COMPILED = Path(__file__).parents[1] / "__pycache__"
"""Where compiled templates are kept."""
_COMPILED_NAME = "__jinja2_clean_%s.cache"
"""Of a compiled template: it must change with the settings of the environment, which are compiled in."""


@cache
def environment(theme: Path) -> Environment:
    """The template environment of a project's theme folder, which need not exist."""
    made = Environment(
        loader=ChoiceLoader([_OwnLoader(theme), FileSystemLoader(BUILT_IN)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        bytecode_cache=_CompiledTemplates(str(COMPILED), _COMPILED_NAME),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["css_string"] = css_string
    made.filters["isolated"] = isolated
    made.filters["kept"] = kept
    made.filters["language_of"] = language_of
    made.filters["shortened"] = shortened
    made.globals["css_content"] = css_content
    made.globals["collection_logo"] = _collection_logo
    made.globals["asset"] = lambda name: _whole(_asset(made, name))
    return made


def _collection_logo(project: Project, root: str) -> Safe:
    """The picture of the collection in a page, beside its name; `root` leads from the page to the site."""
    from toolkit.editions.pictures import Pictures

    source = project.look.logo
    attributes = Pictures(project, project.locales[0]).on_page(root)(source) if source else None
    told = Safe().join(Safe(' {}="{}"').format(*pair) for pair in (attributes or {}).items())
    return Safe('<img class="logo"{} alt="">').format(told) if attributes else Safe()


def render(theme: Path, name: str, interface: Interface, **context: object) -> str:
    """A template filled in. Raises `ToolkitError` where the project's own template is wrong."""
    text = _rendered(theme, name, interface, **context)
    return told(text, interface.element) if name.endswith("html") else unmarked(text)


def _rendered(theme: Path, name: str, interface: Interface, **context: object) -> str:
    """The same, with the marks of words in other languages still in it."""

    def words(singular: str, number: int = 1, plural: str = "") -> str:
        text, language = interface.find(singular, number, plural)
        return marked(without_controls(text), language, interface.locale, singular if interface.element else "")

    def translate(text: str, **values: object) -> Safe:
        return fill(words(text), values)

    def translate_plural(singular: str, plural: str, number: int, **values: object) -> Safe:
        return fill(words(singular, number, plural), {"number": number, **values})

    try:
        template = environment(theme).get_template(name)
        return template.render(_=translate, ngettext=translate_plural, **context)
    except ToolkitError:
        raise
    except Exception as error:
        found = template_error(error, theme, name)
        if found is None:
            raise
        raise found from None


def phrase(theme: Path, name: str, interface: Interface, **context: object) -> Safe:
    """A template that is a few words, filled in and ready for another template, which tells their language."""
    return Safe(" ".join(_rendered(theme, name, interface, **context).split()))  # noqa: S704 - it is escaped


def word(text: str, interface: Interface, page: str) -> Safe:
    """A word of the theme for a page in a language (a BCP 47 tag), ready for its template, which tells its own."""
    found, language = interface.find(text)
    return escape(marked(without_controls(found), language, page))


def plain_phrase(theme: Path, name: str, interface: Interface, **context: object) -> str:
    """The same words without markup."""
    return unmarked(phrase(theme, name, interface, **context).unescape())


def asset(theme: Path, name: str) -> str:
    """A file of the theme as it is: a style sheet, for instance."""
    return _asset(environment(theme), name)


def _asset(made: Environment, name: str) -> str:
    assert made.loader is not None
    return made.loader.get_source(made, name)[0]


def template_error(error: Exception, theme: Path, name: str) -> ToolkitError | None:
    """What is wrong with a template, as its author sees it: file and line; None if no template of theirs is at fault."""
    place = _place(error, theme, name)
    if isinstance(error, UnicodeDecodeError):
        message, hint = "the template is not UTF-8", "save the file in the encoding UTF-8"
        place = place or (theme / name, None)
    elif isinstance(error, TemplateNotFound):
        message, hint = f"there is no template {error.name}", "put the file into the theme folder, or mend the name"
    elif isinstance(error, TemplateError) or (place and place[0].is_relative_to(theme)):
        message, hint = f"the template cannot be used: {' '.join(str(error).split())}", "mend the template"
    else:
        return None
    path, line = place or (theme / name, None)
    shown = f"{theme.name}/{path.relative_to(theme).as_posix()}" if path.is_relative_to(theme) else path.as_posix()
    return ToolkitError(Diagnostic("template", message, Location(shown, line), hint=hint))


def _place(error: Exception, theme: Path, name: str) -> tuple[Path, int | None] | None:
    """The innermost line of a template that led to the error; Jinja gives templates frames of their own."""
    if isinstance(error, TemplateSyntaxError):
        return Path(error.filename or theme / name), error.lineno
    places = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    inside = [place for place in places if any(place[0].is_relative_to(folder) for folder in (theme, BUILT_IN))]
    return inside[-1] if inside else None
