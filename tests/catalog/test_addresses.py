"""A catalog that goes into a PDF names people, and nobody's mail address."""

from __future__ import annotations

from toolkit.catalog.addresses import without_addresses
from toolkit.catalog.po import format_po, parse_po

CATALOG = r"""# Plan in Kazakh.
# Anna Petrova (National Library) <anna@lib.example>, 2024.
# Berik, berik@lib.example, 2025.
#
msgid ""
msgstr ""
"Last-Translator: Anna Petrova <anna@lib.example>\n"
"Language-Team: Kazakh <team@lib.example>\n"
"Report-Msgid-Bugs-To: desk@office.example\n"
"Content-Type: text/plain; charset=UTF-8\n"

# asked by c.d+e@f.example: is it @home?
# reviewed: Oleg <oleg@lib.example>, 2026-01-01, 3fa2c1d0
#. write to info@source.example
msgctxt "a"
msgid "Write to a@b.example."
msgstr "a@b.example: жазыңыз."
"""


def test_people_keep_their_names_and_no_addresses() -> None:
    """Comments and headers of people lose addresses; texts, and what the project says of itself, stay."""
    made = format_po(without_addresses(parse_po(CATALOG.encode(), "kk.po")))
    for address in ("anna@", "berik@", "team@", "oleg@", "f.example"):
        assert address not in made
    assert "# Anna Petrova (National Library), 2024.\n# Berik,, 2025." in made
    assert "# asked by is it @home?" in made
    assert "# reviewed: Oleg, 2026-01-01, 3fa2c1d0" in made
    assert "Last-Translator: Anna Petrova\\n" in made
    assert "Language-Team: Kazakh\\n" in made
    for kept in ("desk@office.example", "info@source.example", "Write to a@b.example.", "a@b.example: "):
        assert kept in made


def test_time_is_linear_in_the_length() -> None:
    """Whatever the signs are."""
    for sign in ("@", "<", "a@", " ", "<a@"):
        comment = f"# {sign * 100_000}\n"
        without_addresses(parse_po(comment.encode() + CATALOG.partition("\n")[2].encode(), "kk.po"))
