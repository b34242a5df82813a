"""A catalog that came back: which one it is, and its merge with the present one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.catalog.po import parse_po, read_po, write_po
from toolkit.errors import Diagnostic, Location, ToolkitError, UsageError
from toolkit.language.locales import load_locale
from toolkit.project.locks import catalogs_held, required_catalog
from toolkit.project.project import DOMAINS
from toolkit.review.git import version
from toolkit.review.merge.catalogs import take_in
from toolkit.review.merge.result import Outcome
from toolkit.review.sent import likely_sent

if TYPE_CHECKING:
    from toolkit.catalog.model import Catalog
    from toolkit.project.project import Project
    from toolkit.review.merge.result import Merged


@dataclass(frozen=True, slots=True)
class Return:
    """What became of a file that came back."""

    path: str
    """Of the project's catalog."""
    domain: str
    locale: str
    merged: Merged
    changed: bool
    sent: str = ""
    """The commit of the version that it was compared with, where nobody has named one."""


def merge_file(
    project: Project,
    file: Path,
    *,
    locale: str | None = None,
    domain: str | None = None,
    base: str | None = None,
    trusted: bool = False,
    dry_run: bool = False,
) -> Return:
    """Merges a catalog file with the project's catalog of the same document and language, and writes that.

    `base` names the version that was sent out: a file, or a revision of git; where two texts stand against each other
    without one, the likeliest version that git has tells who has changed what. `trusted` believes in marks and comments
    that are missing there. Raises `ToolkitError` for a file with errors, `UsageError` where nobody knows which catalog
    it is; either way nothing is written.
    """
    theirs = read_po(file, file.as_posix())
    locale = _locale(project, theirs, file, locale)
    domain = _domain(project, theirs, file, domain)
    path = project.catalog(domain, locale)
    name = project.name(path)
    with catalogs_held(project):
        ours = required_catalog(project, path, "merge with")
        sent = _base(project, base, name) if base else None
        merged, revision = take_in(ours, theirs, sent, trusted=trusted), ""
        if base is None and merged.having(Outcome.CONFLICT) and (likely := likely_sent(project.root, name, theirs)):
            merged, revision = take_in(ours, theirs, likely.catalog, trusted=trusted), likely.revision
        if not dry_run and merged.catalog != ours:
            write_po(merged.catalog, path)
    return Return(name, domain, locale, merged, merged.catalog != ours, revision)


def _base(project: Project, base: str, name: str) -> Catalog:
    path = Path(base)
    if path.is_file():
        return read_po(path, base)
    data = version(project.root, base, name)
    if data is None:
        hint = f"name a file, or a revision of git that has {name}"
        raise UsageError(Diagnostic("base", f"there is no version {base!r} of this catalog", hint=hint))
    return parse_po(data, f"{base}:{name}")


def _locale(project: Project, catalog: Catalog, file: Path, wanted: str | None) -> str:
    by_name = {_folded(name): tag for tag in project.locales for name in (tag, load_locale(tag).gettext)}
    said = catalog.value("Language")
    own = by_name.get(_folded(said))
    if wanted:
        (chosen,) = project.select_locales((wanted,))
        if own and own != chosen:
            hint = f"merge it with -l {own}, or mend its Language line"
            raise UsageError(
                Diagnostic("language", f"the file says it is in {own}, not in {chosen}", _place(file), hint=hint)
            )
        return chosen
    if own:
        return own
    names = sorted(by_name, key=len, reverse=True)
    stem = _folded(file.stem)
    found = [by_name[name] for name in names if stem == name or stem.endswith(tuple(f"{gap}{name}" for gap in ".-@ "))]
    found += [by_name[name] for name in names if _folded(file.parent.name) == name]
    if not found or said:
        message = f"the file is in {said}, which this project has not" if said else "the file does not say its language"
        raise UsageError(Diagnostic("language", message, _place(file), hint="name it with -l LOCALE"))
    return found[0]


def _domain(project: Project, catalog: Catalog, file: Path, wanted: str | None) -> str:
    domains = (*project.documents, *DOMAINS)
    if wanted:
        return wanted if wanted in DOMAINS else project.select_documents((wanted,))[0]
    said = catalog.value("Project-Id-Version").split(" ")[0]
    for name in (file.stem, file.stem.partition(".")[0], said):
        if name in domains:
            return name
    keys = {message.key for message in catalog.live}
    shared = {name: len(keys & _keys(project, name)) for name in domains}
    best = max(shared, key=lambda name: shared[name])
    if not shared[best]:
        message = "the file is of no document of this project"
        raise UsageError(Diagnostic("document", message, _place(file), hint="name it with -d DOC"))
    return best


def _keys(project: Project, domain: str) -> set[tuple[str | None, str]]:
    path = project.template(domain)
    try:
        return {message.key for message in read_po(path).live} if path.is_file() else set()
    except ToolkitError:
        return set()


def _folded(tag: str) -> str:
    return tag.replace("_", "-").casefold()


def _place(file: Path) -> Location:
    return Location(file.as_posix())
