"""Two languages side by side in a build: by setting, by option, made anew when either language changes, and removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SETTINGS
from toolkit.errors import UsageError
from toolkit.project.places import edition_path, languages_in, pair_name
from toolkit.project.project import Project, find_project
from toolkit.publish.manifest import read_manifest
from toolkit.publish.plan import Selection
from toolkit.publish.run import Outcome, build
from toolkit.publish.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAIR = "parallel/ru-uz/plan.html", "parallel/ru-uz/note.html"


def make(project: Project, *pairs: tuple[str, str], locales: tuple[str, ...] = (), workers: int = 1) -> Outcome:
    """A build as the command makes it."""
    names = [pair_name(pair) for pair in project.select_parallel(pairs, locales)]
    selection = Selection(project.documents, project.select_locales(locales), project.formats, names)
    return build(project, selection, workers=workers)


def pairs_there(project: Project) -> set[str]:
    return {path.relative_to(project.output_path).as_posix() for path in project.output_path.glob("parallel/*/*")}


@pytest.fixture
def paired(tmp_path: Path, make_tiny: Callable[..., Project]) -> Project:
    """The tiny project with a pair in its settings."""
    return make_tiny(tmp_path / "tiny", f'{SETTINGS}parallel = [["ru", "uz"]]\n')


def test_names_of_pairs() -> None:
    """Both languages, in the order given; also where a tag has a hyphen itself."""
    assert pair_name(("uz", "uz-Cyrl")) == "uz+uz-Cyrl"
    assert languages_in("uz+uz-Cyrl") == ("uz", "uz-Cyrl")
    assert languages_in("uz-Cyrl") == ("uz-Cyrl",)
    assert edition_path("plan", "uz+uz-Cyrl", "pdf") == "parallel/uz-uz-Cyrl/plan.pdf"


def test_pairs_of_the_settings_are_built(paired: Project) -> None:
    """Recorded with both languages and their states; a second build has nothing to do."""
    make(paired)
    assert pairs_there(paired) == set(PAIR)
    file = read_manifest(paired.output_path)[PAIR[0]]
    assert (file.locale, file.document, file.format) == ("ru+uz", "plan", "html")
    assert file.states == {"ru untranslated": 6, "uz untranslated": 6}
    again = make(paired)
    assert not again.built
    assert not again.removed


@pytest.mark.parametrize("locale", ["ru", "uz"])
def test_either_language_makes_a_pair_out_of_date(paired: Project, locale: str) -> None:
    """And a third one does not."""
    make(paired)
    catalog = paired.catalog("plan", locale)
    catalog.write_text(catalog.read_text("utf-8").replace('msgstr ""', 'msgstr "x"').replace('"x"', '""', 1), "utf-8")
    reasons = {path: reason for path, reason in make(paired).built if path in PAIR}
    assert reasons == {PAIR[0]: f"changed: catalog {locale}"}
    third = paired.catalog("plan", "uz-Cyrl")
    third.parent.mkdir(exist_ok=True)
    third.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n', "utf-8")
    assert not set(PAIR) & {path for path, _ in make(paired).built}


def test_a_pair_of_the_call_lasts_until_the_next_build(tiny: Project) -> None:
    """It belongs to no setting; the check of the output knows it all the same."""
    make(tiny, ("ru", "uz"))
    assert pairs_there(tiny) == set(PAIR)
    differing = [str(one.location) for one in verify(tiny, rebuild=True)[1] if one.code == "differs"]
    assert differing == []
    assert set(make(tiny).removed) == set(PAIR)
    assert not (tiny.output_path / "parallel").exists()


def test_a_pair_needs_both_languages_of_a_selection(paired: Project) -> None:
    """Who builds one language waits for no other; who asks for a pair gets it."""
    make(paired, locales=("ru",))
    assert pairs_there(paired) == set()
    make(paired, ("uz", "ru"), locales=("ru",))
    assert pairs_there(paired) == {"parallel/uz-ru/plan.html", "parallel/uz-ru/note.html"}
    make(paired, locales=("ru", "uz"))
    assert pairs_there(paired) == set(PAIR)


def test_pairs_are_on_no_page_that_lists_a_language(paired: Project) -> None:
    """Feeds and checksums: the former name editions of one language, the latter every file."""
    make(paired, workers=2)
    assert "parallel" not in (paired.output_path / "ru" / "feed.xml").read_text("utf-8")
    assert all(path in (paired.output_path / "SHA256SUMS").read_text("utf-8") for path in PAIR)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('["ru", "uz"]', "must be a list of pairs of languages"),
        ('"ru"', "must be a list of pairs of languages"),
        ('[["ru"]]', "must be a list of pairs of languages"),
        ('[["ru", "ru"]]', "must be a list of pairs of languages"),
        ('[["ru", "kk"]]', "names a locale that is not published: kk"),
        ('[["ru", "uz"], ["ru", "uz"]]', "names something twice"),
    ],
)
def test_settings_that_name_no_pairs(tiny: Project, value: str, message: str) -> None:
    """Said with the line of the settings."""
    path = tiny.root / tiny.settings_file
    path.write_text(f"{SETTINGS}parallel = {value}\n", "utf-8")
    with pytest.raises(UsageError, match=message) as caught:
        find_project(tiny.root)
    assert str(caught.value.diagnostics[0].location).endswith(":5")


def test_a_language_that_the_project_has_not(tiny: Project) -> None:
    """Is a mistake of the call."""
    with pytest.raises(UsageError, match="this project has no locale kk"):
        tiny.select_parallel((("ru", "kk"),), ())


def test_states_of_a_pair_can_be_read_back(paired: Project) -> None:
    """The manifest is JSON with both languages' numbers."""
    make(paired)
    entries = json.loads((paired.output_path / "manifest.json").read_bytes())["files"]
    (entry,) = (entry for entry in entries if entry["path"] == PAIR[1])
    assert entry["states"] == {"ru untranslated": 2, "uz untranslated": 2}
