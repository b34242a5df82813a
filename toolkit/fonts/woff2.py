"""Fonts as WOFF2 (W3C Recommendation, 2024): outlines are taken apart into streams of like numbers, and all is packed with Brotli.

fontTools makes the same bytes of the same font, in five times the time: it makes objects of all points.
"""

from __future__ import annotations

import sys
from array import array
from functools import cache
from itertools import accumulate, pairwise
from struct import iter_unpack, pack, unpack_from

_KNOWN_TAGS = (
    b"cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX "
    b"vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln cvar fdsc feat "
    b"fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill"
)
_NUMBERS = {tag.replace(b"_", b" "): number for number, tag in enumerate(_KNOWN_TAGS.split())}
"""Of the tables that have one (4.1); any other says its tag, behind the number 63."""
_HEADER = ">4s4sLHHLLHHLLLLL"
_LOSSLESS = 0x0800
"""The flag of the table ``head`` that the font was changed without loss (OpenType)."""
_WHOLE = 0xB1B0AFBA
"""What the checksums of a font give together (OpenType)."""
_SHORT_OFFSETS = 0x20000
"""Below it, halves of offsets fit into two bytes."""
_REPEAT, _OVERLAP, _ON_CURVE = 8, 0x40, 1
"""Flags of a point (OpenType, table ``glyf``)."""
_WORDS, _SCALE, _MORE, _TWO_SCALES, _FOUR_SCALES, _INSTRUCTIONS = 1, 8, 0x20, 0x40, 0x80, 0x100
"""Flags of a part of a composite glyph."""


def woff2(font: bytes, quality: int) -> bytes:
    """A TrueType or OpenType font as WOFF2; `quality` is that of Brotli (at most 11)."""
    import brotli  # type: ignore[import-untyped]

    flavor, number = unpack_from(">4sH", font)
    entries = iter_unpack(">4sLLL", font[12 : 12 + 16 * number])
    tables = {tag: font[offset : offset + length] for tag, _, offset, length in sorted(entries)}
    glyphs = _aligned(tables) if b"glyf" in tables else []
    head = bytearray(tables[b"head"])
    head[16:18] = pack(">H", unpack_from(">H", head, 16)[0] | _LOSSLESS)
    head[8:12] = bytes(4)
    tables[b"head"] = bytes(head)
    size, checksum = _sfnt(flavor, tables)
    head[8:12] = pack(">L", _WHOLE - checksum & 0xFFFFFFFF)
    stored = tables | {b"head": bytes(head)}
    if glyphs:
        stored |= {b"glyf": _transformed(glyphs, unpack_from(">H", head, 50)[0]), b"loca": b""}
    directory = b"".join(
        bytes((_NUMBERS.get(tag, 63),))
        + (b"" if tag in _NUMBERS else tag)
        + _base128(len(tables[tag]))
        + (_base128(len(data)) if glyphs and tag in (b"glyf", b"loca") else b"")
        for tag, data in stored.items()
    )
    packed = brotli.compress(b"".join(stored.values()), mode=brotli.MODE_FONT, quality=quality)
    body = _padded(bytes(48) + directory + packed)
    version = unpack_from(">HH", head, 4)
    header = pack(_HEADER, b"wOF2", flavor, len(body), number, 0, size, len(packed), *version, 0, 0, 0, 0, 0)
    return header + body[48:]


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _base128(number: int) -> bytes:
    """A number in as few bytes as it needs, seven bits each (4.1)."""
    found = bytes((number & 0x7F,))
    while number := number >> 7:
        found = bytes((number & 0x7F | 0x80,)) + found
    return found


def _short(number: int) -> bytes:
    """A number below 65,536 in one byte, or in up to three (5.1, 255UInt16)."""
    if number < 253:
        return bytes((number,))
    if number < 506:
        return bytes((255, number - 253))
    return bytes((254, number - 506)) if number < 762 else pack(">BH", 253, number)


def _checksum(data: bytes) -> int:
    numbers = array("I", _padded(data))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF


def _sfnt(flavor: bytes, tables: dict[bytes, bytes]) -> tuple[int, int]:
    """The bytes that the font has when it is unpacked, and the sum of its checksums."""
    number = len(tables)
    power = number.bit_length() - 1
    directory = pack(">4sHHHH", flavor, number, 16 << power, power, 16 * number - (16 << power))
    offset, total = 12 + 16 * number, 0
    for tag, data in tables.items():
        one = _checksum(data)
        directory += pack(">4sLLL", tag, one, offset, len(data))
        offset += len(data) + -len(data) % 4
        total += one
    return offset, total + _checksum(directory)


