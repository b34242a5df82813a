"""PO files: what is read, what is refused and with which words, what is written."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import polib
import pytest

from toolkit.catalog.model import END, Catalog, Message, Previous, State
from toolkit.catalog.po import format_po, parse_po, read_po, write_po
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
HEADERS = (("Content-Type", "text/plain; charset=UTF-8"),)

RICH = r"""# Перевод: никто.
#
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: alma\n"
"Language: ru\n"
"Content-Type: text/plain; charset=UTF-8\n"
"X-Unknown: kept\n"
"X-Unknown: twice\n"

# reviewed: Анна, 2026-11-21, 3fa2c1d0
#  indented
#. INSPIRE › item 2 of 4
#.
#: sources/alma-2019.md other.md:12
#, fuzzy, python-format, range: 0..3, no-wrap, max-length: 30
#= proofread
#| msgctxt "rec-6"
#| msgid ""
#| "old\n"
#| "text"
msgctxt "rec-7"
msgid "A \"quoted\" \\ text\twith %s"
msgstr ""
"первая\n"
"вторая\n"

msgid "one book"
msgid_plural "%d books"
msgstr[0] "книга"
msgstr[1] "книги"
msgstr[2] "книг"

# gone
#, fuzzy
#~| msgid "older"
#~ msgctxt "rec-9"
#~ msgid "obsolete"
#~ msgid_plural "obsoletes"
#~ msgstr[0] "a\n"
#~ msgstr[1] ""
#~ "b\n"
#~ "c"
"""


def parsed(text: str) -> Catalog:
    """The catalog that a text holds, with the smallest header before it."""
    return parse_po((HEADER + "\n" + text).encode(), "ru.po")


def only(text: str) -> Message:
    """The one message of a text."""
    (message,) = parsed(text).messages
    return message


def errors(data: bytes | str) -> list[tuple[str, int | None]]:
    """Code and line of each diagnostic that the data give."""
    with pytest.raises(ToolkitError) as caught:
        parse_po(data.encode() if isinstance(data, str) else data, "ru.po")
    assert all(one.hint for one in caught.value.diagnostics)
    assert all(one.location and one.location.path == "ru.po" for one in caught.value.diagnostics)
    return [(one.code, one.location.line if one.location else None) for one in caught.value.diagnostics]


class TestCanonical:
    """The canonical form."""

    def test_is_left_as_it_is(self) -> None:
        """A canonical catalog is read and written without the change of a byte."""
        assert format_po(parse_po(RICH.encode(), "ru.po")) == RICH

    def test_gives_every_field(self) -> None:
        """Each part of an entry arrives in its field."""
        first, plural, obsolete = parse_po(RICH.encode(), "ru.po").messages
        assert first == Message(
            msgid='A "quoted" \\ text\twith %s',
            msgctxt="rec-7",
            msgstr=("первая\nвторая\n",),
            comments=("reviewed: Анна, 2026-11-21, 3fa2c1d0", " indented"),
            extracted=("INSPIRE › item 2 of 4", ""),
            references=("sources/alma-2019.md", "other.md:12"),
            flags=("fuzzy", "python-format", "range: 0..3", "no-wrap", "max-length: 30"),
            workflow=("proofread",),
            previous=Previous(msgid="old\ntext", msgctxt="rec-6"),
        )
        assert (first.line, first.state) == (12, State.OUTDATED)
        assert plural.msgstr == ("книга", "книги", "книг")
        assert plural.msgid_plural == "%d books"
        assert obsolete.obsolete
        assert obsolete.previous == Previous(msgid="older")
        assert obsolete.msgstr == ("a\n", "b\nc")

    def test_keeps_the_header(self) -> None:
        """Header fields keep their order, unknown and repeated ones too, and the header its comments and flags."""
        catalog = parse_po(RICH.encode(), "ru.po")
        assert [name for name, _ in catalog.headers] == [
            "Project-Id-Version", "Language", "Content-Type", "X-Unknown", "X-Unknown",
        ]  # fmt: skip
        assert catalog.value("language") == "ru"
        assert catalog.header.comments == ("Перевод: никто.", "")
        assert catalog.header.fuzzy

    def test_wraps_references_only(self) -> None:
        """References are wrapped at 79 bytes, texts never."""
        message = Message("long " * 50, references=tuple(f"sources/document-{n}.md" for n in range(5)))
        assert format_po(Catalog((message,))) == (
            "#: sources/document-0.md sources/document-1.md sources/document-2.md\n"
            "#: sources/document-3.md sources/document-4.md\n"
            f'msgid "{"long " * 50}"\nmsgstr ""\n'
        )

    def test_orders_flags(self) -> None:
        """Fuzzy stands first, then what gettext knows in its order, then the rest as it came, each once."""
        message = Message("a", flags=("zzz", "no-wrap", "php-format", "aaa", "fuzzy", "no-c-format", "zzz"))
        assert "#, fuzzy, no-c-format, php-format, no-wrap, zzz, aaa\n" in format_po(Catalog((message,)))

    def test_puts_obsolete_messages_last(self) -> None:
        """Obsolete messages end the catalog in reading and in writing."""
        catalog = parsed('#~ msgid "o"\n#~ msgstr ""\n\nmsgid "l"\nmsgstr ""\n')
        assert [message.msgid for message in catalog.messages] == ["l", "o"]
        assert format_po(Catalog(catalog.messages[::-1], catalog.headers)) == format_po(catalog)

    def test_keeps_a_paths_blanks(self) -> None:
        """A reference with blanks is written between the marks that gettext uses, and read without."""
        references = ("my file.md:7", "a b", "c:1")
        text = format_po(Catalog((Message("a", references=references),)))
        assert "#: \u2068my file.md\u2069:7 \u2068a b\u2069 c:1\n" in text
        assert parse_po(text.encode(), "").messages[0].references == references

    def test_splits_comments_with_line_breaks(self) -> None:
        """A comment with a line break cannot break out of its comment."""
        text = format_po(Catalog((Message("a", comments=('x\nmsgid "evil"\r\ny',)),)))
        assert parse_po(text.encode(), "").messages[0].comments == ("x", 'msgid "evil"', "y")

    def test_keeps_backslashes_from_joining_lines(self) -> None:
        """A comment that ends in a backslash gets a blank: gettext would join the next line to it."""
        text = format_po(Catalog((Message("a", comments=("C:\\",)),)))
        assert text == '# C:\\ \nmsgid "a"\nmsgstr ""\n'
        assert format_po(parse_po(text.encode(), "")) == text
        assert only('# C:\\\nmsgid "a"\nmsgstr ""\n').comments == ("C:\\",)

    def test_an_obsolete_header_is_the_header(self) -> None:
        """Else the next header would stand beside it, and no program could read the two."""
        catalog = parse_po(b'#~ msgid ""\n#~ msgstr "Language: ru\\n"\n\nmsgid "a"\nmsgstr "b"\n', "ru.po")
        assert catalog.value("Language") == "ru"
        assert format_po(catalog) == 'msgid ""\nmsgstr "Language: ru\\n"\n\nmsgid "a"\nmsgstr "b"\n'

    def test_two_headers_on_one_line_are_two(self) -> None:
        """The second does not pass for the first because it has the same line number."""
        assert errors('msgid "" msgstr "" msgid "" msgstr "A: b\\n"\n') == [("duplicate-entry", 1)]
        assert errors('msgid "a" msgstr "" msgid "a" msgstr "b"\n') == [("duplicate-entry", 1)]

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ('"a\\\nb"', "ab"),
            ('"a\\\n\\\nb"', "ab"),
            ('"a\\\\\nn"', "a\n"),
            ('"a\\\\\n\\\n"b"', 'a"b'),
            ('"a\\\nb" "c\\\nd"', "abcd"),
            ('"a\\\n" "c" \\\n', None),
            ('"a\\\n#~ b\\\n"', "a#~ b"),
        ],
    )
    def test_joined_lines(self, text: str, meant: str | None) -> None:
        """A backslash at the end of a line within a string joins the next, also in the middle of an escape."""
        source = f'msgid {text}\nmsgstr "x"\n'
        if meant is None:
            assert errors(source) == [("stray-text", 1)]
        else:
            assert only(source).msgid == meant

    def test_of_nothing_is_nothing(self) -> None:
        """An empty catalog is an empty file."""
        assert format_po(Catalog()) == ""
        assert parse_po(b"", "ru.po") == Catalog(path="ru.po")

    def test_completes_previous_strings(self) -> None:
        """A previous context alone is written with the msgid, which gettext requires."""
        text = format_po(Catalog((Message("a", msgctxt="new", previous=Previous(msgctxt="old")),)))
        assert text.startswith('#| msgctxt "old"\n#| msgid "a"\nmsgctxt "new"\n')


class TestLegal:
    """Whatever gettext reads is read."""

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\r\r\n"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_line_ends_and_byte_order_mark(self, end: str, mark: str) -> None:
        """Line ends of any system and a byte order mark change nothing."""
        assert format_po(parse_po((mark + RICH.replace("\n", end)).encode(), "ru.po")) == RICH

    @pytest.mark.parametrize("charset", ["KOI8-R", "windows-1251", "ISO-8859-5", "GB18030", "utf8", "cp1251;"])
    def test_charsets(self, charset: str) -> None:
        """The charset that the header names is used, and UTF-8 written."""
        source = HEADER.replace("UTF-8", charset) + '\nmsgid "a"\nmsgstr "жёлтый"\n'
        catalog = parse_po(source.encode(charset.strip(";")), "ru.po")
        assert catalog.messages[0].msgstr == ("жёлтый",)
        assert catalog.value("Content-Type").startswith("text/plain; charset=UTF-8")

    def test_charset_split_over_lines(self) -> None:
        """The charset is found where the header's string is broken in the middle of its name."""
        source = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; char"\n"set=KOI8-R\\n"\n\nmsgid "a"\nmsgstr "ж"\n'
        assert parse_po(source.encode("koi8-r"), "ru.po").messages[0].msgstr == ("ж",)

    def test_placeholder_of_templates(self) -> None:
        """A template's CHARSET is read as UTF-8."""
        assert parse_po(HEADER.replace("UTF-8", "CHARSET").encode(), "a.pot").headers == HEADERS

    def test_no_header(self) -> None:
        """A catalog without a header is UTF-8 and gets none."""
        source = 'msgid "a"\nmsgstr "ж"\n'
        catalog = parse_po(source.encode(), "ru.po")
        assert catalog.headers == ()
        assert format_po(catalog) == source

    def test_irregular_header(self) -> None:
        """Header lines that are no `Name: value` are kept as they stand, until a header is set."""
        source = HEADER.replace('"Content', '"No-Blank:x\\nno colon\\n\\nContent').replace('\\n"\n', '"\n')
        catalog = parse_po(source.encode(), "ru.po")
        assert parse_po(format_po(catalog).encode(), "ru.po") == catalog
        assert catalog.value("no-blank") == "x"
        assert '"No-Blank:x\\n"\n"no colon\\n"\n"\\n"\n"Content-Type: text/plain; charset=UTF-8"\n' in format_po(
            catalog
        )
        assert '"No-Blank: x\\n"\n"no colon\\n"\n"\\n"' in format_po(catalog.with_value("Language", "ru"))

    def test_late_header(self) -> None:
        """The header is recognized behind other entries, and written first."""
        catalog = parse_po(('msgid "a"\nmsgstr "b"\n\n' + HEADER).encode(), "ru.po")
        assert format_po(catalog) == HEADER + '\nmsgid "a"\nmsgstr "b"\n'

    def test_message_with_empty_msgid_and_context(self) -> None:
        """An empty msgid with a context is a message like any other."""
        assert only('msgctxt "c"\nmsgid ""\nmsgstr "x"\n').key == ("c", "")
        assert only('msgctxt ""\nmsgid "a"\nmsgstr "x"\n').msgctxt == ""

    def test_comments_of_every_kind(self) -> None:
        """Comments with and without a blank, of any kind and in any order, arrive where they belong."""
        message = only(
            "#tight\n#  two\n#\n##hash\n#\ttab \n#_ under\n#.ext\n#.  ext2\n#.\n#,fuzzy,c-format\n#, odd , no-wrap\n"
            '#:a.c:1 b.c:2\n#: c.c\n#! excl\n#=wf, x\n#: foo.c : 013 x:y:3 a.c:1 ./z\n#|msgid "old"\n# late\n'
            'msgid "a"\nmsgstr "b"\n'
        )  # fmt: skip
        assert message.comments == ("tight", " two", "", "#hash", "\ttab ", "_ under", "late")
        assert message.extracted == ("ext", " ext2", "")
        assert message.flags == ("fuzzy", "c-format", "odd", "no-wrap", "excl")
        assert message.workflow == ("wf", "x")
        assert message.references == ("a.c:1", "b.c:2", "c.c", "foo.c:13", "x:y:3", "z")
        assert message.previous == Previous(msgid="old")

    def test_fuzzy_as_workflow_flag(self) -> None:
        """Fuzzy in a `#=` line is fuzzy."""
        message = only('#= fuzzy, seen\nmsgid "a"\nmsgstr "b"\n')
        assert message.fuzzy
        assert (message.flags, message.workflow) == (("fuzzy",), ("seen",))

    def test_flags_without_commas(self) -> None:
        """Known flags may stand apart with blanks only; a range keeps its blank."""
        message = only('#, fuzzy c-format no-wrap\n#, range:1..2\n#, two words\nmsgid "a"\nmsgstr "b"\n')
        assert message.flags == ("fuzzy", "c-format", "no-wrap", "range: 1..2", "two words")

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            (r'"\a\b\f\n\r\t\v\"\\"', '\a\b\f\n\r\t\v"\\'),
            (r'"\101\x42\x0a\134\42n"', 'AB\n\\"n'),
            (r'"\303\251 é \xd0\xb6"', "é é ж"),
            ('"\\303"\n"\\251"', "é"),
            (r'"\1011\x4142"', "A1B"),
            ('"raw\ttab \x0b\x0c\x1c\u2028\x85"', "raw\ttab \x0b\x0c\x1c\u2028\x85"),
            ('"a" "b"\n  "c" \t', "abc"),
            (r'"\\n"', "\\n"),
            ('"a\\\n b\\\n\\\nc"', "a bc"),
        ],
    )
    def test_strings(self, written: str, meant: str) -> None:
        """Escapes, pieces and control characters mean what they mean to gettext."""
        message = only(f'msgid "a"\nmsgstr {written}\n')
        assert message.msgstr == (meant,)
        assert only(format_po(Catalog((message,)))) == message

    def test_escaped_bytes_in_another_charset(self) -> None:
        """Escaped bytes are bytes of the file's charset."""
        source = HEADER.replace("UTF-8", "ISO-8859-1") + 'msgid "a"\nmsgstr "\\351\\xe8"\n'
        assert parse_po(source.encode(), "fr.po").messages[0].msgstr == ("éè",)

    def test_free_layout(self) -> None:
        """Blanks, blank lines and several tokens on a line are free, a blank line between entries is not needed."""
        catalog = parsed(
            'msgid"a"msgstr"b"\n  msgid\n\n"c"\nmsgstr"d" # about e\n msgctxt "x" msgid "e" msgstr "f"\n'
            'msgid "p" msgid_plural "q" msgstr [ 0 ] "r"\nmsgstr[ 1 ]"s"\n  # indented\nmsgid "t"\nmsgstr ""'
        )
        assert [(m.msgid, m.msgstr) for m in catalog.messages] == [
            ("a", ("b",)), ("c", ("d",)), ("e", ("f",)), ("p", ("r", "s")), ("t", ("",)),
        ]  # fmt: skip
        assert catalog.messages[2].comments == ("about e",)
        assert catalog.messages[4].comments == ("indented",)

    def test_obsolete_layout(self) -> None:
        """Obsolete lines without a blank, with blank ones among them and with comments are read."""
        catalog = parsed(
            '#~ # inside\n#~ #, fuzzy\n#~|msgid "o"\n#~msgid "a"\n#~\n#~ "b"\n#~msgstr"c"\n#~ msgid "d"\n#~ msgstr ""\n'
        )
        first, second = catalog.messages
        assert first == Message(
            "ab", msgstr=("c",), comments=("inside",), flags=("fuzzy",), previous=Previous(msgid="o"), obsolete=True
        )
        assert second.msgid == "d"

    def test_comments_behind_the_last_message(self) -> None:
        """What stands at the end and belongs to no message is kept with the file's own comments."""
        catalog = parsed('msgid "a"\nmsgstr "b"\n\n# vim: et\n#. e\n#: r\n#, f, g\n#| msgid "p"\n')
        assert catalog.header.comments == ("vim: et", ". e", ": r", ", f, g", '| msgid "p"')
        assert parse_po(format_po(catalog).encode(), "ru.po") == catalog

    def test_lines(self) -> None:
        """A message's line is its first, comments included."""
        catalog = parsed('msgid "a"\nmsgstr "b"\n\n# c\n\n#, fuzzy\nmsgid "d"\nmsgstr "e"\n')
        assert [message.line for message in catalog.messages] == [4, 7]


