"""A document of another program as a source: front matter and Markdown, the names of places, and the pictures beside it."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from toolkit.errors import ToolkitError
from toolkit.exchange.archive import refuse
from toolkit.exchange.documents.model import PICTURE, shorten
from toolkit.exchange.documents.phrases import Phrases
from toolkit.exchange.documents.places import name_places
from toolkit.exchange.documents.tidy import tidy
from toolkit.exchange.documents.write import Writer
from toolkit.language.guess import language_of
from toolkit.language.locales import canonical_tag
from toolkit.sources.addresses import is_safe_target
from toolkit.sources.drawings import PictureFault
from toolkit.sources.front_writing import write_front_matter
from toolkit.sources.markdown import parse_markdown
from toolkit.sources.pictures import judge_picture

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

    from toolkit.exchange.documents.model import Foreign, Properties

_FORBIDDEN_PICTURES = re.compile(r"pixels|more than")
_ENDINGS = {"jpeg": "jpg"}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


@dataclass(frozen=True, slots=True)
class Assembled:
    """A source that is ready to be written."""

    text: str
    pictures: dict[str, bytes]
    """By the names of their files, which lie beside the source."""
    language: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever brings a document in says of it."""

    language: str = ""
    """BCP 47 tag; empty: as the file says, or its words."""
    recommendations: tuple[str, ...] = ()
    """Beginnings of words, in small letters: numbered lists below a heading with one of them are recommendations."""
    documents: Collection[str] = ()
    """The documents that links may lead to."""
    languages: Collection[str] = ()
    """The languages of the project: a tag with a region is one of them without it."""


def assemble(foreign: Foreign, name: str, wishes: Wishes) -> Assembled:
    """The source that a document makes, called `name`. Raises `ToolkitError` with one line for a picture that does harm."""
    tidy(foreign)
    made = _Assembly(foreign, name, wishes)
    made.choose_pictures()
    language = made.language()
    head = write_front_matter(_front(foreign.properties, language, name))
    names, anchors = name_places(foreign.body)
    body = made.body(names, anchors)
    try:
        parse_markdown(f"{head}\n{body}", name, name)
    except ToolkitError:
        body = made.body({}, {})
    return Assembled(f"{head}\n{body}", made.kept, language)


def _front(properties: Properties, language: str, name: str) -> dict[str, str | tuple[str, ...]]:
    """The front matter by its keys, in our order."""
    others = properties.others
    return {
        "title": properties.title or name,
        "subtitle": properties.subtitle,
        "authors": properties.authors,
        "date": properties.date,
        **{key: others.get(key, "") for key in ("place", "event")},
        "publishers": properties.publishers,
        "language": language,
        **{
            key: others.get(key, "")
            for key in ("kind", "version", "identifier", "series", "edition", "rights", "abstract")
        },
        "keywords": properties.keywords,
    }


@dataclass(slots=True)
class _Assembly:
    foreign: Foreign
    name: str
    wishes: Wishes
    kept: dict[str, bytes] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)
    """The file of each picture of the tree that is kept."""

    def choose_pictures(self) -> None:
        """Keeps what pages can show, under names of the document; the others are named as losses."""
        losses = self.foreign.losses
        for one in self.foreign.body.iter("img"):
            key = one.get(PICTURE, "")
            data = self.foreign.pictures.get(key)
            if data is None or key in self._files:
                continue
            try:
                kind = judge_picture(data).kind
            except PictureFault as fault:
                if _FORBIDDEN_PICTURES.search(fault.message):
                    raise refuse(losses.name, fault.message, fault.hint) from None
                losses.add(shorten(one.get("alt", ""), 40), f"a picture is left out: {fault.message}", fault.hint)
                continue
            self._files[key] = f"{self.name}-{len(self.kept) + 1}.{_ENDINGS.get(kind, kind)}"
            self.kept[self._files[key]] = data

    def language(self) -> str:
        """The tag of the document's language."""
        if self.wishes.language:
            return self.wishes.language
        said = canonical_tag(self.foreign.properties.language) if self.foreign.properties.language else ""
        said = said if _TAG.fullmatch(said) else ""
        words = re.findall(r"[^\W\d_]+", " ".join(map(str, self.foreign.body.itertext())))
        found = language_of(words, said, self.wishes.languages)
        if said and found.partition("-")[0] != said.partition("-")[0]:
            what = f"the file says that it is in {said}, and its words are {found}"
            self.foreign.losses.add("", what, "if that is wrong, name the language with --language")
        return found

    def body(self, names: dict[_Element, str], anchors: dict[str, str]) -> str:
        """The Markdown below the front matter."""

        def link(address: str, words: str) -> str:
            return self._address(address, words, anchors)

        phrases = Phrases(link, self._picture, lambda what: self.foreign.losses.add("", what))
        body = copy.deepcopy(self.foreign.body)
        pairs = zip(self.foreign.body.iter(), body.iter(), strict=True)
        same = {theirs: names[ours] for ours, theirs in pairs if ours in names}
        return Writer(phrases, self.foreign.losses, same, self._role).document(body)

    def _role(self, node: _Element, heading: str) -> str:
        if node.get("data-role"):
            return f".{node.get('data-role')}"
        low = heading.casefold()
        wanted = any(re.search(rf"(?<![^\W\d_]){re.escape(word)}", low) for word in self.wishes.recommendations)
        return ".recommendations" if wanted and node.tag == "ol" and node.getparent() is not None else ""

    def _address(self, address: str, words: str, anchors: dict[str, str]) -> str:
        if address.startswith("#"):
            target = anchors.get(unquote(address[1:])) or anchors.get(address[1:], "")
            return f"#{target}" if target else ""
        address = re.sub(r"[\x00-\x20]+", lambda match: "%20" * len(match[0].strip("\r\n\t")), address.strip())
        if is_safe_target(address):
            document = address.partition("#")[0].removesuffix(".md")
            if re.match(r"(?:https?://\S|mailto:\S)", address, re.IGNORECASE):
                return quote(
                    address, safe="%/:?#[]@!$&'()*+,;=~-._" + "".join(one for one in address if not one.isascii())
                )
            if document in self.wishes.documents and "#" not in address:
                return address
        if address:
            what = f"a link stands as plain words: {shorten(address)}"
            self.foreign.losses.add(
                f"“{shorten(words, 40)}”", what, "link to web addresses, mailto: or places of the document"
            )
        return ""

    def _picture(self, node: _Element) -> tuple[str, str]:
        words = " ".join(node.get("alt", "").split())
        file = self._files.get(node.get(PICTURE, ""), "")
        if file and not words:
            self.foreign.losses.add(
                file, "the picture has no words for those who do not see it", "write them between [ and ]"
            )
        return file, words