def _aligned(tables: dict[bytes, bytes]) -> list[bytes]:
    """The glyphs, each at a place that four divides, as they lie in the font that is unpacked: `tables` are made so."""
    head = bytearray(tables[b"head"])
    is_long = unpack_from(">H", head, 50)[0]
    offsets = [place for (place,) in iter_unpack(">L" if is_long else ">H", tables[b"loca"])]
    places = offsets if is_long else [2 * place for place in offsets]
    glyphs = [_padded(tables[b"glyf"][first:last]) for first, last in pairwise(places)]
    ends = [0, *accumulate(map(len, glyphs))]
    is_long = int(ends[-1] >= _SHORT_OFFSETS)
    head[50:52] = pack(">H", is_long)
    loca = pack(f">{len(ends)}L", *ends) if is_long else pack(f">{len(ends)}H", *(place // 2 for place in ends))
    tables |= {b"head": bytes(head), b"glyf": b"".join(glyphs) or b"\0", b"loca": loca}
    return glyphs


def _transformed(glyphs: list[bytes], is_long: int) -> bytes:
    """The table ``glyf`` as WOFF2 has it (5.1)."""
    contours, points, flags, outlines, parts, boxes, instructions = (bytearray() for _ in range(7))
    boxed, overlapping = bytearray(len(glyphs) + 31 >> 5 << 2), bytearray(len(glyphs) + 7 >> 3)
    for number, data in enumerate(glyphs):
        contours += data[:2] or bytes(2)
        count = unpack_from(">h", data)[0] if data else 0
        byte, bit = number >> 3, 0x80 >> (number & 7)
        if count > 0:
            ends = (-1, *unpack_from(f">{count}H", data, 10))
            points += b"".join(_short(last - first) for first, last in pairwise(ends))
            code, at = _code(data, 10 + 2 * count)
            signs, rights, ups = _points(data, at, ends[-1] + 1)
            kinds, numbers = zip(*map(_triplet, rights, ups, (sign & _ON_CURVE for sign in signs)), strict=True)
            flags += bytes(kinds)
            outlines += b"".join(numbers) + _short(len(code))
            instructions += code
            overlapping[byte] |= bit if signs[0] & _OVERLAP else 0
            x, y = list(accumulate(rights)), list(accumulate(ups))
            if unpack_from(">4h", data, 2) == (min(x), min(y), max(x), max(y)):
                continue
        elif count < 0:
            at, has_code = _end_of_parts(data)
            parts += data[10:at]
            if has_code:
                code, at = _code(data, at)
                outlines += _short(len(code))
                instructions += code
        if count:
            boxed[byte] |= bit
            boxes += data[2:10]
    streams = (contours, points, flags, outlines, parts, boxed + boxes, instructions)
    overlaps = any(overlapping)
    header = pack(">4H7L", 0, overlaps, len(glyphs), is_long, *map(len, streams))
    return header + b"".join(streams) + (overlapping if overlaps else b"")


def _code(data: bytes, at: int) -> tuple[bytes, int]:
    """The instructions of a glyph, and where they end."""
    end = at + 2 + unpack_from(">H", data, at)[0]
    return data[at + 2 : end], end


def _end_of_parts(data: bytes) -> tuple[int, bool]:
    """Where the parts of a composite glyph end, and whether there are instructions behind them."""
    at, flags = 10, _MORE
    while flags & _MORE:
        flags = unpack_from(">H", data, at)[0]
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _FOUR_SCALES else 0
    return at, bool(flags & _INSTRUCTIONS)


def _points(data: bytes, at: int, number: int) -> tuple[bytes, list[int], list[int]]:
    """The flags of the points of a glyph, and how far each is right of the one before it, and above it."""
    flags = bytearray()
    while len(flags) < number:
        again = data[at + 1] if data[at] & _REPEAT else 0
        flags += data[at : at + 1] * (again + 1)
        at += 2 if data[at] & _REPEAT else 1
    found = []
    for is_byte, same in ((0x02, 0x10), (0x04, 0x20)):
        steps = []
        for flag in flags:
            if flag & is_byte:
                steps.append(data[at] if flag & same else -data[at])
                at += 1
            elif flag & same:
                steps.append(0)
            else:
                steps.append(int.from_bytes(data[at : at + 2], "big", signed=True))
                at += 2
        found.append(steps)
    return bytes(flags), found[0], found[1]


@cache
def _triplet(right: int, up: int, on_curve: int) -> tuple[int, bytes]:
    """A step to a point, and whether the curve goes through it: a flag, and from one to four bytes (5.2)."""
    x, y = abs(right), abs(up)
    kind, signs = 0 if on_curve else 128, (right >= 0) + 2 * (up >= 0)
    if not x and y < 1280:
        return kind + (y >> 8 << 1) + (up >= 0), bytes((y & 0xFF,))
    if not y and x < 1280:
        return kind + 10 + (x >> 8 << 1) + (right >= 0), bytes((x & 0xFF,))
    if x < 65 and y < 65:
        x, y = x - 1, y - 1
        return kind + 20 + (x & 0x30) + ((y & 0x30) >> 2) + signs, bytes(((x & 15) << 4 | y & 15,))
    if x < 769 and y < 769:
        x, y = x - 1, y - 1
        return kind + 84 + 12 * (x >> 8) + (y >> 8 << 2) + signs, bytes((x & 0xFF, y & 0xFF))
    if x < 4096 and y < 4096:
        return kind + 120 + signs, (x << 12 | y).to_bytes(3, "big")
    return kind + 124 + signs, (x << 16 | y).to_bytes(4, "big")
