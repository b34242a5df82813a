"""Styles of elements, computed once for all that are alike; WeasyPrint 70 computes one anew for every element with an id.

What tells apart the items of a list, or the paragraphs before lists, is the name of the place that they are, where a page
may end, and what stands in the heads of pages: all else is the same. A page of text asks some forty thousand times what a
style says: nearly always what its parent says, or what is said of all.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint import css
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r'[^"\\\n\r\f]+')
"""An id that stands in a style as it is."""


@contextmanager
def shared_styles() -> Iterator[None]:
    """Within it, elements and pseudo-elements that nothing tells apart but their ids have their styles in common."""
    with (
        patch.object(css, "find_style_attributes", _told_apart()),
        patch.object(css.StyleFor, "__init__", _begun()),
        patch.object(css.StyleFor, "set_computed_styles", _shared()),
        patch.object(css.ComputedStyle, "__missing__", _computed()),
    ):
        yield


def _told_apart() -> Any:
    """What gives the declarations of elements: without those of their ids."""
    find = css.find_style_attributes

    def find_style_attributes(*arguments: Any, **options: Any) -> Iterator[Any]:
        for specificity, element, declarations, base_url in find(*arguments, **options):
            if not _is_name_of(element, declarations):
                yield specificity, element, declarations, base_url

    return find_style_attributes


def _begun() -> Any:
    """What computes the styles of a document: what elements have of their own is put to them when all is computed."""
    begin = css.StyleFor.__init__

    def begin_shared(styles: Any, html: Any, sheets: Any, hints: Any, font_config: Any, targets: Any) -> None:
        styles.pseudo_styles = {}
        said = (one.text if one.tag == "style" else one.get("style") for one in html.etree_element.iter())
        apart = {} if any(_INHERITED_OWN.search(text) for text in said if text) else _OWN
        own: dict[Any, dict[str, Any]] = {}
        with patch.object(css.cssselect2.Matcher, "match", _matched(sheets, apart, own)):
            begin(styles, html, sheets, hints, font_config, targets)
        styles.pseudo_styles = None
        computed = styles.get_computed_styles()
        for element in html.etree_element.iter():
            shared = computed.get((element, None))
            if shared is None:
                continue
            name = element.get("id") or ""
            is_place = bool(_NAME.fullmatch(name)) and "anchor" not in shared.cascaded
            mine = {
                key: one
                for key, one in own.get(element, {}).items()
                if key not in shared.cascaded or shared.cascaded[key][1] <= one[1]
            }
            if is_place or mine:
                computed[element, None] = _Own(shared, mine, name if is_place else None)
            if is_place and targets:
                targets.collect_anchor(name)

    return begin_shared


_OWN = frozenset(
    (
        *("break_before", "break_after", "break_inside", "string_set"),
        *("bookmark_label", "bookmark_level", "bookmark_state"),
    )
)
"""Properties that no other asks for, nor the style of what stands within the element, unless it says so."""
_INHERITED_OWN = re.compile(r"(?:break-|string-set|bookmark-)[\w-]*\s*:\s*inherit", re.IGNORECASE)


def _matched(sheets: Any, apart: Any, own: dict[Any, dict[str, Any]]) -> Any:
    """What finds the rules of an element; those that say only what is `apart` go into what it has of its `own`.

    That are rules of the page's own style sheets, which come last in the cascade.
    """
    match = css.cssselect2.Matcher.match
    ours = {id(sheet.matcher) for sheet, origin, specificity in sheets if origin == "author" and specificity is None}
    known: dict[int, bool] = {}
    rare = [(_makers(sheets, words), names) for words, names in _RARE.items()]
    asked: tuple[Any, frozenset[str]] = (None, frozenset())
    """The element whose rules are asked for, and pseudo-elements that it does not have."""

    def matched(matcher: Any, element: Any) -> Any:
        nonlocal asked
        if asked[0] is not element:
            idle = [names for makers, names in rare if not any(maker(element) for maker in makers)]
            asked = element, frozenset() if "style" in element.etree_element.attrib else frozenset().union(*idle)
        left = []
        for rule in match(matcher, element):
            specificity, _, pseudo, (declarations, layer) = rule
            if pseudo:
                if pseudo not in asked[1]:
                    left.append(rule)
                continue
            says_own = known.get(id(declarations))
            if says_own is None:
                says_own = known[id(declarations)] = (
                    layer is None
                    and id(matcher) in ours
                    and all(name in apart and not important for name, _, important in declarations)
                )
            if not says_own:
                left.append(rule)
                continue
            said = own.setdefault(element.etree_element, {})
            weight = css.declaration_precedence("author", False), inf, specificity
            for name, value, _ in declarations:
                if name not in said or said[name][1] <= weight:
                    said[name] = value, weight
        return left

    return matched


_RARE = {
    ("list-item",): ("marker",),
    ("footnote", "note()"): ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"),
}
"""Pseudo-elements that only list items and notes have, by the words that make these: WeasyPrint's style sheet gives them to every element."""


