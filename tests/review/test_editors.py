"""What real programs make of a catalog with stamps, notes, earlier texts and obsolete entries, and what `merge` keeps.

Each program opens the catalog and saves it; those that can be told to do so change one text. Whatever they have
dropped, the merge gives back, and takes the change.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from tests.conftest import ROOT
from toolkit.catalog.model import FUZZY, Message, Previous
from toolkit.catalog.po import format_po, parse_po, read_po, write_po
from toolkit.review.losses import losses
from toolkit.review.merge.catalogs import take_in
from toolkit.review.merge.result import Outcome

EDITED = "Новый заголовок"
PATIENCE = 120
WEBLATE = ROOT / ".polyedition" / "weblate" / "bin" / "python"
"""Where `.ci/weblate` puts it."""


def sample():
    """The shipped Russian ALMA catalog, in every state: reviewed, translated, draft, outdated, empty, obsolete."""
    catalog = read_po(ROOT / "i18n" / "ru" / "alma-2019.po")
    messages = []
    for place, one in enumerate(catalog.live):
        bare = replace(one, flags=tuple(flag for flag in one.flags if flag != FUZZY), comments=())
        match place % 5:
            case 0:
                stamp = f"reviewed: Vera Ivanova (RLA), 2026-11-21, {bare.digest}"
                messages.append(replace(bare, comments=("a note of a translator", stamp)))
            case 1:
                messages.append(bare)
            case 2:
                messages.append(one)
            case 3:
                messages.append(replace(one, comments=(), previous=Previous(f"Before: {one.msgid}")))
            case _:
                messages.append(replace(bare, msgstr=("",)))
    gone = Message("A text that is gone.", "gone", msgstr=("Исчезнувший текст.",), comments=("kept",), obsolete=True)
    return replace(catalog, messages=(*messages, gone)).with_value(
        "Last-Translator", "Anna Petrova (National Library) <anna@example.org>"
    )


def run(*command, cwd, **environment):
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "HOME": str(cwd), "XDG_RUNTIME_DIR": str(cwd), **environment},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def on_screen(script, cwd):
    """A shell script on a screen and a bus of its own."""
    (cwd / "run.sh").write_text(script, "utf-8")
    cwd.chmod(0o700)
    run("xvfb-run", "-a", "dbus-run-session", "sh", "-e", "run.sh", cwd=cwd)


def msgcat(folder):
    run("msgcat", "a.po", "-o", "b.po", cwd=folder)


def msgmerge(folder):
    shutil.copy(ROOT / "i18n" / "templates" / "alma-2019.pot", folder)
    run("msgmerge", "--quiet", "a.po", "alma-2019.pot", "-o", "b.po", cwd=folder)


def xliff(folder):
    run("po2xliff", "--progress=none", "a.po", "a.xlf", cwd=folder)
    run("xliff2po", "--progress=none", "a.xlf", "b.po", cwd=folder)


def csv(folder):
    run("po2csv", "--progress=none", "a.po", "a.csv", cwd=folder)
    run("csv2po", "--progress=none", "-t", "a.po", "a.csv", "b.po", cwd=folder)


def translate_toolkit(folder):
    """The store that Weblate's format class is a layer over, of another version."""
    script = (
        "from translate.storage.pypo import pofile\n"
        "store = pofile.parsefile('a.po')\n"
        f"store.units[1].target = {EDITED!r}\n"
        "store.units[1].markfuzzy(False)\n"
        "store.updateheader(add=True, X_Generator='Weblate 4.15')\n"
        "store.savefile('b.po')\n"
    )
    run("/usr/bin/python3", "-c", script, cwd=folder)


def weblate(folder):
    run(WEBLATE, ROOT / "tests" / "review" / "weblate_saves.py", "a.po", "b.po", EDITED, cwd=folder)
    assert "Weblate 5.14" in (folder / "b.po").read_text("utf-8")


def omegat(folder):
    (folder / "p" / "source").mkdir(parents=True)
    for name in ("target", "omegat", "glossary", "dictionary", "tm"):
        (folder / "p" / name).mkdir()
    shutil.copy(folder / "a.po", folder / "p" / "source")
    places = "".join(
        f"<{name}>__DEFAULT__</{name}>"
        for name in ("source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir")
    )
    (folder / "p" / "omegat.project").write_text(
        f'<?xml version="1.0"?><omegat><project version="1.0">{places}<source_lang>EN</source_lang>'
        "<target_lang>RU</target_lang><sentence_seg>false</sentence_seg></project></omegat>",
        "utf-8",
    )
    run("omegat", "p", "--mode=console-translate", "--config-dir=config", cwd=folder)
    shutil.copy(folder / "p" / "target" / "a.po", folder / "b.po")


def poedit(folder):
    on_screen(
        "cp a.po b.po\npoedit b.po & program=$!\n"
        "for i in $(seq 300); do xdotool search --name 'b.po' && break; sleep 0.1; done\n"
        "for i in $(seq 100); do xdotool key --clearmodifiers ctrl+s; sleep 0.2; grep -q Poedit b.po && break; done\n"
        "kill $program\ngrep -q Poedit b.po\n",
        folder,
    )


