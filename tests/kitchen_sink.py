"""A project of one document that holds everything at once, in all languages and formats: `make validate` builds and judges it.

``python -m tests.kitchen_sink FOLDER`` writes the project and builds it. Its pictures are drawn there, its translations are
made of the words of each language, with all the markup of the source; each seventh text is left to the fallback.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

from tests.pictures import photograph, write_all_kinds
from tests.tiny_project import write_catalog
from toolkit.collection.collection import Collection
from toolkit.project.project import find_project

CASE = Path(__file__).parent / "cases" / "kitchen-sink"
LANGUAGES = {
    "en": "",
    "ru": "библиотека книга читатель знание доступ общество наука культура образование язык труд развитие",
    "az": "kitabxana kitab oxucu bilik imkan cəmiyyət elm mədəniyyət təhsil dil iş inkişaf",
    "hy": "գրադարան գիրք ընթերցող գիտելիք հասարակություն գիտություն մշակույթ կրթություն լեզու զարգացում",
    "be": "бібліятэка кніга чытач веды доступ грамадства навука культура адукацыя мова праца развіццё",
    "kk": "кітапхана кітап оқырман білім мүмкіндік қоғам ғылым мәдениет тіл жұмыс даму",
    "ky": "китепкана китеп окурман билим мүмкүнчүлүк коом илим маданият тил иш өнүгүү",
    "tg": "китобхона китоб хонанда дониш дастрасӣ ҷамъият илм фарҳанг забон кор рушд",
    "uz": "kutubxona kitob oʻquvchi bilim imkoniyat jamiyat fan madaniyat taʼlim til ish rivojlanish",
    "uz-Cyrl": "",
    "ro": "bibliotecă carte cititor cunoaștere acces societate știință cultură educație limbă muncă dezvoltare",
    "tk": "kitaphana kitap okyjy bilim mümkinçilik jemgyýet ylym medeniýet dil iş ösüş",
    "ar": "مكتبة كتاب قارئ معرفة إتاحة مجتمع علم ثقافة تعليم لغة عمل لأجلها",
    "fa": "کتابخانه‌ها کتاب خواننده دانش دسترسی جامعه علم فرهنگ آموزش زبان می‌خوانند پژوهش",
    "he": "ספרייה ספר קורא ידע גישה חברה מדע תרבות חינוך שפה עבודה פיתוח",
}
"""The languages, each with words of it; one without is the source's, or follows another."""
SETTINGS = f"""\
title = "Everything"
locales = [{", ".join(f'"{tag}"' for tag in LANGUAGES)}]
formats = ["html", "pdf", "large-print", "epub"]
parallel = [["en", "ar"], ["ru", "kk"]]
"""
PICTURES = "pictures"
"""The document of pictures of every kind that a PDF/A can be broken by; it is not translated."""
_PICTURES = "---\ntitle: Pictures\nlanguage: en\ndate: 2026-05-05\npublishers: [Library of Sciences]\n---\n\n"
_WORDS = re.compile(r"(`[^`]*`|\]\([^)]*\)|\[\^\w+\]|<[^>]*>|\w{30,})|[A-Za-z]{2,}")
_FALLBACK = 7


def write_project(root: Path) -> Collection:
    """The project, with its pictures and catalogs."""
    sources = root / "sources"
    kinds = write_all_kinds(sources)
    (sources / f"{PICTURES}.md").write_text(_PICTURES + "".join(f"![{name}]({name})\n\n" for name in kinds), "utf-8")
    for name in ("visits.png", "visits.ar.png", "visits.ru.png"):
        photograph(sources / name, (300, 200))
    for path in CASE.glob("*.md"):
        shutil.copy(path, sources)
    (root / "polyedition.toml").write_text(SETTINGS, "utf-8")
    collection = Collection(find_project(root))
    for name in {*collection.project.documents} - {PICTURES}:
        segments = collection.document(name).segments
        for tag, words in LANGUAGES.items():
            texts = {
                (segment.id, segment.text): translated(segment.text, words.split(), number)
                for number, segment in enumerate(segments)
                if words and number % _FALLBACK
            }
            write_catalog(root, tag, texts, name, comments=("Anna Petrova <anna@example.org>, 2026.",))
    return Collection(find_project(root))


def translated(text: str, words: list[str], start: int) -> str:
    """The text with words of another language in place of its own, and its markup as it is."""
    numbers = count(start)
    return _WORDS.sub(lambda word: word[0] if word[1] else words[next(numbers) % len(words)], text)


def main(folder: str) -> int:
    """Makes and builds the project in a folder; the exit code of the build."""
    root = Path(folder)
    shutil.rmtree(root, ignore_errors=True)
    write_project(root)
    program = [sys.executable, "-c", "from toolkit.cli import main; main()"]
    codes = (subprocess.run([*program, command], cwd=root, check=False).returncode for command in ("update", "build"))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
