"""Linked data: vocabularies in SKOS (W3C, 2009) as JSON-LD 1.1, and what pages say of themselves in schema.org's terms."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from validation.languages import tag_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from validation.site import Tree

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_WAYS = {
    "broader": "Concept", "narrower": "Concept", "related": "Concept", "broaderTransitive": "Concept",
    "narrowerTransitive": "Concept", "hasTopConcept": "Concept", "member": "Collection", "inScheme": "ConceptScheme",
    "topConceptOf": "ConceptScheme",
}  # fmt: skip
"""What the properties lead to; a collection holds concepts and collections."""
_SCHEMA_ORG = re.compile(r"https?://(www\.)?schema\.org/?")
_WORKS = {
    "Article", "Book", "Collection", "CollectionPage", "CreativeWork", "DataCatalog", "Dataset", "DefinedTermSet",
    "DigitalDocument", "Report", "ScholarlyArticle", "TechArticle", "WebPage", "WebSite",
}  # fmt: skip
"""Types of schema.org that have a name and a language."""
_DATES = ("datePublished", "dateModified", "dateCreated")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?")
"""ISO 8601, as far as schema.org's Date and DateTime go."""

Node = dict[str, Any]


def vocabulary_faults(data: Any) -> Iterator[str]:
    """What breaks SKOS in a JSON-LD document: concepts outside a scheme, ambiguous labels, ways to nowhere."""
    context = _context(data)
    nodes = [_expanded(node, context) for node in _nodes(data)]
    kinds = {str(node.get("@id")): _kinds(node) for node in nodes}
    ids = Counter(str(node["@id"]) for node in nodes if "@id" in node)
    yield from (f"{id} is described {count} times" for id, count in ids.items() if count > 1)
    for node in nodes:
        name = str(node.get("@id", "a node without @id"))
        yield from (f"{name}: {message}" for message in _label_faults(node))
        yield from (f"{name}: {message}" for message in _way_faults(node, kinds))
        if "Concept" in _kinds(node) and not {_SKOS + "inScheme", _SKOS + "topConceptOf"} & set(node):
            yield f"{name} is in no scheme"


def _context(data: Any) -> Mapping[str, Any]:
    contexts = data.get("@context", {}) if isinstance(data, dict) else {}
    found: Node = {}
    for one in _listed(contexts):
        found |= one if isinstance(one, dict) else {}
    return found


def _nodes(data: Any) -> list[Node]:
    graph = data.get("@graph", data) if isinstance(data, dict) else data
    return [node for node in _listed(graph) if isinstance(node, dict)]


def _expanded(node: Node, context: Mapping[str, Any]) -> Node:
    """The node with its terms as full IRIs (JSON-LD 1.1, 5.1, as far as a flat document needs it)."""
    found: Node = {}
    for key, value in node.items():
        term = context.get(key, key)
        coerced = isinstance(term, dict) and term.get("@type") == "@id"
        container = term.get("@container") if isinstance(term, dict) else None
        name = _iri(str(term.get("@id", key)) if isinstance(term, dict) else str(term), context)
        if name == "@type":
            found[name] = [_iri(str(context.get(one, one)), context) for one in _listed(value)]
        elif container == "@language" and isinstance(value, dict):
            found[name] = [
                {"@language": tag, "@value": text} for tag, texts in value.items() for text in _listed(texts)
            ]
        elif coerced:
            found[name] = [{"@id": one} if isinstance(one, str) else one for one in _listed(value)]
        else:
            found[name] = value
    return found


def _iri(name: str, context: Mapping[str, Any]) -> str:
    prefix, mark, rest = name.partition(":")
    space = context.get(prefix)
    if mark and isinstance(space, str) and not rest.startswith("//"):
        return space + rest
    if mark or name.startswith("@"):
        return name
    return str(context.get("@vocab", "")) + name


def _kinds(node: Node) -> set[str]:
    """Its SKOS classes."""
    return {str(kind).removeprefix(_SKOS) for kind in _listed(node.get("@type")) if str(kind).startswith(_SKOS)}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _label_faults(node: Node) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for kind in _LABELS:
        values = [one if isinstance(one, dict) else {"@value": one} for one in _listed(node.get(_SKOS + kind))]
        for tag in {str(one.get("@language", "")) for one in values}:
            if tag and (fault := tag_fault(tag)):
                yield f"{kind}: {fault}"
        languages = Counter(one.get("@language", "") for one in values)
        if kind == "prefLabel":
            many = (tag for tag, count in languages.items() if count > 1)
            yield from (f"there are several prefLabels in {tag or 'no language'} (S14)" for tag in many)
        for one in values:
            label = (str(one.get("@value", "")), str(one.get("@language", "")))
            if not label[0].strip():
                yield f"a {kind} is empty"
            if seen.setdefault(label, kind) != kind:
                yield f"{label[0]!r} is {seen[label]} and {kind} (S13)"
        if kind == "prefLabel" and not values and "Concept" in _kinds(node):
            yield "there is no prefLabel"


