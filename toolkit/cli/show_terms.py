"""How the commands of terms speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.show import show_diagnostics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.exchange.concepts import Concept, Rendering
    from toolkit.revision.candidates import Candidate
    from toolkit.revision.termbase import TakenIn


def state_of(rendering: Rendering | None) -> str:
    """How far a rendering has come: missing, draft or translated."""
    if rendering is None or not rendering.text:
        return "missing"
    return "draft" if rendering.is_draft else "translated"


def is_wanted(one: Concept, text: str | None, kind: str | None, states: frozenset[str], locales: Sequence[str]) -> bool:
    """Whether a concept has a text, is of a kind, and in one of the states in one of the languages."""
    said = (one.source, one.definition, *(r.text for r in one.renderings.values()))
    own = "keep" if one.keep else "name" if one.name else "term"
    return (
        (not text or any(text.casefold() in part.casefold() for part in said))
        and (not kind or kind == own)
        and (not states or any(state_of(one.renderings.get(tag)) in states for tag in locales))
    )


def lines_of(one: Concept, locales: Sequence[str]) -> str:
    """A concept for people: its word and definition, a line a language below."""
    marks = " ".join(filter(None, ("[keep]" if one.keep else "", "[name]" if one.name else "")))
    lines = [" ".join(filter(None, (one.source, marks, f"· {one.definition}" if one.definition else "")))]
    for tag in locales:
        rendering = one.renderings.get(tag)
        not_so = f"  not: {'; '.join(rendering.forbidden)}" if rendering and rendering.forbidden else ""
        text = rendering.text if rendering and rendering.text else "·"
        lines.append(f"  {tag}: {text}{' (draft)' if state_of(rendering) == 'draft' else ''}{not_so}")
    return "\n".join(lines)


def concept_data(one: Concept) -> dict[str, object]:
    """A concept for JSON."""
    return {
        "term": one.source,
        "part of speech": one.part_of_speech,
        "definition": one.definition,
        "keep": one.keep,
        "name": one.name,
        "renderings": {
            tag: {"text": r.text, "state": state_of(r), "forbidden": list(r.forbidden), "forms": list(r.forms)}
            for tag, r in one.renderings.items()
        },
    }


def candidate_data(one: Candidate) -> dict[str, object]:
    """A candidate for JSON."""
    return {
        "text": one.text,
        "uses": one.uses,
        "score": round(one.score, 2),
        "documents": list(one.documents),
        "variants": list(one.variants),
        "renderings": dict(one.renderings),
    }


def show_taken_in(done: TakenIn, *, dry_run: bool) -> int:
    """Says what became of concepts that came in; 1 if something was refused or is in conflict."""
    for source in done.added:
        click.echo(f"  new: {source}")
    for locale, sources in done.filled.items():
        click.echo(
            f"  {locale}: {len(sources)} of them new or more complete: {', '.join(sources[:8])}{' …' if sources[8:] else ''}"
        )
    if done.skipped:
        click.echo(
            f"  left out, the project has no catalog of terms for them: {', '.join(f'{tag} ({n})' for tag, n in sorted(done.skipped.items()))}"
        )
    if not done.changed:
        click.echo("  nothing new")
    elif dry_run:
        click.echo("  nothing was written (dry run)")
    return show_diagnostics((*done.refused, *done.conflicts))
