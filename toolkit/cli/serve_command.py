"""``polyedition serve``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from toolkit.cli.here import project_here
from toolkit.errors import Diagnostic, UsageError

_File = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("serve")
@click.argument("locale", metavar="LOCALE", required=False)
@click.option("-d", "--document", metavar="DOC", help="Open this document (or `interface`, `terms`).")
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="N", help="The port; 0 is any. By default the same one every time."
)
@click.option("--listen", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@click.option("--tls-cert", type=_File, metavar="FILE", help="The certificate, where other machines are let in.")
@click.option("--tls-key", type=_File, metavar="FILE", help="Its key.")
@click.option("--password-file", type=_File, metavar="FILE", help="The file with the password that they are asked for.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def command(
    locale: str | None,
    document: str | None,
    port: int | None,
    listen: str,
    tls_cert: Path | None,
    tls_key: Path | None,
    password_file: Path | None,
    no_browser: bool,
) -> int:
    """Open the workbench: translate and review on the page itself, in the browser.

    Without a language it opens the board: every document in every language, worklists and releases. It listens to this
    machine alone; what is saved is in the catalogs at once.

    \b
    Examples:
      polyedition serve kk
      polyedition serve ru -d cis-2023 --no-browser --port 8000
      polyedition serve
    """
    project = project_here()
    start = "/"
    if locale:
        (locale,) = project.select_locales((locale,))
        start = f"/{locale}/{_domain(project.documents, document)}"
    elif document:
        raise UsageError(Diagnostic("call", "a document needs a language", hint=f"polyedition serve ru -d {document}"))
    require_extra()
    from toolkit.workbench.serve import Listening, serve
    from toolkit.workbench.session import require_catalog
    from toolkit.workbench.shelf import Room

    room = Room(project)
    if locale:
        require_catalog(room.shelf, start.rpartition("/")[2], locale)
    where = Listening(listen, port, tls_cert, tls_key, password_file)
    serve(room, start, where, click.echo, browser=not no_browser)
    return 0


def require_extra() -> None:
    """Raises `UsageError` where the workbench's libraries are not installed."""
    if any(find_spec(name) is None for name in ("starlette", "uvicorn", "h11")):
        hint = "pip install polyedition[workbench]"
        raise UsageError(Diagnostic("workbench", "the workbench is not installed", hint=hint))


def _domain(documents: tuple[str, ...], wanted: str | None) -> str:
    from toolkit.project.project import DOMAINS

    domain = wanted or documents[0]
    if domain not in (*documents, *DOMAINS):
        known = ", ".join((*documents, *DOMAINS))
        raise UsageError(Diagnostic("document", f"there is no document {domain}", hint=f"known: {known}"))
    return domain