def _makers(sheets: Any, words: tuple[str, ...]) -> list[Any]:
    """The tests of the rules that may make an element one that the words name."""
    found = []
    for sheet, *_ in sheets:
        one = sheet.matcher
        groups = (one.id_selectors, one.class_selectors, one.lower_local_name_selectors, one.namespace_selectors)
        rules = [rule for group in groups for many in group.values() for rule in many]
        for test, _, _, _, (declarations, _) in (*rules, *one.lang_attr_selectors, *one.other_selectors):
            for name, value, _ in declarations:
                if name in _KINDS and (
                    isinstance(value, css.Pending) or any(word in value for word in (*words, "inherit"))
                ):
                    found.append(test)
    return found


_KINDS = frozenset(("display", "float", "position"))
"""The properties that make list items and notes."""


def _shared() -> Any:
    """What computes one style: that of a pseudo-element may be there."""
    compute = css.StyleFor.set_computed_styles

    def compute_shared(styles: Any, element: Any, parent: Any, **options: Any) -> None:
        known, pseudo = styles.__dict__.get("pseudo_styles"), options.get("pseudo_type")
        if known is None or not pseudo:
            compute(styles, element, parent, **options)
            return
        computed, cascaded = styles.get_computed_styles(), styles.get_cascaded_styles()[element, pseudo]
        rules = tuple((name, id(value), weight) for name, (value, weight) in cascaded.items())
        key = (id(computed[parent, None]), pseudo, rules)
        if key not in known:
            compute(styles, element, parent, **options)
            known[key] = computed[element, pseudo]
        computed[element, pseudo] = known[key]

    return compute_shared


def _is_name_of(element: Any, declarations: Any) -> bool:
    """Whether declarations say nothing but which place an element is, by its id."""
    name = element.get("id")
    return bool(
        name
        and len(declarations) == 1
        and getattr(declarations[0], "lower_name", "") == "-weasy-anchor"
        and _NAME.fullmatch(name)
        and getattr(declarations[0].value[0], "value", None) == name
    )


class _Own(css.ComputedStyle):  # type: ignore[misc]
    """The style of an element that has something of its own, or is a place to go to: in all else that which it shares."""

    def __init__(self, shared: Any, said: dict[str, Any], name: str | None) -> None:
        self.__dict__.update(shared.__dict__)
        self.shared, self.said = shared, said
        if said:
            self.cascaded = shared.cascaded | said
        if name:
            self["anchor"] = name

    def __missing__(self, key: str) -> Any:
        value = self[key] = super().__missing__(key) if key in self.said else self.shared[key]
        return value

    @property
    def anonymous_style(self) -> Any:
        """The style of what stands in the element without one of its own."""
        return self.shared.anonymous_style


_SPECIAL = frozenset(("page", "position", "float", "display"))
"""Properties that depend on others, or are remembered as they were specified."""


def _plain(names: Any) -> dict[str, dict[str, str]]:
    """Properties whose value, where no rule gives one, is another's as it stands; with the names of the logical property.

    Those are by the direction of the text (CSS Logical Properties 1, 4).
    """
    found = {}
    for name in names:
        if name not in _SPECIAL and not name.startswith(("text_decoration_", "__")):
            logical = PHYSICAL_FUNCTIONS.get(name)
            directions = ("ltr", "rtl") if logical else ()
            found[name] = {one: logical(block="ttb", inline=one) for one in directions}
    return found


_INHERITED = _plain(INHERITED)
_LINES = _plain(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
"""How wide the lines around a box are; without any, they are not (CSS Backgrounds 3, 3.3)."""
_NO_LINE = frozenset(("none", "hidden"))
_INITIAL = {name: _plain([name])[name] for name in _plain(set(INITIAL_VALUES) - INHERITED - INITIAL_NOT_COMPUTED)}


def _computed() -> Any:
    """What gives a property of a style that is asked for the first time (CSS Cascading 5, 4.4)."""
    compute = css.ComputedStyle.__missing__

    def missing(style: Any, key: str) -> Any:
        cascaded = style.cascaded
        if key in cascaded:
            return compute(style, key)
        if key in _INHERITED:
            logical, parent = _INHERITED[key], style.parent_style
            if parent is not None and not (logical and logical[style["direction"]] in cascaded):
                value = style[key] = parent[key]
                return value
        elif key in _LINES:
            other = _LINES[key][style["direction"]]
            if other not in cascaded and style[key.replace("width", "style")] in _NO_LINE:
                value = style[key] = 0
                return value
        elif key in _INITIAL:
            logical = _INITIAL[key]
            if not (logical and logical[style["direction"]] in cascaded):
                value = style[key] = INITIAL_VALUES[key]
                return value
        return compute(style, key)

    return missing