def lokalize(folder):
    (folder / ".config").mkdir()
    (folder / ".config" / "lokalizerc").write_text(
        "[Identity]\nauthorName=Anna Petrova\nauthorEmail=anna@example.org\ndefaultLangCode=ru\n", "utf-8"
    )
    call = "dbus-send --session --dest=org.kde.lokalize-$program --print-reply /ThisIsWhatYouWant/Editor/0"
    on_screen(
        "cp a.po b.po\nlokalize b.po & program=$!\n"
        f"for i in $(seq 300); do {call} org.kde.Lokalize.Editor.entryCount | grep 'int32 [1-9]' && break; sleep 0.1; done\n"
        f'{call} org.kde.Lokalize.Editor.setEntryTarget int32:0 int32:0 string:"{EDITED}"\n'
        f"{call} org.kde.Lokalize.Editor.saveFile\n"
        "for i in $(seq 100); do grep -q Lokalize b.po && break; sleep 0.1; done\nkill $program\ngrep -q Lokalize b.po\n",
        folder,
    )


TOOLS = {
    "msgcat": (msgcat, ("msgcat",)),
    "msgmerge": (msgmerge, ("msgmerge",)),
    "XLIFF of translate-toolkit": (xliff, ("po2xliff", "xliff2po")),
    "CSV of translate-toolkit": (csv, ("po2csv", "csv2po")),
    "store of translate-toolkit": (translate_toolkit, ("po2xliff", "/usr/bin/python3")),
    "Weblate": (weblate, (str(WEBLATE),)),
    "OmegaT": (omegat, ("omegat", "java")),
    "Poedit": (poedit, ("poedit", "xvfb-run", "xdotool", "dbus-run-session")),
    "Lokalize": (lokalize, ("lokalize", "xvfb-run", "dbus-run-session", "dbus-send")),
}
EDITING = {"store of translate-toolkit", "Weblate", "Lokalize"}


@pytest.mark.parametrize("tool", TOOLS)
def test_what_a_program_drops_the_merge_gives_back(tool, tmp_path, require_tool):
    save, needed = TOOLS[tool]
    for name in needed:
        require_tool(name)
    ours = sample()
    write_po(ours, tmp_path / "a.po")
    ours = read_po(tmp_path / "a.po", "ours.po")
    save(tmp_path)
    theirs = read_po(tmp_path / "b.po", "theirs.po")
    merged = take_in(ours, theirs, ours if tool in EDITING else None)
    (tmp_path / "kept.json").write_text(json.dumps(sorted({one.what for one in losses(ours, theirs)})), "utf-8")
    assert not merged.having(Outcome.CONFLICT)
    assert list(losses(ours, merged.catalog)) == []
    first, *others = merged.catalog.messages
    assert [one for one, before in zip(others, ours.messages[1:], strict=True) if one != before] == []
    if tool in EDITING:
        assert first.msgstr == (EDITED,)
    else:
        assert first == ours.messages[0]
    assert merged.catalog.value("Last-Translator") == ours.value("Last-Translator")
    assert merged.catalog.value("Language-Team") == ours.value("Language-Team")


def _without(pattern):
    return lambda text: re.sub(pattern, "", text, flags=re.MULTILINE)


MANGLED = {
    "ends of lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "ends of lines of old Macs": lambda text: text.replace("\n", "\r"),
    "a mark of the order of bytes": lambda text: f"\ufeff{text}",
    "no header": lambda text: text[text.index("\n\n", text.index('msgid ""')) + 2 :],
    "no comments of translators": _without(r"^# .*\n"),
    "no fuzzy marks": _without(r"^#, fuzzy\n"),
    "no earlier texts": _without(r"^#~?\|.*\n"),
    "no obsolete texts": _without(r"^#~.*\n"),
    "no ids": _without(r"^msgctxt .*\n"),
    "nothing but texts": _without(r"^(?:#.*|msgctxt .*)\n"),
}


@pytest.mark.parametrize("how", MANGLED)
def test_a_mangled_catalog_costs_nothing(how):
    """Nothing of ours is lost, promoted or refused, and nothing is a conflict."""
    text = format_po(sample())
    mangled = MANGLED[how](text)
    assert mangled != text
    ours = parse_po(text.encode(), "ours.po")
    merged = take_in(ours, parse_po(mangled.encode(), "theirs.po"))
    assert [one for one in merged.decisions if one.outcome in {Outcome.CONFLICT, Outcome.REFUSED}] == []
    assert merged.catalog == ours


@pytest.mark.parametrize("words", [("--width=76",), ("--sort-output",), ("--sort-by-file",)])
def test_a_catalog_that_msgcat_has_rearranged_costs_nothing(words, require_tool):
    msgcat_path = require_tool("msgcat")
    text = format_po(sample()).encode()
    done = subprocess.run([msgcat_path, *words, "-"], input=text, capture_output=True, check=True)
    ours = parse_po(text, "ours.po")
    assert take_in(ours, parse_po(done.stdout, "theirs.po")).catalog == ours
