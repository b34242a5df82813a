"""Any text as part of an XML document (XML 1.0, 2.2 and 2.4): one place for every format that is XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even as a reference."""
_TEXT = {"\r": "&#13;"}
_VALUE = {**_TEXT, "\n": "&#10;", "\t": "&#9;", '"': "&quot;"}
"""White space that a parser would make a blank of in an attribute's value."""


def xml_text(text: str) -> str:
    """The text between tags. Control characters that XML cannot hold are left out."""
    return escape(_NOT_XML.sub("", text), _TEXT)


def xml_value(text: str) -> str:
    """The text as an attribute's value, in quotation marks."""
    return f'"{escape(_NOT_XML.sub("", text), _VALUE)}"'
