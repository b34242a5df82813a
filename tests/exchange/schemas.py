"""Schemas that packages of the machine bring along: XLIFF's with Symfony, TBX's with OmegaT."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

SYMFONY = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
XLIFF, XLIFF_2, TBX = "xliff-core-1.2-strict.xsd", "xliff-core-2.0.xsd", "tbx.xsd"
"""XLIFF 2.1 has the core schema of 2.0."""


class _Local(etree.Resolver):
    """Gives every import of a schema from the same folder, whatever address it names."""

    def resolve(self, url: str, public: str | None, context: Any) -> Any:
        return self.resolve_filename(str(SYMFONY / "xml.xsd"), context) if url.endswith("xml.xsd") else None


def schema(name: str) -> etree.XMLSchema:
    """The schema of a name; where its package is missing the test is skipped, on CI it fails."""
    if not SYMFONY.is_dir() or not OMEGAT.is_file():
        message = "php-symfony-translation and omegat are not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    if name == TBX:
        with zipfile.ZipFile(OMEGAT) as jar:
            data = jar.read(f"schemas/{name}")
    else:
        data = (SYMFONY / name).read_bytes()
    parser = etree.XMLParser()
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.fromstring(data, parser, base_url=f"{SYMFONY}/{name}"))


def faults(data: bytes, name: str) -> list[str]:
    """What a file has against a schema."""
    root: _Element = etree.fromstring(data)
    judge = schema(name)
    judge.validate(root)
    return [f"{one.line}: {one.message}" for one in judge.error_log]
