"""What the front end is told, and what it has done: each answer as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.language.locales import load_locale
from toolkit.project.project import DOMAINS, find_project
from toolkit.workbench import beside
from toolkit.workbench.history import earlier_translations
from toolkit.workbench.page import live_document, render_texts
from toolkit.workbench.paper import Papers
from toolkit.workbench.replace import MOST, replacements
from toolkit.workbench.session import Saved, Session, require_catalog
from toolkit.workbench.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolkit.workbench.asked import Asked
    from toolkit.workbench.shelf import Room, Shelf

_FEW = 60
"""So many texts are rendered with the answer to a step; more come when they are seen."""


@dataclass
class Answers:
    """Answers by the project's files as they are now. Methods raise `ToolkitError`, which says what is wrong in one line."""

    room: Room
    checker: beside.Checker = field(default_factory=beside.Checker)
    papers: Papers = field(default_factory=Papers)

    def __post_init__(self) -> None:
        self.session = Session(self.room)

    @property
    def shelf(self) -> Shelf:
        """The project's files."""
        return self.room.shelf

    @property
    def tells(self) -> Mapping[str, Callable[[Asked], object]]:
        """What is told, by the names of addresses: nothing changes by it."""
        return {
            "texts": self.texts, "other": self.other, "failing": self.failing, "board": self.rows, "facts": self.facts,
            "tasks": self.tasks, "gate": self.gate, "changes": self.changes, "pages": self.pages, "pending": self.pending,
        }  # fmt: skip

    @property
    def acts(self) -> Mapping[str, Callable[[Asked], object]]:
        """What is done, or is too long to be asked for in an address."""
        return {
            "check": self.check, "note": self.note, "save": self.save, "review": self.review, "return": self.send_back,
            "undo": self.undo, "beside": self.beside, "render": self.render, "draft": self.draft,
            "replace": self.replace, "release": self.release, "commit": self.commit,
        }  # fmt: skip

    # -- what is told -----------------------------------------------------------------------------

    def texts(self, asked: Asked) -> object:
        """Every text of a catalog."""
        shelf, domain, locale = self._where(asked)
        return [one.data for one in texts_of(shelf, domain, locale)]

    def other(self, asked: Asked) -> object:
        """Every text of a document in another language, to stand beside: by id its HTML."""
        shelf = self.shelf
        (document,) = shelf.project.select_documents((asked.text("domain"),))
        (locale,) = shelf.project.select_locales((asked.text("with"),))
        localized = live_document(shelf, document, locale)
        profile = load_locale(locale)
        texts = {
            id: one.text
            for id, one in localized.renditions.items()
            if not asked.texts("ids") or id in asked.texts("ids")
        }
        return {"locale": locale, "direction": profile.direction, "texts": texts}

    def failing(self, asked: Asked) -> object:
        """How many findings the checks have for each text."""
        shelf, domain, locale = self._where(asked)
        return self.checker.failing(shelf, domain, locale)

    def pages(self, asked: Asked) -> object:
        """Where the texts stand in the last PDF; nothing where there is none."""
        shelf, domain, locale = self._where(asked)
        return None if domain in DOMAINS else self.papers.paper(shelf, domain, locale)

    def pending(self, asked: Asked) -> object:  # noqa: ARG002
        """What a commit would take."""
        from toolkit.workbench import commit

        return commit.pending(self.shelf.project)

    def rows(self, asked: Asked) -> object:  # noqa: ARG002
        """The board."""
        from toolkit.workbench import board

        return list(board.rows(self.shelf))

    def facts(self, asked: Asked) -> object:
        """What takes long of one document in a language."""
        from toolkit.workbench import board

        shelf, domain, locale = self._where(asked)
        return board.facts(shelf.project, domain, locale)

    def tasks(self, asked: Asked) -> object:
        """A worklist."""
        from toolkit.workbench import board

        shelf, domain, locale = self._where(asked)
        return board.tasks(shelf.project, domain, locale)

    def changes(self, asked: Asked) -> object:
        """What has changed since a release."""
        from toolkit.workbench import board

        shelf, domain, locale = self._where(asked)
        return board.changes(shelf.project, domain, locale, asked.text("edition"))

    def gate(self, asked: Asked) -> object:
        """What a release still needs."""
        from toolkit.workbench import board

        shelf, domain, locale = self._where(asked)
        return board.gate(shelf.project, domain, locale, asked.text("edition"))

    # -- what is done -----------------------------------------------------------------------------

    def save(self, asked: Asked) -> object:
        """Writes edits."""
        _, domain, locale = self._where(asked)
        return self._saved(domain, locale, self.session.save(domain, locale, asked.edits(), asked.text("by")))

    def note(self, asked: Asked) -> object:
        """Writes a note."""
        _, domain, locale = self._where(asked)
        note, by = asked.text("note"), asked.text("by")
        return self._saved(domain, locale, self.session.note(domain, locale, asked.text("id"), note, by))

    def review(self, asked: Asked) -> object:
        """Stamps texts."""
        _, domain, locale = self._where(asked)
        withdraw = asked.flag("withdraw")
        found = self.session.review(domain, locale, asked.texts("ids"), asked.text("by"), withdraw=withdraw)
        return self._saved(domain, locale, found)

    def send_back(self, asked: Asked) -> object:
        """Makes texts drafts again."""
        _, domain, locale = self._where(asked)
        ids, note, by = asked.texts("ids"), asked.text("note"), asked.text("by")
        return self._saved(domain, locale, self.session.send_back(domain, locale, ids, note, by))

    def undo(self, asked: Asked) -> object:  # noqa: ARG002
        """Takes the last step back."""
        found = self.session.undo()
        return {"domain": found[0], "locale": found[1], **self._saved(*found)} if found else {"texts": []}

    def _saved(self, domain: str, locale: str, saved: Saved) -> dict[str, Any]:
        html: dict[str, str] = {}
        if domain not in DOMAINS and len(saved.texts) <= _FEW:
            html = render_texts(self.shelf, domain, locale, {one.id: one.texts[0] for one in saved.texts})
        return {"texts": [one.data for one in saved.texts], "refused": saved.refused, "left": saved.left, "html": html}

    def render(self, asked: Asked) -> object:
        """Texts as the page shows them."""
        shelf, domain, locale = self._where(asked)
        return {} if domain in DOMAINS else render_texts(shelf, domain, locale, asked.by_name("texts"))

    def check(self, asked: Asked) -> object:
        """What is wrong with a text as it is typed, and how it looks."""
        shelf, domain, locale = self._where(asked)
        id, texts = asked.text("id"), asked.texts("texts")
        html = {} if domain in DOMAINS or not texts else render_texts(shelf, domain, locale, {id: texts[0]})
        return {"findings": self.checker.findings(shelf, domain, locale, id, texts), "html": html.get(id, "")}

    def beside(self, asked: Asked) -> object:
        """What stands beside a text."""
        from toolkit.drafts.memory import Memory

        shelf, domain, locale = self._where(asked)
        id, source, previous = asked.text("id"), asked.text("source"), asked.text("previous")
        with Memory(shelf.project) as memory:
            found = beside.matches(memory, source, locale, domain, id) if domain not in DOMAINS else []
        return {
            "change": beside.compared(previous, source) if previous else [],
            "matches": found,
            "terms": beside.terms(shelf, source, locale),
            "same": beside.same_text(shelf, source, locale, domain, id),
            "earlier": earlier_translations(shelf, domain, locale)(id),
        }

    def draft(self, asked: Asked) -> object:
        """A machine's draft."""
        from toolkit.workbench import machine

        shelf, domain, locale = self._where(asked)
        texts, origin = machine.draft(shelf, domain, locale, asked.text("id"), asked.text("provider"))
        return {"texts": texts, "origin": origin}

    def replace(self, asked: Asked) -> object:
        """What a find and replace would change."""
        (locale,) = self.shelf.project.select_locales((asked.text("locale"),))
        found = list(
            replacements(
                self.shelf, locale, asked.text("find"), asked.text("by_words"),
                case=asked.flag("case"), whole=asked.flag("whole"),
            )
        )  # fmt: skip
        return {"found": found[:MOST], "total": len(found)}

    def release(self, asked: Asked) -> object:
        """Releases an edition."""
        from toolkit.publish.releasing import release_editions
        from toolkit.system.clock import now

        shelf, domain, locale = self._where(asked)
        project = find_project(shelf.project.root)
        done = release_editions(project, domain, [locale], asked.text("edition"), now().date())
        return [{"folder": one.folder, "files": len(one.files)} for one in done]

    def commit(self, asked: Asked) -> object:
        """Commits what the board has listed."""
        from toolkit.workbench import commit

        return {"commit": commit.commit(self.shelf.project, asked.texts("files"), asked.text("message"))}

    def _where(self, asked: Asked) -> tuple[Shelf, str, str]:
        shelf = self.shelf
        domain, locale = asked.text("domain"), asked.text("locale")
        require_catalog(shelf, domain, locale)
        return shelf, domain, locale
