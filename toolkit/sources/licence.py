"""The licence of a document: what it is called and where it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>[a-z-]+)/(?P<version>\d\.\d)|publicdomain/(?P<free>zero|mark)/1\.0)\b\S*"
)
_SPDX_CREATIVE_COMMONS = re.compile(r"CC-(?P<kind>BY(?:-[A-Z]{2})*)-(?P<version>\d\.\d)(?P<port>-[A-Z-]+)?")
_FREE = {"zero": ("CC0 1.0", "CC0-1.0"), "mark": ("Public Domain Mark 1.0", "")}


@dataclass(frozen=True, slots=True)
class Licence:
    """What a reader may do with the text, by reference."""

    name: str
    """What it is called in short: ``CC BY 4.0``."""
    address: str
    """Where it is written."""
    spdx: str = ""
    """Its identifier in the SPDX License List; empty if it is not known to have one."""


def read_licence(text: str) -> Licence | None:
    """The licence that an SPDX identifier (``CC-BY-4.0``) or a web address names; None if it names none."""
    if re.fullmatch(r"https?://[^\s<>\"]+", text):
        return _by_address(text)
    return _by_identifier(text)


def _by_address(address: str) -> Licence:
    match = _CREATIVE_COMMONS.fullmatch(address)
    if match is None:
        return Licence(address.partition("://")[2].rstrip("/"), address)
    if match["free"]:
        name, spdx = _FREE[match["free"]]
        return Licence(name, address, spdx)
    return Licence(
        f"CC {match['kind'].upper()} {match['version']}", address, f"CC-{match['kind'].upper()}-{match['version']}"
    )


def _by_identifier(identifier: str) -> Licence | None:
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        spdx = str(canonicalize_license_expression(identifier))
    except InvalidLicenseExpression:
        return None
    if " " in spdx or spdx.startswith("LicenseRef-"):  # an expression of several has no one address
        return None
    if spdx == "CC0-1.0":
        return Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", spdx)
    match = _SPDX_CREATIVE_COMMONS.fullmatch(spdx)
    if match and not match["port"]:
        address = f"https://creativecommons.org/licenses/{match['kind'].lower()}/{match['version']}/"
        return Licence(f"CC {match['kind']} {match['version']}", address, spdx)
    return Licence(spdx, f"https://spdx.org/licenses/{spdx}.html", spdx)
