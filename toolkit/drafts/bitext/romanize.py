"""Words of any alphabet as the consonants that they share with their cognates: ``rdmn`` for Rudomino and Рудомино."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = {
    # Cyrillic, with the letters of our languages
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "o", "ж": "z", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "s",
    "ч": "s", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a", "і": "i", "ў": "u", "ї": "i",
    "є": "e", "ґ": "g", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "ә": "a", "ӣ": "i", "ӯ": "u",
    "ҳ": "h", "ҷ": "s", "җ": "s", "ј": "i", "љ": "l", "њ": "n", "ћ": "s", "ђ": "d", "џ": "s", "ѕ": "s",
    # Armenian
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "", "թ": "t", "ժ": "z", "ի": "i", "լ": "l",
    "խ": "h", "ծ": "s", "կ": "k", "հ": "h", "ձ": "s", "ղ": "h", "ճ": "s", "մ": "m", "յ": "i", "ն": "n", "շ": "s", "ո": "o",
    "չ": "s", "պ": "p", "ջ": "s", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "s", "ւ": "v", "փ": "p", "ք": "k",
    "և": "ev", "օ": "o", "ֆ": "f",
    # Greek
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "t", "ι": "i", "κ": "k", "λ": "l", "μ": "m",
    "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "i", "φ": "f", "χ": "h", "ψ": "ps",
    "ω": "o",
    # Georgian
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l", "მ": "m",
    "ნ": "n", "ო": "o", "პ": "p", "ჟ": "z", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k", "ღ": "g", "ყ": "k",
    "შ": "s", "ჩ": "s", "ც": "s", "ძ": "s", "წ": "s", "ჭ": "s", "ხ": "h", "ჯ": "s", "ჰ": "h",
    # Arabic and Persian
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "t", "ج": "s", "چ": "s", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r",
    "ز": "z", "ژ": "z", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "k",
    "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "", "و": "v", "ي": "i", "ی": "i",
    # Latin: letters that sound alike are one
    "c": "k", "q": "k", "x": "ks", "w": "v", "j": "z", "y": "i", "ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "ß": "s",
    "æ": "e", "œ": "e", "þ": "t", "ð": "d",
}  # fmt: skip
_PAIRS = (
    ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "h"), ("zh", "z"), ("ph", "f"), ("th", "t"), ("gh", "g"),
    ("ts", "s"), ("tz", "s"), ("dj", "s"), ("dz", "s"), ("ce", "se"), ("ci", "si"), ("ge", "ze"), ("ck", "k"),
)  # fmt: skip
_VOWELS = frozenset("aeiou")
_LONGEST = 4
_FEWEST = 3


@lru_cache(1 << 15)
def skeleton(word: str) -> str:
    """The first four consonants of a word, alike in all alphabets; empty for a word with fewer than three."""
    low = "".join(one for one in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(one))
    if low.isascii():
        for pair, sign in _PAIRS:
            low = low.replace(pair, sign)
    latin = "".join(_LETTERS.get(one, one) for one in unicodedata.normalize("NFC", low))
    found: list[str] = []
    for sign in latin:
        if sign not in _VOWELS and sign.isascii() and sign.isalpha() and (not found or found[-1] != sign):
            found.append(sign)
    return "".join(found[:_LONGEST]) if len(found) >= _FEWEST else ""
