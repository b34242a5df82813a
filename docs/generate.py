"""Writes ``docs/reference/`` out of the code: settings, commands, checks, front matter, roles, formats, exit codes, modules.

Facts (names, defaults, choices, options) come from the code; one sentence about each setting, role and state comes from
``descriptions.toml``. Run it with ``make docs``.
"""

from __future__ import annotations

import ast
import inspect
import re
import tempfile
import textwrap
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import click

from toolkit.catalog.model import State
from toolkit.checks import witnesses
from toolkit.checks.built_in import CHECKS
from toolkit.checks.sources import SOURCE_CHECKS
from toolkit.cli import COMMANDS, polyedition
from toolkit.drafts.machine import PROVIDERS
from toolkit.errors import ToolkitError, UsageError
from toolkit.exchange.formats import FORMATS as EXCHANGE
from toolkit.language.locales import known_locales, load_locale
from toolkit.project import project as project_module
from toolkit.project.formats import FORMATS, RECORDS
from toolkit.project.settings import Settings
from toolkit.sources import frontmatter
from toolkit.sources.document import Meta, Role
from toolkit.system.plugins import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"
DESCRIPTIONS = HERE / "descriptions.toml"
_NOTE = "<!-- Made from the code by `make docs`: change the code or docs/descriptions.toml, not this file. -->"
_TAG = "ru"
"""Of the language that stands for all of them in the settings that are read for trial."""


def main() -> None:
    """Writes every page, and removes those that nothing makes any more."""
    made = pages()
    for old in REFERENCE.glob("*.md"):
        if old.name not in made:
            old.unlink()
    REFERENCE.mkdir(exist_ok=True)
    for name, text in made.items():
        (REFERENCE / name).write_text(text, "utf-8")


def pages() -> dict[str, str]:
    """The pages of the reference by their file names."""
    said = tomllib.loads(DESCRIPTIONS.read_text("utf-8"))
    return {
        "settings.md": _page("Settings", said["pages"]["settings"], _settings(said["settings"])),
        "commands.md": _page("Commands", said["pages"]["commands"], _commands()),
        "checks.md": _page("Checks", said["pages"]["checks"], _checks()),
        "front-matter.md": _page("Front matter", said["pages"]["front-matter"], _front_matter(said["front-matter"])),
        "roles.md": _page("Roles and states", said["pages"]["roles"], _roles(said)),
        "formats.md": _page("Formats, providers, languages, plug-ins", said["pages"]["formats"], _formats(said)),
        "exit-codes.md": _page("Exit codes", said["pages"]["exit-codes"], _exit_codes()),
        "modules.md": _page("Modules", said["pages"]["modules"], _modules()),
    }


def _page(title: str, about: str, body: Iterable[str]) -> str:
    return "\n".join([_NOTE, "", f"# {title}", "", about.strip(), "", *body]).rstrip() + "\n"


