"""Profiles of languages, one file each; a plug-in names the file's path."""

from pathlib import Path

TATAR = Path(__file__).parent / "tt.toml"