def _way_faults(node: Node, kinds: Mapping[str, set[str]]) -> Iterator[str]:
    """Ways to what is not in the document, or is of another class; vocabularies of others are theirs."""
    hosts = {urlsplit(id).netloc for id in kinds}
    for term, kind in _WAYS.items():
        for one in _listed(node.get(_SKOS + term)):
            target = str(one.get("@id", "")) if isinstance(one, dict) else str(one)
            if urlsplit(target).netloc not in hosts:
                continue
            if target not in kinds:
                yield f"{term} leads to {target!r}, which is not in the document"
            elif not {kind, "Concept" if kind == "Collection" else kind} & kinds[target]:
                yield f"{term} leads to {target!r}, which is no {kind}"


def addresses(data: Any) -> list[str]:
    """The `@id`s of a document's nodes that are addresses of pages."""
    ids = (str(node.get("@id", "")) for node in _nodes(data))
    return [id for id in ids if urlsplit(id).path.endswith(".html")]


def based(data: Any, id: str) -> str:
    """An address with the document's `@base` before it, if it has one (JSON-LD 1.1, 4.1.3)."""
    return id if urlsplit(id).scheme else posixpath.join(str(_context(data).get("@base", "")), id)


# -- schema.org -----------------------------------------------------------------------------------


def is_schema_org(data: Any) -> bool:
    """Whether every part of a JSON-LD document is in schema.org's terms."""
    contexts = [_listed(one.get("@context")) if isinstance(one, dict) else [] for one in _listed(data)]
    return all(any(isinstance(one, str) and _SCHEMA_ORG.fullmatch(one) for one in each) for each in contexts)


def page_faults(data: Any) -> Iterator[str]:
    """What a page's JSON-LD lacks: its vocabulary, a type, and for a work its name and language."""
    if not is_schema_org(data):
        yield "the @context is not schema.org"
    for node in top_nodes(data):
        kinds = _listed(node.get("@type"))
        if not kinds:
            yield "a node has no @type"
        if _WORKS & set(kinds):
            yield from _work_faults(node, "/".join(map(str, kinds)))


def top_nodes(data: Any) -> list[Node]:
    """The nodes of a page's JSON-LD that are not parts of others."""
    return [node for one in _listed(data) for node in _nodes(one)]


def _work_faults(node: Node, kind: str) -> Iterator[str]:
    if not str(node.get("name") or "").strip():
        yield f"{kind} has no name"
    tags = [
        one.get("alternateName", "") if isinstance(one, dict) else str(one) for one in _listed(node.get("inLanguage"))
    ]
    if not tags:
        yield f"{kind} has no inLanguage"
    yield from (f"{kind}: {fault}" for fault in map(tag_fault, tags) if fault)
    for term in _DATES:
        for date in _listed(node.get(term)):
            if not _DATE.fullmatch(str(date)):
                yield f"{kind}: {term} {date!r} is no date (ISO 8601)"


def translation_faults(tree: Tree, pages: Mapping[str, list[Node]]) -> Iterator[tuple[str, str]]:
    """Pages and what is wrong in them: a translation and its original that do not name each other.

    `translationOfWork` and `workTranslation` are inverse properties of schema.org's CreativeWork.
    """
    ways = {
        term: {page: _targets(tree, page, nodes, term) for page, nodes in pages.items()}
        for term in ("translationOfWork", "workTranslation")
    }
    for term, back in (("translationOfWork", "workTranslation"), ("workTranslation", "translationOfWork")):
        for page, targets in ways[term].items():
            for target in targets:
                if target not in tree.pages:
                    yield page, f"{term} leads to {target}, which is no page of the site"
                elif page not in ways[back].get(target, ()):
                    yield page, f"{term} leads to {target}, which does not say {back} in return"


def _targets(tree: Tree, page: str, nodes: Iterable[Node], term: str) -> list[str]:
    """The other pages that nodes name; a place within a page cannot speak for itself."""
    urls = [
        str(one.get("url") or one.get("@id") or "")
        for node in nodes
        for one in _listed(node.get(term))
        if isinstance(one, dict)
    ]
    targets = (tree.resolve(page, url) or url for url in urls if url and not urlsplit(url).fragment)
    return [target for target in targets if target != page]
