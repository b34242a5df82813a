"""Where the theme that comes with the toolkit lies."""

from __future__ import annotations

from pathlib import Path

BUILT_IN = Path(__file__).parents[1] / "theme"
"""The folder of its templates, style sheets and scripts."""