def _said(sentences: dict[str, str], name: str) -> str:
    """The sentence about something. Raises `KeyError` where there is none."""
    if name not in sentences:
        raise KeyError(
            f"nothing says what {name} is: write a sentence into docs/descriptions.toml, then run `make docs`"
        )
    return sentences[name]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table, one line a row, so that changes merge line by line."""
    titles = list(head)
    lines = [
        titles,
        ["---"] * len(titles),
        *([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows),
    ]
    return [f"| {' | '.join(line)} |" for line in lines] + [""]


# Settings: the reader of the settings itself says what it asks for.


class Asked(Settings):
    """Settings that remember every key that was asked for, with its kind and default."""

    __slots__ = ()
    found: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - of the one run that is traced
    tables: set[str] = set()  # noqa: RUF012

    def _note(self, key: str, kind: str, default: str) -> str:
        name = ".".join((*self.place, key)).replace(f"locale.{_TAG}", "locale.<tag>")
        self.found[name] = (kind, default)
        return name

    def text(self, key: str, default: str) -> str:
        self._note(key, "text", default)
        return Settings.text(self, key, default)

    def folder(self, key: str, default: str) -> str:
        value = Settings.folder(self, key, default)
        self._note(key, "folder", default)
        return value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        self._note(key, "list of texts", ", ".join(default))
        return Settings.texts(self, key, default)

    def choice(self, key: str, default: str, choices: tuple[str, ...]) -> str:
        value = Settings.choice(self, key, default, choices)
        self._note(key, " or ".join(f"`{one}`" for one in choices if one), default)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        self._note(key, "`true` or `false`", str(default).lower())
        return Settings.flag(self, key, default=default)

    def number(self, key: str, default: float, least: float, most: float) -> float:
        self._note(key, f"number from {least:g} to {most:g}", f"{default:g}")
        return Settings.number(self, key, default, least, most)

    def below(self, key: str) -> Settings:
        one = Settings.below(self, key)
        self.tables.add(".".join((*self.place, key)))
        return Asked(one.path, one.table, one.place, one.known)

    def reject_unknown(self, place: str = "") -> None:
        for key in self.known:  # those that are read without a method of their own
            name = ".".join((*self.place, key)).replace(f"locale.{_TAG}", "locale.<tag>")
            if name not in self.found and name not in self.tables:
                self.found[name] = ("see the text", "")
        Settings.reject_unknown(self, place)


def settings() -> dict[str, tuple[str, str]]:
    """Every setting: its kind and its default, as text."""
    Asked.found, Asked.tables = {}, set()
    table = {"locales": ["en", _TAG], "locale": {_TAG: {}}}
    with tempfile.TemporaryDirectory() as folder, patch.object(project_module, "Settings", Asked):
        path = Path(folder) / "polyedition.toml"
        path.write_text("", "utf-8")
        project_module._project(path, dict(table))  # noqa: SLF001
    found = {name: one for name, one in Asked.found.items() if name not in Asked.tables}
    found["title"] = ("text", "the folder's name")
    return dict(sorted(found.items(), key=lambda pair: ("." in pair[0], pair[0])))


def _settings(said: dict[str, str]) -> Iterator[str]:
    rows = [
        (f"`{name}`", _said(said, name), kind, f"`{default}`" if default else "–")
        for name, (kind, default) in settings().items()
    ]
    yield from _table(("setting", "what it does", "kind", "without it"), rows)


# Commands: what `--help` says.


def commands(
    group: click.Group = polyedition, names: Iterable[str] = COMMANDS, above: str = "polyedition"
) -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, subcommands behind their group."""
    for name in names:
        one = group.get_command(click.Context(group), name)
        assert one is not None, name
        yield f"{above} {name}", one
        if isinstance(one, click.Group):
            yield from commands(one, one.list_commands(click.Context(one)), f"{above} {name}")


def _commands() -> Iterator[str]:
    for name, one in commands():
        context = click.Context(one, info_name=name)
        yield from (f"## {name}", "", "```text", f"{name} {' '.join(one.collect_usage_pieces(context))}", "```", "")
        about, _, examples = inspect.cleandoc(one.help or "").partition("\b\n")
        yield from (about.strip(), "")
        if examples:
            lines = [line for line in examples.splitlines() if line.strip() and line.strip() != "Examples:"]
            yield from ("```text", *(textwrap.dedent("\n".join(lines))).splitlines(), "```", "")
        rows = [record for option in one.get_params(context) if (record := option.get_help_record(context))]
        yield from _table(
            ("option", "what it does"),
            [(f"`{option}`", says) for option, says in rows if says and "--help" not in option],
        )


# Checks, front matter, roles, formats, exit codes.


def _checks() -> Iterator[str]:
    for title, checks in (("Of sources", SOURCE_CHECKS), ("Of translations", CHECKS)):
        yield from (f"## {title}", "")
        rows = [(f"`{one.code}`", str(one.severity), one.reason) for one in checks]
        if checks is CHECKS:
            rows.append((f"`{witnesses.CODE}`", "warning", witnesses.REASON))
        yield from _table(("code", "severity", "why it matters"), rows)


