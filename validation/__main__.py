"""``python -m validation``: every validator over the output; exit code 1 for any finding."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from toolkit.errors import UsageError
from validation import tools
from validation.site import Site
from validation.table import as_json, line, table
from validation.validators import VALIDATORS, run


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 for no finding, 1 for any, or on CI for a validator that was not run, 2 for a wrong call."""
    asked = _parser().parse_args(arguments)
    names = asked.only.split(",") if asked.only else [one.name for one in VALIDATORS]
    if unknown := set(names) - {one.name for one in VALIDATORS}:
        return _refuse(f"no validator is called {', '.join(sorted(unknown))}; there are {_names()}")
    root = Path(asked.output)
    site = Site(root, _site_url(root))
    if not root.is_dir() or not site.files:
        return _refuse(f"{root} holds no editions; run `polyedition build` first")
    rows = run(site, [one for one in VALIDATORS if one.name in names])
    for row in rows:
        for finding in row.findings:
            sys.stdout.write(f"{line(finding)}\n")
    sys.stdout.write(f"{table(rows)}\n")
    tools.FOLDER.mkdir(parents=True, exist_ok=True)
    (tools.FOLDER / "report.json").write_text(as_json(rows), "utf-8")
    unrun = any(row.missing for row in rows) and bool(os.environ.get("CI"))
    return int(unrun or any(row.findings for row in rows))


def _parser() -> argparse.ArgumentParser:
    purposes = "\n".join(f"  {one.name:10} {one.purpose}" for one in VALIDATORS)
    parser = argparse.ArgumentParser(
        "python -m validation", epilog=purposes, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", metavar="NAME,…", help="run these validators only")
    parser.add_argument("output", nargs="?", default="output", metavar="OUTPUT", help="the folder of the editions")
    return parser


def _names() -> str:
    return ", ".join(one.name for one in VALIDATORS)


def _refuse(message: str) -> int:
    sys.stderr.write(f"error: {message}\n")
    return 2


def _site_url(root: Path) -> str:
    """The site's address, where the output lies in a project that has one."""
    from toolkit.project.project import find_project

    try:
        return find_project(root).site_url
    except UsageError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