class TestIllegal:
    """Whatever is wrong is said with its line, and nothing else happens."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('msgid "abc\nmsgstr "x"\n', [("unterminated-string", 3)]),
            ('msgid "abc\\"\nmsgstr "x"\n', [("unterminated-string", 3)]),
            ('msgid "abc\\\n', [("unterminated-string", 3)]),
            ('msgid "a" b\nmsgstr "x"\n', [("stray-text", 3)]),
            ('msgid "a"b"\nmsgstr "x"\n', [("stray-text", 3)]),
            ('foo\nmsgid "a"\nmsgstr "x"\n', [("stray-text", 3)]),
            ('msgidd "a"\nmsgstr "x"\n', [("stray-text", 3)]),
            ('#~. x\n#~ msgid "a"\n#~ msgstr "x"\n', [("stray-text", 3)]),
            ('# c\n"text"\nmsgid "a"\nmsgstr "x"\n', [("stray-text", 4)]),
            ('msgid[0] "a"\nmsgstr "x"\n', [("stray-text", 3)]),
            ('msgid "a"\nmsgstr "\\q\\x \\(\\0"\n', [("unknown-escape", 4)] * 3 + [("nul", 4)]),
            ('msgid "a"\nmsgstr "\\303("\n', [("invalid-bytes", 3)]),
            ('msgid "a"\nmsgid "b"\nmsgstr "x"\n', [("incomplete-entry", 3)]),
            ('msgid "a"\n# c\nmsgstr "x"\n', [("incomplete-entry", 3), ("incomplete-entry", 5)]),
            ('# c\nmsgstr "x"\n', [("incomplete-entry", 4)]),
            ('msgid "a"\n', [("incomplete-entry", 3)]),
            ('msgctxt "a"\n', [("incomplete-entry", 3)]),
            ('msgctxt "a"\nmsgstr "b"\n', [("incomplete-entry", 4)]),
            ('msgid "a"\nmsgstr\n', [("incomplete-entry", 3)]),
            ('msgid\nmsgstr "a"\n', [("incomplete-entry", 3)]),
            ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', [("incomplete-entry", 5)]),
            ('msgid "a"\nmsgid_plural "b"\n', [("incomplete-entry", 3)]),
            ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', [("plural-forms", 5)]),
            ('msgid "a"\nmsgstr "c"\nmsgid_plural "b"\n', [("plural-forms", 5)]),
            ('msgid "a"\nmsgstr[0] "c"\n', [("plural-forms", 4)]),
            ('# c\nmsgstr[0] "c"\n', [("plural-forms", 4)]),
            ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"\n', [("plural-forms", 6)]),
            ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', [("plural-forms", 5)]),
            ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[0] "d"\n', [("plural-forms", 6)]),
            ('#~ msgid "a"\nmsgstr "b"\n', [("mixed-obsolete", 4)]),
            ('msgid "a"\n#~ "b"\nmsgstr "b"\n', [("mixed-obsolete", 4)]),
            ('#~| msgid "o"\nmsgid "a"\nmsgstr "b"\n', [("mixed-obsolete", 3)]),
            ('#| msgid "o"\n#~ msgid "a"\n#~ msgstr "b"\n', [("mixed-obsolete", 3)]),
            ('#| msgctxt "o"\nmsgid "a"\nmsgstr "b"\n', [("previous", 3)]),
            ('#| msgstr "o"\nmsgid "a"\nmsgstr "b"\n', [("previous", 3)]),
            ('#| msgid "o"\n#| msgid "o"\nmsgid "a"\nmsgstr "b"\n', [("previous", 4)]),
            ('domain "x"\n', [("domain", 3)]),
            ('#, fuzzy\nmsgid ""\nmsgstr "X: y\\n"\n', [("duplicate-entry", 4)]),
        ],
    )  # fmt: skip
    def test_structure(self, text: str, expected: list[tuple[str, int]]) -> None:
        """Each mistake is one diagnostic at its line."""
        assert errors(HEADER + text) == expected

    def test_plural_header(self) -> None:
        """The header has no plural forms."""
        assert errors('msgid ""\nmsgid_plural "x"\nmsgstr[0] "y"\n') == [("plural-forms", 1)]

    @pytest.mark.parametrize("mark", ["", "#~ "])
    def test_duplicates_name_both_lines(self, mark: str) -> None:
        """A second entry of one key, live or obsolete, is an error that names both lines."""
        with pytest.raises(ToolkitError) as caught:
            parsed(f'msgctxt "c"\nmsgid "a"\nmsgstr ""\n\n# x\n{mark}msgctxt "c"\n{mark}msgid "a"\n{mark}msgstr "b"\n')
        assert str(caught.value) == (
            "ru.po:9: error: second entry for context 'c', the first is at line 4 [duplicate-entry]\n"
            "  ru.po:4: the first one\n"
            "  hint: keep one of them: a message stands once in a catalog, live or obsolete"
        )

    def test_merge_conflict(self) -> None:
        """A merge conflict is one error, whatever its sides say, and the errors around it are found too."""
        text = (
            'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n||||||| base\nmsgstr "o\n=======\nmsgstr "c"\n>>>>>>> branch\n'
            '\nmsgid "d"\nmsgstr "e\n'
        )
        assert errors(text) == [("merge-conflict", 2), ("unterminated-string", 11)]

    def test_stray_conflict_marker(self) -> None:
        """Half of a conflict is an error as well."""
        assert errors('msgid "a"\nmsgstr "b"\n>>>>>>> branch\n') == [("merge-conflict", 3)]

    def test_invalid_bytes(self) -> None:
        """Bytes that are not in the charset are named with line and offset, each line once."""
        data = HEADER.encode() + b'msgid "a"\r\nmsgstr "\xff\xfe"\r\n# \xc3\n'
        assert errors(data) == [("invalid-bytes", 4), ("invalid-bytes", 5)]
        with pytest.raises(ToolkitError, match=rf"byte {data.index(0xFF)} of the file \(byte 9 of the line\) is 0xFF"):
            parse_po(data, "ru.po")

    @pytest.mark.parametrize(
        "charset", ["klingon", "hex", "UTF-16", "cp037", "unicode_escape", "undefined", "rot13", "ü"]
    )
    def test_unknown_charset(self, charset: str) -> None:
        """A charset that is none, or cannot hold a catalog, is an error at the header."""
        assert errors(HEADER.replace("UTF-8", charset)) == [("charset", 2)]

    @pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
    def test_wide_files(self, codec: str) -> None:
        """A file in UTF-16 or UTF-32 is recognized by its mark."""
        assert errors(HEADER.encode(codec)) == [("charset", 1)]

    @pytest.mark.parametrize(
        "charset", ["ISO-8859-1", "windows-1251", "KOI8-R", "TIS-620", "GBK", "Shift_JIS", "ASCII"]
    )
    @pytest.mark.parametrize("text", ["Библиотека открыта", "图书馆开放时间说明书", "La bibliothèque où l’été a été"])
    def test_utf_8_under_another_name(self, charset: str, text: str) -> None:
        """A UTF-8 text whose header names another charset would be read as rubbish, and written so."""
        source = HEADER.replace("UTF-8", charset) + f'\nmsgid "a"\nmsgstr "{text}"\n'
        assert errors(source.encode()) == [("charset", 2)]

    def test_short_texts_may_look_like_utf_8(self) -> None:
        """Two characters of GB 2312 that happen to be UTF-8 are what the header says."""
        data = HEADER.replace("UTF-8", "GB2312").encode() + b'\nmsgid "a"\nmsgstr "\xcd\xa8\xce\xbb"\n'
        assert parse_po(data, "zh.po").messages[0].msgstr == ("通位",)

    def test_nul(self) -> None:
        """A NUL byte is an error."""
        assert errors('msgid "a"\nmsgstr "b\0"\n') == [("nul", 2)]

    def test_all_of_them(self) -> None:
        """All mistakes of a file are found at once and told in the order of lines."""
        data = b'msgid "a\nmsgstr ""\n\nmsgid "b"\nmsgstr "\xff\\q"\n\nmsgid "b"\nmsgstr ""\nrubbish\n'
        assert errors(data) == [
            ("unterminated-string", 1), ("invalid-bytes", 5), ("unknown-escape", 5), ("stray-text", 9),
        ]  # fmt: skip

    def test_no_catalog_at_all(self) -> None:
        """Of a file that is no catalog the first hundred errors are told, and how many there are."""
        found = errors("rubbish\n" * 5000)
        assert len(found) == 101
        assert found[-1] == ("more-errors", None)

    @pytest.mark.parametrize("bad", [Message("a\0"), Message("a", msgstr=("\ud800",)), Message("a", comments=("\0",))])
    def test_unwritable_characters(self, bad: Message) -> None:
        """A text that no PO file can hold is refused before anything is written."""
        with pytest.raises(ToolkitError, match="impossible-character"):
            format_po(Catalog((bad,)))

    def test_unwritable_duplicates(self) -> None:
        """Two messages of one key are refused before anything is written."""
        with pytest.raises(ToolkitError, match="duplicate-entry"):
            format_po(Catalog((Message("a"), Message("a", obsolete=True))))


class TestFiles:
    """Catalogs on the disk."""

    def test_write_and_read(self, tmp_path: Path) -> None:
        """What is written is read again; what is there already is not written."""
        catalog = parse_po(RICH.encode(), "ru.po")
        path = tmp_path / "i18n" / "ru.po"
        assert write_po(catalog, path)
        stamp = path.stat().st_mtime_ns
        assert not write_po(catalog, path)
        assert path.stat().st_mtime_ns == stamp
        assert path.read_bytes() == RICH.encode()
        assert read_po(path, "ru.po") == catalog
        assert read_po(path).path == path.as_posix()

    def test_what_cannot_be_read(self, tmp_path: Path) -> None:
        """A file that is missing or is a folder is a diagnostic under its given name."""
        with pytest.raises(ToolkitError, match=r"i18n/ru\.po: error: there is no such catalog \[unreadable\]"):
            read_po(tmp_path / "ru.po", "i18n/ru.po")
        with pytest.raises(ToolkitError, match="this is a folder"):
            read_po(tmp_path)

    def test_what_cannot_be_written(self, tmp_path: Path) -> None:
        """A refused catalog leaves the file untouched."""
        path = tmp_path / "ru.po"
        path.write_text("before", encoding="utf-8")
        with pytest.raises(ToolkitError):
            write_po(Catalog((Message("\0"),)), path)
        assert path.read_text(encoding="utf-8") == "before"


def test_another_reader_understands() -> None:
    """Polib reads in our text what we read in it, as far as it can."""
    text = RICH.replace("#= proofread\n", "")
    entries = list(polib.pofile(text))
    for message, entry in zip(parse_po(text.encode(), "ru.po").messages, entries, strict=True):
        assert (message.msgid, message.msgctxt) == (entry.msgid, entry.msgctxt)
        assert message.msgstr == (tuple(entry.msgstr_plural.values()) if entry.msgstr_plural else (entry.msgstr,))
        assert "\n".join(message.comments) == entry.tcomment
        assert "\n".join(message.extracted) == entry.comment.rstrip("\n") + "\n" * message.extracted[-1:].count("")
        assert [flag for flag in message.flags if ":" not in flag] == [one for one in entry.flags if ":" not in one]
        assert message.obsolete == bool(entry.obsolete)


def mutants(source: bytes, count: int) -> list[bytes]:
    """So many damaged copies of a file, the same in every run."""
    chance = random.Random(2019)  # noqa: S311 -- the same in every run
    snippets = [
        b'"',
        b"\\",
        b"\n",
        b"#~ ",
        b"#| ",
        b"msgid ",
        b"msgstr[9] ",
        b"\0",
        b"\xff",
        b"\\x",
        b"<<<<<<< a\n",
        b"\r",
    ]

    def damaged() -> bytes:
        data = bytearray(source)
        for _ in range(chance.choice((1, 1, 2, 5))):
            at = chance.randrange(len(data) + 1)
            match chance.randrange(5):
                case 0 if at < len(data):
                    data[at] ^= 1 << chance.randrange(8)
                case 1:
                    del data[at:]
                case 2:
                    data[at:at] = chance.choice(snippets)
                case 3:
                    lines = data.splitlines(keepends=True)
                    del lines[at % max(1, len(lines)) : at % max(1, len(lines)) + 1]
                    data = bytearray(b"".join(lines))
                case _:
                    del data[at : at + chance.randrange(40)]
        return bytes(data)

    return [damaged() for _ in range(count)]


@pytest.mark.parametrize("charset", ["UTF-8", "KOI8-R", "GB18030", "UTF-7"])
def test_damaged_files(charset: str) -> None:
    """Thousands of damaged catalogs give a catalog that can be written and read again, or diagnostics, nothing else."""
    source = RICH.replace("UTF-8", charset).replace("›", "-").encode(charset)
    refused = 0
    for mutant in mutants(source, 1500):
        try:
            catalog = parse_po(mutant, "ru.po")
        except ToolkitError:
            refused += 1
        else:
            text = format_po(catalog)
            again = parse_po(text.encode(), "ru.po")
            assert format_po(again) == text
            assert again.messages == tuple(again.live) + tuple(again.obsolete)
            assert len(again.messages) == len(catalog.messages)
    assert 0 < refused < 1500


@pytest.mark.parametrize(
    "end",
    [
        '#~ msgctxt "== END =="\n#~ msgid "== END =="\n#~ msgstr "== END =="\n',
        '# x\n#, fuzzy\nmsgid "== END =="\nmsgstr "КОНЕЦ"\n',  # po2xliff and back, and a diligent translator
    ],
)
def test_the_last_entry_is_no_message_and_is_written_whole(end: str) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    text = 'msgid "Ж"\nmsgstr ""\n\n#~ msgid "Б"\n#~ msgstr "Б"\n\n'
    catalog = parse_po((head + end + "\n" + text).encode(), "ru.po")
    assert [one.msgid for one in catalog.messages] == ["Ж", "Б"]
    assert catalog.closed
    written = format_po(catalog)
    assert written.endswith('\n#~ msgid "Б"\n#~ msgstr "Б"\n\n' + format_po(Catalog((END,))))
    assert format_po(parse_po(written.encode(), "ru.po")) == written
    assert "END" not in format_po(parse_po((head + text).encode(), "ru.po"))