def docstrings(kind: type) -> dict[str, str]:
    """The sentence below each field of a class, by the field's name."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for one, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and isinstance(after, ast.Expr):
            found[one.target.id] = " ".join(str(ast.literal_eval(after.value)).replace("``", "`").split())
    return found


def _front_matter(said: dict[str, str]) -> Iterator[str]:
    documented = docstrings(Meta)
    rows = []
    for key in frontmatter._KEYS:  # noqa: SLF001
        translated = "yes" if key in frontmatter.TRANSLATABLE else ""
        rows.append((f"`{key}`", said.get(key) or _said(documented, key), translated))
    yield from _table(("key", "what it says", "translated"), rows)


def _roles(said: dict[str, Any]) -> Iterator[str]:
    yield from ("## Roles", "")
    yield from _table(("role", "what it means"), [(f"`.{one}`", _said(said["roles"], one)) for one in Role])
    yield from ("## States of a text", "")
    yield from _table(("state", "what it means"), [(f"`{one}`", _said(said["states"], one)) for one in State])


def _formats(said: dict[str, Any]) -> Iterator[str]:
    yield from ("## Formats of an edition", "")
    rows = [
        (f"`{one.name}`", f"`DOCUMENT{one.ending}`", "yes" if one.has_pairs else "", "yes" if one.is_default else "")
        for one in FORMATS.values()
    ]
    yield from _table(("name", "file", "two languages side by side", "made without a setting"), rows)
    yield from ("## Records beside each edition", "")
    yield from _table(("name", "file"), [(one.label, f"`DOCUMENT{one.ending}`") for one in RECORDS.values()])
    yield from ("## Formats that texts go out and come back in", "")
    yield from _table(
        ("name", "file", "what it is"), [(f"`{one.name}`", f"`{one.ending}`", one.words) for one in EXCHANGE]
    )
    yield from ("## Machine-translation providers", "")
    providers = [
        (
            f"`{one.name}`",
            one.service,
            "no" if one.offline else "yes",
            ", ".join(f"`{key}`" for key in one.keys) or "–",
            ", ".join(f"`{key}`" for key in (one.address_variable, *one.options)),
        )
        for one in PROVIDERS
    ]
    yield from _table(
        ("name", "who translates", "text leaves the machine", "needs (environment)", "takes (environment)"), providers
    )
    yield from ("## Languages with a profile of their own", "")
    locales = [load_locale(tag) for tag in known_locales()]
    yield from _table(("tag", "language", "its own name"), [(f"`{one.tag}`", one.name, one.autonym) for one in locales])
    yield from ("## Groups of entry points for plug-ins", "")
    yield from _table(
        ("group", "what is there"), [(f"`{one}`", _said(said["plug-ins"], one.name.lower())) for one in Group]
    )


def _exit_codes() -> Iterator[str]:
    rows = [
        ("0", "Everything went well; warnings may have been said."),
        *(
            (
                str(one.exit_code),
                " ".join((one.__doc__ or "").split()).partition(";")[0].partition(" Exit code")[0].rstrip(".") + ".",
            )
            for one in (ToolkitError, UsageError)
        ),
        ("130", "Somebody has interrupted it; what was finished stays."),
    ]
    yield from _table(("code", "what it means"), rows)


# Modules: the first sentence of each, room by room from the top of the house.


def _modules() -> Iterator[str]:
    for room in _rooms():
        folder = HERE.parent / "toolkit" / room
        yield from (f"## {room}", "", _first_line(folder / "__init__.py"), "")
        for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).with_suffix("").parts):
            name = path.relative_to(folder).as_posix().removesuffix("__init__.py")
            if name:
                yield f"- `{name}`: {_first_line(path)}"
        yield ""


def _rooms() -> Iterator[str]:
    """The rooms in the order of `lint-imports`."""
    linter = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(one["layers"] for one in linter["contracts"] if one["type"] == "layers")
    for floor in layers:
        names = [one.removeprefix("toolkit.") for one in floor.split(" | ")]
        yield from (one for one in names if (HERE.parent / "toolkit" / one / "__init__.py").exists())


def _first_line(path: Path) -> str:
    """What a module says that it is. Raises `KeyError` for one that says nothing."""
    words = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    if not words:
        raise KeyError(f"{path.name} says nothing of itself: begin it with a docstring, then run `make docs`")
    return re.sub(r"(?<!\w)``|``(?!\w)", "`", words.partition("\n")[0]).strip()


if __name__ == "__main__":
    main()
