"""The translation memory: what was translated before, found again by text, by likeness and by word."""

from __future__ import annotations

from toolkit.drafts.memory.lookup import Memory, Suggestion

__all__ = ["Memory", "Suggestion"]
