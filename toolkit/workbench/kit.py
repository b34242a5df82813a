"""One HTML file for somebody who can install nothing: the page, the editor, memory and terms, without any network."""

from __future__ import annotations

import base64
import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from toolkit.catalog.model import source_digest
from toolkit.drafts.memory import Memory
from toolkit.editions.pictures import page_files
from toolkit.errors import ToolkitError
from toolkit.language.locales import load_locale
from toolkit.sources.pictures import find_picture, read_picture
from toolkit.workbench import beside
from toolkit.workbench.history import earlier_translations
from toolkit.workbench.page import Frame, live_page, styles_of
from toolkit.workbench.shell import FRONT, IMPORT, data_element, modules_of
from toolkit.workbench.texts import texts_of
from toolkit.workbench.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from toolkit.collection.collection import Collection
    from toolkit.project.project import Project

_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_POLICY = "POLICY"
_ALL = 1 << 30


def make_kit(collection: Collection, document: str, locale: str) -> str:
    """The file. Raises `ToolkitError` where a source or a catalog has errors."""
    style = (FRONT / "workbench.css").read_text("utf-8")
    script = bundled()
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n<style>{style}</style>\n'
        f'{data_element(_data(collection, document, locale))}\n<script type="module">{script}</script>\n'
    )
    frame = Frame("", head, picture=_embedded(collection.project, locale), at_once=_ALL)
    html = live_page(collection, document, locale, frame)
    styles = " ".join(f"'sha256-{_hash(one)}'" for one in styles_of(html))
    policy = (
        f"default-src 'none'; script-src 'sha256-{_hash(script)}'; style-src {styles}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return html.replace(f'content="{_POLICY}"', f'content="{policy}"', 1)


def bundled() -> str:
    """The front end of a kit as one module: pages from a disk can import none."""
    parts = ["const modules = {}"]
    for name in modules_of("kit"):
        text = (FRONT / f"{name}.js").read_text("utf-8")
        exports = ", ".join(_EXPORT.findall(text))
        text = _EXPORT.sub("", IMPORT.sub(r"const \1 = modules.\2", text))
        parts.append(f"modules.{name} = (() => {{\n{text}\nreturn {{ {exports} }}\n}})()")
    script = "\n".join(parts)
    assert "</script" not in script.lower()
    return script


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(collection: Collection, document: str, locale: str) -> dict[str, Any]:
    profile = load_locale(locale)
    original = load_locale(collection.document(document).meta.language)
    texts = texts_of(collection, document, locale)
    words = words_of(collection.project, locale)
    language = locale if words else "en"
    return {
        "kind": "document",
        "kit": source_digest(collection.project.title + "\0".join(one.source for one in texts)),
        "locale": locale,
        "domain": document,
        "name": profile.autonym,
        "direction": profile.direction,
        "source": {"locale": original.tag, "direction": original.direction, "name": original.autonym},
        "quotes": [*profile.quotes, *profile.inner_quotes],
        "formats": [],
        "by": "",
        "mail": collection.project.site_email,
        "words": words,
        "language": language,
        "languageDirection": load_locale(language).direction,
        "texts": [{**one.data, "sent": source_digest(one.texts[0])} for one in texts],
        "beside": dict(_beside(collection, document, locale)),
    }


def _beside(collection: Collection, document: str, locale: str) -> Iterator[tuple[str, dict[str, Any]]]:
    earlier = earlier_translations(collection, document, locale)
    with Memory(collection.project) as memory:
        for one in texts_of(collection, document, locale):
            yield (
                one.id,
                {
                    "change": beside.compared(one.previous, one.source) if one.previous else [],
                    "matches": beside.matches(memory, one.source, locale, document, one.id),
                    "terms": beside.terms(collection, one.source, locale),
                    "same": beside.same_text(collection, one.source, locale, document, one.id),
                    "earlier": earlier(one.id),
                },
            )


def _embedded(project: Project, locale: str) -> Callable[[str], Mapping[str, str] | None]:
    """Gives the attributes of pictures that stand in the page itself, the smallest that is made of each."""

    def attributes(source: str) -> Mapping[str, str] | None:
        folder = project.root / project.sources
        name = find_picture(source, folder, project.chain(locale))
        if name is None:
            return None
        with suppress(ToolkitError):
            picture = read_picture(name, folder, f"{project.sources}/{name}")
            file = min(page_files(picture, project.cache_path / "pictures"), key=lambda one: len(one.data))
            data = base64.b64encode(file.data).decode()
            size = {"width": str(file.width), "height": str(file.height)} if file.width else {}
            return {"src": f"data:{file.media_type};base64,{data}", **size}
        return None

    return attributes
