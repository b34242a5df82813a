"""Emphasis beside Chinese, Japanese and Korean signs, by the CommonMark CJK-friendly amendments (sections 2.1 and 6.2).

CommonMark knows where emphasis begins and ends by blanks and punctuation; these scripts have no blanks. By the
amendments their own punctuation counts as letters, and their letters as blanks beside other punctuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width, name

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CJK = "cjk"
"""Name of the parser's option."""


class CjkParser(ParserInline):
    """The inline parser, with the amendments where the option `CJK` is set."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """As the library's own, with a state that knows those scripts."""
        state = (_CjkState if md.options.get(CJK) and not src.isascii() else StateInline)(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _CjkState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the library's protocol
        """Whether a run of emphasis marks can open and close."""
        marker, end = self.src[start], start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before, last = self._before(start)
        following = self.src[end] if end < self.posMax else " "
        blank_before, blank_after = isWhiteSpace(ord(last)), isWhiteSpace(ord(following))
        cjk_before, cjk_after = _is_cjk(before) or _is_ideographic_selector(last), _is_cjk(following)
        sign_before, sign_after = _is_sign(before), _is_sign(following)
        odd_before, odd_after = sign_before and not _is_cjk(before), sign_after and not cjk_after
        left = not blank_after and (not odd_after or blank_before or odd_before or cjk_before)
        right = not blank_before and (not odd_before or blank_after or odd_after or cjk_after)
        return Scanned(
            left and (canSplitWord or not right or sign_before),
            right and (canSplitWord or not left or sign_after),
            end - start,
        )

    def _before(self, start: int) -> tuple[str, str]:
        """The sign before, without a variation selector; and the very last character."""
        last = self.src[start - 1] if start else " "
        is_selected = "\ufe00" <= last <= "\ufe0e" and start > 1
        return (self.src[start - 2] if is_selected else last), last


def _is_sign(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _is_cjk(char: str) -> bool:
    """East Asian Width W, F or H and no emoji, or Hangul."""
    if char < "\u1100":
        return False
    if "\U0001f000" <= char <= "\U0001faff":
        return False
    return east_asian_width(char) in "WFH" or name(char, "").startswith("HANGUL")


def _is_ideographic_selector(char: str) -> bool:
    return "\U000e0100" <= char <= "\U000e01ef"
